"""Hands each HTTP connection of this process a socket that records what is sent and answers 200."""

import base64
import http.client
import io

import httplib2
import httpx
import urllib3.connection

ANSWER = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\nConnection: close\r\n\r\n{"stat": "fail"}'[
    :-1
]
KEPT = ("host", "authorization", "content-type", "date", "x-duo-date")
sent: list[dict] = []


class RecordingSocket:
    """Answers a request when it is read from."""

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme
        self.raw = b""

    def sendall(self, data) -> None:
        self.raw += bytes(data)

    def makefile(self, *_args, **_kwargs):
        sent.append(read_request(self.scheme, self.raw))
        return io.BytesIO(ANSWER)

    def settimeout(self, _seconds) -> None:
        pass

    def setsockopt(self, *_args) -> None:
        pass

    def close(self) -> None:
        pass

    def shutdown(self, _how) -> None:
        pass


def read_request(scheme: str, raw: bytes) -> dict:
    """Return the request as a JSON object: the target as sent, and the headers that a signature can depend on."""
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    headers = [[name, value.strip()] for name, _, value in (line.partition(":") for line in lines)]
    host = next(value for name, value in headers if name.lower() == "host")
    url = target if "://" in target else f"{scheme}://{host}{target}"
    kept = [pair for pair in headers if pair[0].lower() in KEPT]
    request = {"method": method, "url": url, "headers": kept}
    return {**request, **body_of(body)}


def body_of(body: bytes) -> dict:
    """Return the member that holds the body: text if it is UTF-8."""
    if not body:
        return {}
    try:
        return {"body": body.decode()}
    except UnicodeDecodeError:
        return {"body_base64": base64.b64encode(body).decode()}


def connect_for(scheme: str):
    """Return a `connect` method that opens no connection."""

    def connect(self) -> None:
        self.sock = RecordingSocket(scheme)
        self.is_verified = True

    return connect


def send_by_httpx(_transport, request) -> httpx.Response:
    """Record a request of httpx."""
    request.read()
    headers = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in request.headers.raw]
    kept = [pair for pair in headers if pair[0].lower() in KEPT]
    target = request.url.raw_path.decode()
    url = f"{request.url.scheme}://{request.headers['host']}{target}"
    sent.append({"method": request.method, "url": url, "headers": kept, **body_of(request.content)})
    return httpx.Response(200, json={})


async def send_by_async_httpx(transport, request) -> httpx.Response:
    """Record a request of an asynchronous client of httpx."""
    await request.aread()
    return send_by_httpx(transport, request)


def install() -> None:
    """Let every HTTP client of this process record instead of sending."""
    for module, plain, secure in (
        (http.client, "HTTPConnection", "HTTPSConnection"),
        (urllib3.connection, "HTTPConnection", "HTTPSConnection"),
        (httplib2, "HTTPConnectionWithTimeout", "HTTPSConnectionWithTimeout"),
    ):
        getattr(module, plain).connect = connect_for("http")
        getattr(module, secure).connect = connect_for("https")
    httpx.HTTPTransport.handle_request = send_by_httpx
    httpx.AsyncHTTPTransport.handle_async_request = send_by_async_httpx
