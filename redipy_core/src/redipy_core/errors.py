"""The error tree, and the words the server uses.

Every error that redipy raises on purpose derives from :class:`RedipyError`.
An error that a Redis server answers with keeps the server's code and text on
every backend, so ``str(error)`` reads the same wherever the program runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class RedipyError(Exception):
    """Base of every error that redipy raises."""


class ResponseError(RedipyError):
    """An error reply.

    ``code`` is its first word (``"ERR"``, ``"WRONGTYPE"`` …), ``text`` what
    follows. In a pipeline ``command`` names the failing command, ``position``
    counts from 0, and ``results`` holds the outcome of every queued command
    (errors stand at their own place).
    """

    def __init__(self, text: str, code: str = "ERR") -> None:
        super().__init__(f"{code} {text}" if text else code)
        self.code = code
        self.text = text
        self.command: str | None = None
        self.position: int | None = None
        self.results: list[object] | None = None

    @property
    def line(self) -> str:
        """The error as it goes over the wire, without the leading ``-``."""
        return f"{self.code} {self.text}" if self.text else self.code

    def located(
        self, command: str, position: int, results: list[object]
    ) -> ResponseError:
        """The same error, naming the place in a pipeline where it happened."""
        error = type(self)(self.text, self.code)
        error.args = (
            f"{self.line} (command {position + 1} of {len(results)}"
            f" in the pipeline: {command})",
        )
        error.command = command
        error.position = position
        error.results = results
        return error


class CommandError(ResponseError, ValueError):
    """A command was refused: bad value, bad syntax, unknown command (``ERR``)."""


class WrongTypeError(ResponseError, TypeError):
    """A command was used on a key that holds another type (``WRONGTYPE``)."""

    def __init__(self, text: str = "", code: str = "WRONGTYPE") -> None:
        super().__init__(
            text or "Operation against a key holding the wrong kind of value", code
        )


class ScriptError(ResponseError, ValueError):
    """A script stopped.

    The codes are ``TYPE``, ``INDEX``, ``ARITH``, ``RANGE`` and ``LIMIT``; a
    script that fails in a Redis call keeps that call's own error instead.
    """


class NoScriptError(ResponseError):
    """The server does not know the script's digest (``NOSCRIPT``)."""


class AuthenticationError(ResponseError):
    """The server refused the credentials or the permission (``NOAUTH`` …)."""


class TransactionError(ResponseError):
    """A transaction was discarded before it ran (``EXECABORT``)."""


class WatchError(TransactionError):
    """A transaction was not carried out: a watched key had changed meanwhile."""

    def __init__(
        self, text: str = "a watched key has changed", code: str = "WATCH"
    ) -> None:
        super().__init__(text, code)


class ArgumentError(RedipyError):
    """A method was called in a way that no backend can carry out."""


class ArgumentTypeError(ArgumentError, TypeError):
    """An argument has a Python type that the method does not take."""


class ArgumentValueError(ArgumentError, ValueError):
    """An argument has a value that the method does not take."""


class BackendError(RedipyError, ValueError):
    """A backend is unknown, not installed, or asked for what it has not."""


class ConnectionLostError(RedipyError, ConnectionError):
    """The server cannot be reached or went away.

    ``maybe_executed`` says whether the command may have taken effect: it was
    sent, and the reply was lost.
    """

    def __init__(self, message: str, *, maybe_executed: bool = False) -> None:
        super().__init__(message)
        self.maybe_executed = maybe_executed


class RequestTimeoutError(RedipyError, TimeoutError):
    """The server did not answer in time.

    ``maybe_executed`` says whether the command may have taken effect.
    """

    def __init__(self, message: str, *, maybe_executed: bool = False) -> None:
        super().__init__(message)
        self.maybe_executed = maybe_executed


class PluginError(RedipyError):
    """A plugin cannot be used; the message names its distribution."""


