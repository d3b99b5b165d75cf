"""How many files the process may have open: each client is one."""

from __future__ import annotations

from typing import Final

RESERVED: Final = 64
"""Files that a server needs besides its clients."""


def room_for(clients: int) -> int:
    """Let this process have so many clients; how many the system allows.

    The limit that holds is raised as far as the system lets everybody raise it.
    """
    try:
        from resource import RLIM_INFINITY, RLIMIT_NOFILE, getrlimit, setrlimit
    except ImportError:  # not on every system
        return clients
    wanted = clients + RESERVED
    now, most = getrlimit(RLIMIT_NOFILE)
    if now == RLIM_INFINITY or now >= wanted:
        return clients
    raised = wanted if most == RLIM_INFINITY else min(wanted, most)
    try:
        setrlimit(RLIMIT_NOFILE, (raised, most))
    except (OSError, ValueError):
        raised = now
    return max(min(clients, raised - RESERVED), 1)
