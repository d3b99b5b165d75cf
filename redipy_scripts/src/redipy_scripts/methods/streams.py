"""Redis calls on a stream in scripts, one method for each command.

Written by ``tools/generate_script_methods.py`` from the command declarations;
edit those instead.
"""

from __future__ import annotations

from redipy_scripts.expressions import Expression, Operand
from redipy_scripts.structure import KeyRows, Rows, Structure, further


class StreamMethods(Structure):
    """Commands on a stream."""

    def xadd(
        self,
        fields: Rows,
        *,
        id: Operand = "*",
        maxlen: Operand = None,
        minid: Operand = None,
        approximate: bool = True,
        nomkstream: bool = False,
        limit: Operand = None,
    ) -> Expression:
        """Append an entry to a stream; returns its ID."""
        return self._method(
            "XADD",
            fields=fields,
            id=id,
            maxlen=maxlen,
            minid=minid,
            approximate=approximate,
            nomkstream=nomkstream,
            limit=limit,
        )

    def xlen(self) -> Expression:
        """How many entries a stream has, 0 for a missing key."""
        return self._method("XLEN")

    def xrange(
        self, min: Operand = "-", max: Operand = "+", count: Operand = None
    ) -> Expression:
        """Entries from ``min`` to ``max``, at most ``count``, oldest first."""
        return self._method("XRANGE", min=min, max=max, count=count)

    def xrevrange(
        self, max: Operand = "+", min: Operand = "-", count: Operand = None
    ) -> Expression:
        """Entries from ``max`` down to ``min``, at most ``count``, newest first."""
        return self._method("XREVRANGE", max=max, min=min, count=count)

    def xdel(self, *ids: Operand) -> Expression:
        """Remove entries by their IDs; returns how many were there."""
        return self._method("XDEL", ids=ids)

    def xtrim(
        self,
        *,
        maxlen: Operand = None,
        minid: Operand = None,
        approximate: bool = True,
        limit: Operand = None,
    ) -> Expression:
        """Remove the oldest entries of a stream; returns how many."""
        return self._method(
            "XTRIM", maxlen=maxlen, minid=minid, approximate=approximate, limit=limit
        )

    def xread(
        self, id: Operand, streams: KeyRows = (), count: Operand = None
    ) -> Expression:
        """Entries after an ID, from several streams, at most ``count`` of each.

        ``id`` goes with this key; ``streams`` has further keys.
        """
        return self._method(
            "XREAD", streams=[(self, id), *further(streams)], count=count
        )

    def xsetid(
        self,
        last_id: Operand,
        entries_added: Operand = None,
        max_deleted_id: Operand = None,
    ) -> Expression:
        """Set the last ID of a stream, and what it remembers of entries that are
        gone.
        """
        return self._method(
            "XSETID",
            last_id=last_id,
            entries_added=entries_added,
            max_deleted_id=max_deleted_id,
        )

    def xreadgroup(
        self,
        groupname: Operand,
        consumername: Operand,
        id: Operand,
        streams: KeyRows = (),
        count: Operand = None,
        noack: bool = False,
    ) -> Expression:
        """Entries of several streams as one consumer of a group.

        ``id`` goes with this key; ``streams`` has further keys.
        """
        return self._method(
            "XREADGROUP",
            groupname=groupname,
            consumername=consumername,
            streams=[(self, id), *further(streams)],
            count=count,
            noack=noack,
        )

    def xack(self, groupname: Operand, *ids: Operand) -> Expression:
        """Acknowledge entries; returns how many were pending."""
        return self._method("XACK", groupname=groupname, ids=ids)

    def xgroup_create(
        self,
        groupname: Operand,
        id: Operand = "$",
        mkstream: bool = False,
        entries_read: Operand = None,
    ) -> Expression:
        """Make a consumer group that reads on after ``id``, ``"$"`` the last one."""
        return self._method(
            "XGROUP CREATE",
            groupname=groupname,
            id=id,
            mkstream=mkstream,
            entries_read=entries_read,
        )

    def xgroup_setid(
        self, groupname: Operand, id: Operand, entries_read: Operand = None
    ) -> Expression:
        """Let a group read on after another ID. Returns True."""
        return self._method(
            "XGROUP SETID", groupname=groupname, id=id, entries_read=entries_read
        )

    def xgroup_destroy(self, groupname: Operand) -> Expression:
        """Remove a consumer group; whether there was one."""
        return self._method("XGROUP DESTROY", groupname=groupname)

    def xgroup_createconsumer(
        self, groupname: Operand, consumername: Operand
    ) -> Expression:
        """Make a consumer of a group; whether it is new."""
        return self._method(
            "XGROUP CREATECONSUMER", groupname=groupname, consumername=consumername
        )

    def xgroup_delconsumer(
        self, groupname: Operand, consumername: Operand
    ) -> Expression:
        """Remove a consumer; returns how many entries it had not acknowledged."""
        return self._method(
            "XGROUP DELCONSUMER", groupname=groupname, consumername=consumername
        )

    def xpending(
        self,
        groupname: Operand,
        *,
        min: Operand = None,
        max: Operand = None,
        count: Operand = None,
        consumername: Operand = None,
        idle: Operand = None,
    ) -> Expression:
        """What a group has not acknowledged."""
        return self._method(
            "XPENDING",
            groupname=groupname,
            min=min,
            max=max,
            count=count,
            consumername=consumername,
            idle=idle,
        )

    def xinfo_groups(self) -> Expression:
        """The consumer groups of a stream; CommandError if there is no stream."""
        return self._method("XINFO GROUPS")

    def xinfo_consumers(self, groupname: Operand) -> Expression:
        """The consumers of a group."""
        return self._method("XINFO CONSUMERS", groupname=groupname)

    def xclaim(
        self,
        groupname: Operand,
        consumername: Operand,
        min_idle_time: Operand,
        *ids: Operand,
        idle: Operand = None,
        time: Operand = None,
        retrycount: Operand = None,
        force: bool = False,
        justid: bool = False,
    ) -> Expression:
        """Take over entries that another consumer has not acknowledged."""
        return self._method(
            "XCLAIM",
            groupname=groupname,
            consumername=consumername,
            min_idle_time=min_idle_time,
            ids=ids,
            idle=idle,
            time=time,
            retrycount=retrycount,
            force=force,
            justid=justid,
        )

    def xautoclaim(
        self,
        groupname: Operand,
        consumername: Operand,
        min_idle_time: Operand,
        start: Operand = "0-0",
        count: Operand = None,
        *,
        justid: bool = False,
    ) -> Expression:
        """Take over entries that others have not acknowledged, from ``start`` on."""
        return self._method(
            "XAUTOCLAIM",
            groupname=groupname,
            consumername=consumername,
            min_idle_time=min_idle_time,
            start=start,
            count=count,
            justid=justid,
        )

    def xinfo_stream(self, *, full: bool = False, count: Operand = None) -> Expression:
        """What a stream is: its length, its IDs, its first and last entry."""
        return self._method("XINFO STREAM", full=full, count=count)
