"""An OpenAPI 3.1 document of a vendor's catalogue: what the local server serves, and what generators and testers read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from paraph.apis.catalogue import catalogue, segments_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.apis.catalogue import Endpoint, Parameter, Schema

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
TITLES = {"duo": "Duo Admin, Auth, Accounts and Device APIs", "alteryx": "Alteryx Server (Gallery) API"}
ABOUT = (
    "Written from the public record, not by the vendor. `x-unconfirmed` names what nobody has seen on a real server."
)
ERRORS = {
    "400": "A parameter is missing or wrong",
    "401": "The request is not signed, or not as it should be",
    "403": "The key has no permission for this",
    "404": "There is no such path or record",
    "429": "Too many requests",
}


def document(vendor: str, url: str) -> dict[str, Any]:
    """The OpenAPI document of ``duo`` or ``alteryx`` for a server at `url`, as a value to be written as JSON."""
    known = catalogue(vendor)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in known.endpoints:
        for base in base_paths(vendor, endpoint):
            # The newer base is documented without the slash that ends the paths of the older one.
            path = base + (endpoint.path.rstrip("/") if base == "/webapi" else endpoint.path)
            paths.setdefault(path, {})[endpoint.method.lower()] = operation_object(vendor, endpoint, path)
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLES[vendor], "version": "1", "description": ABOUT},
        "servers": [{"url": url.rstrip("/") or "/"}],
        "tags": [{"name": name} for name in dict.fromkeys(each.api for each in known.endpoints)],
        "paths": paths,
        "components": {
            "schemas": known.shapes,
            "responses": {f"Error{status}": error_response(vendor, said) for status, said in ERRORS.items()},
            "securitySchemes": security_schemes(vendor, url.rstrip("/")),
        },
    }


def base_paths(vendor: str, endpoint: Endpoint) -> tuple[str, ...]:
    """Return the base paths of an endpoint: empty for Duo, those of OAuth 1 and OAuth 2 for Alteryx."""
    if vendor != "alteryx":
        return ("",)
    older = () if endpoint.api in ("v3", "oauth2") else ("/gallery/api",)
    newer = () if endpoint.api == "gallery-misc" else ("/webapi",)
    return (*older, *newer)


def operation_object(vendor: str, endpoint: Endpoint, path: str) -> dict[str, Any]:
    """One endpoint at one path, as an Operation Object."""
    words = [re.sub(r"\W+", "_", each).strip("_") for each in segments_of(path)]
    told = {
        "operationId": "_".join((endpoint.method.lower(), *words)),
        "summary": endpoint.summary,
        "description": endpoint.note,
        "tags": [endpoint.api],
        "parameters": [parameter_object(each) for each in endpoint.parameters if each.place != "body"],
        "requestBody": request_body(vendor, endpoint),
        "x-permission": endpoint.permission,
        "x-paging": endpoint.paging,
        "x-source": endpoint.source,
        "x-unconfirmed": list(endpoint.unconfirmed),
    }
    answers = dict(responses(vendor, endpoint))
    return {name: each for name, each in told.items() if each} | {
        "security": security_of(vendor, endpoint, path),
        "responses": answers,
    }


def security_schemes(vendor: str, url: str) -> dict[str, Schema]:
    """Return the authentication methods as Security Scheme Objects."""
    if vendor == "duo":
        said = (
            "The user is the integration key, the password the lower-case hex HMAC of the request's canonical string, keyed "
            "with the secret key. The canonical string holds the date of the `Date` or `X-Duo-Date` header, so each request "
            "has a password of its own."
        )
        return {"signature": {"type": "http", "scheme": "basic", "description": said}}
    said = (
        "OAuth 1.0a without tokens, HMAC-SHA1: `OAuth oauth_consumer_key=..., oauth_signature=...`. The same parameters may "
        "stand in the query instead."
    )
    token = {"tokenUrl": f"{url}/webapi/oauth2/token", "scopes": {}}
    return {
        "oauth1": {"type": "apiKey", "in": "header", "name": "Authorization", "description": said},
        "oauth2": {"type": "oauth2", "flows": {"clientCredentials": token}},
    }


def security_of(vendor: str, endpoint: Endpoint, path: str) -> list[dict[str, list[str]]]:
    """Return the authentication that a call needs; empty if it needs none."""
    if endpoint.permission == "unsigned" or endpoint.api in ("oauth2", "gallery-misc"):
        return []
    if vendor == "duo":
        return [{"signature": []}]
    return [{"oauth2": []} if path.startswith("/webapi") else {"oauth1": []}]


def parameter_object(parameter: Parameter) -> dict[str, Any]:
    """A parameter in path or query, as a Parameter Object."""
    told: dict[str, Any] = {"name": parameter.name, "in": parameter.place}
    if parameter.about:
        told["description"] = parameter.about
    if parameter.required or parameter.place == "path":
        told["required"] = True
    packed = parameter.schema.get("contentSchema")
    return told | ({"schema": parameter.schema} if packed is None else {"content": {JSON: {"schema": packed}}})


def request_body(vendor: str, endpoint: Endpoint) -> dict[str, Any] | None:
    """Return the Request Body Object of an endpoint; None if its requests have no body."""
    members = endpoint.placed("body")
    if endpoint.body is not None:
        return {"content": {JSON: {"schema": endpoint.body}}, "required": True}
    if not members:
        return None
    named = {each.name: member_schema(each) for each in members if "{" not in each.name}
    patterns = {pattern_of(each.name): member_schema(each) for each in members if "{" in each.name}
    schema: Schema = {"type": "object", "properties": named}
    if patterns:
        schema["patternProperties"] = patterns
    required = [each.name for each in members if each.required]
    if required:
        schema["required"] = required
    if any(is_file(each.schema) for each in members):
        kinds: tuple[str, ...] = (MULTIPART,)
    elif endpoint.api == "oauth2":
        kinds = (FORM,)
    else:
        kinds = (JSON, FORM) if vendor == "duo" else (JSON,)
    return {"content": {kind: {"schema": schema} for kind in kinds}, "required": bool(required)}


def member_schema(parameter: Parameter) -> Schema:
    """Return the schema of a parameter in a body, with its description."""
    return {**parameter.schema, "description": parameter.about} if parameter.about else parameter.schema


def pattern_of(name: str) -> str:
    """A pattern for the names that ``custom_attributes.{name}`` stands for."""
    return (
        "^" + "".join(".+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{\w+\})", name)) + "$"
    )


def is_file(schema: Schema) -> bool:
    """Whether a value is the bytes of a file, and not text that stands for them."""
    return schema.get("format") == "binary" or (
        schema.get("contentMediaType", JSON) != JSON and "contentEncoding" not in schema
    )


def responses(vendor: str, endpoint: Endpoint) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return the possible answers of a call, by status."""
    wrapped = vendor == "duo" and endpoint.content_type == JSON
    schema = envelope(endpoint) if wrapped else endpoint.response
    content = {"content": {endpoint.content_type: {"schema": schema}}} if endpoint.content_type else {}
    yield str(endpoint.status), {"description": "It is done", **content}
    for status in ERRORS:
        if not (status in ("401", "403") and endpoint.permission == "unsigned"):
            yield status, {"$ref": f"#/components/responses/Error{status}"}


def envelope(endpoint: Endpoint) -> Schema:
    """What Duo puts around an answer; only whole lists have their metadata here, the others have them inside."""
    members: dict[str, Schema] = {"stat": {"const": "OK"}, "response": endpoint.response}
    if endpoint.paging == "offset" and endpoint.response.get("type") == "array":
        members["metadata"] = {"$ref": "#/components/schemas/Metadata"}
    return {"type": "object", "properties": members, "required": ["stat", "response"]}


def error_response(vendor: str, said: str) -> dict[str, Any]:
    """The answer to a call that fails, as a Response Object."""
    schema = {"$ref": "#/components/schemas/Failure"} if "Failure" in catalogue(vendor).shapes else {}
    return {"description": said, "content": {JSON: {"schema": schema}}}
