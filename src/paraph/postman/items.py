"""An endpoint of the catalogue as a request of a collection.

``GET /admin/v1/users/{user_id}/groups`` becomes ``{{base}}/admin/v1/users/:user_id/groups``, whose path variable has the
value ``{{user_id}}``: an id is set once, as a variable of the collection, for all requests that need it. Required
parameters have a value, optional ones are disabled.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.apis.openapi import is_file
from paraph.apis.samples import sample
from paraph.clients.arguments import plain_text, takes_form
from paraph.core.encoding import percent_safe
from paraph.postman.description import endpoint_text, parameter_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paraph.apis.catalogue import Endpoint, Parameter, Schema

Row = dict[str, Any]
AS_WRITTEN = "-._~{}:/@,"
"""Characters that stay unencoded in a value of a query; braces, because variables have them."""
FILE = "workflow.yxmd"
"""The file that requests with a file send, to be chosen anew in Postman."""


class Values(NamedTuple):
    """Where the values of parameters come from.

    `shapes` are the records of the vendor, from which samples are made. `fixed` has values by the names of parameters, such
    as ``{{user_id}}`` for ``user_id``. Parameters in `enabled` are sent although they are optional.
    """

    shapes: Mapping[str, Schema]
    fixed: Mapping[str, str]
    enabled: frozenset[str] = frozenset()

    def of(self, parameter: Parameter) -> Any:
        """Return the value of a parameter: the fixed one, else a sample."""
        fixed = self.fixed.get(parameter.name)
        if fixed is not None and parameter.schema.get("type") != "array":
            return fixed
        packed = parameter.schema.get("contentSchema")
        value = sample(parameter.schema if packed is None else packed, self.shapes)
        return value if packed is None else compact(value)

    def sends(self, parameter: Parameter) -> bool:
        """Return whether a parameter is enabled."""
        return parameter.required or parameter.place == "path" or parameter.name in self.enabled


def item_of(endpoint: Endpoint, prefix: str, values: Values) -> Row:
    """Return the item for an endpoint."""
    body, hidden = body_of(endpoint, values)
    request: Row = {
        "method": endpoint.method,
        "header": header_rows(body),
        "url": url_of(endpoint, prefix, values),
        "description": endpoint_text(endpoint, hidden),
    }
    return {"name": endpoint.summary, "request": request | ({"body": body} if body else {})}


def url_of(endpoint: Endpoint, prefix: str, values: Values) -> Row:
    """Return the URL in parts, as Postman writes it."""
    segments = [
        f":{each[1:-1]}" if each.startswith("{") else each for each in f"{prefix}{endpoint.path}".split("/")[1:]
    ]
    rows = [query_row(endpoint, each, values) for each in endpoint.placed("query")]
    query = "&".join(f"{row['key']}={row['value']}" for row in rows if not row.get("disabled"))
    raw = "{{base}}/" + "/".join(segments) + (f"?{query}" if query else "")
    variable = [row_of(endpoint, each, values) for each in endpoint.placed("path")]
    parts = {"query": rows, "variable": variable}
    return {"raw": raw, "host": ["{{base}}"], "path": segments, **{name: each for name, each in parts.items() if each}}


def query_row(endpoint: Endpoint, parameter: Parameter, values: Values) -> Row:
    """Return a parameter of the query; its value is percent-encoded, since Postman leaves + and & as they are."""
    row = row_of(endpoint, parameter, values)
    return row | {"value": percent_safe(row["value"], AS_WRITTEN)}


def row_of(endpoint: Endpoint, parameter: Parameter, values: Values) -> Row:
    """Return a parameter as a row with a description; an optional one is disabled."""
    value = values.of(parameter)
    text = ",".join(map(plain_text, value)) if isinstance(value, list) else plain_text(value)
    row: Row = {"key": parameter.name, "value": text}
    about = parameter_text(endpoint, parameter)
    return row | ({"description": about} if about else {}) | ({} if values.sends(parameter) else {"disabled": True})


def body_of(endpoint: Endpoint, values: Values) -> tuple[Row | None, Sequence[Parameter]]:
    """Return the body, and the optional parameters that it does not show."""
    parameters = endpoint.placed("body")
    if endpoint.body is not None:
        return json_body(sample(endpoint.body, values.shapes)), ()
    if not parameters:
        return None, ()
    if any(is_file(each.schema) for each in parameters):
        return {"mode": "formdata", "formdata": [form_row(endpoint, each, values) for each in parameters]}, ()
    if takes_form(endpoint):
        return {"mode": "urlencoded", "urlencoded": [row_of(endpoint, each, values) for each in parameters]}, ()
    members = {each.name: values.of(each) for each in parameters if each.required}
    return json_body(members), [each for each in parameters if not each.required]


def form_row(endpoint: Endpoint, parameter: Parameter, values: Values) -> Row:
    """Return a row of a multipart form."""
    row = row_of(endpoint, parameter, values)
    if not is_file(parameter.schema):
        return row | {"type": "text"}
    del row["value"]
    return row | {"type": "file", "src": FILE}


def json_body(value: Any) -> Row:
    """Return a body of JSON."""
    return {
        "mode": "raw",
        "raw": json.dumps(value, indent=2, ensure_ascii=False),
        "options": {"raw": {"language": "json"}},
    }


def header_rows(body: Row | None) -> list[Row]:
    """Return the headers that Postman does not add itself."""
    is_json = body is not None and body["mode"] == "raw"
    return [{"key": "Content-Type", "value": "application/json"}] if is_json else []


def compact(value: Any) -> str:
    """Return JSON that travels as text."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
