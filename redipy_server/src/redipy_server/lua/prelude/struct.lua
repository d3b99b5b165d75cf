-- The table `struct`: values as the bytes of C structures.

local host = ...

local byte, char, concat, find, format, match, rep, reverse, sub =
  string.byte, string.char, table.concat, string.find, string.format, string.match,
  string.rep, string.reverse, string.sub
local error, floor, select, tonumber, tostring, type, unpack =
  error, math.floor, select, tonumber, tostring, type, unpack
local TWO32 = 4294967296
local LARGEST, MAX_ALIGN, INT_MAX = 32, 8, 2147483647

local SIZES = {
  b = 1, B = 1, h = 2, H = 2, l = 8, L = 8, T = 8, f = 4, d = 8, x = 1, s = 0,
}

local function bad(n, name, why)
  error("bad argument #" .. n .. " to '" .. name .. "' (" .. why .. ")")
end

local function format_of(name, ...)
  local f = ...
  if type(f) == "number" then f = tostring(f) end
  if type(f) ~= "string" then
    bad(1, name, "string expected, got " .. (select("#", ...) == 0 and "no value" or type(f)))
  end
  return f
end

local function digits(f, at, default)
  local text = match(f, "^%d+", at)
  if not text then return default, at end
  local n = tonumber(text)
  if n > INT_MAX then error("integral size overflow") end
  return n, at + #text
end

-- Calls `each(option, size)` for every option that stands for a value; `state` knows
-- how many bytes went before, the order of bytes, and the alignment.
local function options(f, name, state, each)
  local at = 1
  while at <= #f do
    local o = sub(f, at, at)
    at = at + 1
    local size
    if o == "i" or o == "I" then
      size, at = digits(f, at, 4)
      if size > LARGEST then
        error("integral size " .. size .. " is larger than limit of " .. LARGEST)
      end
    elseif o == "c" then
      size, at = digits(f, at, 1)
    else
      size = SIZES[o]
    end
    if size then
      local align = size > state.align and state.align or size
      if align > 1 and o ~= "c" then state.skip((align - state.length % align) % align) end
      each(o, size)
    elseif o == ">" then
      state.big = true
    elseif o == "<" then
      state.big = false
    elseif o == "!" then
      local n
      n, at = digits(f, at, MAX_ALIGN)
      if n == 0 or n / 2 ^ floor(math.log(n) / math.log(2) + 0.5) ~= 1 then
        error("alignment " .. n .. " is not a power of 2")
      end
      state.align = n
    elseif o ~= " " then
      bad(1, name, "invalid format option '" .. o .. "'")
    end
  end
end

-- Whole numbers ----------------------------------------------------------------------

local function four(n)
  return char(n % 256, floor(n / 256) % 256, floor(n / 65536) % 256, floor(n / 16777216) % 256)
end

-- As a C program converts a double to 64 bits.
local function halves(x)
  if x ~= x or x >= 18446744073709551616 or x < -9223372036854775808 then
    return 0, x < 0 and 2147483648 or 0
  end
  x = x < 0 and -floor(-x) or floor(x)
  local high = floor(x / TWO32)
  return x - high * TWO32, high % TWO32
end

local function integer(x, size, big)
  local low, high = halves(x)
  local bytes = four(low) .. four(high)
  bytes = size <= 8 and sub(bytes, 1, size) or bytes .. rep("\0", size - 8)
  return big and reverse(bytes) or bytes
end

