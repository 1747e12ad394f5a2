"""Trying out: what holds for every request, every stage and every mistake that can be made in it."""

from typing import Any

import pytest

from paraph import Credential, Malformed, Request, explain
from paraph.core.case import Case
from paraph.core.trace import Trace, title
from paraph.deviations import deviations_for
from paraph.explaining.edits import editable_text, edited_value
from paraph.explaining.examples import CLUES, NONCE, NOW
from paraph.explaining.planting import Planting, Unplantable, merged
from paraph.explaining.report import NOT_SHOWN
from paraph.explaining.rerun import run_again
from paraph.explaining.trial import Trial, applicable, trial_case, try_out
from paraph.explaining.worked_examples import SignedExample, signed_examples
from paraph.mistakes import MISTAKES
from paraph.schemes import scheme_named, scheme_names
from tests.explaining.planted import Planted, planted
from tests.samples import SchemeSample, samples

SAMPLES = list(samples())
EXAMPLES = signed_examples()


def signed(sample: SchemeSample, wrong: dict[Any, Any] | None = None, **options: Any) -> Request:
    """A sample, signed, perhaps with wrong functions in the place of stages."""
    scheme = scheme_named(sample.scheme)
    request, claims = scheme.prepare(
        sample.request, sample.credential, now=NOW, nonce=NONCE, **sample.options, **options
    )
    return scheme.attach(request, claims, scheme.derive(request, claims, sample.credential, Trace(wrong)))


def case_of(sample: SchemeSample, request: Request | None = None) -> Case[Any]:
    """A sample, signed rightly or given as signed, as the case to try out."""
    return trial_case(request or signed(sample), sample.credential, sample.scheme, clues=CLUES, now=NOW)


def named(number: int) -> str:
    return f"{SAMPLES[number].scheme}-{number}"


every_sample = pytest.mark.parametrize("number", range(len(SAMPLES)), ids=named)
some_samples = pytest.mark.parametrize("number", range(0, len(SAMPLES), 4), ids=named)


def changed(trial: Trial) -> set[str]:
    return {stage.name for stage in trial.stages if stage.changed}


@every_sample
def test_nothing_done_changes_nothing(number: int) -> None:
    case = case_of(SAMPLES[number])
    trial = try_out(case)
    assert trial.before == trial.after
    assert (trial.before == case.parsed.signature) == case.holds(case.claims)
    assert not changed(trial)
    assert (trial.applied, trial.problem) == ((), "")
    assert trial.available == applicable(case)
    assert all(stage.before == stage.after for stage in trial.stages)


@every_sample
def test_a_stage_edited_to_its_own_value_changes_nothing(number: int) -> None:
    case = case_of(SAMPLES[number])
    trial = try_out(case)
    own = {stage.name: stage.text for stage in trial.stages if stage.text is not None}
    assert case.scheme.output.subject in own
    again = try_out(case, own)
    assert (again.stages, again.after, again.problem) == (trial.stages, trial.after, "")


@every_sample
def test_an_edit_changes_its_stage_and_what_follows(number: int) -> None:
    case = case_of(SAMPLES[number])
    subject = case.scheme.output.subject
    trial = try_out(case, {subject: "another text"})
    wanted = next(stage for stage in trial.stages if stage.name == subject)
    assert (wanted.after, wanted.text, wanted.changed) == ("another text", "another text", True)
    names = [stage.name for stage in trial.stages]
    assert changed(trial) == {subject, *names[-2:]}
    assert trial.after != trial.before


@every_sample
def test_keys_macs_and_signatures_cannot_be_edited(number: int) -> None:
    case = case_of(SAMPLES[number])
    for stage in try_out(case).stages:
        assert (stage.kind in ("secret", "signature")) <= (stage.text is None)
        if stage.text is None:
            trial = try_out(case, {stage.name: "x=1"})
            assert trial.problem == f"The stage '{stage.name}' cannot be edited."
            assert trial.after == trial.before


