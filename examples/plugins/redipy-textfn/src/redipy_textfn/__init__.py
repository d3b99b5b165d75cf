"""Functions on text for scripts: ``Lower(x)``, ``Upper(x)``, ``Split(…)``, ``Pad(…)``."""

from redipy_textfn.expressions import Lower, Pad, Split, Upper

__all__ = ["Lower", "Pad", "Split", "Upper"]
