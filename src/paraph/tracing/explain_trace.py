"""Explains recorded requests without a search: what was signed and what was sent are both known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.credential import NO_SECRET, Credential
from paraph.core.message import wire_text
from paraph.explaining.explain import explain
from paraph.explaining.mac_forms import possible_macs
from paraph.explaining.result import without_secrets
from paraph.explaining.signed_text import Evidence, explain_signed
from paraph.readers.files.raw import read_raw
from paraph.schemes import diagnosis_of, recognised
from paraph.verifying.misplaced_secrets import SHORTEST

if TYPE_CHECKING:
    from paraph.core.credential import Secret
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.explaining.result import Explanation
    from paraph.tracing.records import Mac, Place, Record


KEY_OF_PROGRAM = (
    "The key was taken from the program, so a wrong key cannot be noticed: give --credentials to compare it with yours."
)
NO_KEY = (
    "The program's HMAC was not seen and no secret is known: give --credentials, then the mistakes are searched for."
)
PROGRAM_KEY = "key of the program"


class TracedRequest(NamedTuple):
    """A request of the program, its explanation, and the places in the user's code that it came from."""

    request: Request
    explanation: Explanation
    places: tuple[Place, ...]


def explain_record(record: Record, credential: Credential | None = None, now: int | None = None) -> TracedRequest:
    """Explain one request; without a `credential`, the key that was used counts as the right one, and a hint says so."""
    request = read_raw(record.message, scheme=record.url_scheme)
    scheme = recognised(request)
    claims = scheme.parse(request).readings[0]
    mac = mac_behind(scheme.parse(request).signature, scheme, record)
    if mac is None:
        known = credential or Credential(claims.key_id, NO_SECRET)
        explanation = explain(request, known, scheme, now=now)
        hints = (NO_KEY,) if credential is None else explanation.hints
        return TracedRequest(request, replace(explanation, hints=hints), record.places)
    known = credential or diagnosis_of(scheme).signed_text.credential(claims, mac.key.value)
    evidence = Evidence(wire_text(mac.message), mac.key, mac.algorithm)
    explanation = explain_signed(request, known, evidence, scheme, now=now) or explain(request, known, scheme, now=now)
    hints = (*explanation.hints, *((KEY_OF_PROGRAM,) if credential is None else ()))
    explanation = replace(explanation, hints=hints, credential=with_program_key(known, mac.key))
    return TracedRequest(request, without_secrets(explanation), (*mac.places, *record.places))


def with_program_key(credential: Credential, key: Secret) -> Credential:
    """Return the credential with the key that the program used, so that nothing that is shown reveals it either."""
    return (
        replace(credential, others={**credential.others, PROGRAM_KEY: key})
        if len(key.value) >= SHORTEST
        else credential
    )


def mac_behind(signature: str, scheme: Scheme[Any], record: Record) -> Mac | None:
    """Return the HMAC whose value the signature shows, the latest if there are several; None if none was recorded."""
    shown = possible_macs(signature, scheme.output.mac_form)
    for mac in reversed(record.macs):
        if any(written.fits(mac.digest) for written in shown):
            return mac
    return None
