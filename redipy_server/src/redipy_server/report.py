"""The sections of INFO. What a server of our kind has not is given as zero."""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from redipy_core.serving import Size
from redipy_server.state import VERSION, ServerState

Fields = dict[str, object]

_DEFAULT: Final = (
    *("server", "clients", "memory", "persistence", "stats", "replication", "cpu"),
    *("modules", "errorstats", "cluster", "keyspace"),
)
_ALL: Final = (
    *("server", "clients", "memory", "persistence", "stats", "replication", "cpu"),
    *("modules", "commandstats", "errorstats", "latencystats", "cluster", "keyspace"),
)
_TITLES: Final = {"cpu": "CPU"}


def wanted(sections: Sequence[bytes]) -> list[str]:
    """The names of the sections that were asked for, in the order of the report."""
    if not sections:
        return list(_DEFAULT)
    chosen: set[str] = set()
    for word in sections:
        name = word.lower().decode("latin-1")
        several = {"default": _DEFAULT, "all": _ALL, "everything": _ALL}
        chosen.update(several.get(name, (name,)))
    return [name for name in _ALL if name in chosen]


def report(
    state: ServerState, sections: Sequence[bytes], sizes: Iterable[Size]
) -> bytes:
    """The report, as INFO answers."""
    parts: list[str] = []
    for name in wanted(sections):
        fields = _keyspace(sizes) if name == "keyspace" else _SECTIONS[name](state)
        title = _TITLES.get(name, name.capitalize())
        lines = [f"# {title}", *(f"{field}:{value}" for field, value in fields.items())]
        parts.append("".join(f"{line}\r\n" for line in lines))
    return "\r\n".join(parts).encode("utf-8", "surrogateescape")


def human(size: float) -> str:
    """Bytes as people read them."""
    for unit in ("B", "K", "M", "G"):
        if size < 1024 or unit == "G":
            return f"{size:.0f}B" if unit == "B" else f"{size:.2f}{unit}"
        size /= 1024
    raise AssertionError("unreachable")


def _server(state: ServerState) -> Fields:
    now = time.time()
    up = int(now - state.started)
    return {
        "redis_version": VERSION,
        "redis_git_sha1": "00000000",
        "redis_git_dirty": 0,
        "redis_build_id": "redipy",
        "redis_mode": "standalone",
        "redipy_version": state.version,
        "redipy_backend": state.runtime.name,
        "os": f"{platform.system()} {platform.release()} {platform.machine()}",
        "arch_bits": sys.maxsize.bit_length() + 1,
        "monotonic_clock": "POSIX clock_gettime",
        "multiplexing_api": "asyncio",
        "python_version": platform.python_version(),
        "process_id": state.pid,
        "process_supervised": "no",
        "run_id": state.run_id,
        "tcp_port": state.port,
        "server_time_usec": int(now * 1_000_000),
        "uptime_in_seconds": up,
        "uptime_in_days": up // 86400,
        "hz": 10,
        "configured_hz": 10,
        "lru_clock": int(now) & 0xFFFFFF,
        "executable": sys.executable,
        "config_file": "",
        "io_threads_active": 0,
    }


def _clients(state: ServerState) -> Fields:
    clients = state.clients.values()
    return {
        "connected_clients": len(clients),
        "cluster_connections": 0,
        "maxclients": state.options.maxclients,
        "client_recent_max_input_buffer": 0,
        "client_recent_max_output_buffer": 0,
        "blocked_clients": sum(session.blocked for session in clients),
        "tracking_clients": len(state.tracking),
        "clients_in_timeout_table": 0,
    }


