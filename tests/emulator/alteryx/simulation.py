"""A local Alteryx Server to call as a function, with a clock that tests move."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from paraph import sign
from paraph.core.credential import Credential
from paraph.core.message import Request, request_for
from paraph.emulator import demo_keys
from paraph.emulator.alteryx.calls import AlteryxOptions, AlteryxState
from paraph.emulator.alteryx.sample_data.demo_users import add_demo_data
from paraph.emulator.alteryx.server import AlteryxServer
from paraph.emulator.demo_keys import DemoKey
from paraph.emulator.store import Store
from paraph.http.handler import DelayedResponse, Response
from paraph.verifying.verdict import Verdict

URL = "http://127.0.0.1:8000"
KEYS = {key.name: key for key in demo_keys.ALTERYX_KEYS}
DEMO, STUDIO, ADMIN = KEYS["Demo Curator"], KEYS["Studio Artisan"], KEYS["Admin Curator"]
ARTISAN, VIEWER = KEYS["Profile Artisan"], KEYS["Profile Viewer"]
START = 1_790_000_000
Refusal = tuple[Request, Verdict, Credential | None]


def credential(key: DemoKey) -> Credential:
    return Credential.of(key.id, key.secret)


@dataclass
class Bench:
    """`state` is the server's, `now` its clock, `refused` what its observer was told."""

    options: AlteryxOptions = field(default_factory=AlteryxOptions)
    people: int = 4
    now: float = START
    explain: bool = False

    def __post_init__(self) -> None:
        self.refused: list[Refusal] = []
        self.state = AlteryxState(Store(), lambda: self.now, random.Random(7), self.options)
        add_demo_data(self.state, people=self.people)
        self.server = AlteryxServer(self.state, lambda *told: self.refused.append(told), explain=self.explain)
        self._tokens: dict[str, str] = {}

    def serve(self, request: Request) -> Response:
        reply = self.server(request)
        while isinstance(reply, DelayedResponse):
            reply = reply.then()
        return reply

    def signed(self, verb: str, path: str, key: DemoKey = DEMO, /, *, content: Any = None, **options: Any) -> Request:
        """A request to the older base, signed by paraph."""
        request = with_content(request_for(verb, f"{URL}/gallery/api{path}"), content)
        return sign(request, credential(key), "oauth1", now=int(self.now), **options)

    def older(self, verb: str, path: str, key: DemoKey = DEMO, /, *, content: Any = None, **options: Any) -> Response:
        return self.serve(self.signed(verb, path, key, content=content, **options))

    def newer(self, method: str, path: str, key: DemoKey = DEMO, *, content: Any = None) -> Response:
        """The answer of the newer base to a request with a bearer token."""
        request = request_for(method, f"{URL}/webapi{path}", (("Authorization", f"Bearer {self.token(key)}"),))
        return self.serve(with_content(request, content))

    def token(self, key: DemoKey) -> str:
        if key.id not in self._tokens:
            form = {"grant_type": "client_credentials", "client_id": key.id, "client_secret": key.secret}
            reply = self.serve(
                request_for("POST", f"{URL}/webapi/oauth2/token").with_body(FORM, urlencode(form).encode())
            )
            self._tokens[key.id] = value(reply)["access_token"]
        return self._tokens[key.id]

    def ids(self, kind: str) -> list[str]:
        return [each["id"] for each in self.state.store.page(f"alteryx-{kind}")]

    def named(self, kind: str, name: str) -> dict[str, Any]:
        return next(each for each in self.state.store.page(f"alteryx-{kind}") if each["name"] == name)


FORM = "application/x-www-form-urlencoded"


def with_content(request: Request, content: Any) -> Request:
    """The request with a body: bytes with their type, a value as JSON, or none."""
    if content is None:
        return request
    if isinstance(content, tuple):
        return request.with_body(content[0], content[1])
    return request.with_body("application/json", json.dumps(content).encode())


def multipart(fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]) -> tuple[str, bytes]:
    """Type and bytes of a multipart body."""
    edge = b"--edge-of-a-part\r\n"
    parts = [
        edge + f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
        for name, text in fields.items()
    ]
    for name, (file, raw) in files.items():
        head = (
            f'Content-Disposition: form-data; name="{name}"; filename="{file}"\r\nContent-Type: application/zip\r\n\r\n'
        )
        parts.append(edge + head.encode() + raw + b"\r\n")
    return "multipart/form-data; boundary=edge-of-a-part", b"".join(parts) + b"--edge-of-a-part--\r\n"


def value(response: Response, status: int = 200) -> Any:
    """The JSON of a response that has that status."""
    assert response.status == status, response
    return json.loads(response.body) if response.body else None


def header(response: Response, name: str) -> str | None:
    return dict(response.headers).get(name)
