"""The plugin manager under stress: clashes, breakage, blocking, order."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

import redipy
from redipy.cli import main
from redipy_core import plugins as plugins_module
from redipy_core.errors import BackendError, PluginError
from redipy_core.hookspecs import PLUGIN_API
from redipy_core.plugins import Plugins, PluginWarning
from redipy_core.script import ScriptSource
from redipy_core.tree import CallFunction, Return, Script

Install = Callable[..., None]

HEAD = """
from redipy.plugin import *
from redipy.plugin import replies
"""

COMMAND = (
    HEAD
    + """
@command("ST.ONE key", "readonly", reply=replies.BULK, since="1.0.0", complexity="O(1)")
def one(key: str) -> str: ...
@hookimpl
def redipy_commands():
    return [command_of(one)]
"""
)
HOOKS = {
    "command": COMMAND,
    "memory behaviour of": HEAD
    + """
from redipy_memory.behaviour import Behaviour
@hookimpl
def redipy_memory_behaviours():
    return [Behaviour("ST.ONE", "keyspace", lambda db, key: key)]
""",
    "backend": HEAD
    + """
@hookimpl
def redipy_backends():
    return [BackendSpec("st", None)]
""",
    "script function": HEAD
    + """
@hookimpl
def redipy_script_functions():
    return [ScriptFunctionSpec("st", (0, 0), lambda: None)]
""",
    "Lua patch of": HEAD
    + """
@hookimpl
def redipy_lua_redis_patches():
    return [LuaRedisPatch("ST.ONE", lambda words: None)]
""",
    "Lua patch of function": HEAD
    + """
@hookimpl
def redipy_lua_general_patches():
    return [LuaGeneralPatch("st", lambda args: None)]
""",
    "server command": COMMAND.replace(
        "def redipy_commands", "def redipy_server_commands"
    ),
    "Lua helper": HEAD
    + """
@hookimpl
def redipy_lua_helpers():
    return [LuaHelper("st", (), "return null")]
""",
}


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a distribution: its metadata and its one module."""
    modules: list[str] = []
    monkeypatch.syspath_prepend(tmp_path)

    def write(
        name: str, code: str, *, version: str = "0.3", point: str = "main"
    ) -> None:
        module = f"{name.replace('-', '_')}_{tmp_path.name.replace('-', '_')}"
        info = tmp_path / f"{name.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        (info / "entry_points.txt").write_text(f"[redipy]\n{point} = {module}\n")
        (tmp_path / f"{module}.py").write_text(dedent(code))
        modules.append(module)

    yield write
    for module in modules:
        sys.modules.pop(module, None)


def everything(plugins: Plugins) -> None:
    """Ask for all kinds of declaration."""
    for kind in (
        *("commands", "groups", "added", "memory_behaviours", "backends"),
        *("script_functions", "lua_redis_patches", "lua_general_patches"),
        *("lua_helpers", "server_commands"),
    ):
        getattr(plugins, kind)


def all_of() -> Plugins:
    """The installed plugins, every hook asked."""
    plugins = Plugins()
    everything(plugins)
    return plugins


