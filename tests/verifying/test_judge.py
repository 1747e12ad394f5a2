"""Judging: one reason for each way to be refused, in the words of the vendor."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from paraph import Credential, MemoryNonces, Reason, Rejected, Request, judge, request_for, sign, verify
from paraph.schemes.duo.vendor import CODES
from tests.policies import EVERYTHING

NOW = 1773739805
DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
OAUTH = Credential.of("ck", "cs", "tk", "ts")
GET = request_for("GET", "https://api-example0.duosecurity.com/admin/v1/users?a=1")
SIGNED = sign(GET, DUO, now=NOW)
OAUTH_SIGNED = sign(request_for("GET", "https://shop.example.com/photos?a=1"), OAUTH, "oauth1", now=NOW)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (GET, 40101),
        (SIGNED.with_header("Authorization", "Bearer x"), 40101),
        (sign(GET, Credential.of("DIOTHER0000000000000", "x"), now=NOW), 40102),
        (SIGNED._replace(target="/admin/v1/users?a=2"), 40103),
        (SIGNED.without_header("Date"), 40104),
        (SIGNED.with_header("Date", "yesterday"), 40105),
        (sign(GET, DUO, now=NOW - 301), 40105),
        (sign(GET, DUO, now=NOW + 301), 40105),
    ],
)
def test_duo_codes(request_: Request, code: int) -> None:
    verdict = judge(request_, DUO, "duo", now=NOW)
    assert CODES[verdict.reason][0] == code


@pytest.mark.parametrize("skew", [-300, 0, 300])
def test_the_window_includes_its_edges(skew: int) -> None:
    assert judge(sign(GET, DUO, now=NOW + skew), DUO, now=NOW).valid


def test_each_version_and_digest_is_accepted() -> None:
    for version, digest in ((1, "sha1"), (1, "sha512"), (2, "sha1"), (2, "sha512"), (4, "sha512"), (5, "sha512")):
        request = sign(GET, DUO, now=NOW, version=version, digest=digest)
        assert judge(request, DUO, now=NOW, policy=EVERYTHING).valid
        assert judge(request, DUO, now=NOW).valid == (version > 1)


def test_a_json_body_is_only_accepted_when_it_is_covered() -> None:
    post = Request("POST", "/admin/v1/users", (*GET.headers, ("Content-Type", "application/json")), b'{"a":1}')
    assert judge(sign(post, DUO, now=NOW, version=5), DUO, now=NOW).valid
    assert judge(sign(post, DUO, now=NOW, version=2), DUO, now=NOW).reason is Reason.BAD_SIGNATURE


def test_a_nonce_is_spent_once_and_only_by_a_right_signature() -> None:
    nonces = MemoryNonces()
    forged = OAUTH_SIGNED._replace(target="/photos?a=2")
    assert judge(forged, OAUTH, now=NOW, nonces=nonces).reason is Reason.BAD_SIGNATURE
    assert judge(OAUTH_SIGNED, OAUTH, now=NOW, nonces=nonces).valid
    assert judge(OAUTH_SIGNED, OAUTH, now=NOW, nonces=nonces).reason is Reason.REPLAYED


def test_one_of_many_threads_spends_a_nonce() -> None:
    nonces = MemoryNonces()
    with ThreadPoolExecutor(8) as pool:
        verdicts = list(pool.map(lambda _: judge(OAUTH_SIGNED, OAUTH, now=NOW, nonces=nonces).valid, range(64)))
    assert sum(verdicts) == 1


def test_spent_nonces_are_forgotten_after_their_window_and_never_before() -> None:
    nonces = MemoryNonces(most=2)
    assert nonces.spend("a", 10, 0)
    assert nonces.spend("b", 20, 0)
    assert not nonces.spend("c", 20, 5)
    assert not nonces.spend("a", 20, 10)
    assert nonces.spend("c", 20, 11)


def test_rotation_and_lookup() -> None:
    old, new = Credential.of(DUO.key_id, "old"), DUO
    assert judge(SIGNED, [old, new], now=NOW).valid
    assert judge(SIGNED, lambda key_id: [old, new] if key_id == DUO.key_id else None, now=NOW).valid
    assert judge(SIGNED, lambda _: None, now=NOW).reason is Reason.UNKNOWN_KEY


def test_verify_raises_and_does_not_show_the_right_signature() -> None:
    assert verify(SIGNED, DUO, now=NOW).key_id == DUO.key_id
    forged = SIGNED._replace(target="/admin/v1/users?a=2")
    with pytest.raises(Rejected) as caught:
        verify(forged, DUO, now=NOW)
    assert caught.value.verdict.reason is Reason.BAD_SIGNATURE
    right = sign(GET._replace(target="/admin/v1/users?a=2"), DUO, now=NOW).header("Authorization") or "?"
    assert right not in str(caught.value)


@pytest.mark.parametrize(
    "part", ["oauth_nonce", "oauth_timestamp", "oauth_signature", "oauth_consumer_key", "oauth_signature_method"]
)
def test_no_part_may_be_missing(part: str) -> None:
    import re

    less = OAUTH_SIGNED.mapped_header("Authorization", lambda value: re.sub(rf'{part}="[^"]*",? ?', "", value))
    assert not judge(less, OAUTH, now=NOW).valid


@pytest.mark.parametrize("text", ["1e9", " 1773739805", "1_773_739_805", "-5", "", "٣", "9" * 40])
def test_odd_timestamps_are_refused(text: str) -> None:
    odd = OAUTH_SIGNED.mapped_header("Authorization", lambda value: value.replace(f'"{NOW}"', f'"{text}"'))
    assert not judge(odd, OAUTH, now=NOW).valid


def test_a_shortened_signature_is_refused() -> None:
    short = OAUTH_SIGNED.mapped_header("Authorization", lambda value: value.replace("%3D", ""))
    assert not judge(short, OAUTH, now=NOW).valid
