"""The methods of script structures, a module a type of data.

Written by ``tools/generate_script_methods.py``.
"""

from redipy_scripts.methods.bitmaps import BitmapMethods
from redipy_scripts.methods.geo import GeoMethods
from redipy_scripts.methods.hashes import HashMethods
from redipy_scripts.methods.hyperloglog import HyperLogLogMethods
from redipy_scripts.methods.keys import KeyMethods
from redipy_scripts.methods.lists import ListMethods
from redipy_scripts.methods.sets import SetMethods
from redipy_scripts.methods.sort import SortMethods
from redipy_scripts.methods.sorted_sets import SortedSetMethods
from redipy_scripts.methods.streams import StreamMethods
from redipy_scripts.methods.strings import VarMethods

__all__ = [
    "BitmapMethods",
    "GeoMethods",
    "HashMethods",
    "HyperLogLogMethods",
    "KeyMethods",
    "ListMethods",
    "SetMethods",
    "SortMethods",
    "SortedSetMethods",
    "StreamMethods",
    "VarMethods",
]
