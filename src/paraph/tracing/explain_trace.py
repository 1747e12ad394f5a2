"""Explains recorded requests without a search: what was signed and what was sent are both known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.credential import NO_SECRET, Credential
from paraph.core.message import wire_text
from paraph.explaining.explain import explain
from paraph.explaining.mac_forms import possible_macs
from paraph.explaining.signed_text import Evidence, explain_signed
from paraph.readers.files.raw import read_raw
from paraph.schemes import diagnosis_of, recognised

if TYPE_CHECKING:
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.explaining.result import Explanation
    from paraph.tracing.records import Mac, Place, Record


class TracedRequest(NamedTuple):
    """A request of the program, its explanation, and the places in the user's code that it came from."""

    request: Request
    explanation: Explanation
    places: tuple[Place, ...]


def explain_record(record: Record, credential: Credential | None = None, now: int | None = None) -> TracedRequest:
    """Explain one request; without a `credential`, the key that was used counts as the right one."""
    request = read_raw(record.message, scheme=record.url_scheme)
    scheme = recognised(request)
    parsed = scheme.parse(request)
    mac = mac_behind(parsed.signature, scheme, record)
    if mac is None:
        known = credential or Credential(parsed.readings[0].key_id, NO_SECRET)
        return TracedRequest(request, explain(request, known, scheme, now=now), record.places)
    known = credential or diagnosis_of(scheme).signed_text.credential(parsed.readings[0], mac.key.value)
    evidence = Evidence(wire_text(mac.message), mac.key, mac.algorithm)
    explanation = explain_signed(request, known, evidence, scheme, now=now)
    return TracedRequest(
        request, explanation or explain(request, known, scheme, now=now), (*mac.places, *record.places)
    )


def mac_behind(signature: str, scheme: Scheme[Any], record: Record) -> Mac | None:
    """Return the HMAC whose value the signature shows, the latest if there are several; None if none was recorded."""
    shown = possible_macs(signature, scheme.output.mac_form)
    for mac in reversed(record.macs):
        if any(mac.digest == written.mac or (written.cut and mac.digest.startswith(written.mac)) for written in shown):
            return mac
    return None