def without_prefix(error: ResponseError, prefix: bytes) -> ResponseError:
    """The error as a client with a prefix sees it: NOGROUP names the key."""
    if error.code != "NOGROUP" or not prefix:
        return error
    shown = prefix.decode("utf-8", "surrogateescape")
    text = error.text
    for before in ("key '", "key name '"):
        text = text.replace(before + shown, before)
    shorter = type(error)(text, error.code)
    for note in getattr(error, "__notes__", ()):
        shorter.add_note(note)
    return shorter


SCRIPT_CODES = frozenset({"TYPE", "INDEX", "ARITH", "RANGE", "LIMIT"})

_CLASS_BY_CODE: dict[str, type[ResponseError]] = {
    "ERR": CommandError,
    "WRONGTYPE": WrongTypeError,
    "NOSCRIPT": NoScriptError,
    "NOAUTH": AuthenticationError,
    "NOPERM": AuthenticationError,
    "WRONGPASS": AuthenticationError,
    "EXECABORT": TransactionError,
    **dict.fromkeys(SCRIPT_CODES, ScriptError),
}


def error_from_line(line: str) -> ResponseError:
    """The error for an error reply's line, such as ``"ERR syntax error"``."""
    code, _, text = line.partition(" ")
    return _CLASS_BY_CODE.get(code, ResponseError)(text, code)


# -- what the server says -----------------------------------------------------

NOT_AN_INTEGER = "value is not an integer or out of range"
NOT_A_FLOAT = "value is not a valid float"
NOT_POSITIVE = "value is out of range, must be positive"
OUT_OF_RANGE = "value is out of range"
NEGATIVE_TIMEOUT = "timeout is negative"
SYNTAX = "syntax error"
NO_SUCH_KEY = "no such key"
INDEX_OUT_OF_RANGE = "index out of range"
INVALID_CURSOR = "invalid cursor"
DATABASE_OUT_OF_RANGE = "DB index is out of range"
SAME_OBJECT = "source and destination objects are the same"
INCREMENT_OVERFLOW = "increment or decrement would overflow"
INCREMENT_NAN = "increment would produce NaN or Infinity"
HASH_NOT_AN_INTEGER = "hash value is not an integer"
HASH_NOT_A_FLOAT = "hash value is not a float"
INCR_PAIRS = "INCR option supports a single increment-element pair"
SCORE_NAN = "resulting score is not a number (NaN)"


@dataclass(frozen=True)
class CountErrors:
    """What a server says of a number of keys: none at all, below 1, too large."""

    no_number: str = "numkeys should be greater than 0"
    below_one: str = "numkeys should be greater than 0"
    too_many: str = SYNTAX


NUMKEYS = CountErrors()
"""What most commands say."""


def wrong_arity(command: str) -> CommandError:
    """The error for a call with too few or too many arguments."""
    name = command.lower().replace(" ", "|")
    return CommandError(f"wrong number of arguments for '{name}' command")


def unknown_command(name: bytes, arguments: Sequence[bytes]) -> CommandError:
    """The error for a command that nobody declares, quoting how it began."""
    quoted = ""
    for argument in arguments:
        if len(quoted) >= 128:
            break
        quoted += f"'{as_c_string(argument[: 128 - len(quoted)])}' "
    shown = as_c_string(name[:128])
    return CommandError(
        f"unknown command '{shown}', with args beginning with: {quoted}"
    )


def unknown_subcommand(container: str, name: bytes) -> CommandError:
    """The error for a subcommand that nobody declares."""
    shown = as_c_string(name[:128])
    return CommandError(f"unknown subcommand '{shown}'. Try {container} HELP.")


def misused_subcommand(container: str, name: bytes) -> CommandError:
    """The error of some containers for a subcommand with words that do not fit."""
    return CommandError(
        "unknown subcommand or wrong number of arguments for"
        f" '{as_c_string(name[:128])}'. Try {container} HELP."
    )


def as_c_string(data: bytes) -> str:
    """``data`` up to its first NUL, line breaks as spaces, as error lines show it."""
    head = data.split(b"\0", 1)[0]
    text = head.decode("utf-8", "surrogateescape")
    return text.replace("\r", " ").replace("\n", " ")
