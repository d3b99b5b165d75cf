-- The world that scripts see: Lua's own functions, made safe, and tables that
-- nobody can change. Errors raised here bear the mark of this text ("redis:12:"),
-- which `fixed` turns into the place in the script that called.

local host = ...

local error, getmetatable, next, pairs, rawget, rawset, select, setfenv, setmetatable =
  error, getmetatable, next, pairs, rawget, rawset, select, setfenv, setmetatable
local loadstring, tostring, type, unpack, xpcall, newproxy, collectgarbage, tonumber =
  loadstring, tostring, type, unpack, xpcall, newproxy, collectgarbage, tonumber
local getinfo, sethook = debug.getinfo, debug.sethook
local create, resume, status = coroutine.create, coroutine.resume, coroutine.status
local insert, remove, sort, concat = table.insert, table.remove, table.sort, table.concat
local foreach, setn = table.foreach, table.setn
local match, sub, rep = string.match, string.sub, string.rep
local floor = math.floor

local MARK = "=redis"
local READONLY = "Attempt to modify a readonly table"
local REP_MAX = 512 * 1024 * 1024

local S = { null = newproxy(true), killed = false, steps = 100000 }

do
  local meta = getmetatable(S.null)
  meta.__tostring = function() return "userdata: (nil)" end
  meta.__metatable = false
end

-- Where the script is ------------------------------------------------------------

-- The nearest frame of a script: its source, its line, and both as a message says them.
local function place(thread)
  local level = thread and 0 or 2
  while true do
    local info
    if thread then info = getinfo(thread, level, "Sl") else info = getinfo(level, "Sl") end
    if not info then return "", 0, "" end
    if info.what ~= "C" and info.what ~= "tail" and info.source ~= MARK
      and info.source ~= "=[C]" then
      return info.source, info.currentline, info.short_src .. ":" .. info.currentline .. ": "
    end
    level = level + 1
  end
end
S.place = place

-- An error's value with the place where the script was, instead of a place in here.
local function fixed(e, thread)
  local kind = type(e)
  if kind == "string" then
    local rest = match(e, "^%[C%]:%d+: (.*)$")
    if rest then return rest end
    rest = match(e, "^redis:%d+: (.*)$")
    if rest then
      local _, _, shown = place(thread)
      return shown .. rest
    end
  elseif kind == "userdata" and e ~= S.null then
    return "internal error" -- whatever the host raised is not for scripts
  end
  return e
end
S.fixed = fixed

-- Tables that nobody can change ----------------------------------------------------

local readonly = setmetatable({}, { __mode = "k" })
local shown = setmetatable({}, { __mode = "k" })
S.readonly = readonly

local function refuse() error(READONLY) end

-- A view of a table that cannot be changed. `meta` is what getmetatable shows of it.
local function protect(real, meta)
  local view = setmetatable({}, { __index = real, __newindex = refuse })
  readonly[view] = real
  shown[view] = meta
  return view
end
S.protect = protect

local function missing(_, name)
  error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'")
end
S.missing = { __index = missing }

-- Functions over any table, which must not be fooled by a view.
local base = {}

function base.rawset(t, k, v)
  if readonly[t] then error(READONLY, 0) end
  return rawset(t, k, v)
end

function base.rawget(t, k) return rawget(readonly[t] or t, k) end

function base.next(t, k) return next(t ~= nil and readonly[t] or t, k) end

function base.pairs(t) return pairs(t ~= nil and readonly[t] or t) end

function base.setmetatable(t, meta)
  if t ~= nil and readonly[t] then error(READONLY, 0) end
  return setmetatable(t, meta)
end

local string_meta

function base.getmetatable(...)
  local x = ...
  if type(x) == "string" then return string_meta end
  if x ~= nil and readonly[x] then return shown[x] end
  if type(x) == "userdata" then return nil end
  return getmetatable(...)
end

