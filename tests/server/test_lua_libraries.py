"""cjson, cmsgpack, struct and bit: the same bytes as a real server's."""

from __future__ import annotations

import pytest

from .conftest import Both, Pair

CALLS = r"""
return cjson.encode({1,2,3})
return cjson.encode({})
return cjson.encode({a=1})
return cjson.encode({[1]=1,[2]=2,[4]=4})
return cjson.encode({[1]=1,[100]=4})
return cjson.encode({[10]=1})
return cjson.encode({[11]=1})
return cjson.encode({[1]=1,[20]=4})
return cjson.encode({1,2,a=3})
return cjson.encode({[1.5]=3})
return cjson.encode({[true]=3})
return cjson.encode(1/0)
return cjson.encode(0/0)
return cjson.encode(0.1)
return cjson.encode(1/3)
return cjson.encode(1e15)
return cjson.encode(123456789012345678)
return cjson.encode(-0.0)
return cjson.encode('a"b\\c/d\b\f\n\r\t\0\1\31\127é')
return cjson.encode(nil)
return cjson.encode(cjson.null)
return cjson.encode(true)
return cjson.encode(function() end)
return cjson.encode({function() end})
return cjson.encode({a=function() end})
return cjson.encode()
return cjson.encode(1,2)
return cjson.encode({[-1]=1})
return cjson.encode({[0]=1})
return cjson.encode({a={b={c={}}}})
local t={} local r=t for i=1,999 do t[1]={} t=t[1] end return #cjson.encode(r)
local t={} local r=t for i=1,1000 do t[1]={} t=t[1] end return #cjson.encode(r)
local t={} local r=t for i=1,1001 do t[1]={} t=t[1] end return #cjson.encode(r)
return tostring(cjson.decode('null')==cjson.null)
return cjson.decode('[1,2,{"a":[true,false,null]}]')
return cjson.encode(cjson.decode('[1,2,{"a":[true,false,null]}]'))
return cjson.encode(cjson.decode('[]'))
return cjson.decode('')
return cjson.decode('[1')
return cjson.decode('[1,]')
return cjson.decode('{"a"}')
return cjson.decode('{"a":}')
return cjson.decode('{1:2}')
return cjson.decode('{"a":1,}')
return cjson.decode('{a:1}')
return cjson.decode('x')
return cjson.decode('tru')
return cjson.decode('truex')
return cjson.decode('1 2')
return cjson.decode('"a')
return cjson.decode('"\\x"')
return cjson.decode('"\\u12"')
return cjson.decode('"\\u00e9\\ud83d\\ude00\\ud83d"')
return cjson.decode('"\\u00e9\\ud83d\\ude00"')
return cjson.decode('"\\ude00"')
return cjson.decode('"\\u0000"')
return cjson.decode('"a\nb"')
return cjson.decode('"\\b\\f\\n\\r\\t\\/\\\\\\""')
return tostring(cjson.decode('1e400'))
return tostring(cjson.decode('-0'))
return tostring(cjson.decode('0x10'))
return tostring(cjson.decode('01'))
return tostring(cjson.decode('-01'))
return tostring(cjson.decode('+1'))
return tostring(cjson.decode('.5'))
return tostring(cjson.decode('1.'))
return tostring(cjson.decode('1e'))
return tostring(cjson.decode('-'))
return tostring(cjson.decode('nan'))
return tostring(cjson.decode('inf'))
return tostring(cjson.decode('Infinity'))
return tostring(cjson.decode('-inf'))
return tostring(cjson.decode('NaN'))
return tostring(cjson.decode('-nan'))
return tostring(cjson.decode('  [ 1 , 2 ] ')[2])
return cjson.decode('[1 2]')
return cjson.decode('{"a" 1}')
return cjson.decode('{"a":1 "b":2}')
return cjson.decode(']')
return cjson.decode('[1]]')
return cjson.decode('#')
return cjson.decode()
return cjson.decode({})
return cjson.decode(12)
return cjson.decode('a\0b')
return cjson.decode(string.rep('[',1000)..string.rep(']',1000)) and 1
return cjson.decode(string.rep('[',1001)..string.rep(']',1001)) and 1
return {cjson.encode_sparse_array()}
return {tostring(cjson.encode_sparse_array())}
return {cjson.encode_max_depth(), cjson.decode_max_depth(), cjson.encode_number_precision(), tostring(cjson.encode_keep_buffer()), tostring(cjson.encode_invalid_numbers()), tostring(cjson.decode_invalid_numbers())}
return {cjson.encode_max_depth(3), cjson.encode({{{{}}}})}
return cjson.encode({{{{}}}})
return {cjson.encode_max_depth(1000)}
return cjson.encode_max_depth(0)
return cjson.encode_max_depth('x')
return cjson.encode_max_depth(1,2)
return {cjson.encode_number_precision(3), cjson.encode(1/3)}
return {cjson.encode_number_precision(16), cjson.encode(1/3)}
return cjson.encode_number_precision(17)
return {cjson.encode_number_precision(14)}
return {tostring(cjson.encode_invalid_numbers(true)), cjson.encode({1/0,-1/0,0/0})}
return {tostring(cjson.encode_invalid_numbers('null')), cjson.encode({1/0,-1/0,0/0})}
return tostring(cjson.encode_invalid_numbers('x'))
return {tostring(cjson.encode_invalid_numbers(false))}
return {tostring(cjson.encode_sparse_array(true)), cjson.encode({[1]=1,[100]=2})}
return {tostring(cjson.encode_sparse_array(false,0,0)), cjson.encode({[1]=1,[100]=2})}
return {tostring(cjson.encode_sparse_array(false,2,10))}
return {tostring(cjson.decode_invalid_numbers(false))}
return cjson.decode('nan')
return cjson.decode('0x10')
return {tostring(cjson.decode_invalid_numbers(true))}
return {tostring(cjson.encode_keep_buffer(true))}
return type(cjson.new())
return cjson.new().encode({1})
return tostring(cjson.null)
return type(cjson.null)
return cjson._NAME
local t={} for k,v in pairs(cjson.new()) do t[#t+1]=k end table.sort(t) return t
local t={} for k,v in pairs(cjson.new()) do t[#t+1]=k end table.sort(t) return t
return cmsgpack.pack()
return cmsgpack.pack(1)
return cmsgpack.pack(1,2,'a')
return cmsgpack.pack(127,128,255,256,65535,65536,4294967295,4294967296,2^53,2^63,2^64)
return cmsgpack.pack(-1,-32,-33,-128,-129,-32768,-32769,-2147483648,-2147483649,-2^63,-2^64)
return cmsgpack.pack(1.5,0.1,1/0,-1/0,0/0,1e300,-0.0,3.4e38,1e-45)
return cmsgpack.pack(true,false,nil,function() end,cjson.null)
return cmsgpack.pack('',string.rep('x',31),string.rep('x',32),string.rep('x',255),string.rep('x',256))
return cmsgpack.pack({},{1},{a=1},{1,nil,3},{[1]=1,[3]=3},{[1.5]=1},{[0]=1})
return cmsgpack.pack({1,2,3,4,5,6,7,8,9,10,11,12,13,14,15},{1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16})
local t={} t[1]=t return cmsgpack.pack(t)
local t={} local r=t for i=1,14 do t[1]={} t=t[1] end return cmsgpack.pack(r)
local t={} local r=t for i=1,15 do t[1]={} t=t[1] end return cmsgpack.pack(r)
local t={} local r=t for i=1,16 do t[1]={} t=t[1] end return cmsgpack.pack(r)
local t={} local r=t for i=1,17 do t[1]={} t=t[1] end return cmsgpack.pack(r)
local t={} local r=t for i=1,17 do t.a={} t=t.a end return cmsgpack.pack(r)
return cmsgpack.unpack(cmsgpack.pack({1,{a=2},'x',true,false}))
return {cmsgpack.unpack(cmsgpack.pack(1,2,3))}
return cmsgpack.unpack('')
return cmsgpack.unpack()
return cmsgpack.unpack(12)
return cmsgpack.unpack({})
return cmsgpack.unpack('\193')
return cmsgpack.unpack('\146\1')
return cmsgpack.unpack('\161')
return cmsgpack.unpack('\204')
return {tostring(cmsgpack.unpack('\203\63\185\153\153\153\153\153\154')),tostring(cmsgpack.unpack('\202\63\128\0\0')),tostring(cmsgpack.unpack('\207\255\255\255\255\255\255\255\255')),tostring(cmsgpack.unpack('\211\255\255\255\255\255\255\255\255'))}
return {cmsgpack.unpack('\196\1x\197\0\1y\198\0\0\0\1z')}
return cmsgpack.unpack('\199\1\1x')
return cmsgpack.unpack('\212\1x')
return {cmsgpack.unpack_one(cmsgpack.pack(1,2,3))}
return {cmsgpack.unpack_one(cmsgpack.pack(1,2,3),1)}
return {cmsgpack.unpack_one(cmsgpack.pack(1,2,3),2)}
return {cmsgpack.unpack_one(cmsgpack.pack(1,2,3),3)}
return {cmsgpack.unpack_one(cmsgpack.pack(1,2,3),4)}
return {cmsgpack.unpack_one(cmsgpack.pack(1,2,3),-1)}
return {cmsgpack.unpack_limit(cmsgpack.pack(1,2,3),2)}
return {cmsgpack.unpack_limit(cmsgpack.pack(1,2,3),2,1)}
return {cmsgpack.unpack_limit(cmsgpack.pack(1,2,3),2,2)}
return {cmsgpack.unpack_limit(cmsgpack.pack(1,2,3),0)}
return {cmsgpack.unpack_limit(cmsgpack.pack(1,2,3),-1)}
return {cmsgpack.unpack_limit('x')}
return tostring(cmsgpack.unpack('\192'))
return {type(cmsgpack.unpack('\129\192\1'))}
return struct.pack('>I2',258)
return struct.pack('<i4bBhHlLTfds',1,-1,255,-2,2,3,4,5,1.5,2.5,'abc')
return struct.pack('i3',1)
return struct.pack('i33',1)
return struct.pack('i16',1)
return struct.pack('i0',1)
return struct.pack('q',1)
return struct.pack('>!4bi',1,2)
return struct.pack('!bi',1,2)
return struct.pack('!8bd',1,2)
return struct.pack('!3bd',1,2)
return struct.pack('c0','abc')
return struct.pack('c2','abc')
return struct.pack('c5','abc')
return struct.pack('c','abc')
return struct.pack('xBx',1)
return struct.pack('i')
return struct.pack('i','x')
return struct.pack('s')
return struct.pack('')
return struct.pack()
return struct.pack('>I8',2^53)
return struct.pack('I8',-1)
return struct.pack('I4',2^33)
return struct.pack('i4',1.7)
return struct.pack(' =B',1)
return {struct.unpack('>I2','\1\2')}
return {struct.unpack('<i4bBhH',struct.pack('<i4bBhH',1,-1,255,-2,2))}
return {struct.unpack('s','abc\0def')}
return {struct.unpack('s','abc')}
return {struct.unpack('c2','abc')}
return {struct.unpack('c0','abc')}
return {struct.unpack('Bc0','\2abc')}
return {struct.unpack('Bc0','\9abc')}
return {struct.unpack('c9','abc')}
return {struct.unpack('I4','abc')}
return {struct.unpack('B','abc',2)}
return {struct.unpack('B','abc',4)}
return {struct.unpack('B','abc',0)}
return {struct.unpack('B','abc',-1)}
return {struct.unpack('B','abc',5)}
return struct.unpack('B')
return struct.unpack()
return {tostring(struct.unpack('d',struct.pack('d',0.1))),tostring(struct.unpack('f',struct.pack('f',0.1)))}
return struct.size('i4bBhHlLTfd')
return struct.size('!8bd')
return struct.size('s')
return struct.size('c0')
return struct.size('c5x')
return struct.size()
return struct.size('c2147483648')
return {bit.tobit(2^32),bit.tobit(2^31),bit.tobit(-1),bit.tobit(1.5),bit.tobit(2.5),bit.tobit(2^52),bit.tobit(1e300),bit.tobit(0/0),bit.tobit(-0.5)}
return {bit.tohex(1),bit.tohex(-1),bit.tohex(255,2),bit.tohex(255,-8),bit.tohex(255,0),bit.tohex(255,-20),bit.tohex(255,20),bit.tohex(-255,-4)}
return {bit.bnot(0),bit.band(255,15,7),bit.bor(1,2,4),bit.bxor(1,3),bit.lshift(1,31),bit.lshift(1,32),bit.lshift(1,-1),bit.rshift(-1,1),bit.arshift(-8,1),bit.rol(0x12345678,12),bit.ror(0x12345678,12),bit.bswap(0x12345678)}
return bit.band()
return bit.band(1,'x')
return bit.band('3',1)
return bit.tobit()
return bit.lshift(1)
return bit.tohex({})
return cjson.encode('\226\128\168</script>')
return cjson.encode({'a',nil,'b'})
local t={} for i=1,20 do t[i]=i end t[40]=1 return cjson.encode(t)
return cjson.encode({[1]=1,[10]=2})
return cjson.encode({[1]=1,[12]=2})
return cjson.encode({["1"]=1})
""".strip().splitlines()


@pytest.mark.parametrize("library", ["cjson", "cmsgpack", "struct", "bit"])
def test_the_same_answers(pair: Pair, library: str) -> None:
    both: Both = pair()
    of_it = [call for call in CALLS if f"{library}." in call]
    assert len(of_it) > 4
    for call in of_it:
        both.same("EVAL", call, 0)
