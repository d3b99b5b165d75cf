"""``redipy cli``: an interactive shell over any backend, and single commands."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, Final

from redipy_core.connect import runtime_from_url
from redipy_core.errors import BackendError
from redipy_server.index import CommandIndex
from redipy_server.local import LocalSession
from redipy_server.options import Options
from redipy_server.protocol import split_line
from redipy_server.shown import Failed, How, read_replies, shown
from redipy_server.state import ServerState

_REPORTS: Final = (
    *((b"INFO",), (b"CLIENT", b"LIST"), (b"CLIENT", b"INFO"), (b"MEMORY", b"DOCTOR")),
    *((b"LATENCY", b"DOCTOR"), (b"LATENCY", b"GRAPH"), (b"LOLWUT",)),
)
"""Commands whose reply is a text to read, which is shown without quotes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``redipy cli``."""
    add = parser.add_argument
    add("--url", default="memory://", help="the store to talk to (memory://)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="replies as JSON")
    form.add_argument("--raw", action="store_true", help="the values alone")
    form.add_argument("--no-raw", action="store_true", help="values with their types")
    add("words", nargs=argparse.REMAINDER, help="a command; without: ask for commands")


class Shell:
    """One conversation with a store; ``write`` gets what is to be shown."""

    def __init__(self, url: str, how: How, write: Callable[[bytes], object]) -> None:
        self.url = url
        self.how: How = how
        self.write = write
        self._said: SimpleQueue[bytes] = SimpleQueue()
        self.state = ServerState(runtime_from_url(url, {}, None), Options())
        self.session = LocalSession(self.state, self._said.put, self._hung_up)
        self.is_open = True

    def _hung_up(self) -> None:
        self.is_open = False

    @property
    def prompt(self) -> str:
        """What stands before a command: the store, its database, a transaction."""
        database = f"[{self.session.database}]" if self.session.database else ""
        queues = "(TX)" if self.session.queue is not None else ""
        return f"{self.url}{database}{queues}> "

    def run(self, words: list[bytes]) -> bool:
        """Carry out a command and show its reply; whether it was no error."""
        if words[0].upper() in (b"HELP", b"?"):
            self.write(help_text(self.state.index, words[1:]))
            return True
        self.session.ask(words)
        pieces: list[bytes] = []
        while not self._said.empty():
            pieces.append(self._said.get())
        data = b"".join(pieces)
        fine = True
        is_report = any(
            tuple(word.upper() for word in words[: len(report)]) == report
            for report in _REPORTS
        )
        for reply in read_replies(data):
            fine = fine and not isinstance(reply, Failed)
            is_text = is_report and isinstance(reply, bytes) and self.how != "json"
            text = shown(reply, "raw" if is_text else self.how)
            self.write(text[:-1] if is_text and text.endswith(b"\n\n") else text)
        if self.session.subscriptions:
            self._hear_messages()
        return fine

    def _hear_messages(self) -> None:
        """Show messages until Ctrl-C, which ends all subscriptions."""
        try:
            while True:
                for reply in read_replies(self._said.get()):
                    self.write(shown(reply, self.how))
        except KeyboardInterrupt:
            for word in (b"UNSUBSCRIBE", b"PUNSUBSCRIBE", b"SUNSUBSCRIBE"):
                self.session.ask([word])
            while not self._said.empty():
                self._said.get()
            self.write(b"\n")

    def run_line(self, line: bytes) -> bool:
        """Carry out a line as it was typed; whether it was no error."""
        words = split_line(line)
        if words is None:
            self.write(b"Invalid argument(s)\n")
            return False
        if not words:
            return True
        if words[0].lower() in (b"quit", b"exit"):
            self.is_open = False
            return True
        return self.run(words)

    def close(self) -> None:
        """End the conversation."""
        self.session.close()
        self.state.runtime.close()


def help_text(index: CommandIndex, words: list[bytes]) -> bytes:
    """What the declarations say of the commands whose names begin like this."""
    wanted = b" ".join(words).upper().decode("utf-8", "replace")
    if not wanted:
        return b'Type "help <command>"; <tab> completes names and options.\n'
    entries = [e for e in index if e.name == wanted or e.name.startswith(wanted + " ")]
    lines: list[str] = []
    for entry in entries:
        command = entry.command
        about = command.doc.partition("\n")[0]
        lines += ["", f"  {command.syntax}", f"  summary: {about}"]
        lines += [f"  since: {command.since}", f"  complexity: {command.complexity}"]
    return "\n".join([*lines, "", ""]).encode()


def run_shell(given: argparse.Namespace) -> int:
    """Talk to a store; the exit code: 1 after an error reply to a single command."""
    how: How = "json" if given.json else "raw" if given.raw else "typed"
    if not (given.json or given.raw or given.no_raw) and not sys.stdout.isatty():
        how = "raw"
    out = sys.stdout.buffer

    def write(data: bytes) -> None:
        out.write(data)
        out.flush()

    try:
        shell = Shell(given.url, how, write)
    except BackendError as error:
        print(f"redipy cli: {error}", file=sys.stderr)
        return 1
    try:
        if given.words:
            words = [os.fsencode(word) for word in given.words]
            return 0 if shell.run(words) else 1
        if sys.stdin.isatty():
            return interact(shell)
        return read_all(shell, sys.stdin.buffer)
    finally:
        shell.close()


def read_all(shell: Shell, lines: BinaryIO | Iterable[bytes]) -> int:
    """Carry out one command a line; the exit code, 0."""
    for line in lines:
        if not shell.is_open:
            break
        shell.run_line(line)
    return 0


def interact(shell: Shell) -> int:
    """Ask for commands until the end; with completion where that is installed."""
    ask = asking(shell)
    while shell.is_open:
        try:
            line = ask(shell.prompt)
        except KeyboardInterrupt:
            continue
        except EOFError:
            break
        try:
            shell.run_line(line.encode("utf-8", "surrogateescape"))
        except KeyboardInterrupt:
            shell.write(b"\n")
    return 0


def asking(shell: Shell) -> Callable[[str], str]:
    """What asks for a line: prompt_toolkit's prompt, or Python's."""
    try:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.completion import WordCompleter
        from prompt_toolkit.history import FileHistory
    except ImportError:
        return input
    names = sorted(entry.name for entry in shell.state.index)
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(Path.home() / ".redipy_history")),
        completer=WordCompleter(names, ignore_case=True, sentence=True),
        complete_while_typing=False,
    )
    return session.prompt