class TestClashes:
    @pytest.mark.parametrize("kind", HOOKS)
    def test_one_name_twice(self, kind: str, install: Install) -> None:
        install("st-b", HOOKS[kind], version="2.0")
        install("st-a", HOOKS[kind])
        plugins = Plugins()
        with pytest.raises(PluginError) as caught:
            everything(plugins)
        words = str(caught.value)
        starts = [
            f"two plugins offer the {kind} '{name}': " for name in ("ST.ONE", "st")
        ]
        assert words.startswith(tuple(starts))
        assert "st-a 0.3 and st-b 2.0; leave one out by its name" in words
        everything(Plugins(block=["st-a"]))

    @pytest.mark.parametrize(
        ("spec", "claim"),
        [
            ('BackendSpec("x{n}", None, schemes=("st",))', "'st://'"),
            (
                'BackendSpec("x{n}", None, selected_by=frozenset(["st"]))',
                "'st='",
            ),
            ('BackendSpec("x{n}", None, schemes=("redis",))', "'redis://'"),
            ('BackendSpec("x{n}", None, is_default=True)', "'no arguments'"),
        ],
    )
    def test_what_selects_a_backend(
        self, spec: str, claim: str, install: Install
    ) -> None:
        for n in "ab":
            hook = f"@hookimpl\ndef redipy_backends(): return [{spec.format(n=n)}]\n"
            install(f"st-{n}", HEAD + hook)
        with pytest.raises(PluginError, match="two plugins offer the backend for") as e:
            _ = Plugins().backends
        assert claim in str(e.value)

    def test_a_built_in_name_is_claimed_like_any_other(self, install: Install) -> None:
        install("st-a", COMMAND.replace("ST.ONE", "LPUSH"))
        with pytest.raises(PluginError, match=r"'LPUSH': redipy-core .* and st-a 0.3"):
            redipy.Redis(plugins=Plugins())

    def test_a_listing_names_both(
        self,
        install: Install,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        install("st-a", COMMAND)
        install("st-b", COMMAND)
        monkeypatch.setattr(plugins_module, "_default", None)
        assert main(["plugins"]) == 1
        shown = capsys.readouterr().out
        assert "conflict: two plugins offer the command 'ST.ONE': st-a 0.3" in shown
        assert "st-b 0.3 (main, plugin API 1)\n    1 commands: ST.ONE" in shown


BROKEN = {
    "import": ("import does_not_exist", "ModuleNotFoundError: No module named 'does_n"),
    "syntax": ("def", "SyntaxError: invalid syntax"),
    "raises": ("1 / 0", "ZeroDivisionError: division by zero"),
    "exits": ("raise SystemExit(3)", "SystemExit: 3"),
    "hook": (
        HEAD + "@hookimpl\ndef redipy_comands(): return []",
        "unknown hook 'redipy_comands'",
    ),
    "arguments": (
        HEAD + "@hookimpl\ndef redipy_commands(table): return []",
        "hook 'redipy_commands'",
    ),
    "api": (f"REDIPY_PLUGIN_API = {PLUGIN_API + 1}", "was made for plugin API 2, this"),
    "fails": (
        HEAD + "@hookimpl\ndef redipy_commands(): import does_not_exist",
        "ModuleNotFoundError: No module named 'does_not_exist'",
    ),
    "nothing": (
        HEAD + "@hookimpl\ndef redipy_commands(): return None",
        "TypeError: 'NoneType' object is not iterable",
    ),
    "other": (
        HEAD + "@hookimpl\ndef redipy_script_functions(): return ['st']",
        "redipy_script_functions returned 'st', which is no such declaration",
    ),
}


class TestBroken:
    @pytest.mark.parametrize("case", BROKEN)
    def test_reported_and_left_out(
        self,
        case: str,
        install: Install,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        code, reason = BROKEN[case]
        install("st-broken", code, version="1.7")
        install("st-good", HOOKS["script function"])
        with pytest.warns(PluginWarning) as warned:
            plugins = all_of()
        assert len(warned) == 1
        message = str(warned[0].message)
        assert message.startswith("redipy plugin not usable: st-broken 1.7 (main): ")
        assert reason in message
        # Everything else goes on.
        r = redipy.Redis(plugins=plugins)
        assert r.set_value("key", "value") is True
        assert "st" in plugins.script_functions
        # What it might have offered gives the reason.
        unknown: list[Callable[[], object]] = [
            lambda: redipy.Redis("st", plugins=plugins),
            lambda: redipy.Redis.from_url("st://", plugins=plugins),
            lambda: r.execute("ST.ONE", "key"),
            lambda: r.st,  # type: ignore[attr-defined]
            lambda: r.register_script(calling("no_such_function")),
        ]
        for call in unknown:
            with pytest.raises((ValueError, AttributeError)) as caught:
                call()
            assert "st-broken 1.7 (main): " in str(caught.value)
            assert reason in str(caught.value)
        # And so does the listing.
        monkeypatch.setattr(plugins_module, "_default", plugins)
        assert main(["plugins", "--json"]) == 1
        report = json.loads(capsys.readouterr().out)
        (broken,) = report["broken"]
        assert (broken["distribution"], broken["version"]) == ("st-broken", "1.7")
        assert reason in broken["reason"]
        assert main(["plugins"]) == 1
        assert "not usable: st-broken 1.7 (main): " in capsys.readouterr().out

    def test_the_api_of_each_is_listed(
        self,
        install: Install,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        install("st-new", "REDIPY_PLUGIN_API = 9")
        install("st-old", f"REDIPY_PLUGIN_API = {PLUGIN_API}")
        with pytest.warns(PluginWarning, match="made for plugin API 9, this is 1"):
            plugins = Plugins()
        monkeypatch.setattr(plugins_module, "_default", plugins)
        main(["plugins", "--json"])
        report = json.loads(capsys.readouterr().out)
        apis = {p["distribution"]: p["api"] for p in report["plugins"]}
        assert apis["st-old"] == apis["redipy-core"] == PLUGIN_API
        assert [b["api"] for b in report["broken"]] == [9]

    def test_in_code_it_is_the_callers_mistake(self) -> None:
        class Mistaken:
            REDIPY_PLUGIN_API = 9

        with pytest.raises(PluginError, match="Mistaken was made for plugin API 9"):
            Plugins(extra=[Mistaken()])


def calling(name: str) -> ScriptSource:
    """A script that calls a function."""
    return Script((), (), 0, (Return(CallFunction(name, ())),))


class TestChoosing:
    @pytest.mark.parametrize("name", ["st-one", "ST_One", "st.one", " st--one "])
    def test_blocked_by_any_spelling(
        self,
        name: str,
        install: Install,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        install("St.One", "import does_not_exist")
        plugins = Plugins(block=[name])
        assert plugins.broken == []
        assert [str(source) for source in plugins.blocked] == ["St.One 0.3"]
        monkeypatch.setenv("REDIPY_BLOCK_PLUGINS", f"other,{name}")
        assert Plugins().broken == []
        monkeypatch.setattr(plugins_module, "_default", Plugins())
        assert main(["plugins"]) == 0
        assert "blocked: St.One 0.3 (main)" in capsys.readouterr().out

    @pytest.mark.parametrize(
        "name", ["redipy-memory", "redipy-redis", "redipy-scripts"]
    )
    def test_each_built_in_package_can_be_left_out(self, name: str) -> None:
        plugins = Plugins(block=[name])
        everything(plugins)
        assert name not in {source.distribution for source in plugins.sources}
        backend = "redis" if name == "redipy-memory" else "memory"
        options = {"host": "localhost"} if backend == "redis" else {}
        r = redipy.Redis(backend, plugins=plugins, **options)
        assert r.get_runtime().name == backend

    def test_a_missing_backend_says_where_it_comes_from(self) -> None:
        plugins = Plugins(block=["redipy-redis"])
        with pytest.raises(BackendError, match=r"the distribution redipy-redis$"):
            redipy.Redis("redis", plugins=plugins)
        with pytest.raises(BackendError, match=r"the distribution redipy-redis$"):
            redipy.Redis.from_url("redis://localhost", plugins=plugins)
        with pytest.raises(
            BackendError, match="selected by host, port; installed: mem"
        ):
            redipy.Redis(host="localhost", port=1, plugins=plugins)

    def test_the_order_is_that_of_names(self, install: Install) -> None:
        for name in ("st-c", "St-B", "st_a"):
            install(name, HOOKS["script function"].replace('"st"', f'"{name}"'))
        found = [source.distribution for source in Plugins().sources]
        assert found == sorted(found, key=lambda name: name.lower().replace("_", "-"))
        assert [name for name in found if name.lower().startswith("st")] == [
            "st_a",
            "St-B",
            "st-c",
        ]

    def test_on_one_client_only(self) -> None:
        class Mine:
            pass

        mine = Plugins(extra=[Mine()])
        assert [str(source) for source in mine.sources][-1] == "Mine"
        assert mine is not plugins_module.default_plugins()
