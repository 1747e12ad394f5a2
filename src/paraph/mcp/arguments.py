"""The arguments of each tool, with their limits and what an agent has to know about them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

MOST_TEXT = 4 * 1024 * 1024
"""Characters of an input."""
MOST_SECONDS = 30
"""The largest budget of a search."""

Name = Annotated[str, Meta(max_length=200)]
Text = Annotated[str, Meta(max_length=MOST_TEXT)]
Pairs = Annotated[dict[str, str], Meta(max_length=1000)]
Scheme = Annotated[Name, Meta(description="The signature scheme; by default it is recognised from the request.")]
CredentialName = Annotated[
    Name,
    Meta(
        description="The name of one of the credentials with which this server was started; optional if there is one."
    ),
]
Time = Annotated[
    Name,
    Meta(
        description="Use this time instead of the clock: 2026-03-17T09:30:05Z, an HTTP date, or Unix seconds as text."
    ),
]


class Source(Struct, kw_only=True, forbid_unknown_fields=True):
    """The request: `input` or `file`."""

    input: Annotated[
        Text,
        Meta(
            description="The request as text: a raw HTTP message, a curl command, HAR, a Postman request, a .http file, "
            "JSON with method, url, headers and body, or program code that makes the call.",
            examples=["GET /admin/v1/users?limit=1 HTTP/1.1\nHost: api-xxxxxxxx.duosecurity.com\n\n"],
        ),
    ] = ""
    file: Annotated[
        str,
        Meta(max_length=4000, description="Instead of input: a file below the folder that was given with --folder."),
    ] = ""
    entry: Annotated[
        int | Name, Meta(description="Which request, if there are several: its number, from 1, or its name.")
    ] = ""
    url_scheme: Annotated[Literal["https", "http"], Meta(description="How a raw HTTP message was sent.")] = "https"
    variables: Annotated[Pairs, Meta(description="Values for {{variables}} in the input.")] = {}


class ReadArguments(Source, kw_only=True, forbid_unknown_fields=True):
    """Arguments of `read`."""


class ExplainArguments(Source, kw_only=True, forbid_unknown_fields=True):
    """Arguments of `explain`."""

    credential: CredentialName = ""
    scheme: Scheme = ""
    signed_text: Annotated[
        Text | None, Meta(description="The canonical or base string that the client signed, as it printed it.")
    ] = None
    response: Annotated[
        Text | None, Meta(description="What the server answered: status, headers and body, or only the body.")
    ] = None
    host_aliases: Annotated[
        list[Name], Meta(max_length=20, description="Other names of the host, which the client may have signed.")
    ] = []
    params: Annotated[Pairs, Meta(description="Parameters that the client meant to send.")] = {}
    server: Annotated[Name, Meta(description="The server whose habits count, such as woocommerce.")] = ""
    budget: Annotated[float, Meta(ge=0, le=MOST_SECONDS, description="How many seconds to search.")] = 10.0
    now: Time = ""


class VerifyArguments(Source, kw_only=True, forbid_unknown_fields=True):
    """Arguments of `verify`."""

    credential: CredentialName = ""
    scheme: Scheme = ""
    lenient: Annotated[
        bool, Meta(description="Accept what the vendors' servers accept: old versions, PLAINTEXT, unsigned parts.")
    ] = False
    require_body: Annotated[bool, Meta(description="Reject a body that the signature does not cover.")] = False
    now: Time = ""


class SignArguments(Source, kw_only=True, forbid_unknown_fields=True):
    """Arguments of `sign`."""

    credential: CredentialName = ""
    scheme: Scheme = ""
    duo_version: Annotated[Literal["", "1", "2", "4", "5"], Meta(description="Duo: the signature version.")] = ""
    digest: Annotated[Literal["", "sha1", "sha256", "sha512"], Meta(description="The hash of the MAC.")] = ""
    place: Annotated[
        Literal["", "header", "query", "body"], Meta(description="OAuth: where the oauth_ parameters are sent.")
    ] = ""
    now: Time = ""


class MistakesArguments(Struct, kw_only=True, forbid_unknown_fields=True):
    """Arguments of `mistakes`."""

    id: Annotated[Name, Meta(description="Describe only this mistake.", examples=["ord-unsorted"])] = ""


class SendArguments(Struct, kw_only=True, forbid_unknown_fields=True):
    """Arguments of `send`."""

    path: Annotated[
        str,
        Meta(
            max_length=8000,
            description="The path, which begins with /, with or without a query.",
            examples=["/admin/v1/users"],
        ),
    ]
    method: Annotated[
        str, Meta(pattern="^[A-Za-z]{0,20}$", description="By default GET, or POST if there is a body.")
    ] = ""
    query: Annotated[Pairs, Meta(description="Parameters for the query.", examples=[{"limit": "10"}])] = {}
    form: Annotated[Pairs | None, Meta(description="A body as a form.")] = None
    json: Annotated[Any, Meta(description="A body as JSON: an object or a list.")] = None
    headers: Annotated[Pairs, Meta(description="Further headers; not Host, and none about the connection.")] = {}
    credential: CredentialName = ""
    scheme: Scheme = ""


ARGUMENTS: dict[str, type[Struct]] = {
    "read": ReadArguments,
    "explain": ExplainArguments,
    "verify": VerifyArguments,
    "sign": SignArguments,
    "mistakes": MistakesArguments,
    "send": SendArguments,
}
"""The arguments of each tool by its name."""