@every_sample
def test_each_applicable_mistake_changes_its_stage_or_the_signature(number: int) -> None:
    planting = Planting(case_of(SAMPLES[number]))
    effects = planting.applicable({})
    order = [title(stage) for stage in planting.right.stages]
    places = [order.index(title(effect.deviation.stage)) for effect in effects]
    assert places == sorted(places)
    assert len({effect.deviation.id for effect in effects}) == len(effects) > 20
    for effect in effects:
        assert effect.deviation.id in MISTAKES
        after = run_again(planting.case, planting.right, effect.replaced)
        assert after.signature != planting.right.signature


@every_sample
def test_every_mistake_that_is_not_applicable_changes_no_signature(number: int) -> None:
    case = case_of(SAMPLES[number])
    offered = {mistake.id for mistake in applicable(case)}
    trace = Trace()
    case.derive(case.claims, trace)
    others = {each.id for each in deviations_for(case) if each.id and each.stage in dict(trace.values)} - offered
    planting = Planting(case)
    for mistake in others:
        effects, problems = planting.plant([mistake], {})
        signature = run_again(case, planting.right, merged({}, effects)).signature
        assert signature in ("", planting.right.signature)
        assert bool(effects) != bool(problems)


@some_samples
def test_a_planted_mistake_gives_the_signature_that_was_sent(number: int) -> None:
    sample = SAMPLES[number]
    case = case_of(sample)
    planting = Planting(case)
    tried = 0
    for effect in planting.applicable({}):
        wrong = run_again(case, planting.right, effect.replaced).signature
        request = case.scheme.attach(case.request, case.claims, wrong)
        variant = case.claims.variant
        again = trial_case(request, sample.credential, sample.scheme, clues=CLUES, now=NOW, variant=variant)
        if again.claims != case.claims or again.parsed.signature != wrong:
            continue  # such a signature cannot travel as it is
        own = Planting(again)
        effects, problems = own.plant([effect.deviation.id], {})
        assert run_again(again, own.right, merged({}, effects)).signature == wrong
        assert problems == []
        tried += 1
    assert tried > 15


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_what_explain_finds_gives_the_signature_of_the_request(example: SignedExample) -> None:
    credential, clues, now = example.example.credential, example.example.clues, example.example.now
    found = explain(example.request, credential, clues=clues, now=now)
    case = trial_case(example.request, credential, clues=clues, now=now, variant=found.variant)
    trial = try_out(case, {}, [mistake.id for mistake in found.mistakes])
    assert (trial.before, trial.after) == (found.expected_signature, found.observed_signature)
    assert {each.id for each in trial.applied} == set(example.example.mistakes)


def pairs_of_mistakes() -> list[Planted]:
    """Some pairs, without those of a date, whose search is long."""
    return [case for case in planted() if len(case.mistakes) == 2 and "date" not in str(case.mistakes)][::9]


@pytest.mark.parametrize("case", pairs_of_mistakes(), ids=lambda case: "+".join(case.mistakes))
def test_pairs_of_another_signer_give_its_signature(case: Planted) -> None:
    found = explain(case.request, case.credential, clues=case.clues, now=NOW, budget=50.0)
    own = trial_case(case.request, case.credential, clues=case.clues, now=NOW, variant=found.variant)
    trial = try_out(own, {}, [mistake.id for mistake in found.mistakes])
    assert trial.after == found.observed_signature
    assert trial.problem == ""


def by_scheme(scheme: str, number: int = 0) -> Case[Any]:
    return case_of([sample for sample in SAMPLES if sample.scheme == scheme][number])


def test_two_mistakes_at_once_are_both_made_and_an_edit_beside_them() -> None:
    case = by_scheme("duo", 2)
    trial = try_out(case, {"date": "now"}, ["hash-not-hmac", "ord-unsorted"])
    assert [each.id for each in trial.applied] == ["ord-unsorted", "hash-not-hmac"]
    assert {"date", "sorted parameters", "canonical string", "hmac sha512"} <= changed(trial)
    assert trial.problem == ""


