-- The table `cjson`: JSON as the server's library writes and reads it.

local host, S = ...

local byte, char, concat, find, format, gsub, match, sub =
  string.byte, string.char, table.concat, string.find, string.format, string.gsub,
  string.match, string.sub
local error, floor, lower, pairs, rawget, select, tonumber, tostring, type =
  error, math.floor, string.lower, pairs, rawget, select, tonumber, tostring, type
local null, readonly = S.null, S.readonly
local HUGE, INT_MAX = math.huge, 2147483647

local ESCAPED = {
  ['"'] = '\\"', ["\\"] = "\\\\", ["/"] = "\\/", ["\b"] = "\\b", ["\f"] = "\\f",
  ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t", ["\127"] = "\\u007f",
}
for i = 0, 31 do
  local c = char(i)
  ESCAPED[c] = ESCAPED[c] or format("\\u%04x", i)
end

local function quoted(text)
  if not find(text, '[%z\1-\31"\\/\127]') then return '"' .. text .. '"' end
  return '"' .. gsub(text, '[%z\1-\31"\\/\127]', ESCAPED) .. '"'
end

-- Writing --------------------------------------------------------------------------

local function number(x, config)
  if x ~= x or x == HUGE or x == -HUGE then
    if config.invalid == "off" then
      error("Cannot serialise number: must not be NaN or Inf")
    end
    if config.invalid == "null" then return "null" end
    return x ~= x and "nan" or x > 0 and "inf" or "-inf"
  end
  return format(config.number, x)
end

-- How long a table is as an array; nil if it is an object.
local function length(t, config)
  local most, items = 0, 0
  for k in pairs(t) do
    if type(k) ~= "number" or k < 1 or floor(k) ~= k then return nil end
    if k > most then most = k end
    items = items + 1
  end
  if config.ratio > 0 and most > items * config.ratio and most > config.safe then
    if not config.convert then
      error("Cannot serialise table: excessively sparse array")
    end
    return nil
  end
  return most > 0 and most or nil
end

