"""Each operation of a served OpenAPI document, called as it says, with what there is, and in ways that it does not say."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Any, NamedTuple

import hypothesis
import schemathesis
from hypothesis import strategies as st
from schemathesis.checks import CHECKS
from schemathesis.core.result import Ok

from paraph.testing import LocalServer

RAW, FITTING = 4, 10
"""How many calls with whatever the document allows, and with names and ids of what there is in their places."""
HELD = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")


class Furnished(NamedTuple):
    """A server, how calls are signed, and by the names of parameters what there is to be named.

    What an operation alone is to be given stands under its label.
    """

    server: LocalServer
    auth: Callable[[Any], Any]
    known: Mapping[str, Any]


class Outcome(NamedTuple):
    """An operation, whether any call of it went well, and what is wrong with the answers, if anything is."""

    label: str
    succeeded: bool
    wrong: str


def outcomes(furnished: Furnished, vendor: str) -> Iterator[Outcome]:
    """What comes of each operation of the document that a server gives of itself; each finds the server as it was."""
    schema = schemathesis.openapi.from_url(f"{furnished.server.url}/_paraph/openapi/{vendor}.json")
    base = furnished.server.local.store._base
    with closing(sqlite3.connect(":memory:")) as before:
        base.backup(before)
        for found in schema.get_all_operations():
            assert isinstance(found, Ok), found
            yield outcome(furnished, found.ok())
            before.backup(base)


def outcome(furnished: Furnished, operation: Any) -> Outcome:
    """What comes of one."""
    statuses: set[int] = set()

    def hold(case: Any) -> None:
        response = case.call(auth=furnished.auth)
        statuses.add(response.status_code)
        case.validate_response(response, checks=[CHECKS.get_one(name) for name in HELD])

    known = {**furnished.known, **furnished.known.get(operation.label, {})}
    fitting = st.builds(fitted, operation.as_strategy(), st.just(known))
    try:
        for cases, count in ((fitting, FITTING), (operation.as_strategy(), RAW)):
            tried(cases, count, hold)
    except Exception as error:  # whatever it is, it is told with the operation it is about
        said = re.sub(r"\s+", " ", "\n".join([str(error), *map(str, getattr(error, "exceptions", ()))]))
        return Outcome(operation.label, False, f"{operation.label}: {type(error).__name__}: {said[:600]}")
    return Outcome(operation.label, any(200 <= status < 300 for status in statuses), "")


def tried(cases: Any, count: int, hold: Callable[[Any], None]) -> None:
    """Try so many cases, the same ones each time."""

    @hypothesis.settings(
        max_examples=count, deadline=None, derandomize=True, database=None, report_multiple_bugs=False,
        suppress_health_check=list(hypothesis.HealthCheck), phases=[hypothesis.Phase.generate],
    )  # fmt: skip
    @hypothesis.given(cases)
    def holds(case: Any) -> None:
        hold(case)

    holds()


def fitted(case: Any, known: Mapping[str, Any]) -> Any:
    """A case that names what there is, wherever it names something."""
    for place in (case.path_parameters, case.query, case.body):
        if isinstance(place, dict):
            place.update({name: known[name] for name in place if name in known})
    return case
