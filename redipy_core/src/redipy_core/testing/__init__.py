"""What tests of a backend are made of.

A backend's author needs one import and one fixture::

    from redipy_core.testing.suite import *

    @pytest.fixture
    def make_client():
        runtime = …  # empty
        return lambda **options: redipy.Redis(rt=runtime, **options)

:mod:`~redipy_core.testing.suite` is the conformance suite, :mod:`~redipy_core.testing.twin`
and :mod:`~redipy_core.testing.method_twin` compare two stores by random calls, which
:mod:`~redipy_core.testing.words` and :mod:`~redipy_core.testing.method_calls` make of the
declarations. :mod:`~redipy_core.testing.server` starts a real server.
"""
