-- The table `cmsgpack`: MessagePack as the server's library writes and reads it.

local host, S = ...

local byte, char, concat, format, sub =
  string.byte, string.char, table.concat, string.format, string.sub
local error, floor, pairs, rawget, select, tonumber, tostring, type, unpack =
  error, math.floor, pairs, rawget, select, tonumber, tostring, type, unpack
local readonly = S.readonly
local DEEPEST, TWO32 = 16, 4294967296

local function bad(n, name, why)
  error("bad argument #" .. n .. " to '" .. name .. "' (" .. why .. ")")
end

local function kind_of(i, ...)
  return select("#", ...) < i and "no value" or type((select(i, ...)))
end

local function big_endian(n, size)
  if size == 1 then return char(n % 256) end
  if size == 2 then return char(floor(n / 256) % 256, n % 256) end
  if size == 4 then
    return char(floor(n / 16777216) % 256, floor(n / 65536) % 256, floor(n / 256) % 256, n % 256)
  end
  local high = floor(n / TWO32)
  return big_endian(high % TWO32, 4) .. big_endian(n - high * TWO32, 4)
end

-- Writing --------------------------------------------------------------------------

local function number(x)
  if x == floor(x) and x >= -9223372036854775808 and x < 9223372036854775808 then
    x = x + 0
    if x >= 0 then
      if x <= 127 then return char(x) end
      if x <= 255 then return "\204" .. big_endian(x, 1) end
      if x <= 65535 then return "\205" .. big_endian(x, 2) end
      if x < TWO32 then return "\206" .. big_endian(x, 4) end
      return "\207" .. big_endian(x, 8)
    end
    if x >= -32 then return char(256 + x) end
    if x >= -128 then return "\208" .. big_endian(x, 1) end
    if x >= -32768 then return "\209" .. big_endian(x, 2) end
    if x >= -2147483648 then return "\210" .. big_endian(x, 4) end
    return "\211" .. big_endian(x, 8)
  end
  return host.packed_float(format("%.17g", x))
end

local function head(count, small, most, tags)
  if count <= most then return char(small + count) end
  if tags[1] and count <= 255 then return char(tags[1]) .. big_endian(count, 1) end
  if count <= 65535 then return char(tags[2]) .. big_endian(count, 2) end
  return char(tags[3]) .. big_endian(count, 4)
end

local TEXT, ARRAY, MAP = { 217, 218, 219 }, { false, 220, 221 }, { false, 222, 223 }

-- How many items a table has, and whether it is an array.
local function size(t)
  local count, most, is_array = 0, 0, true
  for k in pairs(t) do
    count = count + 1
    if type(k) ~= "number" or k <= 0 or floor(k) ~= k then
      is_array = false
    elseif k > most then
      most = k
    end
  end
  return count, is_array and most == count
end

