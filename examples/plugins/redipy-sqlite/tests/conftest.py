"""The suite's asserts show their values, as those in test files do."""

import pytest

pytest.register_assert_rewrite("redipy_core.testing.suite")
