"""The plugin manager: what it collects, what it refuses, what it survives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import redipy
from redipy.cli import main
from redipy_core.backend import BackendSpec, Runtime
from redipy_core.command import Command, command, command_of
from redipy_core.errors import BackendError, PluginError
from redipy_core.hookspecs import PLUGIN_API, hookimpl
from redipy_core.plugins import Plugins, default_plugins
from redipy_core.replies import INTEGER


@command("TWICE key", "readonly", reply=INTEGER, since="1.0.0", complexity="O(1)")
def twice(key: str) -> int:
    """Twice something."""
    return 2 * len(key)


class CommandPlugin:
    @hookimpl
    def redipy_commands(self) -> list[Command]:
        return [command_of(twice)]


class OtherCommandPlugin(CommandPlugin):
    pass


def make_nothing(
    plugins: Plugins, *, url: str | None = None, **options: object
) -> Runtime:
    raise BackendError(f"made with {url} and {sorted(options)}")


class BackendPlugin:
    @hookimpl
    def redipy_backends(self) -> list[BackendSpec]:
        return [
            BackendSpec(
                "nothing",
                make_nothing,
                schemes=("nothing",),
                selected_by=frozenset({"nowhere"}),
            )
        ]


class TestInstalled:
    def test_built_in_packages_are_plugins_like_any_other(self) -> None:
        found = {str(source) for source in default_plugins().sources}
        assert found >= {
            "redipy-core 1.0.0",
            "redipy-memory 1.0.0",
            "redipy-redis 1.0.0",
            "redipy-scripts 1.0.0",
        }
        assert default_plugins().broken == []

    def test_each_declaration_has_its_distribution(self) -> None:
        plugins = default_plugins()
        assert plugins.commands.source("LPUSH").distribution == "redipy-core"
        assert plugins.memory_behaviours.source("LPUSH").distribution == "redipy-memory"
        assert plugins.backends.source("redis").distribution == "redipy-redis"

    def test_every_command_has_a_behaviour(self) -> None:
        plugins = default_plugins()
        assert set(plugins.commands) == set(plugins.memory_behaviours)

    def test_block_by_name(self) -> None:
        plugins = Plugins(block=["redipy_redis"])
        assert set(plugins.backends) == {"memory"}
        with pytest.raises(BackendError, match="unknown backend redis; installed: mem"):
            redipy.Redis("redis", plugins=plugins)

    def test_block_by_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("REDIPY_BLOCK_PLUGINS", "redipy-redis, redipy-scripts")
        assert set(Plugins().backends) == {"memory"}

    def test_listing(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["plugins", "--json"]) == 0
        report = json.loads(capsys.readouterr().out)
        assert report["plugin_api"] == PLUGIN_API
        adds = {p["distribution"]: p["adds"] for p in report["plugins"]}
        assert "LPUSH" in adds["redipy-core"]["commands"]
        assert adds["redipy-memory"]["backends"] == ["memory"]
        assert main(["plugins"]) == 0
        assert "redipy-memory 1.0.0 (memory, plugin API 1)" in capsys.readouterr().out

    def test_the_table_of_commands(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["plugins", "docs", "redipy-core"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "| command | method | does | cost |"
        assert any(line.startswith("| `LPOP key [count]` | `lpop` |") for line in lines)
        assert not any("REDIPY." in line for line in lines)
        assert all(line.replace("\\|", "").count("|") == 5 for line in lines)
        assert main(["plugins", "docs", "redipy-memory"]) == 0
        assert len(capsys.readouterr().out.splitlines()) == 2


class TestRegistered:
    def test_a_plugin_in_code(self) -> None:
        plugins = Plugins(extra=[CommandPlugin()])
        assert plugins.commands["TWICE"] is command_of(twice)
        assert "TWICE" not in default_plugins().commands

    def test_two_plugins_that_claim_one_name(self) -> None:
        plugins = Plugins(extra=[CommandPlugin(), OtherCommandPlugin()])
        with pytest.raises(PluginError) as caught:
            _ = plugins.commands
        assert "the command 'TWICE'" in str(caught.value)
        assert "CommandPlugin" in str(caught.value)
        assert "OtherCommandPlugin" in str(caught.value)

    def test_another_plugin_api(self) -> None:
        plugin = SimpleNamespace(REDIPY_PLUGIN_API=PLUGIN_API + 1)
        with pytest.raises(PluginError, match="made for plugin API 2, this is 1"):
            Plugins(extra=[plugin])

    def test_a_hook_that_is_none(self) -> None:
        class Mistaken:
            @hookimpl
            def redipy_comands(self) -> list[Command]:
                return []

        with pytest.raises(Exception, match="redipy_comands"):
            Plugins(extra=[Mistaken()])

    def test_a_command_without_a_behaviour(self) -> None:
        plugins = Plugins(extra=[CommandPlugin()])
        r = redipy.Redis(plugins=plugins)
        with pytest.raises(redipy.CommandError, match="no behaviour for TWICE"):
            r.execute("TWICE", "key")


class TestBackends:
    def test_by_scheme_name_and_argument(self) -> None:
        plugins = Plugins(extra=[BackendPlugin()])
        with pytest.raises(BackendError, match="made with nothing://x and"):
            redipy.Redis.from_url("nothing://x", plugins=plugins)
        with pytest.raises(BackendError, match=r"made with None and \[\]"):
            redipy.Redis("nothing", plugins=plugins)
        with pytest.raises(BackendError, match=r"made with None and \['nowhere'\]"):
            redipy.Redis(nowhere=1, plugins=plugins)

    def test_unknown(self) -> None:
        with pytest.raises(ValueError, match="unknown backend foo; installed: memory"):
            redipy.Redis("foo")
        with pytest.raises(ValueError, match="rt must not be None for custom backend"):
            redipy.Redis("custom")
        with pytest.raises(BackendError, match="no backend for the scheme 'http'"):
            redipy.Redis.from_url("http://localhost")
        with pytest.raises(BackendError, match="not a URL: Invalid IPv6 URL"):
            redipy.Redis.from_url("redis://[localhost")
        with pytest.raises(BackendError, match="unknown options for memory: colour"):
            redipy.Redis("memory", colour="blue")

    def test_inference(self) -> None:
        first = redipy.Redis()
        assert first.get_runtime().name == "memory"
        assert redipy.Redis(rt=first.get_runtime()).get_runtime() is first.get_runtime()
        assert redipy.Redis(host="localhost").get_runtime().name == "redis"
        assert redipy.Redis(cfg={"host": "h", "port": 1}).get_runtime().name == "redis"
        assert redipy.Redis("redis", cfg={}).get_runtime().name == "redis"

    def test_the_kinds_of_runtime(self) -> None:
        memory, server = redipy.Redis(), redipy.Redis(host="localhost")
        assert memory.get_memory_runtime() is memory.get_runtime()
        assert memory.maybe_get_redis_runtime() is None
        with pytest.raises(ValueError, match="on memory, not redis"):
            memory.get_redis_runtime()
        assert server.get_redis_runtime() is server.get_runtime()
        assert server.maybe_get_memory_runtime() is None
        with pytest.raises(ValueError, match="on redis, not memory"):
            server.get_memory_runtime()


class TestBroken:
    @pytest.fixture
    def broken(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[Plugins]:
        """A distribution whose module cannot be imported."""
        info = tmp_path / "redipy_broken-0.3.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            "Metadata-Version: 2.1\nName: redipy-broken\nVersion: 0.3\n"
        )
        (info / "entry_points.txt").write_text("[redipy]\nb = redipy_broken_module\n")
        (tmp_path / "redipy_broken_module.py").write_text("import does_not_exist\n")
        monkeypatch.syspath_prepend(tmp_path)
        with pytest.warns(UserWarning, match=r"redipy-broken 0\.3 \(b\)"):
            yield Plugins()

    def test_it_is_named_and_the_others_go_on(self, broken: Plugins) -> None:
        assert [str(plugin) for plugin in broken.broken] == [
            "redipy-broken 0.3 (b): ModuleNotFoundError:"
            " No module named 'does_not_exist'"
        ]
        r = redipy.Redis(plugins=broken)
        assert r.set_value("key", "value") is True

    def test_its_reason_is_given_when_it_is_asked_for(self, broken: Plugins) -> None:
        with pytest.raises(BackendError, match="does_not_exist"):
            redipy.Redis("gone", plugins=broken)