local function write(x, out, depth)
  local kind = type(x)
  if kind == "string" then
    out[#out + 1] = head(#x, 160, 31, TEXT) .. x
  elseif kind == "number" then
    out[#out + 1] = number(x)
  elseif kind == "boolean" then
    out[#out + 1] = x and "\195" or "\194"
  elseif kind == "table" and depth < DEEPEST then
    x = readonly[x] or x
    local count, is_array = size(x)
    if is_array then
      out[#out + 1] = head(count, 144, 15, ARRAY)
      for i = 1, count do write(rawget(x, i), out, depth + 1) end
      return
    end
    out[#out + 1] = head(count, 128, 15, MAP)
    for k, v in pairs(x) do
      write(k, out, depth + 1)
      write(v, out, depth + 1)
    end
  else
    out[#out + 1] = "\192"
  end
end

local M = {
  _NAME = "cmsgpack",
  _VERSION = "lua-cmsgpack 0.4.0",
  _COPYRIGHT = "Copyright (C) 2012, Salvatore Sanfilippo",
  _DESCRIPTION = "MessagePack C implementation for Lua",
}

function M.pack(...)
  local n = select("#", ...)
  if n == 0 then bad(0, "pack", "MessagePack pack needs input.") end
  local out = {}
  for i = 1, n do write((select(i, ...)), out, 0) end
  return concat(out)
end

-- Reading --------------------------------------------------------------------------

local function need(s, at, count)
  if at + count - 1 > #s then error("Missing bytes in input.") end
end

local function unsigned(s, at, count)
  need(s, at, count)
  local n = 0
  for i = at, at + count - 1 do n = n * 256 + byte(s, i) end
  return n, at + count
end

local function signed(s, at, count)
  if count == 8 then
    need(s, at, 8)
    local high, low = unsigned(s, at, 4), unsigned(s, at + 4, 4)
    if high >= 2147483648 then high = high - TWO32 end
    return high * TWO32 + low, at + 8
  end
  local n
  n, at = unsigned(s, at, count)
  local limit = 256 ^ count
  return n >= limit / 2 and n - limit or n, at
end

local read

local function text(s, at, count)
  need(s, at, count)
  return sub(s, at, at + count - 1), at + count
end

local function array(s, at, count)
  local found = {}
  for i = 1, count do
    local x
    x, at = read(s, at)
    found[i] = x
  end
  return found, at
end

local function map(s, at, count)
  local found = {}
  for _ = 1, count do
    local k, v
    k, at = read(s, at)
    v, at = read(s, at)
    if k == nil then error("table index is nil", 0) end
    if k ~= k then error("table index is NaN", 0) end
    found[k] = v
  end
  return found, at
end

local function float(s, at, count)
  local bytes
  bytes, at = text(s, at, count)
  return tonumber(host.read_float(bytes, ">")), at
end

local function constant(x) return function(_, at) return x, at end end

local function led(f, count)
  return function(s, at)
    local n
    n, at = unsigned(s, at, count)
    return f(s, at, n)
  end
end

local function sized(f, count) return function(s, at) return f(s, at, count) end end

local READERS = {
  [192] = constant(nil), [194] = constant(false), [195] = constant(true),
  [202] = sized(float, 4), [203] = sized(float, 8),
  [204] = sized(unsigned, 1), [205] = sized(unsigned, 2), [206] = sized(unsigned, 4),
  [207] = sized(signed, 8),
  [208] = sized(signed, 1), [209] = sized(signed, 2), [210] = sized(signed, 4),
  [211] = sized(signed, 8),
  [217] = led(text, 1), [218] = led(text, 2), [219] = led(text, 4),
  [220] = led(array, 2), [221] = led(array, 4), [222] = led(map, 2), [223] = led(map, 4),
}

function read(s, at)
  need(s, at, 1)
  local tag = byte(s, at)
  at = at + 1
  if tag < 128 then return tag, at end
  if tag >= 224 then return tag - 256, at end
  if tag < 144 then return map(s, at, tag - 128) end
  if tag < 160 then return array(s, at, tag - 144) end
  if tag < 192 then return text(s, at, tag - 160) end
  local reader = READERS[tag]
  if not reader then error("Bad data format in input.") end
  return reader(s, at)
end

local function several(s, limit, offset)
  if offset < 0 or limit < 0 then
    error("Invalid request to unpack with offset of " .. offset .. " and limit of " .. #s .. ".")
  end
  if offset > #s then
    error("Start offset " .. offset .. " greater than input length " .. #s .. ".")
  end
  local all = limit == 0 and offset == 0
  local found, count, at = {}, 0, offset + 1
  while at <= #s and (all or count < limit) do
    count = count + 1
    found[count], at = read(s, at)
  end
  if all then return unpack(found, 1, count) end
  return at > #s and -1 or at - 1, unpack(found, 1, count)
end

local function input(name, ...)
  local s = ...
  if type(s) == "number" then s = tostring(s) end
  if type(s) ~= "string" then bad(1, name, "string expected, got " .. kind_of(1, ...)) end
  return s
end

local function integer(name, i, default, ...)
  local x = (select(i, ...))
  if x == nil and default then return default end
  local n = (type(x) == "number" or type(x) == "string") and tonumber(x)
  if not n then bad(i, name, "number expected, got " .. kind_of(i, ...)) end
  return n < 0 and -floor(-n) or floor(n)
end

function M.unpack(...) return several(input("unpack", ...), 0, 0) end

function M.unpack_one(...)
  return several(input("unpack_one", ...), 1, integer("unpack_one", 2, 0, ...))
end

function M.unpack_limit(...)
  local s = input("unpack_limit", ...)
  local limit = integer("unpack_limit", 2, nil, ...)
  return several(s, limit, integer("unpack_limit", 3, 0, ...))
end

return M
