"""Leaderboards: members by their best score, equal scores sharing a rank."""

from __future__ import annotations

from redipy_scripts.python import RedisSortedSet, function


@function
def submit(board: RedisSortedSet, member: str, score: float) -> tuple[bool, int]:
    """Keep a member's highest score; whether it is new, and the rank from 1.

    As many members as are strictly better stand before it. O(log N).
    """
    before = board.zscore(member)
    improved = before is None or before < score
    if improved:
        board.add(score, member)
    kept = score if improved else before
    return improved, board.zcount(f"({kept}", "+inf") + 1


@function
def standing(board: RedisSortedSet, member: str) -> tuple[int, float] | None:
    """A member's rank from 1 and its score, None if it has none. O(log N)."""
    score = board.zscore(member)
    if score is None:
        return None
    return board.zcount(f"({score}", "+inf") + 1, score


@function
def best(board: RedisSortedSet, count: int) -> list[tuple[str, float]]:
    """The first ``count`` members with their scores. O(log N + count)."""
    if count <= 0:
        return []
    return board.range(0, count - 1, desc=True, withscores=True)


@function
def around(
    board: RedisSortedSet, member: str, distance: int
) -> list[tuple[str, float]]:
    """A member with its neighbours, ``distance`` on each side; empty if it is none.

    O(log N + distance).
    """
    place = board.zrevrank(member)
    if place is None:
        return []
    first = max(0, place - distance)
    return board.range(first, place + distance, desc=True, withscores=True)
