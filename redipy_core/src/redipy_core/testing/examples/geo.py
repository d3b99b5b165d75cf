"""Places on the earth."""

from __future__ import annotations

from redipy_core.places import Place
from redipy_core.testing.example import Example, step

_G = (
    step(
        "geoadd",
        "k",
        {
            "Palermo": (13.361389, 38.115556),
            "Catania": (15.087269, 37.502669),
            "Roma": (12.496366, 41.902782),
        },
    ),
)
_PALERMO = (13.361389338970184, 38.1155563954963)
_CATANIA = (15.087267458438873, 37.50266842333162)
_NEAR: dict[str, object] = {
    "longitude": 15,
    "latitude": 37,
    "radius": 200,
    "unit": "km",
}

EXAMPLES: tuple[Example, ...] = (
    Example(
        step("geoadd", "k", {"Roma": (12.5, 41.9), "Bari": (16.87, 41.13)}, ch=True),
        *(2, 2, _G, [(step("zcard", "k"), 4)]),
    ),
    Example(step("geopos", "k", "Palermo", "x"), [_PALERMO, None], [None, None], _G),
    Example(
        step("geohash", "k", "Palermo", "x"), ["sqc8b49rny0", None], [None, None], _G
    ),
    Example(step("geodist", "k", "Palermo", "Catania", "km"), 166.2742, None, _G),
    Example(
        step("geosearch", "k", **_NEAR, sort="ASC"), ["Catania", "Palermo"], [], _G
    ),
    Example(
        step("geosearch", "k", **_NEAR, withdist=True, withcoord=True),
        [
            Place("Palermo", 190.4424, None, _PALERMO),
            Place("Catania", 56.4413, None, _CATANIA),
        ],
        *([], _G),
    ),
    Example(
        step("geosearch", "k", **_NEAR, count=1, any=True, withhash=True),
        *([Place("Palermo", None, 3479099956230698)], [], _G),
    ),
    Example(
        step(
            "geosearchstore",
            *("d", "k"),
            member="Roma",
            width=400,
            height=900,
            unit="km",
            storedist=True,
        ),
        *(2, 0, _G),
        after=[(step("zrank", "d", "Palermo"), 1)],
        typed=False,
    ),
)
