"""Redis calls on places on the earth in scripts, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from typing import Literal

from redipy_core.places import Unit
from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import KeyOperand, PlaceRows, Structure


class GeoMethods(Structure):
    """Commands on places on the earth."""

    def geoadd(
        self,
        mapping: PlaceRows,
        *,
        nx: bool = False,
        xx: bool = False,
        ch: bool = False,
    ) -> Expression:
        """Add members at a longitude and latitude, in degrees, or move them."""
        return self._method("GEOADD", mapping=mapping, nx=nx, xx=xx, ch=ch)

    def geopos(self, *members: Operand) -> Expression:
        """Longitude and latitude of members in degrees, None for one that is not
        there.
        """
        return self._method("GEOPOS", members=members)

    def geohash(self, *members: Operand) -> Expression:
        """Positions of members as Geohash texts, None for one that is not there."""
        return self._method("GEOHASH", members=members)

    def geodist(
        self, member1: Operand, member2: Operand, unit: Unit = "m"
    ) -> Expression:
        """The distance of two members, to four decimals; None if one is not there."""
        return self._method("GEODIST", member1=member1, member2=member2, unit=unit)

    def geosearch(
        self,
        *,
        member: Operand = None,
        longitude: Operand = None,
        latitude: Operand = None,
        radius: Operand = None,
        width: Operand = None,
        height: Operand = None,
        unit: Unit = "m",
        sort: Literal["ASC", "DESC"] | None = None,
        count: Operand = None,
        any: bool = False,
        withcoord: bool = False,
        withdist: bool = False,
        withhash: bool = False,
    ) -> Expression:
        """Members in a circle or a box around a member or a position."""
        return self._method(
            "GEOSEARCH",
            member=member,
            longitude=longitude,
            latitude=latitude,
            radius=radius,
            width=width,
            height=height,
            unit=unit,
            sort=sort,
            count=count,
            any=any,
            withcoord=withcoord,
            withdist=withdist,
            withhash=withhash,
        )

    def geosearchstore(
        self,
        source: KeyOperand,
        *,
        member: Operand = None,
        longitude: Operand = None,
        latitude: Operand = None,
        radius: Operand = None,
        width: Operand = None,
        height: Operand = None,
        unit: Unit = "m",
        sort: Literal["ASC", "DESC"] | None = None,
        count: Operand = None,
        any: bool = False,
        storedist: bool = False,
    ) -> Expression:
        """As :meth:`geosearch`, and keep the members found in another sorted set.

        This key is the destination.
        """
        return self._method(
            "GEOSEARCHSTORE",
            source=source,
            member=member,
            longitude=longitude,
            latitude=latitude,
            radius=radius,
            width=width,
            height=height,
            unit=unit,
            sort=sort,
            count=count,
            any=any,
            storedist=storedist,
        )

    def georadius(
        self,
        longitude: Operand,
        latitude: Operand,
        radius: Operand,
        unit: Unit = "m",
        *,
        sort: Literal["ASC", "DESC"] | None = None,
        count: Operand = None,
        any: bool = False,
        withcoord: bool = False,
        withdist: bool = False,
        withhash: bool = False,
        store: KeyOperand = None,
        store_dist: KeyOperand = None,
    ) -> Expression:
        """Members in a circle around a position; new code uses :meth:`geosearch`."""
        return self._method(
            "GEORADIUS",
            longitude=longitude,
            latitude=latitude,
            radius=radius,
            unit=unit,
            sort=sort,
            count=count,
            any=any,
            withcoord=withcoord,
            withdist=withdist,
            withhash=withhash,
            store=store,
            store_dist=store_dist,
        )

    def georadius_ro(
        self,
        longitude: Operand,
        latitude: Operand,
        radius: Operand,
        unit: Unit = "m",
        *,
        sort: Literal["ASC", "DESC"] | None = None,
        count: Operand = None,
        any: bool = False,
        withcoord: bool = False,
        withdist: bool = False,
        withhash: bool = False,
    ) -> Expression:
        """As :meth:`georadius`, without storing."""
        return self._method(
            "GEORADIUS_RO",
            longitude=longitude,
            latitude=latitude,
            radius=radius,
            unit=unit,
            sort=sort,
            count=count,
            any=any,
            withcoord=withcoord,
            withdist=withdist,
            withhash=withhash,
        )

    def georadiusbymember(
        self,
        member: Operand,
        radius: Operand,
        unit: Unit = "m",
        *,
        sort: Literal["ASC", "DESC"] | None = None,
        count: Operand = None,
        any: bool = False,
        withcoord: bool = False,
        withdist: bool = False,
        withhash: bool = False,
        store: KeyOperand = None,
        store_dist: KeyOperand = None,
    ) -> Expression:
        """Members in a circle around a member; new code uses :meth:`geosearch`."""
        return self._method(
            "GEORADIUSBYMEMBER",
            member=member,
            radius=radius,
            unit=unit,
            sort=sort,
            count=count,
            any=any,
            withcoord=withcoord,
            withdist=withdist,
            withhash=withhash,
            store=store,
            store_dist=store_dist,
        )

    def georadiusbymember_ro(
        self,
        member: Operand,
        radius: Operand,
        unit: Unit = "m",
        *,
        sort: Literal["ASC", "DESC"] | None = None,
        count: Operand = None,
        any: bool = False,
        withcoord: bool = False,
        withdist: bool = False,
        withhash: bool = False,
    ) -> Expression:
        """As :meth:`georadiusbymember`, without storing."""
        return self._method(
            "GEORADIUSBYMEMBER_RO",
            member=member,
            radius=radius,
            unit=unit,
            sort=sort,
            count=count,
            any=any,
            withcoord=withcoord,
            withdist=withdist,
            withhash=withhash,
        )
