"""Command groups: bound to clients, found by name, and what their stubs say."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import redipy
from redipy.cli import main
from redipy.plugin import (
    Command,
    CommandGroup,
    Key,
    Plugins,
    command,
    command_of,
    hookimpl,
    replies,
)
from redipy_core.errors import ArgumentTypeError, PluginError
from redipy_memory.behaviour import Behaviour, replaces
from redipy_memory.values import STRING


@command(
    "CT.NEXT key [step:integer]",
    "write",
    reply=replies.INTEGER,
    since="1.0.0",
    complexity="O(1)",
)
def advance(key: Key, step: int | None = None) -> int:
    """Add to a counter; its new number."""
    raise NotImplementedError


@command("LONE key", "readonly", reply=replies.BULK, since="1.0.0", complexity="O(1)")
def lone(key: Key) -> str | None:
    """A command that belongs to no group."""
    raise NotImplementedError


@replaces("CT.NEXT", STRING)
def next_number(before: bytes | None, step: int | None) -> tuple[bytes, int]:
    number = int(before or b"0") + (1 if step is None else step)
    return b"%d" % number, number


Counters = CommandGroup("ct", [command_of(advance)], title="Counters", doc="Counters.")


class Counting:
    @hookimpl
    def redipy_commands(self) -> list[Command | CommandGroup]:
        return [Counters, command_of(lone)]

    @hookimpl
    def redipy_memory_behaviours(self) -> list[Behaviour]:
        found: list[Behaviour] = next_number.__dict__["__redipy_behaviours__"]
        lonely = Behaviour("LONE", "keyspace", lambda db, key: b"lonely " + key)
        return [*found, lonely]


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return Plugins(extra=[Counting()])


@pytest.fixture
def r(plugins: Plugins) -> redipy.Redis:
    return redipy.Redis(plugins=plugins, prefix="p:")


class TestBinding:
    def test_client(self, r: redipy.Redis) -> None:
        counters = Counters(r)
        assert counters.advance("k") == 1  # type: ignore[attr-defined]  # no stub
        assert r.ct.advance("k", 5) == 6  # type: ignore[attr-defined]
        assert r.get_value("k") == "6"
        assert repr(counters) == "<the commands of Counters>"

    def test_pipeline(self, r: redipy.Redis) -> None:
        with r.pipeline() as pipe:
            assert pipe.ct.advance("k") is None  # type: ignore[attr-defined]
            pipe.lone("k")  # type: ignore[attr-defined]
            assert pipe.execute() == [1, "lonely p:k"]

    def test_a_command_without_a_group(self, r: redipy.Redis) -> None:
        assert r.lone("k") == "lonely p:k"  # type: ignore[attr-defined]
        assert r.execute("LONE", "k") == b"lonely k"

    def test_what_is_found_is_kept(self, r: redipy.Redis) -> None:
        first = r.ct  # type: ignore[attr-defined]
        assert r.ct is first  # type: ignore[attr-defined]
        assert first.advance is first.advance

    def test_docs(self, r: redipy.Redis) -> None:
        method = r.ct.advance  # type: ignore[attr-defined]
        assert method.__doc__ == "Add to a counter; its new number."
        assert str(method.__signature__).startswith("(key: 'Key', step:")
        assert type(r.ct).__doc__ == (  # type: ignore[attr-defined]
            "Counters.\n\nThe commands, carried out at once."
        )
        assert {"ct", "lone", "lpush"} <= set(dir(r))

    def test_a_client_without_the_plugin(self) -> None:
        r = redipy.Redis()
        with pytest.raises(PluginError, match=r"CT\.NEXT of Counters is not among"):
            Counters(r)
        with pytest.raises(
            AttributeError, match="'Redis' object has no attribute 'ct'"
        ):
            _ = r.ct  # type: ignore[attr-defined]

    def test_what_is_no_client(self) -> None:
        with pytest.raises(ArgumentTypeError, match="bound to a client or a pipeline"):
            Counters(3)  # type: ignore[arg-type]

    def test_a_group_has_no_groups(self, r: redipy.Redis) -> None:
        with pytest.raises(AttributeError):
            _ = r.ct.ct  # type: ignore[attr-defined]


class TestMaking:
    def test_names(self) -> None:
        with pytest.raises(ValueError, match="'Ct' cannot name a group"):
            CommandGroup("Ct", [], title="Ct")
        with pytest.raises(ValueError, match="'ct' cannot be a title"):
            CommandGroup("ct", [], title="ct")
        twice = [command_of(advance), command_of(advance)]
        with pytest.raises(ValueError, match="Ct has two methods 'advance'"):
            CommandGroup("ct", twice, title="Ct")

    def test_a_name_that_clients_have(self) -> None:
        class Taking:
            @hookimpl
            def redipy_commands(self) -> list[CommandGroup]:
                return [CommandGroup("lpush", [command_of(advance)], title="Taking")]

        plugins = Plugins(extra=[Taking()])
        with pytest.warns(UserWarning, match="have an attribute 'lpush' anyway"):
            r = redipy.Redis(plugins=plugins)
        assert r.lpush("k", "x") == 1

    def test_two_groups_of_one_name(self, plugins: Plugins) -> None:
        class Other:
            @hookimpl
            def redipy_commands(self) -> list[CommandGroup]:
                return [CommandGroup("ct", [], title="Other")]

        both = Plugins(extra=[Counting(), Other()])
        with pytest.raises(PluginError, match="'ct': Counting and Other"):
            redipy.Redis(plugins=both)


MODULE = '''\
"""Some commands."""

from __future__ import annotations

from collections.abc import Mapping as Map
from typing import Literal, overload

from redipy.plugin import CommandGroup, Key, Text, command, commands_of, replies

Colour = Literal["red", "blue"]


@overload
def paint(key: Key, colour: Colour = "red") -> Text: ...
@overload
def paint(key: Key, colour: Map[str, int]) -> list[Text]: ...
@command("PAINT key colour", "write", reply=replies.BULK, since="1.0.0", complexity="O(1)")
def paint(key: Key, colour: Colour | Map[str, int] = "red") -> Text | list[Text]:
    """Paint it."""
    raise NotImplementedError
'''
GROUPS = """\
from redipy.plugin import CommandGroup, commands_of
import stub_commands

