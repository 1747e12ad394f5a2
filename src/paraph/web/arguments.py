"""What the page sends, with its limits."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

MOST_TEXT = 10 * 1024 * 1024
"""Characters of an input."""
MOST_SECONDS = 60
"""The largest budget of a search."""

Name = Annotated[str, Meta(max_length=4000)]
Text = Annotated[str, Meta(max_length=MOST_TEXT)]
Pairs = Annotated[dict[str, str], Meta(max_length=1000)]


class Source(Struct, kw_only=True, forbid_unknown_fields=True):
    """The request: `input` as text, or `base64` if it is not UTF-8; which entry; and the values of ``{{variables}}``.

    `environment` is the text of an environment file, whose variables count less than `variables`.
    """

    input: Text = ""
    base64: Annotated[str, Meta(max_length=MOST_TEXT * 4 // 3 + 4)] = ""
    entry: int | Name = ""
    url_scheme: Literal["https", "http"] = "https"
    variables: Pairs = {}
    environment: Text = ""
    page: bool = False


class KeyedSource(Source, kw_only=True):
    """The request, and the credential that a person typed; its fields are empty if this program's own is to be used.

    `credentials` is the content of a credentials file, for programs; it counts more than the other fields.
    """

    secret: Annotated[str, Meta(max_length=100_000)] = ""
    id: Name = ""
    token: Name = ""
    token_secret: Name = ""
    others: Annotated[dict[str, Name], Meta(max_length=20)] = {}
    credentials: Annotated[dict[str, str | dict[str, str]], Meta(max_length=20)] = {}


class ReadArguments(Source, kw_only=True, forbid_unknown_fields=True):
    """What `read` takes."""


class ExplainArguments(KeyedSource, kw_only=True, forbid_unknown_fields=True):
    """What `explain` takes: as the options of the command.

    With `stage` only the whole values of the stage of this name are answered.
    """

    scheme: Name = ""
    signed_text: Text | None = None
    response: Text | None = None
    accepted: Text = ""
    host_aliases: Annotated[list[Name], Meta(max_length=20)] = []
    params: Pairs = {}
    server: Name = ""
    budget: Annotated[float, Meta(ge=0, le=MOST_SECONDS)] = 10.0
    now: Name = ""
    stage: Name = ""


class CodeArguments(Source, kw_only=True, forbid_unknown_fields=True):
    """What `code` takes; without a language, the one that suits the input."""

    language: Name = ""
    scheme: Name = ""


class TryArguments(KeyedSource, kw_only=True, forbid_unknown_fields=True):
    """What `try` takes: the reading by its variant, the stages whose values are edited, and the mistakes that are made."""

    scheme: Name = ""
    variant: Name = ""
    edits: Pairs = {}
    mistakes: Annotated[list[Name], Meta(max_length=20)] = []


KEY_FIELDS = ("secret", "id", "token", "token_secret", "others", "credentials")
"""The fields of a credential, which take their own way to the process."""
ARGUMENTS: dict[str, type[Struct]] = {
    "read": ReadArguments,
    "explain": ExplainArguments,
    "code": CodeArguments,
    "try": TryArguments,
}
"""The arguments of each call, by its name."""
