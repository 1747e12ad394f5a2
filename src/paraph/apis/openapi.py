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
        for base in bases(vendor, endpoint):
            # The newer base is documented without the slash that ends the paths of the older one.
            path = base + (endpoint.path.rstrip("/") if base == "/webapi" else endpoint.path)
            paths.setdefault(path, {})[endpoint.method.lower()] = operation(vendor, endpoint, path)
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLES[vendor], "version": "1", "description": ABOUT},
        "servers": [{"url": url.rstrip("/") or "/"}],
        "tags": [{"name": name} for name in dict.fromkeys(each.api for each in known.endpoints)],
        "paths": paths,
        "components": {
            "schemas": known.shapes,
            "responses": {f"Error{status}": failure(vendor, said) for status, said in ERRORS.items()},
            "securitySchemes": schemes(vendor, url.rstrip("/")),
        },
    }


def bases(vendor: str, endpoint: Endpoint) -> tuple[str, ...]:
    """What stands before the path of an endpoint: nothing for Duo, for Alteryx the bases of OAuth 1 and of OAuth 2."""
    if vendor != "alteryx":
        return ("",)
    older = () if endpoint.api in ("v3", "oauth2") else ("/gallery/api",)
    newer = () if endpoint.api == "gallery-misc" else ("/webapi",)
    return (*older, *newer)


def operation(vendor: str, endpoint: Endpoint, path: str) -> dict[str, Any]:
    """One endpoint at one path, as an Operation Object."""
    words = [re.sub(r"\W+", "_", each).strip("_") for each in segments_of(path)]
    told = {
        "operationId": "_".join((endpoint.method.lower(), *words)),
        "summary": endpoint.summary,
        "description": endpoint.note,
        "tags": [endpoint.api],
        "parameters": [described(each) for each in endpoint.parameters if each.place != "body"],
        "requestBody": body(vendor, endpoint),
        "x-permission": endpoint.permission,
        "x-paging": endpoint.paging,
        "x-source": endpoint.source,
        "x-unconfirmed": list(endpoint.unconfirmed),
    }
    answers = dict(responses(vendor, endpoint))
    return {name: each for name, each in told.items() if each} | {
        "security": security(vendor, endpoint, path),
        "responses": answers,
    }


def schemes(vendor: str, url: str) -> dict[str, Schema]:
    """The ways to show who makes a call, as Security Scheme Objects."""
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


def security(vendor: str, endpoint: Endpoint, path: str) -> list[dict[str, list[str]]]:
    """How a call shows who makes it; empty for what anybody may call."""
    if endpoint.permission == "unsigned" or endpoint.api in ("oauth2", "gallery-misc"):
        return []
    if vendor == "duo":
        return [{"signature": []}]
    return [{"oauth2": []} if path.startswith("/webapi") else {"oauth1": []}]


def described(parameter: Parameter) -> dict[str, Any]:
    """A parameter in path or query, as a Parameter Object."""
    told: dict[str, Any] = {"name": parameter.name, "in": parameter.place}
    if parameter.about:
        told["description"] = parameter.about
    if parameter.required or parameter.place == "path":
        told["required"] = True
    packed = parameter.schema.get("contentSchema")
    return told | ({"schema": parameter.schema} if packed is None else {"content": {JSON: {"schema": packed}}})


def body(vendor: str, endpoint: Endpoint) -> dict[str, Any] | None:
    """What a request carries, as a Request Body Object; None for one that carries nothing."""
    members = endpoint.placed("body")
    if endpoint.body is not None:
        return {"content": {JSON: {"schema": endpoint.body}}, "required": True}
    if not members:
        return None
    named = {each.name: member(each) for each in members if "{" not in each.name}
    patterns = {pattern_of(each.name): member(each) for each in members if "{" in each.name}
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


def member(parameter: Parameter) -> Schema:
    """The schema of a parameter in a body, with what is said about it."""
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
    """What a call may be answered, by status."""
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


def failure(vendor: str, said: str) -> dict[str, Any]:
    """The answer to a call that fails, as a Response Object."""
    schema = {"$ref": "#/components/schemas/Failure"} if "Failure" in catalogue(vendor).shapes else {}
    return {"description": said, "content": {JSON: {"schema": schema}}}
