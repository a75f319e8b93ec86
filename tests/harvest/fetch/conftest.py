"""A small web on this machine: one server, many host names, a clock that is wound by hand."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from probenlp.harvest.fetch import Fetcher, FetchSettings
from probenlp.harvest.fetch.clock import Clock

Serve = Callable[["Handler"], None]

CERTIFICATE = Path(__file__).parent / "tls" / "certificate.pem"
PAGE = b"<html><title>Dale</title><p>Half of the posts at Dale are vacant.</p></html>"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    web: "Web"

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        with self.web.lock:
            self.web.asked.append((host, self.path))
            self.web.requests.append(dict(self.headers.items()))
            queue = self.web.routes.get(f"{host}{self.path}") or self.web.routes.get(self.path)
            serve = (queue.pop(0) if len(queue) > 1 else queue[0]) if queue else answer(404)
        serve(self)

    def send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def raw(self, data: bytes) -> None:
        """Write what is no proper answer, and hang up."""
        self.close_connection = True
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


def answer(status: int = 200, body: bytes = b"", **headers: str) -> Serve:
    """Give a whole answer; underscores in header names stand for hyphens."""
    stated = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    stated |= {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.send(status, body, stated)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that hangs up is what the tests are about


@dataclass
class Web:
    """What is served: the last answer of a list is repeated; a key may begin with a host."""

    routes: dict[str, list[Serve]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    requests: list[dict[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    port: int = 0

    def serve(self, path: str, *answers: Serve) -> str:
        """Put answers under a path, or under host and path, and give the address."""
        self.routes[path] = list(answers)
        return self.url(path)

    def url(self, path: str, scheme: str = "http") -> str:
        host, _, rest = path.partition("/")
        return f"{scheme}://{host or 'dale.example'}:{self.port}/{rest}"

    answer = staticmethod(answer)

    @staticmethod
    def page(body: bytes = PAGE, **headers: str) -> Serve:
        return answer(200, body, **headers)

    @staticmethod
    def robots(rules: str) -> Serve:
        return answer(200, rules.encode(), Content_Type="text/plain")

    @staticmethod
    def redirect(location: str, status: int = 302) -> Serve:
        return answer(status, b"", Location=location)

    @staticmethod
    def raw(data: bytes) -> Serve:
        """Give bytes that are no proper answer, and hang up."""
        return lambda handler: handler.raw(data)

    def paths(self) -> list[str]:
        """Everything that was asked but robots.txt."""
        return [path for _, path in self.asked if path != "/robots.txt"]


def start(web: Web, wrap: Callable[[socket.socket], socket.socket] | None = None) -> Server:
    handler = type("BoundHandler", (Handler,), {"web": web})
    server = Server(("127.0.0.1", 0), handler)
    if wrap:
        server.socket = wrap(server.socket)
    web.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
    return server


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web()
    server = start(web)
    yield web
    server.shutdown()
    server.server_close()


@pytest.fixture
def tls_web() -> Iterator[Web]:
    """The same behind a certificate that the server signed for itself, for dale.example."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, CERTIFICATE.with_name("key.pem"))
    web = Web()
    server = start(web, lambda plain: context.wrap_socket(plain, server_side=True))
    yield web
    server.shutdown()
    server.server_close()


class HandClock:
    """A clock that moves only when somebody sleeps, or by hand."""

    def __init__(self) -> None:
        self.time = 1_700_000_000.0
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.time += seconds

    def clock(self) -> Clock:
        return Clock(monotonic=lambda: self.time, now=lambda: self.time, sleep=self.sleep)


@pytest.fixture
def hand() -> HandClock:
    return HandClock()


def on_this_machine(host: str, port: int) -> list[str]:
    """Resolve the names of the tests, and nothing else."""
    if not host.endswith(".example"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return ["127.0.0.1"]


MakeFetcher = Callable[..., Fetcher]


@pytest.fixture
def fetching(hand: HandClock, tmp_path: Path) -> Iterator[MakeFetcher]:
    """Make fetchers that are closed after the test; keywords are settings."""
    made = []

    def make(resolve: Any = on_this_machine, **settings: Any) -> Fetcher:
        chosen = replace(FetchSettings(allow_loopback=True, retries=0, workers=1), **settings)
        fetcher = Fetcher(chosen, clock=hand.clock(), resolve=resolve)
        made.append(fetcher)
        return fetcher

    yield make
    for fetcher in made:
        fetcher.close()