UNDO = "undo that first."
PROBLEMS = [
    ({}, ["ord-unsorted", "ord-descending-or-reversed"], UNDO),
    ({"sorted parameters": "a=1"}, ["ord-unsorted"], UNDO),
    ({"no such stage": "x"}, [], "There is no stage 'no such stage'."),
    ({}, ["no-such-mistake"], "There is no mistake with the id 'no-such-mistake'."),
    ({}, ["clock-skew"], "so it cannot be tried out here."),
    ({}, ["v5-body-not-as-sent"], "changes nothing in this request."),
    ({"sorted parameters": "a=1\nb"}, [], "Line 2 is not a parameter: write one name=value on each line."),
    ({"secret key": "x"}, [], "The stage 'secret key' cannot be edited."),
    ({"hexadecimal": "x"}, [], "The stage 'hexadecimal' cannot be edited."),
    ({"hmac sha512": "x"}, [], "The stage 'hmac sha512' cannot be edited."),
]


@pytest.mark.parametrize(("edits", "mistakes", "sentence"), PROBLEMS)
def test_what_cannot_be_done_is_said_and_the_rest_is_done(
    edits: dict[str, str], mistakes: list[str], sentence: str
) -> None:
    case = by_scheme("duo", 2)
    trial = try_out(case, {**edits, "method": "PUT"}, [*mistakes, "host-omitted"])
    assert trial.problem.endswith(sentence)
    assert next(stage for stage in trial.stages if stage.name == "method").after == "PUT"
    assert "host-omitted" in [each.id for each in trial.applied]


def test_parameters_that_were_edited_can_be_signed_unsorted() -> None:
    case = by_scheme("duo", 0)
    assert "ord-unsorted" not in {mistake.id for mistake in applicable(case)}
    trial = try_out(case, {"sent parameters": "b=1\na=2"}, ["ord-unsorted"])
    assert "ord-unsorted" in {mistake.id for mistake in trial.available}
    assert next(stage.after for stage in trial.stages if stage.name == "canonical parameters") == "b=1&a=2"


@pytest.mark.parametrize("value", [(), (("a", "1"),), (("a", ""), ("b", "x=y"))])
def test_pairs_are_edited_as_lines(value: tuple[tuple[str, str], ...]) -> None:
    text = editable_text(by_scheme("duo").scheme.output.text, value, b"")
    assert text == "\n".join(f"{name}={said}" for name, said in value)
    assert edited_value(text, value) == value


@pytest.mark.parametrize("value", [(("a", "1\n2"),), (("a=b", "1"),), (("", "x"), ("y\n", "")), b"a MAC"])
def test_what_lines_cannot_say_is_not_edited(value: Any) -> None:
    assert editable_text(by_scheme("duo").scheme.output.text, value, b"the body") is None


def test_a_body_is_edited_as_text() -> None:
    case = by_scheme("duo", 6)
    trial = try_out(case, {"signed body": "{}"})
    assert changed(trial) >= {"signed body", "body hash", "canonical string", "hexadecimal"}
    assert try_out(case, {"signed body": case.request.body.decode()}).after == trial.before


def everything_shown(trial: Trial) -> str:
    return repr(trial)


@every_sample
def test_no_secret_is_returned(number: int) -> None:
    case = case_of(SAMPLES[number])
    values = [secret.text for secret in case.credential.secrets().values()]
    planting = Planting(case)
    offered = [effect.deviation for effect in planting.applicable({})]
    about_keys = [each.id for each in offered if "secret" in each.id or "key" in each.id or "hash" in each.id]
    for mistakes in ([], *([mistake] for mistake in about_keys)):
        shown = everything_shown(try_out(case, {}, mistakes))
        assert not any(value in shown for value in values)


