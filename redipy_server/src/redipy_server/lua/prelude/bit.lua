-- The table `bit`: operations on 32 bits.

local host = ...

local error, floor, format, select, sub, tonumber, type, upper =
  error, math.floor, string.format, select, string.sub, tonumber, type, string.upper
local TWO32, TWO31 = 4294967296, 2147483648
local ROUND = 6755399441055744 -- what is added to it is rounded to whole numbers

local function number(name, i, ...)
  local x = (select(i, ...))
  if type(x) == "number" then return x end
  local n = type(x) == "string" and tonumber(x)
  if n then return n end
  local got = select("#", ...) < i and "no value" or type(x)
  error("bad argument #" .. i .. " to '" .. name .. "' (number expected, got " .. got .. ")")
end

-- The 32 bits of a number, as one from 0 to 2^32 - 1.
local function bits(name, i, ...)
  local x = number(name, i, ...)
  if x > -2251799813685248 and x < 2251799813685248 then
    return ((x + ROUND) - ROUND) % TWO32
  end
  return host.low_bits(format("%.17g", x))
end

local function signed(n) return n >= TWO31 and n - TWO32 or n end

-- Tables for four bits at a time.
local AND, OR, XOR = {}, {}, {}
for a = 0, 15 do
  for b = 0, 15 do
    local at, both, either, place = a * 16 + b, 0, 0, 1
    local x, y = a, b
    for _ = 1, 4 do
      local p, q = x % 2, y % 2
      if p + q == 2 then both = both + place end
      if p + q > 0 then either = either + place end
      x, y, place = (x - p) / 2, (y - q) / 2, place * 2
    end
    AND[at], OR[at], XOR[at] = both, either, either - both
  end
end

local function merged(t, a, b)
  local result, place = 0, 1
  for _ = 1, 8 do
    local x, y = a % 16, b % 16
    result = result + t[x * 16 + y] * place
    a, b, place = (a - x) / 16, (b - y) / 16, place * 16
  end
  return result
end

local function over_all(name, t)
  return function(...)
    local result = bits(name, 1, ...)
    for i = 2, select("#", ...) do result = merged(t, result, bits(name, i, ...)) end
    return signed(result)
  end
end

local function shift(name, move)
  return function(...)
    local n = bits(name, 1, ...)
    return signed(move(n, bits(name, 2, ...) % 32))
  end
end

local function left(n, by) return n * 2 ^ by % TWO32 end
local function right(n, by) return floor(n / 2 ^ by) end

local B = {
  band = over_all("band", AND), bor = over_all("bor", OR), bxor = over_all("bxor", XOR),
  lshift = shift("lshift", left),
  rshift = shift("rshift", right),
  arshift = shift("arshift", function(n, by)
    return floor(signed(n) / 2 ^ by) % TWO32
  end),
  rol = shift("rol", function(n, by) return left(n, by) + right(n, 32 - by) end),
  ror = shift("ror", function(n, by) return right(n, by) + left(n, 32 - by) % TWO32 end),
}

function B.tobit(...) return signed(bits("tobit", 1, ...)) end

function B.bnot(...) return signed(TWO32 - 1 - bits("bnot", 1, ...)) end

function B.bswap(...)
  local n = bits("bswap", 1, ...)
  local a, b, c = n % 256, floor(n / 256) % 256, floor(n / 65536) % 256
  return signed(a * 16777216 + b * 65536 + c * 256 + floor(n / 16777216))
end

function B.tohex(...)
  local n = bits("tohex", 1, ...)
  local count = select("#", ...) < 2 and 8 or signed(bits("tohex", 2, ...))
  local text = format("%08x", n)
  if count < 0 then text, count = upper(text), -count end
  if count > 8 then count = 8 end
  return count == 0 and "" or sub(text, -count)
end

return B
