"""What the habits of a known server and of known clients mean for a request."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import Malformed
from paraph.core.servers import find_server, is_own_host
from paraph.core.trace import Trace
from paraph.explaining.result import Finding, ServerNote
from paraph.schemes import diagnosis_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from paraph.core.case import Case
    from paraph.core.servers import Habit, Server
    from paraph.explaining.outcome import Outcome

    Replacements = Mapping[Any, Any]

CLIENTS_SHOWN = 2
METHOD_FIX = "Choose the signature method that the server accepts, and name it in oauth_signature_method."


class ServerView(NamedTuple):
    """What is known of the server of a request, and what that means: `accepts` if the request is right for it alone.

    `name` is the server's name in the table; `problems` are what it refuses for certain.
    """

    note: ServerNote | None = None
    hints: tuple[str, ...] = ()
    accepts: bool = False
    name: str = ""
    problems: tuple[Finding, ...] = ()


def view_server(case: Case[Any], outcome: Outcome) -> ServerView:
    """Return what the server's habits mean for the request; nothing if no server is recognised.

    A server that only the form of its answer shows may be another one, so its dialect is not tried.
    """
    clues, claims = case.clues, outcome.claims
    sure = recognise_server(case, claims)
    server = sure or recognise_server(case, claims, clues.answer)
    if server is None:
        unknown = f"No habits of {clues.server} are known for {case.scheme.label}."
        return ServerView(hints=(unknown,) if clues.server else ())
    note = ServerNote(server.title, tuple(h.sentence for h in server.habits), tuple(h.source for h in server.habits))
    certain = [habit for habit in server.habits if is_certain(case, server) and habit.problem
               and habit.refuses(case.request, case.claims)]  # fmt: skip
    broken = [habit for habit in server.habits if habit not in certain and habit.refuses(case.request, claims)]
    problems = tuple(refused_by_habit(server, habit, case.claims.variant) for habit in certain)
    refused = tuple(f"{server.title} {habit.sentence}." for habit in broken)
    view = ServerView(note, refused, name=server.name, problems=problems)
    if sure is None:
        return view
    if outcome.verdict == "valid":
        return view._replace(hints=(*dialect_refusals(case, claims, server), *refused))
    used = accepting_dialect(case, claims, server)
    said = (
        f"The signature is right for {server.title}, wrong by {case.scheme.title}: {server.title} {habit.sentence}."
        for habit in used
    )
    return view._replace(hints=(*said, *refused), accepts=bool(used))


def recognise_server(case: Case[Any], claims: Any, answer: bytes = b"") -> Server | None:
    """Return the server that the request shows, or the user names, or else the answer; None if none does."""
    known = diagnosis_of(case.scheme).known_servers
    return find_server(known, case.request, getattr(claims, "realm", None), answer, case.clues.server)


def is_certain(case: Case[Any], server: Server) -> bool:
    """Return whether the server is known by its name or its host; a path may be that of another server."""
    return bool(case.clues.server) or is_own_host(server, case.request)


def refused_by_habit(server: Server, habit: Habit, method: str) -> Finding:
    """Make the problem of a request that a server refuses for one of its habits."""
    said = f"{server.title} {habit.sentence}."
    found = Finding.of(habit.problem, f"{said} This request names {method}.")
    return found._replace(title=f"{server.title} does not take this signature method", fix=METHOD_FIX)


def dialect_refusals(case: Case[Any], claims: Any, server: Server) -> Iterator[str]:
    """Yield why the server computes another signature than the right one."""
    right = signed_text(case, claims, {})
    for habit in server.habits:
        if habit.replacements and signed_text(case, claims, habit.replacements) != right:
            yield (
                f"The signature is right by {case.scheme.title}. {server.title} signs another text and refuses this one: it "
                f"{habit.sentence}."
            )


def accepting_dialect(case: Case[Any], claims: Any, server: Server) -> tuple[Habit, ...]:
    """Return the habits with which the signature is right for the server: one of them, or all; none if it is wrong there."""
    right = signed_text(case, claims, {})
    own = [habit for habit in server.habits if signed_text(case, claims, habit.replacements) != right]
    together = [tuple(own)] if len(own) > 1 else []
    for habits in (*[(habit,) for habit in own], *together):
        if dialect_of(case, [habit.replacements for habit in habits]).holds(claims):
            return habits
    return ()


def dialect_of(case: Case[Any], replaced: list[Replacements]) -> Case[Any]:
    """Return the case under the server's dialect: its scheme, with other functions for some stages."""
    functions = {stage: function for each in replaced for stage, function in each.items()}
    plain = case.scheme.derive

    def derive(request: Any, claims: Any, credential: Any, step: Any) -> str:
        def own_step(stage: Any, /, *args: Any, **kwargs: Any) -> Any:
            return step(functions.get(stage, stage), *args, **kwargs)

        return plain(request, claims, credential, own_step)

    return replace(case, scheme=replace(case.scheme, derive=derive))


def signed_text(case: Case[Any], claims: Any, replaced: Replacements) -> str:
    """Return the text that is signed if some stages are replaced; empty if it cannot be made."""
    trace = Trace(replaced)
    with suppress(ValueError, Malformed):  # a public key cannot sign, but the text is made before
        case.derive(claims, trace)
    return next((value for stage, value in trace.values if stage is case.scheme.output.text), "")


def client_advice(case: Case[Any], ids: frozenset[str], server: str) -> Iterator[str]:
    """Yield which client libraries are known for all of these mistakes, those that are known for little else first.

    A library for one vendor's servers is not named if another known `server` got the request.
    """
    known = diagnosis_of(case.scheme).known_clients
    clients = [client for client in known if not (server and client.servers) or server in client.servers]
    fitting = [client for client in clients if ids and ids <= client.ids]
    for client in sorted(fitting, key=lambda client: len(client.ids))[:CLIENTS_SHOWN]:
        yield f"If the request comes from {client.name}: {client.sentence} ({client.source})."