function base.collectgarbage(option, ...)
  if option == nil or option == "collect" or option == "count" or option == "step" then
    return collectgarbage(option or "collect", ...)
  end
  if option == "stop" or option == "restart" or option == "setpause" or option == "setstepmul" then
    return 0
  end
  return collectgarbage(option, ...)
end

-- Texts as programs: never compiled ones, and in the same world.

local function compiled(text, name)
  if sub(text, 1, 1) == "\27" then return nil, "compiled chunks are not loaded" end
  local f, why = loadstring(text, name)
  if not f then return nil, why end
  return setfenv(f, S.world)
end

function base.loadstring(text, name)
  if type(text) == "number" then text = tostring(text) end
  if type(text) ~= "string" then return loadstring(text, name) end
  return compiled(text, name or text)
end

function base.load(pieces, name)
  if type(pieces) ~= "function" then
    error("bad argument #1 to 'load' (function expected, got " ..
      (pieces == nil and "no value" or type(pieces)) .. ")")
  end
  local found = {}
  while true do
    local piece = pieces()
    if piece == nil or piece == "" then break end
    if type(piece) ~= "string" then return nil, "reader function must return a string" end
    found[#found + 1] = piece
  end
  return compiled(concat(found), name or "=(load)")
end

-- Protected calls ------------------------------------------------------------------

local function caught(ok, e, ...)
  if ok then return true, e, ... end
  if S.killed then error(S.killed) end
  if type(e) == "table" then
    local err = rawget(readonly[e] or e, "err")
    if err ~= nil then return false, err end
  end
  return false, e
end

-- Calls with arguments, from no place that a message would name.
local bound_1, bound_2, bound_all = loadstring([[
local unpack = unpack
return function(f, a) return function() return f(a) end end,
  function(f, a, b) return function() return f(a, b) end end,
  function(f, n, all) return function() return f(unpack(all, 2, n)) end end
]], "=[C]")()

function base.pcall(...)
  local n = select("#", ...)
  local f, a, b = ...
  if n == 0 then return false, "attempt to call a boolean value" end
  if n == 1 then return caught(xpcall(f, fixed)) end
  if n == 2 then return caught(xpcall(bound_1(f, a), fixed)) end
  if n == 3 then return caught(xpcall(bound_2(f, a, b), fixed)) end
  return caught(xpcall(bound_all(f, n, { ... }), fixed))
end

local function passed(ok, ...)
  if not ok and S.killed then error(S.killed) end
  return ok, ...
end

function base.xpcall(f, handler)
  return passed(xpcall(f, function(e) return handler(fixed(e)) end))
end

-- Coroutines: each has a hook of its own.

local threads = {
  running = coroutine.running, status = status, yield = coroutine.yield,
}

-- Lua keeps a coroutine's hook until it is taken away, even when the coroutine is gone.
local made = setmetatable({}, { __mode = "k" })

function S.forget_threads()
  if next(made) == nil then return end
  for thread in pairs(made) do sethook(thread) end
  made = setmetatable({}, { __mode = "k" })
end

function threads.create(f)
  local thread = create(f)
  sethook(thread, S.hook, "", S.steps)
  made[thread] = true
  return thread
end

local function resumed(thread, ok, e, ...)
  if status(thread) == "dead" then
    sethook(thread)
    made[thread] = nil
  end
  if ok then return true, e, ... end
  if S.killed then error(S.killed) end
  return false, fixed(e, thread)
end

function threads.resume(thread, ...) return resumed(thread, resume(thread, ...)) end

local function unwrapped(ok, e, ...)
  if ok then return e, ... end
  if type(e) == "string" then error(e) end
  error(e, 0)
end

function threads.wrap(f)
  local thread = threads.create(f)
  return function(...) return unwrapped(threads.resume(thread, ...)) end
end

-- Libraries ------------------------------------------------------------------------

local function copied(t)
  local copy = {}
  for k, v in pairs(t) do copy[k] = v end
  return copy
end

local strings, tables, maths = copied(string), copied(table), copied(math)

function strings.rep(s, n, ...)
  local kind = type(s)
  if (kind == "string" or kind == "number") and type(n) == "number"
    and #tostring(s) * n > REP_MAX then
    error("not enough memory", 0)
  end
  return rep(s, n, ...)
end

local function guarded(f)
  return function(t, ...)
    if t ~= nil and readonly[t] then error(READONLY, 0) end
    return f(t, ...)
  end
end

function tables.insert(t, ...)
  if t ~= nil and readonly[t] then error(READONLY, 0) end
  return insert(t, ...)
end

function tables.remove(t, ...)
  if t ~= nil and readonly[t] then error(READONLY, 0) end
  return remove(t, ...)
end

tables.sort, tables.setn = guarded(sort), guarded(setn)

function tables.foreach(t, f) return foreach(t ~= nil and readonly[t] or t, f) end

-- Random numbers: 48 bits, in two halves of 24; the same for every server.

local low, high = 0xcd330e, 0x1234ab

local function seed(n)
  n = floor(n) % 4294967296
  low, high = (n % 256) * 65536 + 0x330e, floor(n / 256)
end

local function draw()
  -- times 0x5deece66d, plus 11, modulo 2^48
  local l = low * 0xece66d + 11
  local carry = floor(l / 16777216)
  high = (high * 0xece66d + low * 0x5de + carry) % 16777216
  low = l % 16777216
  return high * 128 + floor(low / 131072)
end

function maths.random(...)
  local n = select("#", ...)
  local a, b = ...
  local r = (draw() % 2147483647) / 2147483647
  if n == 0 then return r end
  if n > 2 then error("wrong number of arguments") end
  local function whole(x, i)
    local number = tonumber(x)
    if type(x) ~= "number" and type(x) ~= "string" or not number then
      error("bad argument #" .. i .. " to 'random' (number expected, got " .. type(x) .. ")")
    end
    return number < 0 and -floor(-number) or floor(number)
  end
  a = whole(a, 1)
  if n == 1 then
    if a < 1 then error("bad argument #1 to 'random' (interval is empty)") end
    return floor(r * a) + 1
  end
  b = whole(b, 2)
  if a > b then error("bad argument #2 to 'random' (interval is empty)") end
  return floor(r * (b - a + 1)) + a
end

function maths.randomseed(...)
  local n = tonumber((...))
  if not n then
    error("bad argument #1 to 'randomseed' (number expected, got " ..
      (select("#", ...) == 0 and "no value" or type((...))) .. ")")
  end
  seed(n < 0 and -floor(-n) or n)
end

-- The world ------------------------------------------------------------------------

for _, name in pairs({
  "assert", "error", "gcinfo", "ipairs", "rawequal", "select", "tonumber", "tostring",
  "type", "unpack", "_VERSION",
}) do
  base[name] = _G[name]
end
base.string, base.table, base.math = protect(strings), protect(tables), protect(maths)
base.coroutine = protect(threads)
getmetatable("").__index = base.string
string_meta = protect({ __index = base.string })
S.base = base

-- A world of its own: what is in `real`, and nothing else.
function S.new_world(real)
  setmetatable(real, S.missing)
  local world = protect(real, protect({ __index = missing }))
  real._G = world
  return world
end

-- Ending a script that takes too long --------------------------------------------

-- From then on every line of the script is an error, so that it can catch none; our
-- own lines are not.
function S.hook()
  if not S.killed and not host.check() then return end
  if not S.killed then
    local source, line = place()
    S.killed = { err = host.killed_by(), source = source, line = line }
  end
  sethook(S.hook, "l")
  local source = getinfo(2, "S").source
  if source ~= MARK and source ~= "=[C]" then error(S.killed) end
end

function S.watch() sethook(S.hook, "", S.steps) end

return S