def memory_used() -> tuple[int, int]:
    """Bytes that the process holds now, and at most so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    try:
        with open("/proc/self/statm", "rb") as file:
            pages = int(file.read().split()[1])
    except OSError:
        return usage, usage
    return pages * os.sysconf("SC_PAGE_SIZE"), usage


def _memory(state: ServerState) -> Fields:
    used, peak = memory_used()
    peak = max(peak, used)
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "used_memory": used,
        "used_memory_human": human(used),
        "used_memory_rss": used,
        "used_memory_rss_human": human(used),
        "used_memory_peak": peak,
        "used_memory_peak_human": human(peak),
        "used_memory_peak_perc": f"{100 * used / peak:.2f}%",
        "used_memory_overhead": 0,
        "used_memory_startup": 0,
        "used_memory_dataset": used,
        "used_memory_dataset_perc": "100.00%",
        "total_system_memory": total,
        "total_system_memory_human": human(total),
        "used_memory_lua": 0,
        "used_memory_lua_human": "0B",
        "used_memory_scripts": 0,
        "used_memory_scripts_human": "0B",
        "number_of_cached_scripts": 0,
        "number_of_functions": 0,
        "number_of_libraries": 0,
        "maxmemory": 0,
        "maxmemory_human": "0B",
        "maxmemory_policy": "noeviction",
        "mem_fragmentation_ratio": "1.00",
        "mem_fragmentation_bytes": 0,
        "mem_not_counted_for_evict": 0,
        "mem_replication_backlog": 0,
        "mem_clients_slaves": 0,
        "mem_clients_normal": 0,
        "mem_aof_buffer": 0,
        "mem_allocator": "python",
        "active_defrag_running": 0,
        "lazyfree_pending_objects": 0,
        "lazyfreed_objects": 0,
    }


def _persistence(state: ServerState) -> Fields:
    return {
        "loading": 0,
        "async_loading": 0,
        "rdb_changes_since_last_save": 0,
        "rdb_bgsave_in_progress": 0,
        "rdb_last_save_time": int(state.started),
        "rdb_last_bgsave_status": "ok",
        "rdb_last_bgsave_time_sec": -1,
        "rdb_current_bgsave_time_sec": -1,
        "rdb_saves": 0,
        "aof_enabled": 0,
        "aof_rewrite_in_progress": 0,
        "aof_rewrite_scheduled": 0,
        "aof_last_rewrite_time_sec": -1,
        "aof_current_rewrite_time_sec": -1,
        "aof_last_bgrewrite_status": "ok",
        "aof_last_write_status": "ok",
    }


def _stats(state: ServerState) -> Fields:
    counted = state.statistics
    listening = [session.listening for session in state.clients.values()]
    return {
        "total_connections_received": counted.connections,
        "total_commands_processed": counted.commands,
        "instantaneous_ops_per_sec": 0,
        "total_net_input_bytes": counted.bytes_in,
        "total_net_output_bytes": counted.bytes_out,
        "instantaneous_input_kbps": "0.00",
        "instantaneous_output_kbps": "0.00",
        "rejected_connections": counted.refused_connections,
        "sync_full": 0,
        "sync_partial_ok": 0,
        "sync_partial_err": 0,
        "expired_keys": 0,
        "evicted_keys": 0,
        "evicted_clients": 0,
        "keyspace_hits": 0,
        "keyspace_misses": 0,
        "pubsub_channels": len({c for each in listening for c in each["channel"]}),
        "pubsub_patterns": len({p for each in listening for p in each["pattern"]}),
        "pubsubshard_channels": len({c for each in listening for c in each["shard"]}),
        "latest_fork_usec": 0,
        "total_forks": 0,
        "migrate_cached_sockets": 0,
        "tracking_total_keys": state.tracking.keys,
        "tracking_total_items": state.tracking.keys,
        "tracking_total_prefixes": 0,
        "unexpected_error_replies": 0,
        "total_error_replies": sum(counted.errors.values()),
        "total_reads_processed": counted.commands,
        "total_writes_processed": counted.commands,
    }


def _replication(state: ServerState) -> Fields:
    return {
        "role": "master",
        "connected_slaves": 0,
        "master_failover_state": "no-failover",
        "master_replid": state.run_id,
        "master_replid2": "0" * 40,
        "master_repl_offset": 0,
        "second_repl_offset": -1,
        "repl_backlog_active": 0,
        "repl_backlog_size": 1048576,
        "repl_backlog_first_byte_offset": 0,
        "repl_backlog_histlen": 0,
    }


def _cpu(state: ServerState) -> Fields:
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "used_cpu_sys": f"{own.ru_stime:.6f}",
        "used_cpu_user": f"{own.ru_utime:.6f}",
        "used_cpu_sys_children": f"{children.ru_stime:.6f}",
        "used_cpu_user_children": f"{children.ru_utime:.6f}",
    }


def _commandstats(state: ServerState) -> Fields:
    return {
        f"cmdstat_{e.full_name}": (
            f"calls={e.calls},usec={e.seconds * 1e6:.0f},"
            f"usec_per_call={e.seconds * 1e6 / max(e.calls, 1):.2f},"
            f"rejected_calls={e.rejected},failed_calls={e.failed}"
        )
        for e in state.index
        if e.calls or e.rejected
    }


def _errorstats(state: ServerState) -> Fields:
    counted = state.statistics.errors
    return {f"errorstat_{code}": f"count={count}" for code, count in counted.items()}


def _nothing(state: ServerState) -> Fields:
    return {}


def _keyspace(sizes: Iterable[Size]) -> Fields:
    return {
        f"db{number}": f"keys={keys},expires={expires},avg_ttl=0"
        for number, keys, expires in sizes
        if keys
    }


_SECTIONS: Final[dict[str, Callable[[ServerState], Fields]]] = {
    "server": _server,
    "clients": _clients,
    "memory": _memory,
    "persistence": _persistence,
    "stats": _stats,
    "replication": _replication,
    "cpu": _cpu,
    "modules": _nothing,
    "commandstats": _commandstats,
    "errorstats": _errorstats,
    "latencystats": _nothing,
    "cluster": lambda state: {"cluster_enabled": 0},
}


def section_names() -> Iterator[str]:
    """The names that INFO knows."""
    yield from (*_SECTIONS, "keyspace")