def test_a_signature_that_is_the_secret_is_not_shown() -> None:
    credential = Credential.of("ck", "consumer-Secret-1", "tk", "token-Secret-2")
    scheme = scheme_named("oauth1")
    plain = Request("GET", "/photos?page=2", (("Host", "shop.example.com"),))
    request, claims = scheme.prepare(plain, credential, now=NOW, nonce=NONCE, method="PLAINTEXT")
    sent = scheme.attach(request, claims, scheme.derive(request, claims, credential, Trace()))
    trial = try_out(trial_case(sent, credential))
    assert (trial.before, trial.after) == (NOT_SHOWN, NOT_SHOWN)
    assert trial.stages[-1].kind == "signature"
    assert "Secret-1" not in everything_shown(trial)
    assert "Secret-2" not in everything_shown(trial)
    mistake = next(each for each in trial.available if "key" in each.id or "secret" in each.id)
    other = try_out(trial_case(sent, credential), {}, [mistake.id])
    assert other.after == NOT_SHOWN
    assert "Secret-1" not in everything_shown(other)


def test_a_text_with_the_secret_in_it_is_hidden_and_not_edited() -> None:
    secret = "exampleSecretKey0123456789abcdefABCDEF00"
    credential = Credential.of("DIEXAMPLE00000000000", secret)
    plain = Request("GET", f"/admin/v1/users?secret={secret}", (("Host", "api-1.duosecurity.com"),))
    scheme = scheme_named("duo")
    request, claims = scheme.prepare(plain, credential, now=NOW)
    trial = try_out(trial_case(scheme.attach(request, claims, "0" * 128), credential))
    assert secret not in everything_shown(trial)
    assert next(stage.text for stage in trial.stages if stage.name == "canonical parameters") is None


def test_a_request_that_is_not_signed_says_so() -> None:
    plain = Request("GET", "/photos", (("Host", "shop.example.com"),))
    with pytest.raises(Malformed, match="not signed"):
        trial_case(plain, Credential.of("ck", "s"))


def test_a_key_that_makes_no_signature_is_a_problem() -> None:
    scheme = scheme_named("standard-webhooks")
    sent = signed(next(sample for sample in SAMPLES if sample.scheme == "standard-webhooks"))
    trial = try_out(trial_case(sent, Credential.of("", "not base64!"), scheme))
    assert (trial.before, trial.after) == ("", "")
    assert "base64" in trial.problem


def test_an_unplantable_mistake_is_an_error_of_its_own() -> None:
    with pytest.raises(Unplantable, match="There is no mistake"):
        Planting(by_scheme("duo")).effect("x", {})


@pytest.mark.parametrize("name", scheme_names())
def test_a_long_body_is_not_rewritten_for_every_mistake(name: str) -> None:
    sample = next(sample for sample in SAMPLES if sample.scheme == name)
    body = b'{"a":[' + b'{"b":1.0,"c":"d"},' * 60_000 + b"0]}"
    long = sample._replace(request=sample.request._replace(method="POST", body=body), options={})
    case = case_of(long)
    trial = try_out(case)
    few = {mistake.id for mistake in trial.available}
    assert few < {mistake.id for mistake in applicable(case_of(sample._replace(options={})))} | few
    assert any(mistake.startswith("secret-") for mistake in few)
    assert all(stage.text is None or len(stage.text) <= 100_000 for stage in trial.stages)


def test_a_mistake_that_is_asked_for_is_made_even_in_a_very_long_body() -> None:
    form = b"&".join(b"name%d=value" % number for number in range(30_000))
    sample = next(sample for sample in SAMPLES if sample.request.body and sample.scheme == "oauth1")
    case = case_of(sample._replace(request=sample.request._replace(body=form)))
    assert "ord-unsorted" not in {mistake.id for mistake in applicable(case)}
    trial = try_out(case, {}, ["ord-unsorted"])
    assert ([each.id for each in trial.applied], trial.problem) == (["ord-unsorted"], "")
    assert "sorted parameters" in changed(trial)
