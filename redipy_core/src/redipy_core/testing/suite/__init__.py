"""The conformance suite: what every backend promises, as tests.

A backend's author writes one fixture and imports the rest::

    from redipy_core.testing.suite import *

    @pytest.fixture
    def make_client():
        runtime = …  # empty
        return lambda **options: redipy.Redis(rt=runtime, **options)

``make_client`` gives clients of one store that is empty at first, synchronous or
asyncio ones (see :class:`~redipy_core.testing.clients.MakeClient`). Every test
runs without a prefix and with one. pytest is needed.

What a backend cannot do it states in a second fixture, tests by name with the
reason (``*`` stands for any text). Such a test must fail: the day it passes, the
statement is out of date and the suite says so::

    @pytest.fixture(scope="session")
    def gaps():
        return {"TestPubSub::*": "there are no channels"}

For failures that show their values, ``conftest.py`` calls
``pytest.register_assert_rewrite("redipy_core.testing.suite")``.
"""

from redipy_core.testing.suite.bad_input import TestBadInput
from redipy_core.testing.suite.bytes_and_prefixes import TestBytes, TestPrefixes
from redipy_core.testing.suite.databases import TestDatabases, other
from redipy_core.testing.suite.every_command import TestEveryCommand
from redipy_core.testing.suite.expiry import TestExpiry
from redipy_core.testing.suite.fixtures import (
    client,
    gaps,
    make_blocking,
    runner,
    stated_gap,
)
from redipy_core.testing.suite.hashes import TestHashes
from redipy_core.testing.suite.keys import TestKeys
from redipy_core.testing.suite.lists import TestLists
from redipy_core.testing.suite.messages import TestMessages, TestPubSub
from redipy_core.testing.suite.pipelines import TestPipelines
from redipy_core.testing.suite.serialization import TestSerialization
from redipy_core.testing.suite.sets import TestSets
from redipy_core.testing.suite.sorted_sets import TestSortedSets
from redipy_core.testing.suite.sorting import TestSorting
from redipy_core.testing.suite.streams import TestStreams
from redipy_core.testing.suite.strings import TestStrings
from redipy_core.testing.suite.transactions import TestTransactions
from redipy_core.testing.suite.waiting import TestWaiting

__all__ = [
    "TestBadInput",
    "TestBytes",
    "TestDatabases",
    "TestEveryCommand",
    "TestExpiry",
    "TestHashes",
    "TestKeys",
    "TestLists",
    "TestMessages",
    "TestPipelines",
    "TestPrefixes",
    "TestPubSub",
    "TestSerialization",
    "TestSets",
    "TestSortedSets",
    "TestSorting",
    "TestStreams",
    "TestStrings",
    "TestTransactions",
    "TestWaiting",
    "client",
    "gaps",
    "make_blocking",
    "other",
    "runner",
    "stated_gap",
]
