"""Servers and clients whose ways are known, as rows of tables; each scheme has its own tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from paraph.core.message import Request


def never(_request: Request, _claims: Any) -> bool:
    """Return False: this habit refuses no request by itself."""
    return False


class Habit(NamedTuple):
    """What a server does beyond the specification.

    `sentence` says it, with the server as its subject; `source` is where that is written. `refuses` returns whether the
    server refuses a request for this; `problem` is the id of the catalogue for it, if it has one. `replacements` are the
    stages that the server computes in another way: a dialect.
    """

    sentence: str
    source: str
    refuses: Callable[[Request, Any], bool] = never
    replacements: Mapping[Any, Callable[..., Any]] = {}
    problem: str = ""


class Server(NamedTuple):
    """A server whose habits are known.

    `hosts`, `paths`, `realms`, `parameters` and `answers` are regular expressions, empty if they show nothing:
    `hosts` and `realms` match the whole text, the others a part of the path, of the query or form, and of the answer.
    An answer alone is weak evidence, since servers of one kind of software answer alike.
    """

    name: str
    title: str
    habits: tuple[Habit, ...]
    hosts: str = ""
    paths: str = ""
    realms: str = ""
    parameters: str = ""
    answers: str = ""


class KnownClient(NamedTuple):
    """A client library with known ways: the mistakes (`ids`) that its requests show, and where that is written.

    `servers` are the names of the only servers that it calls; empty if it calls any.
    """

    name: str
    ids: frozenset[str]
    sentence: str
    source: str
    servers: tuple[str, ...] = ()


def is_own_host(server: Server, request: Request) -> bool:
    """Return whether the host of a request is one of the server's."""
    host = re.sub(r":[0-9]*\Z", "", request.host.lower())
    return bool(server.hosts and re.fullmatch(server.hosts, host))


def find_server(
    servers: tuple[Server, ...], request: Request, realm: str | None, answer: bytes = b"", name: str = ""
) -> Server | None:
    """Return the server of that name, else the one that host, realm, parameters, path or answer show; None if none does."""
    if name:
        return next((server for server in servers if server.name == name.lower()), None)
    form = request.query + "&" + request.body[:20_000].decode("utf-8", "replace")
    said = answer[:20_000].decode("utf-8", "replace")
    marks: tuple[Callable[[Server], object], ...] = (
        lambda server: is_own_host(server, request),
        lambda server: server.realms and realm and re.fullmatch(server.realms, realm),
        lambda server: server.parameters and re.search(server.parameters, form),
        lambda server: server.paths and re.search(server.paths, request.path),
        lambda server: server.answers and re.search(server.answers, said),
    )
    return next((server for shows in marks for server in servers if shows(server)), None)
