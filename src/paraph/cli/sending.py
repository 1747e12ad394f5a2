"""Shared by ``send`` and ``login``: plan a call, send it, and explain a rejection."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import click

from paraph.cli import Exit
from paraph.cli.inputs import read_bytes
from paraph.cli.masking import mask
from paraph.cli.progress import ERASE, is_drawn
from paraph.cli.receiving import to_file, to_stdout
from paraph.cli.terminal import coloured_lines, print_json, print_request, wants_coloured_json, width
from paraph.core.errors import Unreachable
from paraph.core.redaction import redact
from paraph.http.network import PATIENCE, Network, parse_base_url, signed
from paraph.http.receiving import whole_body
from paraph.http.retrying import TRIES, retried

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paraph.core.credential import Credential
    from paraph.core.diagnosis import ServerError
    from paraph.core.message import Pairs, Request
    from paraph.http.handler import Response
    from paraph.http.receiving import Take


class Plan(NamedTuple):
    """A request to sign and send: as which `scheme`, with which `options` of it, `to` which other address, if any."""

    request: Request
    credential: Credential
    scheme: str
    options: dict[str, Any] = {}
    to: str = ""
    ca: str | None = None
    timeout: float = PATIENCE
    tries: int = TRIES


class Line:
    """The connection to a server: signs and sends each request, tries again, and remembers the last request as `sent`."""

    def __init__(self, plan: Plan, verbose: bool = False, take: Take = whole_body) -> None:
        import logging

        logging.getLogger("stamina").setLevel(logging.CRITICAL)  # each try is reported once, below
        self.plan, self.sent, self._verbose = plan, plan.request, verbose
        to = plan.to or f"{plan.request.scheme}://{plan.request.host}"
        self._network = Network(to=to, ca=plan.ca, timeout=plan.timeout, take=take)
        handler = signed(self._send_signed, plan.credential, plan.scheme, **plan.options)
        self._send = retried(handler, plan.tries, report=say)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._network.close()

    def send(self, request: Request) -> Response:
        """Return the response to a request; a usage error if it cannot be signed in this way."""
        with usage_errors():
            return self._send(request)

    def _send_signed(self, request: Request) -> Response:
        self.sent = request
        if self._verbose:
            show_head(f"{request.method} {request.target} HTTP/1.1", request.headers, ">", self.plan.credential)
        response = self._network(request)
        if self._verbose:
            show_head(f"HTTP/1.1 {response.status}", response.headers, "<", self.plan.credential)
        return response

    def refusal(self, response: Response) -> tuple[str, ...]:
        """Return why the server rejected the signature of the last request; nothing for any other response."""
        if response.status < 400:
            return ()
        from paraph.core.diagnosis import Refusal
        from paraph.explaining.own_request import refusal_advice, signature_error

        status, headers, body = response.status, response.headers, response.body
        refusal = Refusal(self.sent, status, headers, body, self.plan.scheme, self.plan.to)
        error = signature_error(refusal)
        if error is None:
            return ()
        advice = tuple(refusal_advice(refusal, error, self.plan.credential))
        masked: tuple[str, ...] = redact(advice, self.plan.credential)
        return masked

    def why(self, response: Response) -> tuple[str, ...]:
        """Return why the server rejected the last request: its signature, or a missing permission."""
        if response.status < 400:
            return ()
        from paraph.apis.permissions import missing_permissions
        from paraph.core.claims import Reason

        error = server_error(response, self.plan.scheme)
        is_forbidden = error is not None and error.reason is Reason.FORBIDDEN
        return tuple(missing_permissions(self.sent)) if is_forbidden else self.refusal(response)


@contextmanager
def usage_errors() -> Iterator[None]:
    """Turn a ValueError of the block into a usage error."""
    try:
        yield
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def request_and_address(words: Sequence[str], credential: Credential, base_url: str, form: bool) -> tuple[Request, str]:
    """Return the request that the words describe, and the address to send it to if that is not its host.

    A Host among the items changes the signed and sent header, never the connection, which goes to the host of the URL.
    """
    from paraph import __version__
    from paraph.http.consistency import check_framing
    from paraph.readers.commands.items import composed, origin_of

    with usage_errors():
        if base_url:
            parse_base_url(base_url)
        own = (("User-Agent", f"paraph/{__version__}"),)
        request = composed(words, credential.host or base_url, form, own, read_bytes)
        parse_base_url(f"{request.scheme}://{request.host}")
        check_framing(request)
        origin = origin_of(words, credential.host or base_url)
    is_named = credential.host or not any(word.startswith("/") for word in words[:2])
    if base_url and is_named:
        return request, base_url
    return request, "" if origin == f"{request.scheme}://{request.host}" else origin


def send_one(plan: Plan, verbose: bool, as_json: bool, output: str | None, color: str) -> Exit:
    """Send the request, print the response or write it to a file, and explain a rejected signature."""
    is_parsed = output is None and (as_json or sys.stdout.isatty())
    take = to_file(output) if output is not None else whole_body if is_parsed else to_stdout
    with Line(plan, verbose, take) as line, memory_errors():
        response = line.send(plan.request)
        said = line.why(response)
        if as_json:
            from paraph.render.answer import sent_json

            shown = sent_json(line.sent, response, plan.credential)
            print_json({**shown, "refusal": list(said)} if said else shown, color)
        else:
            print_body(response.body, color)
    if said:
        print_refusal(response, said, line.plan.scheme)
    return code_for_status(response.status)


@contextmanager
def memory_errors() -> Iterator[None]:
    """Turn a MemoryError of the block into Unreachable, since the response cannot be used."""
    try:
        yield
    except MemoryError:
        pass
    else:
        return
    raise Unreachable("there is too little memory to parse this response: save it with --output FILE", True, True)


def show_offline(plan: Plan, request: Request, as_json: bool, color: str) -> Exit:
    """Print the request as it would be sent."""
    from paraph.render.answer import sent_json
    from paraph.render.message import request_text
    from paraph.signing import sign

    with usage_errors():
        made = sign(request, plan.credential, plan.scheme, **plan.options)
    if as_json:
        print_json({**sent_json(made, None, plan.credential), "offline": True}, color)
    else:
        print_request(redact(request_text(made), plan.credential))
    return Exit.GOOD


def print_body(body: bytes, color: str) -> None:
    """Print a body: its exact bytes through a pipe, readable text on a terminal."""
    if sys.stdout.isatty():
        from paraph.render.answer import body_pieces

        is_coloured = wants_coloured_json(color) and body.lstrip()[:1] in (b"{", b"[")
        sys.stdout.writelines(coloured_lines(body_pieces(body)) if is_coloured else body_pieces(body))
    else:
        sys.stdout.buffer.write(body)


def show_head(first: str, headers: Pairs, mark: str, credential: Credential) -> None:
    """Show the head of a message on stderr."""
    from paraph.render.answer import head_text

    click.echo(head_text(redact(first, credential), redact(headers, credential), mark), err=True, nl=False)


def say(text: str) -> None:
    """Print a message on stderr, on one line, in place of a progress line."""
    from paraph.render.visible import one_line

    lead = ERASE if is_drawn(sys.stderr) else ""
    click.echo(f"{lead}paraph: {one_line(mask(text))}", err=True)


def server_error(response: Response, scheme: str) -> ServerError | None:
    """Return the error in a response of the scheme's usual servers; None if it has no known one."""
    from paraph.schemes import diagnosis_of, scheme_named

    return diagnosis_of(scheme_named(scheme)).servers.error(response.status, response.headers, response.body)


def print_refusal(response: Response, said: tuple[str, ...], scheme: str) -> None:
    """Say on stderr why a request was refused."""
    from paraph.render.text import wrap

    code = error.code if (error := server_error(response, scheme)) else ""
    say(f"the server refused this request ({f'{response.status}, {code}' if code else response.status}):")
    for sentence in said:
        for line in wrap(sentence, width(), "  * ", "    "):
            click.echo(line, err=True)


def code_for_status(status: int) -> Exit:
    """Return 3, 4 or 5 for the class of a status, else 0."""
    return {3: Exit.REDIRECTED, 4: Exit.CLIENT_ERROR, 5: Exit.SERVER_ERROR}.get(status // 100, Exit.GOOD)
