"""What went wrong with a request, in our own errors.

redis-py's exceptions drop the code of most error replies. Its connections take
the class of their parser as an argument, so ours keeps the server's whole line
on the exception.
"""

from __future__ import annotations

from typing import Final, NamedTuple, Protocol, TypeVar, cast

from redis.exceptions import InvalidResponse

import redis
from redipy_core.errors import (
    ConnectionLostError,
    RedipyError,
    RequestTimeoutError,
    ResponseError,
    error_from_line,
)

P = TypeVar("P")

_LINE: Final = "redipy_line"


class Purpose(Protocol):
    """What a request is for. A declared command is one."""

    @property
    def name(self) -> str:
        """What error messages call it."""
        ...

    @property
    def retry_safe(self) -> bool:
        """Whether it may be sent twice unharmed."""
        ...


class Named(NamedTuple):
    """A purpose that no declaration states."""

    name: str
    retry_safe: bool


class _HasParseError(Protocol):
    @classmethod
    def parse_error(cls, response: str) -> Exception: ...


def keeping_lines(parser: type[P]) -> type[P]:
    """A subclass of a redis-py parser whose errors know the server's line."""
    base = cast("type[_HasParseError]", parser)

    def parse_error(cls: type[P], response: str) -> Exception:
        del cls
        error = base.parse_error(response)
        setattr(error, _LINE, response)
        return error

    body = {"parse_error": classmethod(parse_error), "__doc__": parser.__doc__}
    return cast("type[P]", type(f"LineKeeping{parser.__name__}", (parser,), body))


def error_line(error: BaseException) -> str | None:
    """The line of an error reply, such as ``"ERR syntax error"``; else None."""
    line = getattr(error, _LINE, None)
    if isinstance(line, str):
        return line
    if not isinstance(error, redis.ResponseError):
        return None
    text = str(error)
    code = text.partition(" ")[0]
    return text if code.isupper() and code.isalpha() else f"ERR {text}"


def reply_error(error: BaseException) -> ResponseError | None:
    """An error reply as our error; None if it is something else."""
    line = error_line(error)
    if line is None:
        return None
    reply = error_from_line(line)
    reply.__suppress_context__ = True  # redis-py's exception says the same
    return reply


def is_timeout(error: BaseException) -> bool:
    """Whether something took too long."""
    return isinstance(error, (redis.TimeoutError, TimeoutError))


def is_lost(error: BaseException) -> bool:
    """Whether a standing connection broke (and no error reply says why)."""
    if isinstance(error, RedipyError) or is_timeout(error):
        return False
    gone = isinstance(error, (redis.ConnectionError, OSError))
    return gone and error_line(error) is None


def unreachable(error: BaseException, address: str) -> BaseException:
    """The error to raise for a connection that could not be made."""
    if isinstance(error, RedipyError):
        return error
    if (refused := reply_error(error)) is not None:
        return refused
    if isinstance(error, (redis.RedisError, OSError)):
        return _caused(
            ConnectionLostError(
                f"cannot connect to the Redis server at {address}: {error}"
            ),
            error,
        )
    return error


def failure(
    error: BaseException, address: str, purpose: Purpose, *, sent: bool
) -> BaseException:
    """The error to raise for a request that failed.

    ``sent`` says whether the server may have got all of it.
    """
    if isinstance(error, RedipyError):
        return error
    if (refused := reply_error(error)) is not None:
        return refused
    outcome = "may have been executed" if sent else "was not executed"
    if is_timeout(error):
        return _caused(
            RequestTimeoutError(
                f"no answer from {address} in time: {purpose.name} {outcome}",
                maybe_executed=sent,
            ),
            error,
        )
    if isinstance(error, (redis.ConnectionError, OSError, InvalidResponse)):
        return _caused(
            ConnectionLostError(
                f"lost the connection to {address}: {purpose.name} {outcome} ({error})",
                maybe_executed=sent,
            ),
            error,
        )
    return error


def _caused(fault: RedipyError, error: BaseException) -> RedipyError:
    fault.__cause__ = error
    return fault
