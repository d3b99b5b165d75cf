"""Scripts in Lua: the server's own runtime for EVAL, FCALL and what belongs to them.

Lua is lupa's, an extra (``redipy-server[lua]``) that is loaded with the first
script. What scripts see is written in Lua, in ``prelude``; between it and Python
stand a few functions that take and give bytes, numbers and tables of them. No
object of Python's can be reached from a script.
"""
