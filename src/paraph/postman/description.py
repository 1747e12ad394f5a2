"""What a collection says about its requests and their parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paraph.apis.catalogue import Endpoint, Parameter

PAGING = {
    "offset": "Send `metadata.next_offset` of the answer as `offset` to get the next page.",
    "v2-log": "Send `metadata.next_offset` of the answer, its two texts joined by a comma, as `next_offset` to get the next page.",
    "mintime-seconds": "Send the time of the last record as `mintime` to get the next page.",
    "trust-monitor": "Send `metadata.next_offset` of the answer as `offset` to get the next page.",
    "offset/limit": "Add `limit` to `offset` to get the next page; a shorter page is the last one.",
    "page/pageSize": "Add 1 to `page` to get the next page; a shorter page is the last one.",
}
UNCONFIRMED = {
    "permission": "the permission",
    "response": "the form of the answer",
    "paging": "the paging",
    "path": "the path",
    "content_type": "the type of the answer",
    "parameters": "the parameters",
}
"""Words for the parts of a description that nobody has seen on a real server."""


def endpoint_text(endpoint: Endpoint, hidden: Sequence[Parameter]) -> str:
    """Return the description of a request in Markdown; `hidden` are optional members of its JSON body."""
    return "\n\n".join((*sentences(endpoint), *member_list(endpoint, hidden)))


def sentences(endpoint: Endpoint) -> Iterator[str]:
    """Yield the call, its permission, its note, its paging, and what is unconfirmed."""
    yield f"`{endpoint.name}`"
    if endpoint.permission == "unsigned":
        yield "Needs no signature."
    elif endpoint.permission:
        yield f"Needs: {endpoint.permission}{doubt(endpoint, 'permission')}."
    if endpoint.note:
        yield f"{endpoint.note[:1].upper()}{endpoint.note[1:].rstrip('.')}."
    if endpoint.paging:
        yield PAGING[endpoint.paging]
    doubtful = [words for name, words in UNCONFIRMED.items() if name in endpoint.unconfirmed and name != "permission"]
    if doubtful:
        yield f"Unconfirmed: {', '.join(doubtful)}."


def member_list(endpoint: Endpoint, members: Sequence[Parameter]) -> Iterator[str]:
    """Yield the optional members of a JSON body as a list."""
    if members:
        yield "The body may also have:"
        yield "\n".join(f"- `{each.name}` {parameter_text(endpoint, each)}".rstrip() for each in members)


def parameter_text(endpoint: Endpoint, parameter: Parameter) -> str:
    """Return the description of a parameter: what it means, whether it is required, which values it has."""
    about = parameter.about.rstrip(".")
    choices = ", ".join(str(each) for each in parameter.schema.get("enum", ()))
    parts = (
        f"{about[:1].upper()}{about[1:]}" if about else "",
        "Required" if parameter.required and parameter.place != "path" else "",
        f"One of {choices}" if choices else "",
        "Unconfirmed" if f"parameters.{parameter.name}" in endpoint.unconfirmed else "",
    )
    return " ".join(f"{part}." for part in parts if part)


def doubt(endpoint: Endpoint, name: str) -> str:
    """Return " (unconfirmed)" if that part of a description is."""
    return " (unconfirmed)" if name in endpoint.unconfirmed else ""
