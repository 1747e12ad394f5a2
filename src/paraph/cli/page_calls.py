"""What the page asks for: the same steps as the command of that name, with a paste in place of a file."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from paraph.cli.inputs import entries_of, failed_entries, one_entry
from paraph.cli.masking import mask
from paraph.cli.options import moment
from paraph.cli.page_reading import meant_entries, page_reading
from paraph.cli.tool_calls import chosen_entry, encoded, scheme_name
from paraph.core.errors import ParaphError, Unconfigured, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.readers import Entry
    from paraph.web.arguments import CodeArguments, ExplainArguments, ReadArguments, Source, TryArguments

PASTE = "the paste"
"""What stands in messages in the place of a file's name."""


def warm() -> None:
    """Import what a first call would wait for."""
    from paraph.cli import explain_context  # noqa: F401
    from paraph.codegen import rendering  # noqa: F401
    from paraph.deviations import load
    from paraph.readers import text_files  # noqa: F401
    from paraph.render import picture  # noqa: F401
    from paraph.schemes import all_schemes, diagnosis_of

    for scheme in all_schemes():
        load(scheme)
        diagnosis_of(scheme)


def data_of(source: Source) -> bytes:
    """Return the bytes of the input."""
    if not source.base64:
        return encoded(source.input)
    try:
        return base64.b64decode(source.base64, validate=True)
    except binascii.Error:
        raise ParaphError("`base64` is not base64") from None


def variables_of(source: Source) -> dict[str, str]:
    """Return the variables of the environment and those that were filled in, which win."""
    from paraph import readers

    if not source.environment:
        return source.variables
    try:
        return readers.environment(encoded(source.environment)) | source.variables
    except Unreadable as error:
        raise ParaphError(f"the environment, line {error.line}, column {error.column}: {error.reason}") from None


def entries_in(source: Source, *, partly: bool = False) -> tuple[tuple[Entry, ...], str | None]:
    """Return the requests of the input, and the wanted entry; with `partly` the only one may be unreadable."""
    wanted = str(source.entry) if source.entry != "" else None
    found = entries_of(data_of(source), PASTE, source.url_scheme, variables_of(source), skip=True, partly=partly)
    return found, wanted


def chosen(source: Source) -> tuple[tuple[Entry, ...], Entry]:
    """Return the entries, and the one that is wanted, the only one, or the only one that was rejected; an error if that is not one."""
    entries, wanted = entries_in(source)
    return entries, chosen_entry(entries, wanted, failed_entries)


def choose_signed(entries: tuple[Entry, ...], wanted: str | None) -> tuple[Entry, ...]:
    """Return the wanted entry, the only one, or the only signed one."""
    return (one_entry(entries, wanted),)


def read(given: ReadArguments, _credential: Credential | None) -> dict[str, Any]:
    """Return the requests as they were understood; for the page only the one that is meant, and the titles of all."""
    from paraph.render.entries import entries_json

    entries, wanted = entries_in(given, partly=given.page)
    found = entries if wanted is None else choose_signed(entries, wanted)
    if not given.page:
        return mask(entries_json(found))
    meant = found if wanted is not None else meant_entries(entries)
    return page_reading(entries, meant, data_of(given), given.variables)


def explain(given: ExplainArguments, credential: Credential | None) -> dict[str, Any]:
    """Return what ``paraph explain --json`` prints; for the page also the picture of the stages; or one stage of it."""
    from paraph.cli.explain import entry_explanation_json, explain_entry, known_server
    from paraph.cli.explain_context import ExplainContext, accepted_entries
    from paraph.core.clues import Clues
    from paraph.readers.files.response import read_response

    entries, entry = chosen(given)
    clues = Clues(tuple(given.params.items()), tuple(given.host_aliases), server=known_server(given.server))
    signed = None if given.signed_text is None else encoded(given.signed_text)
    response = None if given.response is None else read_response(encoded(given.response))
    accepted = (*accepted_entries(entries), *accepted_in(given))
    known = ExplainContext(
        required(credential), scheme_name(given.scheme), clues, signed, response, accepted, given.budget, moment(given.now or None),
    )  # fmt: skip
    explanation = explain_entry(entry, known)
    shown = entry_explanation_json(mask(entry), explanation)
    if not given.page and not given.stage:
        return shown
    from paraph.render.picture import explanation_picture, shortened, stage_values

    if given.stage:
        return stage_values(shown, given.stage)
    return {
        **shortened(shown),
        "page": explanation_picture(explanation, entry.request) | languages(entry, explanation.scheme),
    }


def accepted_in(given: ExplainArguments) -> list[tuple[str, Request]]:
    """Return the requests that are said to have been accepted."""
    if not given.accepted:
        return []
    name = "the accepted request"
    return [(name, entry.request) for entry in entries_of(encoded(given.accepted), name, given.url_scheme, {})]


def required(credential: Credential | None) -> Credential:
    """Return the credential; Unconfigured if nothing was typed."""
    if credential is None:
        raise Unconfigured("the secret is missing")
    return credential


def languages(entry: Entry, scheme: str) -> dict[str, Any]:
    """Return the languages in which there is code for a request of this scheme, and the one that suits its input."""
    from paraph.codegen.languages import templates_in
    from paraph.schemes import scheme_named

    home = scheme_named(scheme).home
    return {"languages": list(templates_in(home)), "language": suitable_language(entry, home)}


def suitable_language(entry: Entry, home: str) -> str:
    """Return the language that suits the input of a request; `home` is where the templates of its scheme are."""
    from paraph.codegen.languages import recommended

    from_postman = "PostmanRuntime" in (entry.request.header("user-agent") or "")
    return recommended("postman" if from_postman else entry.kind, home)


def code(given: CodeArguments, _credential: Credential | None) -> dict[str, Any]:
    """Return what ``paraph as --json`` prints."""
    from paraph.cli.as_code import postman_file, sign_first
    from paraph.cli.inputs import with_notes
    from paraph.codegen.rendering import program
    from paraph.schemes import recognised, scheme_named

    _, entry = chosen(given)
    scheme, file = scheme_name(given.scheme), postman_file(entry, data_of(given), variables_of(given))
    with with_notes(entry), sign_first():
        known = scheme_named(scheme) if scheme else recognised(entry.request)
        language = given.language or suitable_language(entry, known.home)
        made = program(language, entry.request, scheme, "", file)
    return {"schema": "paraph.as/1", "language": language, "code": mask(made.code)}


def try_out(given: TryArguments, credential: Credential | None) -> dict[str, Any]:
    """Return what becomes of the request with some stages edited and some mistakes made."""
    from paraph.explaining.trial import trial_case
    from paraph.explaining.trial import try_out as tried
    from paraph.render.trial import trial_json

    _, entry = chosen(given)
    case = trial_case(entry.request, required(credential), scheme_name(given.scheme), variant=given.variant)
    return trial_json(tried(case, given.edits, given.mistakes))


PAGE_CALLS: dict[str, Callable[[Any, Credential | None], dict[str, Any]]] = {
    "read": read,
    "explain": explain,
    "code": code,
    "try": try_out,
}
"""What each call does, by its name."""
