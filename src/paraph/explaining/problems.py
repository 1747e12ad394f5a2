"""Problems that do not change a signature but get the request rejected: secrets, clock, nonce, placement, form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from paraph.core.claims import Flaw
from paraph.core.credential import KeyKind
from paraph.core.encoding import FORM_TYPE
from paraph.schemes import diagnosis_of
from paraph.verifying.misplaced_secrets import NAMES, find_misplaced, secret_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.case import Case
    from paraph.core.message import Request

_FORM = re.compile(rb"[\w.~+%\[\]-]++=[^\s{}\"]*")


def find_problems(case: Case[Any], claims: Any) -> list[Flaw]:
    """Return the problems of a request read as `claims`, each once; secrets that were sent come first."""
    found = [
        *find_misplaced(case, claims),
        *case.parsed.flaws,
        *foreign_key(case, claims),
        *body_type(case.request),
        *diagnosis_of(case.scheme).problems(case, claims),
        *blank_in_secret(case, claims),
    ]
    return list({flaw.id: flaw for flaw in reversed(found)}.values())[::-1]


def body_type(request: Request) -> Iterator[Flaw]:
    """Report a body that is not of the type that its Content-Type names: JSON announced as a form, or the reverse."""
    body = request.body.strip()
    is_json = body[:1] + body[-1:] in (b"{}", b"[]")
    if is_json and request.media_type == FORM_TYPE:
        yield Flaw(
            "place-json-for-form",
            "The Content-Type says that the body is a form, but the body is JSON: if the server wants JSON, send "
            "`Content-Type: application/json`; if it wants a form, send name=value pairs.",
        )
    elif request.media_type.endswith("json") and _FORM.fullmatch(body):
        yield Flaw(
            "place-content-type-missing",
            "The Content-Type says that the body is JSON, but the body is a form: if the server wants a form, send "
            f"`Content-Type: {FORM_TYPE}`; if it wants JSON, send an object.",
        )


def foreign_key(case: Case[Any], claims: Any) -> Iterator[Flaw]:
    """Report a request with another key id than the credential's."""
    if is_foreign(case, claims):
        sent, own = claims.key_id[:40], case.credential.key_id[:40]
        yield Flaw("secret-other-environment", f"The request names the key id {sent!r}; the credential is for {own!r}.")


def blank_in_secret(case: Case[Any], claims: Any) -> Iterator[Flaw]:
    """Report a secret with a blank at one end if the signature was made with it: the server's secret hardly has one."""
    secrets = case.credential.secrets().items()
    names = [
        NAMES.get(name, name)
        for name, secret in secrets
        if secret.kind is KeyKind.SHARED and secret.text != secret.text.strip()
    ]
    if names and case.holds(claims):
        verb = "begins or ends" if len(names) == 1 else "begin or end"
        said = (
            f"In the credentials {' and '.join(names)} {verb} with a blank, and the signature was made with it. If the client "
            "has the secret from the same place, the blank was copied along."
        )
        yield Flaw("secret-trailing-space", said)


def is_foreign(case: Case[Any], claims: Any) -> bool:
    """Return whether a request has another key id than the credential's; a secret in its place does not count."""
    sent, own = claims.key_id, case.credential.key_id
    return bool(sent and own and sent != own and not secret_name(sent, (case.credential,)))
