"""The older searches for places."""

from __future__ import annotations

from redipy_core.places import Place
from redipy_core.testing.example import Example, step

_G = (
    step(
        "geoadd",
        "k",
        {"Palermo": (13.361389, 38.115556), "Catania": (15.087269, 37.502669)},
    ),
)

EXAMPLES: tuple[Example, ...] = (
    Example(
        step("georadius", "k", 15, 37, 200, "km", sort="ASC"),
        *(["Catania", "Palermo"], [], _G),
    ),
    Example(
        step("georadius", "k", 15, 37, 200, "km", store_dist="d", count=1),
        *(1, 0, _G),
        after=[(step("zrange", "d", 0, -1), ["Catania"])],
    ),
    Example(
        step("georadius_ro", "k", 15, 37, 100, "km", withdist=True),
        *([Place("Catania", 56.4413)], [], _G),
    ),
    Example(
        step("georadiusbymember", "k", "Palermo", 100, "mi", store="d"),
        *(1, 0, _G),
        after=[(step("zrange", "d", 0, -1), ["Palermo"])],
    ),
    Example(
        step("georadiusbymember_ro", "k", "Palermo", 200, "km", sort="DESC"),
        *(["Catania", "Palermo"], [], _G),
    ),
)