local function write(x, out, depth, config)
  local kind = type(x)
  if kind == "string" then
    out[#out + 1] = quoted(x)
  elseif kind == "number" then
    out[#out + 1] = number(x, config)
  elseif kind == "boolean" then
    out[#out + 1] = x and "true" or "false"
  elseif kind == "nil" or x == null then
    out[#out + 1] = "null"
  elseif kind == "table" then
    x = readonly[x] or x
    depth = depth + 1
    if depth > config.encode_depth then
      error("Cannot serialise, excessive nesting (" .. depth .. ")")
    end
    local count = length(x, config)
    if count then
      out[#out + 1] = "["
      for i = 1, count do
        if i > 1 then out[#out + 1] = "," end
        write(rawget(x, i), out, depth, config)
      end
      out[#out + 1] = "]"
      return
    end
    out[#out + 1] = "{"
    local comma = false
    for k, v in pairs(x) do
      if comma then out[#out + 1] = "," end
      comma = true
      if type(k) == "number" then
        out[#out + 1] = '"' .. number(k, config) .. '":'
      elseif type(k) == "string" then
        out[#out + 1] = quoted(k) .. ":"
      else
        error("Cannot serialise " .. type(k) .. ": table key must be a number or string")
      end
      write(v, out, depth, config)
    end
    out[#out + 1] = "}"
  else
    error("Cannot serialise " .. kind .. ": type not supported")
  end
end

-- Reading: tokens --------------------------------------------------------------------

local SINGLE = {
  ["{"] = "T_OBJ_BEGIN", ["}"] = "T_OBJ_END", ["["] = "T_ARR_BEGIN", ["]"] = "T_ARR_END",
  [","] = "T_COMMA", [":"] = "T_COLON",
}
local UNESCAPED = {
  b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", ['"'] = '"', ["\\"] = "\\", ["/"] = "/",
}

local function utf8(code)
  if code < 0x80 then return char(code) end
  if code < 0x800 then return char(0xC0 + floor(code / 64), 0x80 + code % 64) end
  if code < 0x10000 then
    return char(0xE0 + floor(code / 4096), 0x80 + floor(code / 64) % 64, 0x80 + code % 64)
  end
  return char(0xF0 + floor(code / 262144), 0x80 + floor(code / 4096) % 64,
    0x80 + floor(code / 64) % 64, 0x80 + code % 64)
end

-- A token: its kind, its value, where it begins; a fault is of the kind "T_ERROR".
local function text_token(s, at)
  local out, from = {}, at + 1
  while true do
    local stop = find(s, '["\\%z]', from)
    local c = stop and sub(s, stop, stop)
    if not stop or c == "\0" then
      return "T_ERROR", "unexpected end of string", stop or #s + 1
    end
    out[#out + 1] = sub(s, from, stop - 1)
    if c == '"' then return "T_STRING", concat(out), at, stop + 1 end
    local escape = sub(s, stop + 1, stop + 1)
    if escape == "u" then
      local code = match(s, "^%x%x%x%x", stop + 2)
      code = code and tonumber(code, 16)
      local wide = 6
      if code and code >= 0xD800 and code < 0xE000 then
        local second = match(s, "^\\u(%x%x%x%x)", stop + 6)
        second = second and tonumber(second, 16)
        if code < 0xDC00 and second and second >= 0xDC00 and second < 0xE000 then
          code, wide = (code - 0xD800) * 1024 + second - 0xDC00 + 0x10000, 12
        else
          code = nil
        end
      end
      if not code then return "T_ERROR", "invalid unicode escape code", stop end
      out[#out + 1] = utf8(code)
      from = stop + wide
    else
      local plain = UNESCAPED[escape]
      if not plain then return "T_ERROR", "invalid escape code", stop end
      out[#out + 1] = plain
      from = stop + 2
    end
  end
end

-- Whether what stands here is only a number to those who are generous.
local function is_odd_number(s, at)
  local c = sub(s, at, at)
  if c == "+" then return true end
  if c == "-" then at = at + 1 end
  c = lower(sub(s, at, at + 2))
  if c == "inf" or c == "nan" then return true end
  return match(s, "^0[xX%d]", at) ~= nil
end

-- As much of a number as there is, and where it ends.
local function number_at(s, at)
  local sign, rest = match(s, "^([+-]?)()", at)
  local word = lower(sub(s, rest, rest + 7))
  local times = sign == "-" and -1 or 1
  if word == "infinity" then return times * HUGE, rest + 8 end
  word = sub(word, 1, 3)
  if word == "inf" then return times * HUGE, rest + 3 end
  if word == "nan" then return sign == "-" and 0 / 0 or -(0 / 0), rest + 3 end
  local stop = match(s, "^0[xX]%x+%.?%x*()", rest) or match(s, "^0[xX]%.%x+()", rest)
  if stop then
    stop = match(s, "^[pP][+-]?%d+()", stop) or stop
    return tonumber(sub(s, at, stop - 1)), stop
  end
  stop = match(s, "^%d+%.?%d*()", rest) or match(s, "^%.%d+()", rest)
  if not stop then return nil end
  stop = match(s, "^[eE][+-]?%d+()", stop) or stop
  local text = gsub(sub(s, at, stop - 1), "^%+", "")
  return tonumber(text), stop
end

local function token(s, at, config)
  at = match(s, "^[ \t\n\r]*()", at)
  local c = sub(s, at, at)
  if c == "" or c == "\0" then return "T_END", nil, at, at end
  if SINGLE[c] then return SINGLE[c], nil, at, at + 1 end
  if c == '"' then return text_token(s, at) end
  local number_here = find(c, "[-%d]")
  if number_here and not config.generous and is_odd_number(s, at) then
    return "T_ERROR", "invalid number", at
  end
  if number_here or (config.generous and is_odd_number(s, at)) then
    local value, stop = number_at(s, at)
    if not value then return "T_ERROR", "invalid number", at end
    return "T_NUMBER", value, at, stop
  end
  if sub(s, at, at + 3) == "true" then return "T_BOOLEAN", true, at, at + 4 end
  if sub(s, at, at + 4) == "false" then return "T_BOOLEAN", false, at, at + 5 end
  if sub(s, at, at + 3) == "null" then return "T_NULL", null, at, at + 4 end
  return "T_ERROR", "invalid token", at
end

local function unlike(wanted, kind, value, at)
  local found = kind == "T_ERROR" and value or kind
  error("Expected " .. wanted .. " but found " .. found .. " at character " .. at)
end

local read

local function read_value(s, depth, config, kind, value, at, stop)
  if kind == "T_STRING" or kind == "T_NUMBER" or kind == "T_BOOLEAN" or kind == "T_NULL" then
    return value, stop
  end
  if kind ~= "T_OBJ_BEGIN" and kind ~= "T_ARR_BEGIN" then
    unlike("value", kind, value, at)
  end
  depth = depth + 1
  if depth > config.decode_depth then
    error("Found too many nested data structures (" .. depth .. ") at character " .. at)
  end
  return read(s, stop, depth, config, kind == "T_OBJ_BEGIN")
end

function read(s, stop, depth, config, is_object)
  local found, n = {}, 0
  local close = is_object and "T_OBJ_END" or "T_ARR_END"
  local kind, value, at, after = token(s, stop, config)
  if kind == close then return found, after end
  while true do
    local key
    if is_object then
      if kind ~= "T_STRING" then unlike("object key string", kind, value, at) end
      key = value
      kind, value, at, after = token(s, after, config)
      if kind ~= "T_COLON" then unlike("colon", kind, value, at) end
      kind, value, at, after = token(s, after, config)
    else
      n = n + 1
      key = n
    end
    found[key], after = read_value(s, depth, config, kind, value, at, after)
    kind, value, at, after = token(s, after, config)
    if kind == close then return found, after end
    if kind ~= "T_COMMA" then
      unlike(is_object and "comma or object end" or "comma or array end", kind, value, at)
    end
    kind, value, at, after = token(s, after, config)
  end
end

-- Settings ---------------------------------------------------------------------------

local function bad(n, name, why)
  error("bad argument #" .. n .. " to '" .. name .. "' (" .. why .. ")")
end

local function few(name, most, ...)
  if select("#", ...) > most then bad(most + 1, name, "found too many arguments") end
end

local function whole(x, n, name, least, most)
  local value = tonumber(x)
  if type(x) == "boolean" or type(x) == "table" or not value then
    bad(n, name, "number expected, got " .. type(x))
  end
  value = value < 0 and -floor(-value) or floor(value)
  if value < least or value > most then
    bad(n, name, "expected integer between " .. least .. " and " .. format("%d", most))
  end
  return value
end

local function truth(x, n, name)
  if type(x) ~= "boolean" then bad(n, name, "boolean expected, got " .. type(x)) end
  return x
end

local CHOICES = { off = "off", on = "on", null = "null" }

local function library()
  local config = {
    convert = false, ratio = 2, safe = 10, encode_depth = 1000, decode_depth = 1000,
    precision = 14, number = "%.14g", keep = true, invalid = "off", generous = true,
  }
  local L = { _NAME = "cjson", _VERSION = "2.1.0", null = null }

  function L.encode(...)
    if select("#", ...) ~= 1 then bad(1, "encode", "expected 1 argument") end
    local out = {}
    write((...), out, 0, config)
    return concat(out)
  end

  function L.decode(...)
    if select("#", ...) ~= 1 then bad(1, "decode", "expected 1 argument") end
    local s = ...
    if type(s) == "number" then s = tostring(s) end
    if type(s) ~= "string" then bad(1, "decode", "string expected, got " .. type(s)) end
    if #s >= 2 and (byte(s, 1) == 0 or byte(s, 2) == 0) then
      error("JSON parser does not support UTF-16 or UTF-32")
    end
    local value, stop = read_value(s, 0, config, token(s, 1, config))
    local kind, fault, at = token(s, stop, config)
    if kind ~= "T_END" then unlike("the end", kind, fault, at) end
    return value
  end

  function L.encode_sparse_array(...)
    few("encode_sparse_array", 3, ...)
    local convert, ratio, safe = ...
    if convert ~= nil then config.convert = truth(convert, 1, "encode_sparse_array") end
    if ratio ~= nil then config.ratio = whole(ratio, 2, "encode_sparse_array", 0, INT_MAX) end
    if safe ~= nil then config.safe = whole(safe, 3, "encode_sparse_array", 0, INT_MAX) end
    return config.convert, config.ratio, config.safe
  end

  local function number_setting(name, field, most)
    L[name] = function(...)
      few(name, 1, ...)
      if (...) ~= nil then config[field] = whole((...), 1, name, 1, most) end
      config.number = "%." .. config.precision .. "g"
      return config[field]
    end
  end
  number_setting("encode_max_depth", "encode_depth", INT_MAX)
  number_setting("decode_max_depth", "decode_depth", INT_MAX)
  number_setting("encode_number_precision", "precision", 14)

  function L.encode_keep_buffer(...)
    few("encode_keep_buffer", 1, ...)
    if (...) ~= nil then config.keep = truth((...), 1, "encode_keep_buffer") end
    return config.keep
  end

  local function chosen(x, name, known)
    if x == true then return "on" end
    if x == false then return "off" end
    if type(x) ~= "string" then bad(1, name, "string expected, got " .. type(x)) end
    return known[x] or bad(1, name, "invalid option '" .. x .. "'")
  end

  function L.encode_invalid_numbers(...)
    few("encode_invalid_numbers", 1, ...)
    if (...) ~= nil then
      config.invalid = chosen((...), "encode_invalid_numbers", CHOICES)
    end
    if config.invalid == "null" then return "null" end
    return config.invalid == "on"
  end

  function L.decode_invalid_numbers(...)
    few("decode_invalid_numbers", 1, ...)
    if (...) ~= nil then config.generous = truth((...), 1, "decode_invalid_numbers") end
    return config.generous
  end

  L.new = library
  return L
end

return library()
