"""Test vectors: for each case the request as on the wire and the expected value of every stage."""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.credential import Credential, Secret
from paraph.core.message import Request, request_for, wire_bytes
from paraph.core.trace import Trace
from paraph.schemes import ROOMS, scheme_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Case(NamedTuple):
    """One vector. `result` is "valid" or "invalid"; `mistakes` are the catalogue ids that explain an invalid one."""

    id: str
    comment: str
    flags: tuple[str, ...]
    source: str
    scheme: str
    request: Request
    claims: Mapping[str, Any]
    credential: Credential
    stages: Mapping[str, str]
    signature: str
    result: str
    mistakes: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


class Failure(NamedTuple):
    """The stage at which a case fails, the expected value and the actual one."""

    stage: str
    expected: str
    got: str


def cases(scheme: str | None = None) -> Iterator[Case]:
    """Return every shipped vector, or those of one scheme."""
    for name in ROOMS if scheme is None else (scheme,):
        table = json.loads((files("paraph.vectors") / f"{name}.json").read_text("utf-8"))
        for entry in table["cases"]:
            yield case_of(name, table, entry)


def case_of(scheme: str, table: Mapping[str, Any], entry: Mapping[str, Any]) -> Case:
    """Return a case from its JSON; `scheme` is the file's, for a case that names no other."""
    request, given = entry["request"], entry["credential"]
    secret = table["rsa_private_key_pem"] if "Rsa" in entry["flags"] else given["secret"]
    headers = tuple((name, value) for name, value in request["headers"])
    return Case(
        id=entry["id"],
        comment=entry["comment"],
        flags=tuple(entry["flags"]),
        source=entry["source"],
        scheme=entry.get("scheme", scheme),
        request=request_for(request["method"], request["url"], headers, wire_bytes(request["body"])),
        claims=entry["claims"],
        credential=Credential(
            given["id"], Secret(secret), given.get("token", ""), Secret(given.get("token_secret", ""))
        ),
        stages=entry["stages"],
        signature=entry["signature"],
        result=entry["result"],
        mistakes=tuple(entry.get("mistakes", ())),
        hosts=tuple(entry.get("host_aliases", ())),
    )


def can_run(case: Case) -> bool:
    """Return whether the case's requirements are installed: RSA needs the extra ``rsa``."""
    return "Rsa" not in case.flags or find_spec("cryptography") is not None


def check(case: Case) -> Failure | None:
    """Return the first stage, or else verdict or explanation, that differs from what the case says; None if all agree."""
    scheme = scheme_named(case.scheme)
    parsed = scheme.parse(case.request)
    if parsed.signature != case.signature:
        return Failure("parse", case.signature, parsed.signature)
    if case.result == "invalid":
        return explanation_fault(case)
    claims = next((claims for claims in parsed.readings if claims_match(claims, case.claims)), None)
    if claims is None:
        return Failure("parse", str(dict(case.claims)), str([claims.variant for claims in parsed.readings]))
    trace = Trace()
    derived = scheme.derive(case.request, claims, case.credential, trace)
    values = {stage.__name__: value for stage, value in trace.values}
    for name, expected in case.stages.items():
        if values.get(name) != expected:
            return Failure(name, expected, str(values.get(name)))
    if not scheme.holds(case.request, claims, case.credential, derived):
        return Failure("holds", "the signature verifies", "it does not")
    return None


def claims_match(claims: Any, wanted: Mapping[str, Any]) -> bool:
    """Return whether claims have the expected values."""
    return all(getattr(claims, name) == value for name, value in wanted.items())


def explanation_fault(case: Case) -> Failure | None:
    """Return the difference between the case's mistakes and those that `explain` finds, ties included."""
    from paraph.core.clues import Clues
    from paraph.explaining.explain import explain

    explanation = explain(case.request, case.credential, case.scheme, clues=Clues(hosts=case.hosts))
    sets = [explanation.mistakes, *explanation.alternatives]
    found = [tuple(mistake.id for mistake in entry) for entry in sets]
    if set(case.mistakes) in [set(entry) for entry in found]:
        return None
    return Failure("explain", " + ".join(case.mistakes), " or ".join(" + ".join(entry) or "nothing" for entry in found))


def unsigned_request(case: Case) -> Request:
    """Return the request without its signature, the input for another signer."""
    return scheme_named(case.scheme).wire.detach(case.request)
