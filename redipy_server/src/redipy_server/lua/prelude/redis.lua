-- The table `redis`, and a script's run from beginning to end.

local host, S = ...

local error, format, getfenv, rawget, select, setfenv, tonumber, tostring, type, xpcall =
  error, string.format, getfenv, rawget, select, setfenv, tonumber, tostring, type, xpcall
local sub, match, unpack, pairs = string.sub, string.match, unpack, pairs
local call, place, fixed = host.call, S.place, S.fixed

local PLAIN, STATUS, FAULT, AGAIN, TYPED = 0, 1, 2, 3, 4

-- Errors: tables with the server's line, and where the script was.

local function fault(line)
  local source, at = place()
  return { err = line, source = source, line = at, ignore_error_stats_update = true }
end

local function reply(kind, value)
  if kind == STATUS then return { ok = value } end
  return value
end

-- A number of zero may be a negative one, which only Lua can tell.
local function spelt(...)
  local words = { ... }
  for i = 1, select("#", ...) do
    if type(words[i]) == "number" then words[i] = format("%.17g", words[i]) end
  end
  return unpack(words, 1, select("#", ...))
end

-- A reply of RESP3, from its parts: tables are built one entry at a time, as their
-- order depends on it.
local function built(parts, at)
  local what = parts[at]
  at = at + 1
  if what == "v" then return parts[at], at + 1 end
  if what == "n" then return nil, at end
  if what == "s" then return { ok = parts[at] }, at + 1 end
  if what == "e" then return { err = parts[at] }, at + 1 end
  if what == "d" then return { double = tonumber(parts[at]) }, at + 1 end
  if what == "b" then return { big_number = parts[at] }, at + 1 end
  if what == "t" then
    return { verbatim_string = { format = parts[at], string = parts[at + 1] } }, at + 2
  end
  local count, found, item = parts[at], {}, nil
  at = at + 1
  if what == "a" then
    for i = 1, count do
      item, at = built(parts, at)
      found[i] = item
    end
    return found, at
  end
  for _ = 1, count do
    item, at = built(parts, at)
    if what == "%" then
      local value
      value, at = built(parts, at)
      if item ~= nil then found[item] = value end
    elseif item ~= nil then
      found[item] = true
    end
  end
  return what == "%" and { map = found } or { set = found }, at
end

local function finished(kind, value)
  if kind == TYPED then return (built(value, 1)) end
  return reply(kind, value)
end

local R = {
  LOG_DEBUG = 0, LOG_VERBOSE = 1, LOG_NOTICE = 2, LOG_WARNING = 3,
  REPL_NONE = 0, REPL_AOF = 1, REPL_SLAVE = 2, REPL_REPLICA = 2, REPL_ALL = 3,
  REDIS_VERSION = host.version, REDIS_VERSION_NUM = host.version_number,
}

function R.call(...)
  local kind, value = call(...)
  if kind == PLAIN then return value end
  if kind == AGAIN then kind, value = call(spelt(...)) end
  if kind == FAULT then error(fault(value)) end
  return finished(kind, value)
end

function R.pcall(...)
  local kind, value = call(...)
  if kind == PLAIN then return value end
  if kind == AGAIN then kind, value = call(spelt(...)) end
  if kind == FAULT then return { err = value, ignore_error_stats_update = true } end
  return finished(kind, value)
end

local function refuse(text) error(fault("ERR " .. text)) end

function R.error_reply(...)
  local text = ...
  if select("#", ...) ~= 1 or type(text) ~= "string" then
    return { err = "ERR wrong number or type of arguments" }
  end
  if sub(text, 1, 1) == "-" then text = sub(text, 2) end
  if not match(text, "^[^ ]* ") then text = "ERR " .. text end
  return { err = text }
end

function R.status_reply(...)
  local text = ...
  if select("#", ...) ~= 1 or type(text) ~= "string" then
    return { err = "ERR wrong number or type of arguments" }
  end
  return { ok = text }
end

local function text_of(x)
  local kind = type(x)
  if kind == "string" then return x end
  if kind == "number" then return tostring(x) end
  return ""
end

function R.sha1hex(...)
  if select("#", ...) ~= 1 then refuse("wrong number of arguments") end
  return host.sha1hex(text_of((...)))
end

