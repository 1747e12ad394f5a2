"""What servers of the tests stand on: requests are taken as they come, whatever their method."""

import http.server


class Exactly(http.server.BaseHTTPRequestHandler):
    """Hands each request to `answer`; the base class has a function a method, and decodes the request line."""

    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        self.answer()

    def answer(self) -> None:
        raise NotImplementedError


class Loopback(http.server.ThreadingHTTPServer):
    """A server on a free port of this machine."""

    daemon_threads = True

    def __init__(self, handler: type[Exactly]) -> None:
        super().__init__(("127.0.0.1", 0), handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"
