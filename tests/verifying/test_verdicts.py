"""What a verdict says: its reason, the words for the operator, the claims, and what is covered, in the order of checks."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from paraph import Credential, MemoryNonces, Policy, Reason, Rejected, Request, judge, request_for, sign, verify
from paraph.core.policy import NOTHING_COVERED, Coverage
from paraph.schemes import recognised, usual_scheme
from paraph.schemes.duo import DUO
from paraph.schemes.oauth1 import OAUTH1
from paraph.schemes.oauth1.signing import METHODS
from paraph.verifying.verdict import Verdict
from tests.verifying.test_policy import KEYS

NOW = 1_773_739_805
KEY = Credential.of("DIEXAMPLE00000000000", "s" * 40)
CLIENT = Credential.of("KEY", "s3cret")
ALICE = Credential.of("KEY", "s3cret", "tk", "ts")
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
JSON = (("Content-Type", "application/json"),)
GET = request_for("GET", "https://h.example/x?a=1")
DUO_GET = sign(GET, KEY, now=NOW)
OAUTH_GET = sign(GET, CLIENT, "oauth1", now=NOW, nonce="n")
POST = request_for("POST", "https://h.example/x", JSON, b"{}")
PUBLIC = Credential.of("KEY", KEYS["rsa public"])


def plain(**options: Any) -> Request:
    return sign(GET, CLIENT, "oauth1", method="PLAINTEXT", now=NOW, **options)


def without(name: str, request: Request = OAUTH_GET) -> Request:
    """The request with no value in that parameter of its header."""
    _, _, value = (request.header("Authorization") or "").partition(f'{name}="')
    return request.mapped_header("Authorization", lambda text: text.replace(value.partition('"')[0], "", 1))


def told(request: Request, keys: Any, scheme: Any = None, **options: Any) -> tuple[Reason, str]:
    verdict = judge(request, keys, scheme, **{"now": NOW, **options})
    return verdict.reason, verdict.detail


NO_SIGNATURE = (
    "this request is not signed: expected Authorization: Basic (Duo) or oauth_ parameters (OAuth 1.0a) or the signature "
    "header of a webhook; "
    "if it is signed elsewhere, name the scheme"
)
HELD = "this key id is known, but no credential of it has the token that the request names"
WRONG = "the signature is not that of this request under this key"
EVERY = Policy(variants=frozenset(METHODS))
VERDICTS: list[tuple[Callable[[], tuple[Reason, str]], Reason, str]] = [
    (lambda: told(GET, KEY), Reason.NO_CREDENTIALS, NO_SIGNATURE),
    (
        lambda: told(GET, KEY, "duo"),
        Reason.NO_CREDENTIALS,
        "no Authorization header: the request carries no credentials",
    ),
    (lambda: told(GET._replace(target="x"), KEY), Reason.MALFORMED, "the target is neither a path nor a URL"),
    (
        lambda: told(DUO_GET.with_header("Authorization", "Basic Og=="), KEY, "duo"),
        Reason.MALFORMED,
        "The integration key before the colon is empty.",
    ),
    (
        lambda: told(DUO_GET, KEY, "duo", policy=Policy(max_key_id_size=19)),
        Reason.MALFORMED,
        "the key id is longer than this verifier accepts",
    ),
    (
        lambda: told(OAUTH_GET, CLIENT, policy=Policy(variants=frozenset(("PLAINTEXT",)))),
        Reason.NOT_ALLOWED,
        "a signature of HMAC-SHA1 is not accepted here; accepted: PLAINTEXT",
    ),
    (
        lambda: told(plain()._replace(scheme="http"), CLIENT, policy=EVERY),
        Reason.NOT_ALLOWED,
        "PLAINTEXT is accepted only over https",
    ),
    (
        lambda: told(DUO_GET.without_header("Date"), KEY, "duo"),
        Reason.NO_TIME,
        "the request does not say when it was signed",
    ),
    (
        lambda: told(without("oauth_timestamp"), CLIENT),
        Reason.NO_TIME,
        "the request does not say when it was signed",
    ),
    (lambda: told(DUO_GET, CLIENT, "duo"), Reason.UNKNOWN_KEY, f"unknown key id {KEY.key_id!r}"),
    (
        lambda: told(sign(GET, replace(KEY, key_id="D" * 99), now=NOW), KEY, "duo"),
        Reason.UNKNOWN_KEY,
        f"unknown key id {'D' * 99!r}",
    ),
    (lambda: told(OAUTH_GET, ALICE), Reason.UNKNOWN_KEY, HELD),
    (lambda: told(OAUTH_GET, [KEY, ALICE]), Reason.UNKNOWN_KEY, HELD),
    (lambda: told(OAUTH_GET, []), Reason.UNKNOWN_KEY, "the key id that was sent is unknown"),
    (lambda: told(OAUTH_GET, lambda _: None), Reason.UNKNOWN_KEY, "the key id that was sent is unknown"),
    (
        lambda: told(DUO_GET.with_header("Date", "soon"), KEY, "duo"),
        Reason.BAD_TIME,
        "the time of the request cannot be read",
    ),
    (
        lambda: told(DUO_GET.with_header("Date", "soon"), CLIENT, "duo"),
        Reason.UNKNOWN_KEY,
        f"unknown key id {KEY.key_id!r}",
    ),
    (lambda: told(DUO_GET, KEY, "duo", now=NOW + 301), Reason.BAD_TIME, "the request is 5 minutes 1 second old"),
    (lambda: told(DUO_GET, KEY, "duo", now=NOW - 301), Reason.BAD_TIME, "the request is 5 minutes 1 second ahead"),
    (
        lambda: told(DUO_GET, KEY, "duo", now=NOW + 1, policy=Policy(window=0)),
        Reason.BAD_TIME,
        "the request is 1 second old",
    ),
    (
        lambda: told(DUO_GET, KEY, "duo", now=NOW - 1, policy=Policy(window=0)),
        Reason.BAD_TIME,
        "the request is 1 second ahead",
    ),
    (lambda: told(DUO_GET, KEY, "duo", policy=Policy(window=0)), Reason.VALID, "the signature holds"),
    (
        lambda: told(OAUTH_GET, PUBLIC),
        Reason.NOT_ALLOWED,
        "HMAC-SHA1 does not fit the known key, a public key",
    ),
    (lambda: told(OAUTH_GET, [PUBLIC, Credential.of("KEY", "other")]), Reason.BAD_SIGNATURE, WRONG),
    (lambda: told(DUO_GET._replace(target="/y"), KEY, "duo"), Reason.BAD_SIGNATURE, WRONG),
    (
        lambda: told(sign(GET, KEY, version=1, now=NOW), KEY, "duo"),
        Reason.NOT_ALLOWED,
        "the signature is of v1/sha512, which is not accepted here",
    ),
    (
        lambda: told(sign(POST, CLIENT, "oauth1", body_hash=True, now=NOW)._replace(body=b"x"), CLIENT),
        Reason.BAD_SIGNATURE,
        "the body is not the one of oauth_body_hash, which was signed",
    ),
    (
        lambda: told(sign(POST._replace(target="/x?a=1"), KEY, now=NOW), KEY, "duo"),
        Reason.UNCOVERED,
        "a signature of v5/sha512 does not cover this: query",
    ),
    (
        lambda: told(sign(POST, CLIENT, "oauth1", now=NOW), CLIENT, policy=Policy(require_body=True)),
        Reason.UNCOVERED,
        "the body is not covered by the signature",
    ),
    (lambda: told(OAUTH_GET, CLIENT, policy=Policy(require_body=True)), Reason.VALID, "the signature holds"),
    (
        lambda: told(OAUTH_GET, CLIENT, nonces=MemoryNonces(), policy=Policy(max_nonce_size=len(f"{NOW} 0  n") - 1)),
        Reason.MALFORMED,
        "the nonce is longer than this verifier accepts",
    ),
    (
        lambda: told(OAUTH_GET, CLIENT, nonces=MemoryNonces(), policy=Policy(max_nonce_size=len(f"{NOW} 0  n"))),
        Reason.VALID,
        "the signature holds",
    ),
    (lambda: told(OAUTH_GET, CLIENT, nonces=MemoryNonces(most=0)), Reason.REPLAYED, "the nonce was used before"),
]


@pytest.mark.parametrize("number", range(len(VERDICTS)))
def test_each_reason_is_told_in_one_sentence(number: int) -> None:
    judged, reason, detail = VERDICTS[number]
    assert judged() == (reason, detail)


@pytest.mark.parametrize("scheme", [None, "duo", DUO])
def test_a_verdict_names_its_scheme_and_claims(scheme: Any) -> None:
    name = {None: ""}.get(scheme, "duo")
    claims = DUO.parse(DUO_GET).readings[0]
    good = Verdict(Reason.VALID, "the signature holds", "duo", claims, DUO.checks.coverage(GET, claims))
    assert judge(DUO_GET.with_header("Host", "x.duosecurity.com"), KEY, scheme, now=NOW).scheme == "duo"
    assert judge(DUO_GET, KEY, scheme, now=NOW) == good
    assert judge(GET._replace(method=""), KEY, scheme, now=NOW).scheme == name
    assert judge(GET._replace(method=""), KEY, scheme, now=NOW).claims is None
    unsigned = request_for("GET", "https://x.duosecurity.com/x")
    assert judge(unsigned, KEY, scheme, now=NOW)[:3:2] == (Reason.NO_CREDENTIALS, "duo")
    bad = judge(DUO_GET._replace(target="/y"), KEY, scheme, now=NOW)
    assert (bad.scheme, bad.claims, bad.covers) == ("duo", claims, None)


def test_an_accepted_older_version_is_the_one_that_is_claimed() -> None:
    older = sign(GET, KEY, version=2, digest="sha1", now=NOW)
    verdict = judge(older, KEY, "duo", now=NOW)
    assert verdict.claims
    assert verdict.claims.variant == "v2/sha1"
    refused = judge(older, KEY, "duo", now=NOW, policy=Policy(variants=frozenset(("v5/sha512",))))
    assert refused.claims
    assert (refused.reason, refused.claims.variant) == (Reason.NOT_ALLOWED, "v2/sha1")
    port = judge(sign(request_for("GET", "https://h.example:1/"), KEY, now=NOW, version=2), KEY, "duo", now=NOW)
    assert port.claims
    assert port.covers
    assert (port.reason, port.claims.variant, port.covers.exposed) == (Reason.UNCOVERED, "v2/sha512", ("port",))


def test_a_refused_version_is_the_one_that_was_signed() -> None:
    verdict = judge(sign(GET, KEY, version=1, now=NOW), KEY, "duo", now=NOW)
    assert verdict.claims
    assert (verdict.reason, verdict.claims.variant) == (Reason.NOT_ALLOWED, "v1/sha512")


@pytest.mark.parametrize("version", [2, 4, 5])
def test_one_allowed_reading_is_enough(version: int) -> None:
    one = Policy(variants=frozenset((f"v{version}/sha512",)))
    for signed in (2, 4, 5):
        verdict = judge(sign(GET, KEY, version=signed, now=NOW), KEY, "duo", now=NOW, policy=one)
        assert verdict.valid == (signed == version)


def test_a_right_signature_that_is_refused_still_names_its_claims() -> None:
    store = MemoryNonces(most=0)
    other_body = sign(POST, CLIENT, "oauth1", body_hash=True, now=NOW)._replace(body=b"x")
    for request, reason in ((OAUTH_GET, Reason.REPLAYED), (other_body, Reason.BAD_SIGNATURE)):
        verdict = judge(request, CLIENT, now=NOW, nonces=store)
        assert verdict.claims
        assert (verdict.reason, verdict.claims.key_id, verdict.covers) == (reason, "KEY", None)


def test_what_is_not_covered_is_rejected_though_the_signature_holds() -> None:
    with pytest.raises(Rejected, match="^uncovered: a signature of v5/sha512 does not cover this: query$") as caught:
        verify(sign(POST._replace(target="/x?a=1"), KEY, now=NOW), KEY, "duo", now=NOW)
    assert caught.value.verdict.covers


def test_the_time_is_that_of_the_clock_in_whole_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: NOW + 300.9)
    assert judge(DUO_GET, KEY, "duo").valid
    assert judge(DUO_GET, KEY, "duo", now=0).reason is Reason.BAD_TIME
    monkeypatch.setattr("time.time", lambda: NOW + 301.0)
    assert judge(DUO_GET, KEY, "duo").reason is Reason.BAD_TIME


class Store:
    """A store of nonces that notes what it is asked to spend."""

    def __init__(self) -> None:
        self.spent: list[tuple[str, int, int]] = []

    def spend(self, nonce: str, expires: int, now: int) -> bool:
        self.spent.append((nonce, expires, now))
        return True


@pytest.mark.parametrize(("policy", "window"), [(Policy(), 300), (Policy(window=60), 60)])
def test_a_nonce_is_kept_for_the_window_of_the_request_under_its_scheme_and_key(policy: Policy, window: int) -> None:
    store = Store()
    assert judge(OAUTH_GET, CLIENT, now=NOW + 30, nonces=store, policy=policy).valid
    assert store.spent == [(f"oauth1 3 KEY {NOW} 0  n", NOW + window, NOW + 30)]


def test_what_is_timeless_or_has_no_nonce_spends_none() -> None:
    store = Store()
    timeless = plain().mapped_header(
        "Authorization", lambda text: text.replace(f', oauth_timestamp="{NOW}"', "").replace("oauth_nonce", "nonce_")
    )
    assert "oauth_timestamp" not in (timeless.header("Authorization") or "")
    assert judge(timeless, CLIENT, now=NOW, nonces=store, policy=EVERY).valid
    assert judge(timeless, CLIENT, now=NOW, nonces=store, policy=replace(EVERY, window=0)).valid
    assert judge(plain(), CLIENT, now=NOW, nonces=store, policy=EVERY).valid
    assert judge(plain(), CLIENT, now=NOW + 301, nonces=store, policy=EVERY).reason is Reason.BAD_TIME
    assert judge(DUO_GET, KEY, now=NOW, nonces=store).valid
    assert store.spent == []


def test_the_key_id_chooses_the_keys_and_the_policy() -> None:
    asked: list[str] = []

    def keys(key_id: str) -> Credential:
        asked.append(key_id)
        return CLIENT

    def policy(key_id: str) -> Policy:
        asked.append(key_id)
        return Policy()

    assert judge(OAUTH_GET, keys, now=NOW, policy=policy).valid
    assert asked == ["KEY", "KEY"]
    assert judge(OAUTH_GET, (key for key in (KEY, CLIENT)), now=NOW).valid


def test_the_caps_are_the_usual_ones_where_the_policy_is_one_by_key() -> None:
    many = OAUTH_GET._replace(headers=(*OAUTH_GET.headers, *((f"X-{n}", "") for n in range(300))))
    assert judge(many, CLIENT, now=NOW, policy=lambda _: Policy(max_headers=999)).reason is Reason.MALFORMED
    assert judge(many, CLIENT, now=NOW, policy=Policy(max_headers=999)).valid


@pytest.mark.parametrize("stale", [False, True])
def test_nothing_is_derived_for_a_request_out_of_time(stale: bool) -> None:
    work: list[Any] = []

    def derive(*args: Any) -> str:
        work.append(args)
        return ""

    counting: Any = replace(DUO, derive=derive)
    assert not judge(DUO_GET, KEY, counting, now=NOW + 301 * stale).valid
    assert bool(work) is not stale


def test_a_broken_key_of_our_own_is_no_reason_to_stop() -> None:
    broken = Credential.of("KEY", KEYS["broken"])
    signed = sign(GET, Credential.of("KEY", KEYS["rsa private"]), "oauth1", method="RSA-SHA1", now=NOW)
    assert judge(signed, [broken, PUBLIC], now=NOW).valid
    assert judge(signed, [broken], now=NOW).reason is Reason.NOT_ALLOWED


def test_nobodys_key_is_never_accepted() -> None:
    stranger = OAUTH1.checks.unknown_credential(OAUTH1.parse(OAUTH_GET).readings[0])
    forged = sign(GET, replace(stranger, key_id="KEY"), "oauth1", now=NOW)
    assert judge(forged, CLIENT, now=NOW).reason is Reason.BAD_SIGNATURE
    assert judge(forged, [], now=NOW).reason is Reason.UNKNOWN_KEY


def test_verify_takes_what_judge_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryNonces()
    assert verify(OAUTH_GET, CLIENT, now=NOW, nonces=store).value("oauth_nonce") == "n"
    for options, reason in (
        ({"nonces": store}, "replayed: the nonce was used before"),
        ({"scheme": "duo"}, "malformed: The Authorization header begins with 'OAuth'; Duo expects Basic."),
        ({"now": NOW + 301}, "bad-time: the request is 5 minutes 1 second old"),
        ({"policy": Policy(max_key_id_size=2)}, "malformed: the key id is longer than this verifier accepts"),
    ):
        with pytest.raises(Rejected, match=f"^{reason}$"):
            verify(OAUTH_GET, CLIENT, **{"now": NOW, **options})  # type: ignore[arg-type]
    monkeypatch.setattr("time.time", lambda: NOW)
    assert verify(OAUTH_GET, CLIENT).nonce == f"{NOW} 0  n"


@pytest.mark.parametrize("covered", [True, False])
def test_only_covered_parts_are_shown(covered: bool) -> None:
    headers = (*FORM, ("X-A", " \tv\xa0 "), ("X-B", "w"))
    post = request_for("post", "https://H.example:443/x?q=1", headers, b"f=2")
    cover = Coverage(body=True, headers=("x-a",)) if covered else NOTHING_COVERED
    shown_by: Any = replace(OAUTH1, checks=replace(OAUTH1.checks, coverage=lambda *_: cover))
    signed = sign(post, CLIENT, "oauth1", now=NOW)
    verdict = judge(signed, CLIENT, shown_by, now=NOW)
    from paraph.verifying.judge import verified_values

    assert verdict.claims
    shown = verified_values(signed, shown_by, verdict.claims, cover)
    parts = (shown.method, shown.host, shown.path, shown.query, shown.form, shown.body, shown.headers)
    if covered:
        assert parts == ("POST", "h.example", "/x", (("q", "1"),), (("f", "2"),), b"f=2", (("x-a", "v\xa0"),))
    else:
        assert parts == ("", "", "", (), (), None, ())
    assert shown.parameters == tuple(sorted(shown.query + shown.form))
    assert (shown.covers, shown.variant, shown.time) == (cover, "HMAC-SHA1", NOW)
    assert verdict.covers == cover


def test_the_port_of_the_host_is_shown_unless_it_is_the_usual_one() -> None:
    for scheme, port, host in (
        ("https", "80", "h:80"),
        ("http", "80", "h"),
        ("https", "443", "h"),
        ("http", "443", "h:443"),
    ):
        signed = sign(request_for("GET", f"{scheme}://H:{port}/"), CLIENT, "oauth1", now=NOW)
        assert verify(signed, CLIENT, now=NOW).host == host


def test_a_scheme_is_found_by_its_request_host_or_key() -> None:
    assert recognised(DUO_GET) is DUO
    assert recognised(OAUTH_GET) is OAUTH1
    both = sign(request_for("GET", "https://x.duosecurity.com/?oauth_nonce=1"), KEY, now=NOW)
    assert recognised(both) is DUO
    for host, key_id, name in (
        ("api-1.DuoSecurity.com", "x", "duo"),
        ("api-1.duofederal.com:443", "x", "duo"),
        ("h.example", "DIx", "duo"),
        ("h.example", "xDI", "oauth1"),
        ("api.duosecurity.com.example", "dix", "oauth1"),
        ("duosecurity.com", "", "oauth1"),
    ):
        assert usual_scheme(host, key_id) == name
