"""Validators for the schemas of a catalogue."""

from typing import Any

import jsonschema_rs

from paraph.apis.catalogue import VENDORS, Endpoint, Schema, catalogue

WITH_SHAPES = tuple(vendor for vendor in VENDORS if catalogue(vendor).shapes)
"""The vendors whose records are described; before that, types are the words of the pages that they were taken from."""


def faults(schema: Schema, value: Any, vendor: str) -> list[str]:
    """What a schema, whose references lead into the shapes of a vendor, holds against a value."""
    whole = {**schema, "components": {"schemas": catalogue(vendor).shapes}}
    found = jsonschema_rs.Draft202012Validator(whole, validate_formats=False).iter_errors(value)
    return [f"{'/'.join(map(str, each.instance_path))}: {each.message}" for each in found]


def schemas_of(endpoint: Endpoint) -> list[Schema]:
    """All schemas of an endpoint."""
    return [
        *(each.schema for each in endpoint.parameters),
        endpoint.response,
        *([] if endpoint.body is None else [endpoint.body]),
    ]