Paints = CommandGroup("pt", commands_of(stub_commands), title="Paints")
"""


class TestStubs:
    @pytest.fixture
    def groups(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[ModuleType]:
        (tmp_path / "stub_commands.py").write_text(MODULE)
        (tmp_path / "stub_groups.py").write_text(GROUPS)
        monkeypatch.syspath_prepend(tmp_path)
        yield importlib.import_module("stub_groups")
        del sys.modules["stub_groups"], sys.modules["stub_commands"]

    def test_it_is_written_and_checked(
        self, groups: ModuleType, capsys: pytest.CaptureFixture[str]
    ) -> None:
        command = ["plugins", "faces", "stub_groups"]
        assert main([*command, "--check"]) == 1
        assert main(command) == 0
        assert main([*command, "--check"]) == 0
        assert groups.__file__ is not None
        stub = Path(groups.__file__).with_suffix(".pyi")
        text = stub.read_text()
        assert "from collections.abc import Mapping as Map\n" in text
        assert "from stub_commands import Colour\n" in text
        assert text.count("@overload") == 2 * 2 + 3
        assert 'async def paint(self, key: Key, colour: Colour = "red") -> T:' in text
        assert (
            "def paint(self, key: Key, colour: Map[str, int]) -> list[T]: ..." in text
        )
        stub.write_text(text.replace("-> T:", "-> int:"))
        capsys.readouterr()
        assert main([*command, "--check"]) == 1
        assert "stub_groups.pyi is not current" in capsys.readouterr().out

    def test_a_module_without_groups(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["plugins", "faces", "redipy.helpers"]) == 1
        assert "makes no CommandGroup" in capsys.readouterr().err

    def test_annotations_must_be_text(self, tmp_path: Path) -> None:
        text = MODULE.replace("from __future__ import annotations\n", "")
        (tmp_path / "stub_commands.py").write_text(text)
        (tmp_path / "stub_groups.py").write_text(GROUPS)
        sys.path.insert(0, str(tmp_path))
        try:
            assert main(["plugins", "faces", "stub_groups"]) == 1
        finally:
            sys.path.remove(str(tmp_path))
            del sys.modules["stub_groups"], sys.modules["stub_commands"]
