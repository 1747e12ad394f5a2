"""Each worked example, read and explained as a person would, shows exactly the mistakes that were made."""

import json
from collections import Counter
from typing import Any

import pytest

from paraph import Credential
from paraph.core.clues import Clues
from paraph.explaining.explain import explain
from paraph.explaining.worked_examples import SignedExample, signed_examples, signed_wrongly
from paraph.readers import read
from paraph.render.forms import FORMS
from paraph.render.worked_examples import example_head_json, example_json, example_text
from paraph.schemes import ROOMS, recognised

EXAMPLES = signed_examples()


def explained(given: dict[str, Any]) -> Any:
    """The explanation of what a page fills in for an example; its text field makes line feeds of all line ends."""
    credential = Credential.of(given["key_id"], given["secret"], given["token"], given["token_secret"])
    clues = Clues(tuple(given["params"].items()), tuple(given["host_aliases"]), answer=given["response"].encode())
    return explain(read(given["text"].replace("\r\n", "\n").encode()), credential, clues=clues, now=given["now"])


@pytest.mark.parametrize("signed", EXAMPLES, ids=lambda signed: signed.id)
def test_it_is_explained_by_what_was_done(signed: SignedExample) -> None:
    explanation = explained(json.loads(json.dumps(example_json(signed))))
    assert explanation.verdict == "explained"
    assert {mistake.id for mistake in explanation.mistakes} == set(signed.example.mistakes)
    assert explanation.scheme == signed.scheme.name


@pytest.mark.parametrize("signed", EXAMPLES, ids=lambda signed: signed.id)
def test_its_form_carries_it_and_its_scheme_is_recognised(signed: SignedExample) -> None:
    request = read(example_text(signed))
    assert FORMS[signed.example.form].single(request) == example_text(signed)
    assert recognised(request) is signed.scheme


@pytest.mark.parametrize("signed", EXAMPLES, ids=lambda signed: signed.id)
def test_it_is_asked_about_after_it_was_sent_and_signed_the_same_each_time(signed: SignedExample) -> None:
    example = signed.example
    assert example.signed_at <= (example.sent_at or example.signed_at) <= example.now
    assert signed_wrongly(example) == signed.request


def test_every_room_has_one_and_titles_and_ids_differ() -> None:
    assert {signed.scheme.home for signed in EXAMPLES} == set(ROOMS)
    heads = [example_head_json(signed) for signed in EXAMPLES]
    for key in ("id", "title"):
        assert max(Counter(head[key] for head in heads).values()) == 1


def test_a_mistake_that_changes_nothing_is_no_example() -> None:
    with pytest.raises(ValueError, match="the signature is missing"):
        signed_wrongly(EXAMPLES[0].example._replace(mistakes=("out-base64-padding",)))


def test_the_secrets_are_in_no_repr() -> None:
    for signed in EXAMPLES:
        assert signed.example.credential.secret.text not in repr(signed)
