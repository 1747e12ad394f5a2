"""Each operation of a served OpenAPI document, called as it says and in ways that it does not say."""

import re
from collections.abc import Iterator
from typing import Any

import hypothesis
import schemathesis
from schemathesis.checks import CHECKS
from schemathesis.core.result import Ok

from paraph.testing import LocalServer

EXAMPLES = 6
HELD = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")


def operations(server: LocalServer, vendor: str) -> Iterator[Any]:
    """The operations of the document that a server gives of itself."""
    schema = schemathesis.openapi.from_url(f"{server.url}/_paraph/openapi/{vendor}.json")
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        yield found.ok()


def broken(operation: Any, auth: Any) -> str:
    """What is wrong with how an operation is answered; empty when nothing is."""

    @hypothesis.settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, report_multiple_bugs=False,
        suppress_health_check=list(hypothesis.HealthCheck), phases=[hypothesis.Phase.generate],
    )  # fmt: skip
    @hypothesis.given(operation.as_strategy())
    def holds(case: Any) -> None:
        response = case.call(auth=auth)
        case.validate_response(response, checks=[CHECKS.get_one(name) for name in HELD])

    try:
        holds()
    except Exception as error:  # whatever it is, it is told with the operation it is about
        said = re.sub(r"\s+", " ", "\n".join([str(error), *map(str, getattr(error, "exceptions", ()))]))
        return f"{operation.label}: {type(error).__name__}: {said[:600]}"
    return ""
