"""Ready-made structures, written in the script language, for any backend."""

from redipy_scripts.stack import RStack

__all__ = ["RStack"]
