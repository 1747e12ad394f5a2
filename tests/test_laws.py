"""The laws that hold for every scheme."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.core.claims import Reason
from paraph.core.credential import Credential
from paraph.core.message import Request
from paraph.core.policy import Coverage
from paraph.core.trace import run
from paraph.explaining.examples import NOW, example_of
from paraph.explaining.search.recording import TreeBuilder
from paraph.explaining.search.tree import Node
from paraph.mistakes import MISTAKES
from paraph.schemes import scheme_named, scheme_names
from paraph.signing import sign
from paraph.vectors import cases
from paraph.verifying.judge import judge
from tests.samples import SchemeSample, samples

NONCE = "7d8f3e4a9c01b2aa"
HEADERS = ["Authorization", "Date", "X-Duo-Date", "Host", "Content-Type", "X", "webhook-signature", "webhook-id",
           "webhook-timestamp", "Stripe-Signature", "X-Hub-Signature", "X-Slack-Signature", "X-Slack-Request-Timestamp"]  # fmt: skip
SAMPLES = [pytest.param(sample, id=f"{sample.scheme}-{index}") for index, sample in enumerate(samples())]


def prepared(sample: SchemeSample) -> tuple[Any, Request, Any]:
    scheme = scheme_named(sample.scheme)
    request, claims = scheme.prepare(sample.request, sample.credential, now=NOW, nonce=NONCE, **sample.options)
    return scheme, request, claims


@pytest.mark.parametrize("sample", SAMPLES)
def test_parse_undoes_attach(sample: SchemeSample) -> None:
    scheme, request, claims = prepared(sample)
    signature = scheme.derive(request, claims, sample.credential, run)
    parsed = scheme.parse(scheme.attach(request, claims, signature))
    assert parsed.signature == signature
    if sample.request.media_type == "text/plain":
        claims = claims._replace(version=5)
    assert claims in parsed.readings
    assert not parsed.flaws


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_signature_does_not_sign_itself(sample: SchemeSample) -> None:
    scheme, request, claims = prepared(sample)
    signature = scheme.derive(request, claims, sample.credential, run)
    assert scheme.derive(scheme.attach(request, claims, signature), claims, sample.credential, run) == signature


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.values[0].request.media_type != "text/plain"])  # type: ignore[union-attr]
def test_what_is_signed_is_accepted(sample: SchemeSample) -> None:
    signed = sign(sample.request, sample.credential, sample.scheme, now=NOW, nonce=NONCE, **sample.options)
    usual = scheme_named(sample.scheme).checks.habits
    assert judge(signed, sample.credential, sample.scheme, now=NOW, policy=usual).reason is Reason.VALID


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_value_is_used_once_and_only_passed_on(sample: SchemeSample) -> None:
    scheme, request, claims = prepared(sample)
    top = TreeBuilder({}).build(scheme.derive, (request, claims, sample.credential), {})
    seen: list[Node] = []

    def visit(node: Node) -> None:
        assert not any(node is other for other in seen), node.stage
        seen.append(node)
        for child in node.children:
            visit(child)

    visit(top)
    assert all(node.stage.__doc__ and node.stage.source for node in seen)


@pytest.mark.parametrize(
    "case", [c for c in cases() if c.result == "valid" and "Plaintext" not in c.flags], ids=lambda c: c.id
)
def test_any_changed_byte_of_what_is_signed_is_refused(case: Any) -> None:
    scheme = scheme_named(case.scheme)
    now = scheme.parse(case.request).readings[0].time
    verdict = judge(case.request, case.credential, case.scheme, now=now, policy=scheme.checks.habits)
    assert verdict.valid
    assert verdict.covers is not None
    for changed in tampered(case.request, verdict.covers):
        assert not judge(changed, case.credential, case.scheme, now=now, policy=scheme.checks.habits).valid, changed


def tampered(request: Request, covers: Coverage) -> list[Request]:
    """The request with one byte changed in each part that the signature covers."""
    changed = [request._replace(method=request.method + "X")] if covers.method else []
    changed += [request.with_header("Host", "x" + request.host)] if covers.host else []
    for index, char in enumerate(request.target if covers.path else ""):
        if char.isalnum() and "%" not in request.target[max(0, index - 2) : index]:
            other = "0" if char != "0" else "1"
            changed.append(request._replace(target=request.target[:index] + other + request.target[index + 1 :]))
    for index, byte in enumerate(request.body if covers.body else b""):
        body = request.body[:index] + bytes((byte ^ 1,)) + request.body[index + 1 :]
        changed.append(request._replace(body=body))
    changed += [
        request.with_header(name, f"{request.header(name)}0") for name in covers.headers if request.header(name)
    ]
    return changed


@pytest.mark.parametrize("name", scheme_names())
@settings(max_examples=300, deadline=None)
@given(
    method=st.text(max_size=8),
    target=st.text(max_size=60) | st.just("/a?oauth_signature=x&oauth_consumer_key=k&oauth_timestamp=1&oauth_nonce=2"),
    headers=st.lists(
        st.tuples(
            st.sampled_from(HEADERS),
            st.text(max_size=60)
            | st.sampled_from(
                [
                    "Basic Og==",
                    "Basic YTpi",
                    "OAuth",
                    'OAuth oauth_nonce="',
                    "Tue, 17 Mar 2026 09:30:05 -0000",
                    "v1,",
                    "t=1773739805,v1=0",
                    "sha256=0",
                    "v0=0",
                    "1773739805",
                ]
            )
            | st.binary(max_size=40).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
        ),
        max_size=6,
    ),
    body=st.binary(max_size=60),
)
def test_judge_returns_for_anything(name: str, method: str, target: str, headers: Any, body: bytes) -> None:
    credential = Credential.of("k", "secret")
    request = Request(method, target, tuple(headers), body)
    for scheme in (name, None):
        assert not judge(request, credential, scheme, now=1773739805).valid


def test_every_mistake_has_a_before_and_after() -> None:
    assert not [
        mistake.id for mistake in MISTAKES.values() if example_of(mistake.id) is None and mistake.example is None
    ]
