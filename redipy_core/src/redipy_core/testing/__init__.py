"""What tests of a backend are made of.

:mod:`~redipy_core.testing.suite` is the conformance suite, :mod:`~redipy_core.testing.twin`
and :mod:`~redipy_core.testing.method_twin` compare two stores by random calls, which
:mod:`~redipy_core.testing.words` and :mod:`~redipy_core.testing.method_calls` make of the
declarations.
"""