local function read_integer(bytes, is_signed, big)
  if not big then bytes = reverse(bytes) end
  local size = #bytes
  if size > 8 then bytes = sub(bytes, -8) end
  local high, low = 0, 0
  for i = 1, #bytes do
    local n = byte(bytes, i)
    low = low * 256 + n
    if #bytes - i == 4 then high, low = low, 0 end
  end
  if #bytes <= 4 then high = 0 end
  if is_signed and size > 0 then
    if #bytes <= 4 then
      local limit = 256 ^ #bytes
      return low >= limit / 2 and low - limit or low
    end
    local limit = 256 ^ (#bytes - 4)
    if high >= limit / 2 then high = high - limit end
  end
  return high * TWO32 + low
end

-- The functions ------------------------------------------------------------------------

local T = {}

function T.pack(...)
  local f = format_of("pack", ...)
  local n, out, argument = select("#", ...), {}, 2
  local values = { ... }
  local state = { align = 1, big = false, length = 0 }
  local function add(bytes)
    out[#out + 1] = bytes
    state.length = state.length + #bytes
  end
  function state.skip(count) add(rep("\0", count)) end
  local function value(wanted)
    local x = argument <= n and values[argument] or nil
    local kind = type(x)
    if wanted == "number" and kind == "string" and tonumber(x) then
      x, kind = tonumber(x), "number"
    elseif wanted == "string" and kind == "number" then
      x, kind = tostring(x), "string"
    end
    if kind ~= wanted then
      bad(argument, "pack", wanted .. " expected, got " .. kind)
    end
    argument = argument + 1
    return x
  end
  options(f, "pack", state, function(o, size)
    if o == "x" then
      add("\0")
    elseif o == "s" or o == "c" then
      local text = value("string")
      if o == "c" and size > 0 and #text < size then
        bad(argument, "pack", "string too short")
      end
      add(o == "c" and size > 0 and sub(text, 1, size) or text)
      if o == "s" then add("\0") end
    elseif o == "f" or o == "d" then
      add(host.float_bytes(format("%.17g", value("number")), size, state.big and ">" or "<"))
    else
      add(integer(value("number"), size, state.big))
    end
  end)
  return concat(out)
end

function T.unpack(...)
  local f = format_of("unpack", ...)
  local n = select("#", ...)
  local _, s, from = ...
  if type(s) == "number" then s = tostring(s) end
  if type(s) ~= "string" then
    bad(2, "unpack", "string expected, got " .. (n < 2 and "no value" or type(s)))
  end
  from = from == nil and 1 or tonumber(from)
  if not from then bad(3, "unpack", "number expected, got " .. type((select(3, ...)))) end
  if from == 0 then bad(3, "unpack", "offset must be 1 or greater") end
  local found, count = {}, 0
  local state = { align = 1, big = false, length = from - 1 }
  local function short() bad(2, "unpack", "data string too short") end
  function state.skip(by) state.length = state.length + by end
  local function give(x)
    count = count + 1
    found[count] = x
  end
  options(f, "unpack", state, function(o, size)
    local at = state.length
    if at < 0 or at + size > #s then short() end
    if o == "c" then
      if size == 0 then
        local last = found[count]
        if count == 0 or type(last) ~= "number" then
          error("format 'c0' needs a previous size")
        end
        count, size = count - 1, last
        if size < 0 or at + size > #s then short() end
      end
      give(sub(s, at + 1, at + size))
    elseif o == "s" then
      local stop = find(s, "%z", at + 1)
      if not stop then error("unfinished string in data") end
      give(sub(s, at + 1, stop - 1))
      size = stop - at
    elseif o == "f" or o == "d" then
      give(tonumber(host.read_float(sub(s, at + 1, at + size), state.big and ">" or "<")))
    elseif o ~= "x" then
      local is_signed = match(o, "%l") ~= nil
      give(read_integer(sub(s, at + 1, at + size), is_signed, state.big))
    end
    state.length = state.length + size
  end)
  found[count + 1] = state.length + 1
  return unpack(found, 1, count + 1)
end

function T.size(...)
  local f = format_of("size", ...)
  local state = { align = 1, big = false, length = 0 }
  function state.skip(count) state.length = state.length + count end
  options(f, "size", state, function(o, size)
    if o == "s" then bad(1, "size", "option 's' has no fixed size") end
    if o == "c" and size == 0 then bad(1, "size", "option 'c0' has no fixed size") end
    state.length = state.length + size
  end)
  return state.length
end

return T
