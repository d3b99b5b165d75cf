"""Messages on channels."""

from __future__ import annotations

import asyncio
from threading import Event, Thread

from redipy_core.client import Redis
from redipy_core.testing.clients import MakeClient, blocking


class TestMessages:
    def test_what_is_already_true(self, client: Redis[str]) -> None:
        asked: list[int] = []

        def look() -> str:
            asked.append(1)
            return "found"

        assert client.wait_for("c", look, 10) == "found"
        assert len(asked) == 1

    def test_a_message_arrives(self, make_client: MakeClient) -> None:
        looked = Event()
        found: list[str] = []

        def look() -> str | None:
            looked.set()
            return found[0] if found else None

        def tell() -> None:
            with asyncio.Runner() as runner:
                teller = blocking(make_client(prefix="x:"), runner)
                looked.wait(20)
                teller.publish("other", "nothing")
                found.append("news")
                teller.publish("c", "look again")
                teller.close()

        with asyncio.Runner() as runner:
            listener = blocking(make_client(prefix="x:"), runner)
            thread = Thread(target=tell)
            thread.start()
            assert listener.wait_for("c", look, 20) == "news"
            thread.join()
            listener.close()

    def test_a_timeout(self, client: Redis[str]) -> None:
        asked: list[int] = []

        def look() -> bool:
            asked.append(1)
            return False

        assert client.wait_for("c", look, 0.01) is None
        assert asked

    def test_listeners_are_gone_afterwards(self, client: Redis[str]) -> None:
        assert client.wait_for("c", lambda: True, 1) is True
        assert client.publish("c", "x") == 0
