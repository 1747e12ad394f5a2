"""Signing: prepare what will be sent, derive its signature, attach it."""

from __future__ import annotations

import re
import time
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, NamedTuple

from paraph.core.claims import C
from paraph.core.errors import BadKey
from paraph.core.trace import run
from paraph.schemes import scheme_named

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.core.trace import Step

_FORBIDDEN = re.compile(r"[\r\n\0]")


class Signed(NamedTuple, Generic[C]):
    """A signed request, what it claims and its signature."""

    request: Request
    claims: C
    signature: str


def sign(
    request: Request,
    credential: Credential,
    scheme: str | Scheme[Any] = "duo",
    *,
    now: int | None = None,
    nonce: str | None = None,
    step: Step = run,
    **options: Any,
) -> Request:
    """The signed request.

    `now` is the time in Unix seconds and `nonce` the value used once; both are made when they are not given. What
    else may be chosen, such as ``version=2`` or ``placement="query"``, is what the scheme's ``prepare`` takes.
    Raises ValueError for an option that the scheme does not have, and when the request could be read in two ways:
    CR, LF or NUL in method, target or a header. Raises BadKey, a ValueError, for a key of another kind than the
    signature needs.
    """
    return signed(request, credential, scheme, now=now, nonce=nonce, step=step, **options).request


def signed(
    request: Request,
    credential: Credential,
    scheme: str | Scheme[Any] = "duo",
    *,
    now: int | None = None,
    nonce: str | None = None,
    step: Step = run,
    **options: Any,
) -> Signed[Any]:
    """The signed request with its claims and its signature; arguments and errors are those of :func:`sign`."""
    chosen = scheme_named(scheme) if isinstance(scheme, str) else scheme
    refuse_control_characters(request)
    prepared, claims = chosen.prepare(
        request,
        credential,
        now=int(time.time()) if now is None else now,
        nonce=nonce if nonce is not None else new_nonce() if chosen.checks.has_nonce else "",
        **options,
    )
    if credential.secret.kind not in chosen.checks.key_kinds(claims):
        raise BadKey(f"{claims.variant} does not go with this key, which is {credential.secret.kind.value}")
    signature = chosen.derive(prepared, claims, credential, step)
    return Signed(chosen.attach(prepared, claims, signature), claims, signature)


def new_nonce() -> str:
    """128 random bits in hex."""
    from secrets import token_hex  # brings in more modules than all else here, and Duo needs no nonce

    return token_hex(16)


def refuse_control_characters(request: Request) -> None:
    """Raise ValueError when a line of the request would not stay one line."""
    if not request.method or not request.target:
        raise ValueError("the method or the target is empty")
    lines = [request.method, request.target, *chain.from_iterable(request.headers)]
    joined = " ".join(lines)
    if "\n" in joined or "\r" in joined or "\0" in joined:
        wrong = next(line for line in lines if _FORBIDDEN.search(line))
        raise ValueError(f"there is a line end or NUL in the method, the target or a header: {wrong[:40]!r}")
