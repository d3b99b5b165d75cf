-- Libraries of functions: how one is loaded, how a function of it is called.

local host, api = ...

local error, getmetatable, loadstring, next, pairs, rawget, select, setfenv =
  error, getmetatable, loadstring, next, pairs, rawget, select, setfenv
local setmetatable, tostring, type, xpcall = setmetatable, tostring, type, xpcall
local find, lower = string.find, string.lower
local S, R, refuse = api.sandbox, api.redis, api.refuse

local running, registered = {}, nil
for name, f in pairs(S.base) do running[name] = f end
running.redis = S.protect(R)
local world = S.new_world(running)

local NAME = "function_name argument given to redis.register_function must be a string"
local BAD_NAME = "Library names can only contain letters, numbers, or underscores(_) and must be at least one character long"

local function text_of(x)
  local kind = type(x)
  return (kind == "string" and x) or (kind == "number" and tostring(x)) or nil
end

local function flags_of(t)
  local flags = {}
  local i = 1
  while true do
    local flag = rawget(t, i)
    if flag == nil then return flags end
    if type(flag) ~= "string" or not host.is_flag(flag) then refuse("unknown flag given") end
    flags[i] = flag
    i = i + 1
  end
end

local function from_table(t)
  local found = { flags = {} }
  for k, v in pairs(S.readonly[t] or t) do
    k = text_of(k)
      or refuse("named argument key given to redis.register_function is not a string")
    k = lower(k)
    if k == "function_name" then
      found.name = text_of(v) or refuse(NAME)
    elseif k == "description" then
      found.description = text_of(v)
        or refuse("description argument given to redis.register_function must be a string")
    elseif k == "callback" then
      if type(v) ~= "function" then
        refuse("callback argument given to redis.register_function must be a function")
      end
      found.callback = v
    elseif k == "flags" then
      if type(v) ~= "table" then
        refuse("flags argument to redis.register_function must be a table representing function flags")
      end
      found.flags = flags_of(v)
    else
      refuse("unknown argument given to redis.register_function")
    end
  end
  if not found.name then refuse("redis.register_function must get a function name argument") end
  if not found.callback then refuse("redis.register_function must get a callback argument") end
  return found
end

local function register(...)
  local n = select("#", ...)
  local name, callback = ...
  if n < 1 or n > 2 then refuse("wrong number of arguments to redis.register_function") end
  local found
  if n == 1 then
    if type(name) ~= "table" then
      refuse("calling redis.register_function with a single argument is only applicable to Lua table (representing named arguments).")
    end
    found = from_table(name)
  else
    name = text_of(name)
      or refuse("first argument to redis.register_function must be a string")
    if type(callback) ~= "function" then
      refuse("second argument to redis.register_function must be a function")
    end
    found = { name = name, callback = callback, flags = {} }
  end
  if not find(found.name, "^[%w_]+$") then refuse(BAD_NAME) end
  for i = 1, #registered do
    if registered[i].name == found.name then
      refuse("Function already exists in the library")
    end
  end
  registered[#registered + 1] = found
end

-- While a library is loaded its world holds nothing but this.
local loading = {}
do
  local redis = { register_function = register }
  for _, name in pairs({
    "LOG_DEBUG", "LOG_VERBOSE", "LOG_NOTICE", "LOG_WARNING", "REDIS_VERSION",
    "REDIS_VERSION_NUM", "log",
  }) do
    redis[name] = R[name]
  end
  setmetatable(redis, S.missing)
  setmetatable(loading, S.missing)
  loading.redis = S.protect(redis)
end
local switch = getmetatable(world)

local functions = {}

-- Load a library's chunk: what it registers, or false and why it could not be loaded.
function functions.load(code)
  registered = {}
  api.start(world)
  switch.__index = loading
  local ok, x = xpcall(setfenv(loadstring(code, "@user_function"), world), api.final)
  switch.__index = running
  local found = registered
  registered = nil
  if S.killed then
    ok, x = false, S.killed
    S.watch()
  end
  if not ok then return false, type(x) == "table" and x.err or "ERR " .. tostring(x) end
  return true, found
end

function functions.call(f, name, keys, arguments, protocol)
  api.start(world)
  local ok, x = xpcall(function() return f(keys, arguments) end, api.final)
  return api.ended(ok, x, name, protocol)
end

return functions
