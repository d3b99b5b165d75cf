"""Which backend a client gets, from the arguments it was made with."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from redipy_core.backend import BackendSpec, Runtime
from redipy_core.errors import BackendError
from redipy_core.plugins import Plugins, default_plugins

_SERVER_ARGUMENTS = ("host", "port", "passwd", "cfg")
"""Arguments of clients that only a backend with a server can mean."""


def make_runtime(
    backend: str,
    runtime: Runtime | None,
    options: Mapping[str, object],
    plugins: Plugins | None,
) -> Runtime:
    """The runtime for a client made with ``backend=…`` and further options.

    Raises BackendError for a backend that is not installed, an option that the
    backend does not know, or a missing runtime.
    """
    if backend == "infer" and runtime is not None:
        backend = "custom"
    if backend == "custom":
        if runtime is None:
            raise BackendError("rt must not be None for custom backend")
        if options:
            raise BackendError(f"unknown options with rt: {', '.join(options)}")
        return runtime
    if runtime is not None:
        raise BackendError(f"rt is for the custom backend, not for {backend}")
    plugins = plugins or default_plugins()
    spec = _inferred(options, plugins) if backend == "infer" else None
    if spec is None:
        spec = _named(backend, plugins)
    return spec.make(plugins, url=None, **options)


def runtime_from_url(
    url: str, options: Mapping[str, object], plugins: Plugins | None
) -> Runtime:
    """The runtime that serves a URL's scheme; BackendError if none does."""
    plugins = plugins or default_plugins()
    try:
        scheme = urlsplit(url).scheme
    except ValueError as error:
        raise BackendError(f"not a URL: {error}") from None
    for spec in plugins.backends.values():
        if scheme in spec.schemes:
            return spec.make(plugins, url=url, **options)
    schemes = sorted(s for spec in plugins.backends.values() for s in spec.schemes)
    raise BackendError(
        f"no backend for the scheme {scheme!r}; known: {', '.join(schemes) or 'none'}"
        + _convention(scheme)
        + plugins.unusable
    )


def _convention(name: str) -> str:
    """Where a backend of this name would come from."""
    if not name.isidentifier():
        return ""
    return (
        f"; a backend {name} is by convention offered by the distribution redipy-{name}"
    )


def _named(backend: str, plugins: Plugins) -> BackendSpec:
    spec = plugins.backends.get(backend)
    if spec is None:
        installed = ", ".join(sorted(plugins.backends)) or "none"
        raise BackendError(
            f"unknown backend {backend}; installed: {installed}"
            f"{_convention(backend)}{plugins.unusable}"
        )
    return spec


def _inferred(options: Mapping[str, object], plugins: Plugins) -> BackendSpec | None:
    given = options.keys()
    for spec in plugins.backends.values():
        if spec.selected_by & given:
            return spec
    server = [name for name in _SERVER_ARGUMENTS if name in given]
    if server:
        installed = ", ".join(sorted(plugins.backends)) or "none"
        raise BackendError(
            f"no backend is selected by {', '.join(server)}; installed: {installed};"
            " backends come in distributions of their own, by convention named"
            f" redipy-NAME{plugins.unusable}"
        )
    for spec in plugins.backends.values():
        if spec.is_default:
            return spec
    return None
