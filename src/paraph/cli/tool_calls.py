"""What each tool of ``paraph mcp`` does: the same steps as the command of its name, with arguments in place of options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from paraph.cli.inputs import entries_of, failed_entries, one_entry
from paraph.cli.options import SigningChoices, moment
from paraph.core.errors import ParaphError, Unconfigured
from paraph.readers.entry import entry_titles

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.credential import Credential
    from paraph.mcp.arguments import ExplainArguments, MistakesArguments, SignArguments, Source, VerifyArguments
    from paraph.readers import Entry


class Call(NamedTuple):
    """The arguments of a call, and what was decided when the server was started."""

    arguments: Any
    credential: Credential | None
    scheme: str
    folder: str | None
    base_url: str

    @property
    def key(self) -> Credential:
        """The credential; Unconfigured if there is none."""
        if self.credential is None:
            raise Unconfigured("this call needs a credential")
        return self.credential


def read_entries(call: Call) -> tuple[tuple[Entry, ...], str | None]:
    """Return the requests of the input or file, and the wanted entry."""
    from paraph.mcp.folder import read_below

    source: Source = call.arguments
    if bool(source.input) == bool(source.file):
        raise click.UsageError("give the request as `input`, or a `file`, but not both")
    data = read_below(call.folder, source.file) if source.file else source.input.encode("utf-8", "surrogateescape")
    wanted = str(source.entry) if source.entry != "" else None
    name = source.file or "the input"
    return entries_of(data, name, source.url_scheme, source.variables, skip=wanted is not None), wanted


def chosen_entry(entries: tuple[Entry, ...], wanted: str | None, choose: Callable[..., tuple[Entry, ...]]) -> Entry:
    """Return the entry that `choose` returns; an error that names the entries if it is not one."""
    try:
        found = choose(entries, wanted)
    except click.UsageError:
        if wanted is not None:
            raise
        found = ()
    if len(found) != 1:
        titles = entry_titles(found or entries)
        raise ParaphError(f"there are {len(found or entries)} requests: choose one with `entry` ({titles})")
    return found[0]


def choose_signed(entries: tuple[Entry, ...], wanted: str | None) -> tuple[Entry, ...]:
    """Return the wanted entry, the only one, or the only signed one."""
    return (one_entry(entries, wanted),)


def choose_any(entries: tuple[Entry, ...], wanted: str | None) -> tuple[Entry, ...]:
    """Return the wanted entry, or the only one."""
    return (one_entry(entries, wanted, prefers_signed=False),)


def scheme_name(name: str) -> str | None:
    """Return the name of a scheme, None for none; a usage error for an unknown one."""
    from paraph.cli.suggesting import unknown
    from paraph.schemes import scheme_names

    if name and name not in scheme_names():
        rest = f"choose one of {', '.join(scheme_names())}"
        raise click.UsageError(unknown("scheme", name, scheme_names(), rest))
    return name or None


def read(call: Call) -> dict[str, Any]:
    """Return the requests as they were understood."""
    from paraph.cli.read import readable_entries
    from paraph.render.entries import entries_json

    entries, wanted = read_entries(call)
    return entries_json(readable_entries(entries, wanted, call.arguments.file or "the input"))


def explain(call: Call) -> dict[str, Any]:
    """Return the explanation of one request."""
    from paraph.cli.explain import entry_explanation_json, explain_entry, known_server
    from paraph.cli.explain_context import ExplainContext, accepted_entries
    from paraph.core.clues import Clues
    from paraph.readers.files.response import read_response

    given: ExplainArguments = call.arguments
    entries, wanted = read_entries(call)
    entry = chosen_entry(entries, wanted, failed_entries)
    clues = Clues(tuple(given.params.items()), tuple(given.host_aliases), server=known_server(given.server))
    signed = None if given.signed_text is None else encoded(given.signed_text)
    response = None if given.response is None else read_response(encoded(given.response))
    accepted = tuple(accepted_entries(entries))
    known = ExplainContext(
        call.key, scheme_name(given.scheme), clues, signed, response, accepted, given.budget, moment(given.now or None)
    )
    return entry_explanation_json(entry, explain_entry(entry, known))


def encoded(text: str) -> bytes:
    """Return the bytes of a text."""
    return text.encode("utf-8", "surrogateescape")


def verify(call: Call) -> dict[str, Any]:
    """Return the verdict on one request."""
    from paraph.cli.verify import judge_entry
    from paraph.render.as_json import verdict_json

    given: VerifyArguments = call.arguments
    entry = chosen_entry(*read_entries(call), choose_signed)
    verdict = judge_entry(
        entry,
        call.key,
        scheme_name(given.scheme),
        lenient=given.lenient,
        require_body=given.require_body,
        now=moment(given.now or None),
    )
    return verdict_json(verdict)


def sign(call: Call) -> dict[str, Any]:
    """Return one request with a new signature."""
    from paraph.cli.sign import result_json, sign_with_trace

    given: SignArguments = call.arguments
    entry = chosen_entry(*read_entries(call), choose_any)
    scheme = scheme_name(given.scheme) or call.scheme
    choices = SigningChoices(
        scheme, given.duo_version or None, given.digest or None, given.place or None, None, body_hash=False
    )
    name, result, trace = sign_with_trace(entry.request, call.key, choices, now=moment(given.now or None))
    return result_json(name, result, trace, call.key)


def mistakes(call: Call) -> dict[str, Any]:
    """Return the known mistakes, or one."""
    from paraph.cli.mistakes import chosen_mistakes
    from paraph.render.catalogue import catalogue_json

    given: MistakesArguments = call.arguments
    return catalogue_json(chosen_mistakes(given.id or None))


def send(call: Call) -> dict[str, Any]:
    """Return the answer of the credential's server to a signed request."""
    from paraph.cli.mcp_sending import send_request

    return send_request(call.arguments, call.key, scheme_name(call.arguments.scheme) or call.scheme, call.base_url)


CALLS: dict[str, Callable[[Call], dict[str, Any]]] = {
    "read": read,
    "explain": explain,
    "verify": verify,
    "sign": sign,
    "mistakes": mistakes,
    "send": send,
}
"""What each tool does, by its name."""
