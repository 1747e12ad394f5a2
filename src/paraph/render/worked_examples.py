"""A worked example as a person would paste it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.message import wire_text
from paraph.render.forms import FORMS

if TYPE_CHECKING:
    from paraph.explaining.worked_examples import SignedExample


def example_text(signed: SignedExample) -> bytes:
    """Return the request in the form in which the person has it."""
    return FORMS[signed.example.form].single(signed.request)


def example_head_json(signed: SignedExample) -> dict[str, str]:
    """Return what a list of examples shows of one."""
    return {"id": signed.id, "title": signed.example.title, "scheme": signed.scheme.name}


def example_json(signed: SignedExample) -> dict[str, Any]:
    """Return all that explaining one needs; its secrets are no one's."""
    example = signed.example
    return {
        **example_head_json(signed),
        "text": wire_text(example_text(signed)),
        "key_id": example.credential.key_id,
        "secret": example.credential.secret.text,
        "token": example.credential.token,
        "token_secret": example.credential.token_secret.text,
        "now": example.now,
        "params": dict(example.clues.parameters),
        "host_aliases": list(example.clues.hosts),
        "response": example.response,
    }
