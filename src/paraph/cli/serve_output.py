"""What ``paraph serve`` prints: its address, its keys, and why it rejected a request."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paraph.cli.ready import write_ready
from paraph.cli.terminal import width

if TYPE_CHECKING:
    from contextlib import ExitStack

    from paraph.cli.page_server import PageBeside
    from paraph.emulator.app import LocalApp
    from paraph.emulator.certificates import CertificateFiles
    from paraph.emulator.refusals import Refusal


def certificates(ending: ExitStack, names: tuple[str, ...], ready_file: str | None) -> CertificateFiles:
    """Make certificates that are deleted when the server ends; the authority's stays beside the ready file, if there is one."""
    import tempfile

    from paraph.emulator.certificates import write_certificates

    folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="paraph-")))
    return write_certificates(folder, names, Path(f"{ready_file}.ca.pem") if ready_file else None)


def announce(
    whole: LocalApp, url: str, files: CertificateFiles | None, ready_file: str | None, page: PageBeside
) -> None:
    """Print the addresses of the server and of its page, and its keys; write the ready file."""
    providers = whole.local.providers(url)
    click.echo(f"paraph: serving {url} (Ctrl-C ends it)", err=True)
    for vendor, values in providers.items():
        click.echo(columns(vendor, {name: value for name, value in values.items() if isinstance(value, str)}), err=True)
    if files:
        click.echo(columns("tls", {"trust": files.authority}), err=True)
    shown = page.open(url)
    if ready_file:
        more = {"authority": files.authority} if files else {}
        control = {"url": f"{url}/_paraph/", "token": whole.control.token}
        write_ready(ready_file, url, providers=providers, control=control, **more, **shown)


def columns(title: str, values: dict[str, str]) -> str:
    """Return names and values below each other, after a title."""
    longest = max(map(len, values))
    lines = [f"{name:{longest}}  {value}" for name, value in values.items()]
    return "\n".join(f"  {title if not number else '':7}  {line}" for number, line in enumerate(lines))


def bracket_host(host: str) -> str:
    """Return a host as in a URL."""
    return f"[{host}]" if ":" in host else host


def secure_name(host: str) -> str:
    """Return the name for a server with a certificate: duo_client does not check addresses in certificates."""
    return "localhost" if host in ("127.0.0.1", "::1") else bracket_host(host)


def refusal_text(refusal: Refusal, *, as_json: bool, colour: bool) -> str:
    """Return a rejected request and what is wrong with it, for people or as JSON."""
    from paraph.render.as_json import explanation_json, json_line, request_json
    from paraph.render.text import explanation_text
    from paraph.render.visible import one_line

    request, verdict, explanation = refusal
    if as_json:
        said: dict[str, Any] = {
            "schema": "paraph.serve/1", "reason": verdict.reason.value, "detail": verdict.detail,
            "received": request_json(request), "explanation": explanation_json(explanation) if explanation else None,
        }  # fmt: skip
        return json_line(said)
    head = f"--- refused: {one_line(request.method)} {one_line(request.target)} "[: width() - 1].ljust(width(), "-")
    text = explanation_text(explanation, request, width(), colour) if explanation else one_line(verdict.detail)
    return f"{head}\n{text}"
