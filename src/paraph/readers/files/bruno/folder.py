"""A collection of Bruno's as a folder: requests in Bruno's order, with what their folders and the collection hand down.

The order is that of Bruno: folders first, by name, those with a number at that place; then requests by number. Headers and
variables of an inner folder win; ``auth: inherit`` takes the authorization of the nearest folder that has one.

Source: https://github.com/usebruno/bruno packages/bruno-cli/src/utils/collection.js, version 4.1.0
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.core.errors import Unreadable
from paraph.core.message import wire_text
from paraph.readers.decoding import utf8
from paraph.readers.entry import Entry, of_kind
from paraph.readers.files.bruno.bru import bru_environment, bru_request, bru_shared
from paraph.readers.files.bruno.opencollection import yaml_environment, yaml_request, yaml_shared
from paraph.readers.files.bruno.request import BrunoRequest, entry_of
from paraph.readers.variables import Allowance, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MARKS = {
    "opencollection.yml": ("opencollection.yml", "folder.yml", ".yml"),
    "bruno.json": ("collection.bru", "folder.bru", ".bru"),
}
NO_COLLECTION = (
    "this folder is not a collection of Bruno's: it has neither bruno.json nor opencollection.yml; give a file, or the folder "
    "that holds one of them"
)


class Format(NamedTuple):
    """How a collection is written: the names of its files, and what reads them."""

    collection: str
    folder: str
    ending: str
    request: Callable[[str], BrunoRequest | None]
    shared: Callable[[str], BrunoRequest]
    environment: Callable[[str], dict[str, str]]


class Inherited(NamedTuple):
    """What holds for the requests of a folder."""

    names: tuple[str, ...]
    shared: BrunoRequest


def read_folder(
    files: Mapping[str, bytes], variables: Mapping[str, str], environment: str | None = None
) -> tuple[Entry, ...]:
    """The requests of a collection; `files` are the contents of its files by path, with ``/`` between names.

    `environment` is the name of a file in ``environments/``, without its ending; `variables` win over everything. Raises
    Unreadable if this is no collection, if it holds no request, or if there is no such environment.
    """
    form = format_of(files)
    shared = shared_of(files, form, form.collection)
    own = {**shared.variables, **environment_of(files, form, environment)}  # folders and requests win over both
    given = {**process_variables(files), **variables}
    found = list(requests_of(files, form, "", Inherited((), shared._replace(variables=own)), given))
    if not found:
        raise Unreadable("this collection of Bruno's holds no requests")
    return of_kind("bruno", tuple(entry._replace(number=number) for number, entry in enumerate(found, 1)))


def format_of(files: Mapping[str, bytes]) -> Format:
    """How the collection is written; Unreadable if this is none."""
    if "opencollection.yml" in files:
        return Format(*MARKS["opencollection.yml"], yaml_request, yaml_shared, yaml_environment)
    if "bruno.json" in files:
        return Format(*MARKS["bruno.json"], bru_request, bru_shared, bru_environment)
    raise Unreadable(NO_COLLECTION)


def text_in(files: Mapping[str, bytes], path: str) -> str:
    """The text of a file."""
    return wire_text(utf8(files[path]))


def environment_of(files: Mapping[str, bytes], form: Format, name: str | None) -> dict[str, str]:
    """The variables of an environment of the collection."""
    if name is None:
        return {}
    path = f"environments/{name}{form.ending}"
    if path not in files:
        known = [
            path.partition("/")[2].removesuffix(form.ending)
            for path in sorted(files)
            if path.startswith("environments/")
        ]
        raise Unreadable(
            f"there is no environment {name[:60]!r} in this collection; there are: {', '.join(known[:20]) or 'none'}"
        )
    return form.environment(text_in(files, path))


def process_variables(files: Mapping[str, bytes]) -> dict[str, str]:
    """The variables ``process.env.NAME`` of the file .env at the root of the collection."""
    lines = text_in(files, ".env").splitlines() if ".env" in files else []
    pairs = [
        line.removeprefix("export ").partition("=")
        for line in lines
        if "=" in line and not line.lstrip().startswith("#")
    ]
    return {f"process.env.{name.strip()}": value.strip().strip("\"'") for name, _, value in pairs}


def shared_of(files: Mapping[str, bytes], form: Format, path: str) -> BrunoRequest:
    """What a file of a folder or collection hands down; nothing if there is none."""
    return form.shared(text_in(files, path)) if path in files else BrunoRequest("", "", "")


def requests_of(
    files: Mapping[str, bytes], form: Format, folder: str, above: Inherited, variables: dict[str, str]
) -> Iterator[Entry]:
    """The entries of a folder, whose path ends with a slash or is empty."""
    inner = sorted(
        {
            path[len(folder) :].partition("/")[0]
            for path in files
            if path.startswith(folder) and "/" in path[len(folder) :]
        }
    )
    folders = [
        (name, shared_of(files, form, f"{folder}{name}/{form.folder}")) for name in inner if is_folder(folder, name)
    ]
    for name, shared in in_order(folders):
        below = Inherited((*above.names, shared.name or name), combined(above.shared, shared))
        yield from requests_of(files, form, f"{folder}{name}/", below, variables)
    own = [
        path
        for path in sorted(files)
        if path.startswith(folder) and "/" not in path[len(folder) :] and path.endswith(form.ending)
    ]
    paths = [path for path in own if path not in (form.collection, f"{folder}{form.folder}")]
    read = [(path, parsed(files, form, path)) for path in paths]
    for path, (request, error) in sorted(read, key=lambda row: (row[1][0].sequence if row[1][0] else 0) or 1):
        if error is not None:
            yield Entry(0, path, error)
        elif request is not None:
            yield entry_in(files, path, request, above, variables)


def is_folder(folder: str, name: str) -> bool:
    """Whether requests may be in a folder of this name."""
    return name not in (".git", "node_modules") and (folder, name) != ("", "environments")


def parsed(files: Mapping[str, bytes], form: Format, path: str) -> tuple[BrunoRequest | None, Unreadable | None]:
    """The request of a file, or why it cannot be read."""
    try:
        return form.request(text_in(files, path)), None
    except Unreadable as error:
        return None, named(error, path)


def named(error: Unreadable, path: str) -> Unreadable:
    """The same error with the name of its file."""
    return Unreadable(f"{path}: {error.reason}", error.line, error.column)


def entry_in(
    files: Mapping[str, bytes], path: str, request: BrunoRequest, above: Inherited, variables: dict[str, str]
) -> Entry:
    """A request with what its folders hand down, as an entry."""
    text = text_in(files, path)
    whole = combined(above.shared, request, is_request=True)
    name = " / ".join((*above.names, request.name or path.rpartition("/")[2]))
    entry = entry_of(whole._replace(name=name), 0, Source(text, Allowance(text, variables)), variables)
    content = entry.content
    return entry._replace(content=named(content, path)) if isinstance(content, Unreadable) else entry


def combined(above: BrunoRequest, inner: BrunoRequest, *, is_request: bool = False) -> BrunoRequest:
    """What is inside with what is around it."""
    takes = inner.auth_kind == "inherit" if is_request else inner.auth_kind in ("", "none", "inherit")
    kind, auth = (above.auth_kind, above.auth) if takes else (inner.auth_kind, inner.auth)
    return inner._replace(
        headers=(*above.headers, *inner.headers),
        auth_kind="" if is_request and kind in ("none", "inherit") else kind,
        auth=auth,
        variables={**above.variables, **inner.variables},
        script="\n".join(text for text in (above.script, inner.script) if text),
    )


def in_order(folders: list[tuple[str, BrunoRequest]]) -> list[tuple[str, BrunoRequest]]:
    """Folders by name, those with a number put at that place."""
    ordered = [row for row in folders if not row[1].sequence]
    for row in sorted((row for row in folders if row[1].sequence), key=lambda row: row[1].sequence):
        ordered.insert(row[1].sequence - 1, row)
    return ordered
