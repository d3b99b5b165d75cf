"""The server: sockets, TLS, and limits around sessions."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Final, Self, Unpack, cast

from redipy_core.backend import Runtime
from redipy_core.connect import runtime_from_url
from redipy_core.errors import BackendError
from redipy_server.options import Options, OutputLimit, ServerOptions
from redipy_server.session import Session
from redipy_server.state import ServerState

log = logging.getLogger("redipy.server")

_TOO_MANY: Final = b"-ERR max number of clients reached\r\n"
_EVERY: Final = 1.0
"""Seconds between two looks for connections that are idle."""

_HIGH_WATER: Final = 1 << 20
"""Bytes that may wait to be sent before a client's further requests wait too."""


_UNHEEDED: Final = 1 << 16
"""Bytes that may wait to be sent whatever the limits are."""


class _Connection(asyncio.Protocol):
    """One client's connection: bytes from the socket to a session, and back."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._state = server.state
        self._session: Session | None = None
        self._transport: asyncio.Transport | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._over_soft: float | None = None
        self._receive: Callable[[bytes], object] = lambda data: None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are of a class of their own.
        self._begin(cast("asyncio.Transport", transport))

    def _begin(self, transport: asyncio.Transport) -> None:
        state = self._state
        self._transport = transport
        state.statistics.connections += 1
        if len(state.clients) >= state.options.maxclients:
            state.statistics.refused_connections += 1
            transport.write(_TOO_MANY)
            transport.close()
            return
        transport.set_write_buffer_limits(high=_HIGH_WATER)
        sock = transport.get_extra_info("socket")
        if sock is not None and sock.family != socket.AF_UNIX:
            _keep_alive(sock, state.options.tcp_keepalive)
        self._session = Session(
            state,
            self._write,
            transport.close,
            address=_shown(transport.get_extra_info("peername"), state.options.unix),
            local=_shown(transport.get_extra_info("sockname"), state.options.unix),
            descriptor=sock.fileno() if sock is not None else -1,
        )
        self._receive = self._session.receive
        if self._session.user is None and state.options.handshake_timeout:
            loop = asyncio.get_running_loop()
            self._deadline = loop.call_later(
                state.options.handshake_timeout, self._too_late
            )

    def data_received(self, data: bytes) -> None:
        self._receive(data)

    def _too_late(self) -> None:
        if self._session is not None and self._session.user is None:
            self._abort("did not authenticate in time")

    def _abort(self, why: str) -> None:
        session, transport = self._session, self._transport
        if session is not None and transport is not None:
            log.warning("client %d %s: connection closed", session.id, why)
            transport.abort()

    def _write(self, data: bytes) -> None:
        transport, session = self._transport, self._session
        assert transport is not None
        transport.write(data)
        waiting = transport.get_write_buffer_size()
        if waiting > _UNHEEDED and session is not None:
            options = self._state.options
            listens = session.subscriptions > 0
            limit = options.pubsub_output if listens else options.normal_output
            if self._exceeds(limit, waiting):
                self._abort("reads too slowly")

    def _exceeds(self, limit: OutputLimit, waiting: int) -> bool:
        if limit.hard and waiting > limit.hard:
            return True
        if not limit.soft or waiting <= limit.soft:
            self._over_soft = None
            return False
        now = asyncio.get_running_loop().time()
        if self._over_soft is None:
            self._over_soft = now
        return now - self._over_soft > limit.seconds

    def pause_writing(self) -> None:
        if self._session is not None:
            self._session.pause(True)

    def resume_writing(self) -> None:
        if self._session is not None:
            self._session.pause(False)

    def eof_received(self) -> None:
        return None

    def connection_lost(self, exc: Exception | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        if self._session is not None:
            self._session.close()


def _keep_alive(sock: socket.socket, seconds: int) -> None:
    """Let the system find out whether the other end is still there."""
    if seconds:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if hasattr(socket, "TCP_KEEPIDLE"):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, seconds)


def _shown(address: object, path: str | None) -> str:
    if isinstance(address, tuple):
        host, port = address[:2]
        return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return f"{path or address}:0"


class Server:
    """A redipy backend over the Redis protocol.

    ::

        with Server("memory://") as server:
            redis.Redis(port=server.port)

    ``backend`` is a URL or a runtime; a server closes only a runtime that it
    made. The other arguments are those of :class:`Options`; ``port=0`` takes a
    free port, which is then in :attr:`port`. As a context manager, or by
    :meth:`start` and :meth:`stop`, it runs in a thread of its own; in a program
    with an event loop, ``async with`` or :meth:`serve`.

    Raises BackendError for a backend that there is not, and for an address that
    others can reach without a password.
    """

    def __init__(
        self, backend: str | Runtime = "memory://", **options: Unpack[ServerOptions]
    ) -> None:
        self.options = Options(**options)
        _check(self.options)
        self._owned = isinstance(backend, str)
        self.runtime = (
            runtime_from_url(backend, {}, None) if isinstance(backend, str) else backend
        )
        self.state = ServerState(self.runtime, self.options)
        self._servers: list[asyncio.Server] = []
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._served = False
        self._look: asyncio.TimerHandle | None = None

    @property
    def backend(self) -> str:
        """The name of the backend that is served."""
        return self.runtime.name

    @property
    def port(self) -> int:
        """The TCP port that the server listens at; 0 if it does not."""
        return self.state.port

    @property
    def url(self) -> str:
        """The URL of the server, without its password."""
        if self.options.port is None:
            return f"unix://{self.options.unix}"
        scheme = "rediss" if self.options.tls_cert else "redis"
        host = self.options.host
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{self.port}"

    # -- in the running event loop ----------------------------------------------------

    async def open(self) -> None:
        """Listen from now on."""
        loop = asyncio.get_running_loop()
        options = self.options
        self._loop, self._stopping = loop, asyncio.Event()
        self.state.stop = self._end
        context = _tls(options)
        if options.port is not None:
            server = await loop.create_server(
                self._connection, options.host, options.port, ssl=context, backlog=511
            )
            self._servers.append(server)
            self.state.port = server.sockets[0].getsockname()[1]
        if options.unix is not None:
            _remove_socket(options.unix)
            server = await loop.create_unix_server(
                self._connection, options.unix, backlog=511
            )
            os.chmod(options.unix, options.unix_mode)
            self._servers.append(server)

        self._look = loop.call_later(_EVERY, self._look_around)

    def _end(self) -> None:
        """Stop serving; called in the event loop."""
        assert self._stopping is not None
        self._stopping.set()
        if not self._served:
            self.state.spawn(self.aclose())

    def _look_around(self) -> None:
        """End connections on which nothing was said for too long."""
        loop = asyncio.get_running_loop()
        self._look = loop.call_later(_EVERY, self._look_around)
        limit = self.options.timeout
        if limit:
            now = time.time()
            for session in list(self.state.clients.values()):
                if now - session.last_used > limit and session.may_be_idle:
                    session.end()

    def _connection(self) -> _Connection:
        return _Connection(self)

    async def aclose(self) -> None:
        """Listen no more and end all connections. Closing twice does no harm."""
        servers, self._servers = self._servers, []
        if self._look is not None:
            self._look.cancel()
        for server in servers:
            server.close()
        self.state.scripts.stop()
        for session in list(self.state.clients.values()):
            session.end()
            session.close()
        await self.state.finish(asyncio.current_task())
        if servers and self.options.unix is not None:
            _remove_socket(self.options.unix)
        if self._owned:
            await self.runtime.close_async()
            self.runtime.close()

    async def serve(self, ready: Callable[[], object] = lambda: None) -> None:
        """Serve until :meth:`stop`, SHUTDOWN, or until the task is cancelled."""
        self._served = True
        await self.open()
        assert self._stopping is not None
        try:
            ready()
            await self._stopping.wait()
        finally:
            await self.aclose()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    # -- in a thread of its own -------------------------------------------------------

    def start(self) -> Self:
        """Serve in a thread of its own; returns when the server listens.

        Raises what kept it from listening, such as OSError.
        """
        if self._thread is not None:
            return self
        listening = threading.Event()
        fault: list[BaseException] = []

        def run() -> None:
            try:
                with asyncio.Runner(loop_factory=new_event_loop) as runner:
                    runner.run(self.serve(listening.set))
            except BaseException as error:
                fault.append(error)
            finally:
                listening.set()

        self._thread = threading.Thread(target=run, name="redipy-server", daemon=True)
        self._thread.start()
        listening.wait()
        if fault:
            self._thread.join()
            self._thread = None
            raise fault[0]
        return self

    def stop(self) -> None:
        """Stop serving, from any thread; waits for the server's own thread."""
        loop, stopping = self._loop, self._stopping
        if loop is not None and stopping is not None:
            with suppress(RuntimeError):  # the loop is closed already
                loop.call_soon_threadsafe(stopping.set)
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()
            self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def new_event_loop() -> asyncio.AbstractEventLoop:
    """A loop of uvloop's if that is installed, else of asyncio's own."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
    return loop


def _check(options: Options) -> None:
    if options.port is None and options.unix is None:
        raise BackendError("a server needs a port or the path of a unix socket")
    if (
        options.port is not None
        and not options.password
        and not _is_local(options.host)
    ):
        raise BackendError(
            f"{options.host!r} can be reached by others: give a password,"
            " or listen at 127.0.0.1"
        )
    if (options.tls_cert is None) != (options.tls_key is None):
        raise BackendError("TLS needs both a certificate and its key")
    if not 1 <= options.databases <= 16:
        raise BackendError("databases must be between 1 and 16")


def _is_local(host: str) -> bool:
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def _tls(options: Options) -> ssl.SSLContext | None:
    if options.tls_cert is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(
        options.tls_cert, options.tls_key, lambda: options.tls_key_password or ""
    )
    if options.tls_ca is not None:
        context.load_verify_locations(options.tls_ca)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def _remove_socket(path: str) -> None:
    """Remove a socket that an earlier server left; OSError if one answers there."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(path)
        except (FileNotFoundError, ConnectionRefusedError):
            with suppress(FileNotFoundError):
                os.unlink(path)
            return
    raise OSError(f"a server listens at {path} already")