function R.log(...)
  local n, level = select("#", ...), ...
  if n < 2 then refuse("redis.log() requires two arguments or more.") end
  if type(level) ~= "number" then
    refuse("First argument must be a number (log level).")
  end
  if level < 0 or level > 3 then refuse("Invalid debug level.") end
  local words = {}
  for i = 2, n do words[#words + 1] = text_of((select(i, ...))) end
  host.log(level, table.concat(words, " "))
end

function R.setresp(...)
  if select("#", ...) ~= 1 then refuse("redis.setresp() requires one argument.") end
  local version = tonumber((...))
  if version ~= 2 and version ~= 3 then refuse("RESP version must be 2 or 3.") end
  S.resp = version
  host.setresp(version)
end

function R.set_repl(...)
  if select("#", ...) ~= 1 then refuse("redis.set_repl() requires two arguments.") end
  local flags = tonumber((...)) or 0
  if flags < 0 or flags > 3 then
    refuse("Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.")
  end
end

function R.acl_check_cmd(...)
  if select("#", ...) == 0 then
    refuse("Please specify at least one argument for this redis lib call")
  end
  local kind, value = host.acl_check(spelt(...))
  if kind == FAULT then error(fault(value)) end
  return value
end

local of_scripts = {
  replicate_commands = function() return true end,
  breakpoint = function() return false end,
  debug = function() end,
}

-- From Lua to a reply's bytes ------------------------------------------------------

local DEEPEST = 4000

local function line(text) return (text:gsub("[\r\n]", " ")) end

local function bulk(text) return "$" .. #text .. "\r\n" .. text .. "\r\n" end

local function nil_of(protocol) return protocol == 3 and "_\r\n" or "$-1\r\n" end

local encoded

local function members(t, protocol, out, depth, values)
  local count = 0
  local head = #out + 1
  out[head] = ""
  for k, v in pairs(t) do
    encoded(k, protocol, out, depth)
    if values then encoded(v, protocol, out, depth) end
    count = count + 1
  end
  return head, count
end

local function table_reply(t, protocol, out, depth)
  t = S.readonly[t] or t
  local x = rawget(t, "err")
  if type(x) == "string" then out[#out + 1] = "-" .. line(x) .. "\r\n" return end
  x = rawget(t, "ok")
  if type(x) == "string" then out[#out + 1] = "+" .. line(x) .. "\r\n" return end
  x = rawget(t, "double")
  if type(x) == "number" then
    local text = format("%.17g", x)
    out[#out + 1] = protocol == 3 and "," .. text .. "\r\n" or bulk(text)
    return
  end
  x = rawget(t, "map")
  if type(x) == "table" then
    local head, count = members(x, protocol, out, depth + 1, true)
    out[head] = protocol == 3 and "%" .. count .. "\r\n" or "*" .. 2 * count .. "\r\n"
    return
  end
  x = rawget(t, "set")
  if type(x) == "table" then
    local head, count = members(x, protocol, out, depth + 1, false)
    out[head] = (protocol == 3 and "~" or "*") .. count .. "\r\n"
    return
  end
  x = rawget(t, "big_number")
  if type(x) == "string" then
    x = line(x)
    out[#out + 1] = protocol == 3 and "(" .. x .. "\r\n" or bulk(x)
    return
  end
  x = rawget(t, "verbatim_string")
  if type(x) == "table" then
    local text, kind = rawget(x, "string"), rawget(x, "format")
    if type(text) == "string" and type(kind) == "string" then
      if protocol == 3 then
        kind = sub(kind .. "   ", 1, 3)
        out[#out + 1] = "=" .. #text + 4 .. "\r\n" .. kind .. ":" .. text .. "\r\n"
      else
        out[#out + 1] = bulk(text)
      end
      return
    end
  end
  local head, count = #out + 1, 0
  out[head] = ""
  while true do
    x = rawget(t, count + 1)
    if x == nil then break end
    encoded(x, protocol, out, depth + 1)
    count = count + 1
  end
  out[head] = "*" .. count .. "\r\n"
end

function encoded(x, protocol, out, depth)
  local kind = type(x)
  if kind == "string" then
    out[#out + 1] = "$" .. #x .. "\r\n" .. x .. "\r\n"
  elseif kind == "number" then
    out[#out + 1] = format(":%d\r\n", x)
  elseif kind == "table" then
    if depth > DEEPEST then
      out[#out + 1] = "-ERR reached lua stack limit\r\n"
    else
      table_reply(x, protocol, out, depth)
    end
  elseif kind == "boolean" then
    if S.resp == 3 then
      out[#out + 1] = protocol == 3 and (x and "#t\r\n" or "#f\r\n")
        or (x and ":1\r\n" or ":0\r\n")
    else
      out[#out + 1] = x and ":1\r\n" or nil_of(protocol)
    end
  else
    out[#out + 1] = nil_of(protocol)
  end
end

local function as_reply(x, protocol)
  local kind = type(x)
  if kind == "string" then return "$" .. #x .. "\r\n" .. x .. "\r\n" end
  local out = {}
  encoded(x, protocol, out, 0)
  return table.concat(out)
end

-- A run ------------------------------------------------------------------------------

-- What stopped a script: a table with the error's line and where it happened.
local function final(e)
  e = fixed(e)
  if type(e) == "table" then
    local seen = S.readonly[e] or e
    local err, source, at = rawget(seen, "err"), rawget(seen, "source"), rawget(seen, "line")
    if type(err) ~= "string" then err = "ERR unknown error" end
    if source == nil then source, at = place() end
    return { err = err, source = source, line = at }
  end
  local source, at = place()
  return { err = "ERR " .. tostring(e), source = source, line = at }
end

local function ended(ok, x, name, protocol)
  S.forget_threads()
  if S.killed then
    ok, x = false, S.killed
    S.watch()
  end
  if ok then return true, as_reply(x, protocol) end
  local where = ""
  if type(x) == "table" then
    if name and x.source ~= "" then
      where = " script: " .. name .. ", on " .. tostring(x.source) .. ":" .. tostring(x.line) .. "."
    end
    x = x.err
  else
    x = "ERR " .. tostring(x)
  end
  return false, line(x) .. where
end

local function start(world)
  S.world, S.resp, S.killed = world, 2, false
  S.watch()
end

local api = { redis = R, sandbox = S, refuse = refuse,
  final = final, ended = ended, start = start }

local scripts = {}
for name, f in pairs(S.base) do scripts[name] = f end
local redis_of_scripts = {}
for name, f in pairs(R) do redis_of_scripts[name] = f end
for name, f in pairs(of_scripts) do redis_of_scripts[name] = f end
scripts.redis = S.protect(redis_of_scripts)
scripts.__redis__err__handler = final
local world = S.new_world(scripts)

-- The function of a compiled script, in the world of scripts.
function api.adopt(code)
  return setfenv(loadstring(code, "@user_script"), world)
end

function api.run(f, name, keys, argv, protocol)
  start(world)
  scripts.KEYS, scripts.ARGV = keys, argv
  local ok, x = xpcall(f, final)
  scripts.KEYS, scripts.ARGV = nil, nil
  return ended(ok, x, name, protocol)
end

return api
