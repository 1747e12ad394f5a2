"""Duo's Admin, Auth and Accounts APIs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.policy import PARTS, Policy
from paraph.core.scheme import Checks, Output, Scheme, Wire
from paraph.schemes.duo.coverage import coverage
from paraph.schemes.duo.signing import canonical_string, derive, prepare
from paraph.schemes.duo.wire import attach, parse, recognises, usual_for

if TYPE_CHECKING:
    from collections.abc import Mapping


def options(choices: Mapping[str, Any]) -> dict[str, Any]:
    """The version, the digest and the text of the date."""
    version = choices.get("version")
    return {"version": int(version) if version else None, "digest": choices.get("digest"), "date": choices.get("date")}


DUO = Scheme(
    name="duo",
    label="Duo",
    title="Duo Admin, Auth and Accounts API",
    prepare=prepare,
    derive=derive,
    attach=attach,
    parse=parse,
    wire=Wire(recognises, "Authorization: Basic (Duo)", usual_for),
    output=Output(canonical_string, "hex"),
    checks=Checks(
        safe=frozenset(("v2/sha1", "v2/sha512", "v4/sha512", "v5/sha512")),
        habits=Policy(
            variants=frozenset(("v1/sha1", "v1/sha512", "v2/sha1", "v2/sha512", "v4/sha512", "v5/sha512")), allow=PARTS
        ),
        coverage=coverage,
    ),
    options=options,
)
SCHEMES = (DUO,)
