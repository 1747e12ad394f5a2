"""What a verifier refuses although the signature holds, and what it refuses before it looks at the signature."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from paraph import BadKey, Credential, Policy, Reason, Rejected, Request, Secret, judge, read, request_for, sign, verify
from paraph.core.policy import PARTS
from paraph.core.scheme import UNKNOWN_CREDENTIAL
from paraph.core.trace import run
from paraph.schemes.duo import DUO
from paraph.schemes.oauth1 import OAUTH1
from paraph.schemes.oauth1.signing import METHODS, RSA_SIGNATURES

NOW = 1_773_739_805
KEY = Credential.of("DIEXAMPLE00000000000", "s" * 40)
CLIENT = Credential.of("KEY", "s3cret")
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
JSON = (("Content-Type", "application/json"),)
EVERY_METHOD = Policy(variants=frozenset(METHODS))


def private_pem(key: Any) -> bytes:
    return bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def public_pem(key: Any) -> bytes:
    return bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


RSA_KEY = rsa.generate_private_key(65537, 2048)
KEYS = {
    "shared": b"s3cret",
    "rsa public": public_pem(RSA_KEY),
    "rsa private": private_pem(RSA_KEY),
    "ec public": public_pem(ec.generate_private_key(ec.SECP256R1())),
    "ec private": private_pem(ec.generate_private_key(ec.SECP256R1())),
    "ed25519 public": public_pem(ed25519.Ed25519PrivateKey.generate()),
    "broken": b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
    "ssh": b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ== me@example",
}


def forged(method: str, key: bytes) -> Request:
    """What somebody sends who knows these bytes and signs by hand, whatever kind of key they are."""
    prepared, claims = OAUTH1.prepare(
        request_for("GET", "https://h.example/pay?to=evil"), CLIENT, now=NOW, nonce="n", method=method
    )
    credential = Credential("KEY", Secret(key))
    try:
        signature = OAUTH1.derive(prepared, claims, credential, run)
    except BadKey:
        signature = "AAAA"
    return OAUTH1.attach(prepared, claims, signature)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", KEYS)
def test_a_key_serves_for_its_own_kind_alone(kind: str, method: str) -> None:
    verdict = judge(forged(method, KEYS[kind]), Credential.of("KEY", KEYS[kind]), now=NOW, policy=EVERY_METHOD)
    goes_together = kind == "shared" if method not in RSA_SIGNATURES else kind == "rsa private"
    assert verdict.valid == goes_together, verdict


@pytest.mark.parametrize("kind", ["ec public", "ec private", "ed25519 public", "broken"])
def test_a_key_that_is_no_rsa_key_is_told_to_its_owner(kind: str) -> None:
    verdict = judge(forged("RSA-SHA256", KEYS[kind]), Credential.of("KEY", KEYS[kind]), now=NOW)
    assert verdict.reason is Reason.NOT_ALLOWED
    assert "has to be an RSA key in PEM" in verdict.detail


@pytest.mark.parametrize("method", sorted(RSA_SIGNATURES))
def test_a_public_key_verifies_what_the_private_one_signed(method: str) -> None:
    signer, verifier = Credential.rsa("KEY", KEYS["rsa private"]), Credential.rsa("KEY", KEYS["rsa public"])
    signed = sign(request_for("GET", "https://h.example/x"), signer, "oauth1", method=method, now=NOW)
    assert judge(signed, verifier, now=NOW).valid
    assert judge(signed, [CLIENT, verifier], now=NOW).valid
    assert judge(signed, CLIENT, now=NOW).reason is Reason.NOT_ALLOWED
    stranger = Credential.rsa("KEY", public_pem(rsa.generate_private_key(65537, 2048)))
    assert judge(signed, stranger, now=NOW).reason is Reason.BAD_SIGNATURE


@pytest.mark.parametrize("kind", ["shared", "ec public", "ec private", "ed25519 public", "broken", "ssh"])
def test_what_is_no_rsa_key_is_refused_when_the_credential_is_made(kind: str) -> None:
    with pytest.raises(BadKey, match="RSA key") as caught:
        Credential.rsa("KEY", KEYS[kind])
    assert KEYS[kind].decode()[:20].strip("-") not in str(caught.value).replace("-----BEGIN ...-----", "")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", KEYS)
def test_signing_takes_the_key_that_goes_with_the_method(kind: str, method: str) -> None:
    credential = Credential.of("KEY", KEYS[kind])
    if kind == ("rsa private" if method in RSA_SIGNATURES else "shared"):
        sign(request_for("GET", "https://h.example/x"), credential, "oauth1", method=method)
    else:
        with pytest.raises(BadKey):
            sign(request_for("GET", "https://h.example/x"), credential, "oauth1", method=method)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Credential("id", "text"),  # type: ignore[arg-type]
        lambda: Credential("id", Secret("s"), token_secret="text"),  # type: ignore[arg-type]
        lambda: Credential("id", Secret("s"), others={"x": "text"}),  # type: ignore[dict-item]
        lambda: Credential(5, Secret("s")),  # type: ignore[arg-type]
        lambda: Credential.of("id", None),  # type: ignore[arg-type]
        lambda: Credential.of("id", "s", token=None),  # type: ignore[arg-type]
        lambda: Secret(5),  # type: ignore[arg-type]
        lambda: Policy(variants="HMAC-SHA1"),
        lambda: Policy(allow=5),  # type: ignore[arg-type]
        lambda: Policy(variants={5}),  # type: ignore[arg-type]
        lambda: Policy(require_body="no"),  # type: ignore[arg-type]
    ],
)
def test_wrong_types_are_refused_at_once(make: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        make()


class Waiting:
    """A store of nonces whose answer has to be awaited."""

    async def spend(self, *_: object) -> bool:
        return False


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"request": b"GET / HTTP/1.1"}, "a paraph.Request"),
        ({"request": request_for("GET", "https://h.example/")._replace(body="text")}, "whose body is bytes"),  # type: ignore[arg-type]
        ({"request": request_for("GET", "https://h.example/")._replace(headers=((b"Host", b"h"),))}, "pairs of text"),  # type: ignore[arg-type]
        ({"keys": "s3cret"}, "keys are"),
        ({"keys": {"KEY": CLIENT}}, "of a dict: its get"),
        ({"keys": None}, "keys are"),
        ({"policy": "strict"}, "policy is"),
        ({"policy": None}, "policy is"),
        ({"policy": Policy}, "policy is"),
        ({"policy": lambda _: "strict"}, "has to return a Policy"),
        ({"nonces": "nonces.db"}, "nonces is"),
        ({"nonces": set()}, "nonces is"),
        ({"nonces": Waiting}, "nonces is"),
        ({"now": 1.5}, "now is"),
        ({"now": True}, "now is"),
    ],
)
def test_wrong_arguments_are_refused_at_the_call(changed: dict[str, Any], said: str) -> None:
    right = {
        "request": sign(request_for("GET", "https://h.example/x"), CLIENT, "oauth1", now=NOW),
        "keys": CLIENT,
        "now": NOW,
    }
    with pytest.raises(TypeError, match=said):
        judge(**{**right, **changed})


def test_an_asynchronous_store_lets_nobody_in() -> None:
    signed = sign(request_for("GET", "https://h.example/x"), CLIENT, "oauth1", now=NOW)
    with pytest.raises(TypeError, match="asynchronous"):
        judge(signed, CLIENT, now=NOW, nonces=Waiting())  # type: ignore[arg-type]


def test_an_unknown_variant_is_told_at_the_call() -> None:
    signed = sign(request_for("GET", "https://h.example/x"), CLIENT, "oauth1", now=NOW)
    for policy in (Policy(variants={"HMAC_SHA1"}), lambda _: Policy(variants={"HMAC_SHA1"})):
        with pytest.raises(ValueError, match="unknown variant 'HMAC_SHA1'; choose among HMAC-SHA1, "):
            judge(signed, CLIENT, now=NOW, policy=policy)
    assert judge(signed, CLIENT, now=NOW, policy=lambda _: None).valid


@pytest.mark.parametrize("scheme", ["duo", "oauth1"])
def test_an_empty_secret_lets_nobody_in(scheme: str) -> None:
    empty = Credential.of("DIEXAMPLE00000000000", "")
    signed = sign(request_for("GET", "https://h.example/x"), empty, scheme, now=NOW)
    verdict = judge(signed, empty, scheme, now=NOW)
    assert (verdict.reason, verdict.detail) == (Reason.NOT_ALLOWED, "the known secret for this key is empty")


def test_a_policy_with_wrong_values_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="no part .qeury.: choose among body"):
        Policy(allow=frozenset(("qeury",)))
    with pytest.raises(ValueError, match="window"):
        Policy(window=-1)


def test_plaintext_only_if_allowed_and_only_over_https() -> None:
    plain = sign(request_for("GET", "https://h.example/x?a=1"), CLIENT, "oauth1", method="PLAINTEXT", now=NOW)
    assert judge(plain, CLIENT, now=NOW).reason is Reason.NOT_ALLOWED
    verdict = judge(plain, CLIENT, now=NOW, policy=EVERY_METHOD)
    assert verdict.valid
    assert verdict.covers
    assert not any((verdict.covers.method, verdict.covers.path, verdict.covers.query, verdict.covers.body))
    assert judge(plain._replace(scheme="http"), CLIENT, now=NOW, policy=EVERY_METHOD).reason is Reason.NOT_ALLOWED
    shown = verify(plain, CLIENT, now=NOW, policy=EVERY_METHOD)
    assert (shown.method, shown.host, shown.path, shown.query) == ("", "", "", ())


def test_the_request_does_not_choose_beyond_what_the_policy_of_its_key_allows() -> None:
    one = Policy(variants=frozenset(("HMAC-SHA256",)))
    for method in METHODS[:3]:
        signed = sign(request_for("GET", "https://h.example/x"), CLIENT, "oauth1", method=method, now=NOW)
        assert judge(signed, CLIENT, now=NOW, policy=one).valid == (method == "HMAC-SHA256")
        by_key = judge(signed, CLIENT, now=NOW, policy=lambda key_id: one if key_id == "KEY" else Policy())
        assert by_key.valid == (method == "HMAC-SHA256")


TOKENS = {
    "alice": Credential.of("KEY", "s3cret", "tokA", "tsA"),
    "bob": Credential.of("KEY", "s3cret", "tokB", "tsB"),
    "nobody": CLIENT,
    "alice as bob": Credential.of("KEY", "s3cret", "tokB", "tsA"),
    "no token, but its secret": Credential.of("KEY", "s3cret", "", "tsA"),
}


@pytest.mark.parametrize("signer", TOKENS)
@pytest.mark.parametrize("held", [("alice",), ("alice", "bob"), ("alice", "nobody"), ("nobody",), ("bob", "alice")])
def test_a_token_is_verified_with_its_own_secret_and_no_other(signer: str, held: tuple[str, ...]) -> None:
    signed = sign(request_for("GET", "https://h.example/x"), TOKENS[signer], "oauth1", now=NOW)
    verdict = judge(signed, [TOKENS[name] for name in held], now=NOW)
    assert verdict.valid == (signer in held)
    if verdict.valid:
        claimed = verify(signed, [TOKENS[name] for name in held], now=NOW).value("oauth_token")
        assert claimed == TOKENS[signer].token


@pytest.mark.parametrize("method", METHODS[:3])
def test_a_body_hash_is_compared_whenever_it_is_there(method: str) -> None:
    post = request_for("POST", "https://h.example/x", JSON, b'{"to":"bob"}')
    signed = sign(post, CLIENT, "oauth1", method=method, body_hash=True, now=NOW)
    verdict = judge(signed, CLIENT, now=NOW, policy=Policy(require_body=True))
    assert verdict.valid
    assert verdict.covers
    assert verdict.covers.body
    assert verify(signed, CLIENT, now=NOW).body == b'{"to":"bob"}'
    for body in (b'{"to":"eve"}', b""):
        assert judge(signed._replace(body=body), CLIENT, now=NOW).reason is Reason.BAD_SIGNATURE
    assert verify(sign(post, CLIENT, "oauth1", now=NOW), CLIENT, now=NOW).body is None
    uncovered = judge(sign(post, CLIENT, "oauth1", now=NOW), CLIENT, now=NOW, policy=Policy(require_body=True))
    assert uncovered.reason is Reason.UNCOVERED


def test_a_form_is_covered_without_a_body_hash() -> None:
    signed = sign(request_for("POST", "https://h.example/x", FORM, b"to=bob"), CLIENT, "oauth1", now=NOW)
    shown = verify(signed, CLIENT, now=NOW, policy=Policy(require_body=True))
    assert (shown.form, shown.parameters, shown.body) == ((("to", "bob"),), (("to", "bob"),), None)


POST = request_for("POST", "https://h.example/x", FORM, b"name=a")
GET = request_for("GET", "https://h.example/x?a=1")
EXPOSED = [
    (POST._replace(target="/x?name=eve"), {"query", "repeated names"}, (1, 2)),
    (POST._replace(target="/x?role=Owner"), {"query"}, (1, 2)),
    (POST, {"content type"}, (4,)),
    (request_for("POST", "https://h.example/x?a=1", JSON, b"{}"), {"query"}, (4, 5)),
    (request_for("DELETE", "https://h.example/x", FORM, b"a=1"), {"body"}, (1, 2)),
    (request_for("DELETE", "https://h.example/x", JSON, b"{}"), {"body"}, (1, 2, 4, 5)),
    (request_for("GET", "https://h.example/x?a=1", FORM, b"a=evil"), {"body", "repeated names"}, (1, 2)),
    (request_for("GET", "https://h.example/x", (("X-Duo-A", "b"),)), {"headers"}, (1, 2, 4)),
    (request_for("GET", "https://h.example:8443/x"), {"port"}, (1, 2, 4, 5)),
]


@pytest.mark.parametrize(("request_", "parts", "version"), [(r, p, v) for r, p, versions in EXPOSED for v in versions])
def test_what_duo_does_not_sign_is_refused_unless_it_is_allowed(
    request_: Request, parts: set[str], version: int
) -> None:
    signed = sign(request_, KEY, version=version, now=NOW)
    variants = DUO.checks.habits.variants
    verdict = judge(signed, KEY, "duo", now=NOW, policy=Policy(variants=variants))
    assert verdict.reason is Reason.UNCOVERED
    assert verdict.covers
    assert set(verdict.covers.exposed) == parts
    assert judge(signed, KEY, "duo", now=NOW, policy=Policy(variants=variants, allow=frozenset(parts))).valid
    for part in parts:
        less = Policy(variants=variants, allow=PARTS - {part})
        assert judge(signed, KEY, "duo", now=NOW, policy=less).reason is Reason.UNCOVERED


@pytest.mark.parametrize("placement", ["query", "body"])
def test_other_credentials_beside_those_of_oauth_are_refused_unless_allowed(placement: str) -> None:
    signed = sign(POST, CLIENT, "oauth1", placement=placement, now=NOW)
    more = signed._replace(headers=(*signed.headers, ("Authorization", "Bearer admin")))
    assert judge(signed, CLIENT, now=NOW).valid
    assert judge(more, CLIENT, now=NOW).reason is Reason.UNCOVERED
    assert judge(more, CLIENT, now=NOW, policy=Policy(allow=frozenset(("headers",)))).valid


@pytest.mark.parametrize("name", ["a", "%61", "xoauth_a", "OAUTH_a", "Oauth_nonce"])
def test_no_parameter_can_be_moved_out_of_sight(name: str) -> None:
    """What stands in Authorization is signed like the query, and no application reads it."""
    signed = sign(request_for("GET", f"https://h.example/delete?{name}=1&b=2"), CLIENT, "oauth1", now=NOW)
    moved = signed._replace(target="/delete?b=2").mapped_header(
        "Authorization", lambda text: text.replace("OAuth ", f'OAuth realm="x", {name}="1", ')
    )
    assert len(verify(signed, CLIENT, now=NOW).parameters) == 2
    assert judge(moved, CLIENT, now=NOW).reason is Reason.UNCOVERED
    assert judge(moved, CLIENT, now=NOW, policy=OAUTH1.checks.habits).valid


@pytest.mark.parametrize("target", ["https://h.example?a=1", "https://h.example/?a=1", "/?a=1"])
def test_a_url_without_a_path_has_the_path_that_is_signed(target: str) -> None:
    signed = sign(request_for("GET", "https://h.example/?a=1"), CLIENT, "oauth1", now=NOW)
    assert verify(signed._replace(target=target), CLIENT, now=NOW).path == "/"


def test_version_1_is_refused_unless_it_is_allowed() -> None:
    signed = sign(GET, KEY, version=1, now=NOW).with_header("Date", "Mon, 17 Mar 2036 09:30:05 -0000")
    later = NOW + 315_619_200
    assert judge(signed, KEY, "duo", now=later).reason is Reason.NOT_ALLOWED
    verdict = judge(signed, KEY, "duo", now=later, policy=DUO.checks.habits)
    assert verdict.valid
    assert verdict.covers
    assert not verdict.covers.time


def test_the_verified_values_are_what_is_covered() -> None:
    get = request_for("GET", "https://H.Example:443/x?b=%C3%A9&a=1+2", (("X-Duo-A", " v "), ("X-Other", "o")))
    shown = verify(sign(get, KEY, version=5, now=NOW), KEY, "duo", now=NOW)
    assert (shown.method, shown.host, shown.path) == ("GET", "h.example", "/x")
    assert shown.query == (("a", "1 2"), ("b", "é"))
    assert shown.headers == (("x-duo-a", "v"),)
    assert (shown.key_id, shown.variant, shown.time, shown.nonce) == (KEY.key_id, "v5/sha512", NOW, "")
    post = verify(sign(POST, KEY, now=NOW), KEY, "duo", now=NOW)
    assert (post.query, post.form, post.body) == ((), (("name", "a"),), None)
    query = sign(request_for("GET", "https://h.example/x?a=1"), CLIENT, "oauth1", placement="query", now=NOW)
    assert verify(query, CLIENT, now=NOW).parameters == (("a", "1"),)


def signed_requests() -> list[tuple[Request, Credential, str]]:
    get, post = "https://h.example/admin/v1/users?limit=1", ("POST", "https://h.example/x", FORM, b"a=1")
    return [
        (sign(request_for("GET", get), KEY, now=NOW), KEY, "duo"),
        (sign(request_for(*post), KEY, now=NOW), KEY, "duo"),
        (sign(request_for("GET", get), CLIENT, "oauth1", now=NOW), CLIENT, "oauth1"),
        (sign(request_for("GET", get), CLIENT, "oauth1", placement="query", now=NOW), CLIENT, "oauth1"),
        (sign(request_for(*post), CLIENT, "oauth1", placement="body", now=NOW), CLIENT, "oauth1"),
    ]


def with_more(name: str, value: str) -> Callable[[Request], Request]:
    return lambda request: request._replace(headers=(*request.headers, (name, value)))


def with_query(value: str) -> Callable[[Request], Request]:
    return lambda request: request._replace(target=f"{request.target}&x={value}")


def with_form_type(more: str) -> Callable[[Request], Request]:
    return lambda request: request.with_header("Content-Type", FORM[0][1] + more)


AMBIGUOUS: dict[str, Callable[[Request], Request]] = {
    "two Hosts": with_more("Host", "h.example"),
    "another host, in small letters": with_more("host", "evil.example"),
    "two Authorizations": lambda r: with_more("Authorization", "Bearer admin")(with_more("authorization", "x")(r)),
    "two Dates": lambda r: with_more("Date", "x")(with_more("date", "x")(r)),
    "two Content-Types": lambda r: with_more("Content-Type", FORM[0][1])(with_more("content-type", FORM[0][1])(r)),
    "no Host": lambda r: r.without_header("Host"),
    "an empty Host": lambda r: r.with_header("Host", ""),
    "a URL of another host": lambda r: r._replace(target=f"https://evil.example{r.target}"),
    "a URL of another scheme": lambda r: r._replace(target=f"http://h.example{r.target}"),
    "a URL of another port": lambda r: r._replace(target=f"https://h.example:8443{r.target}"),
    "a URL with user-info": lambda r: r._replace(target=f"https://h.example@evil.example{r.target}"),
    "a target without a slash": lambda r: r._replace(target=r.target[1:]),
    "an asterisk": lambda r: r._replace(target="*"),
    "a fragment": lambda r: r._replace(target=f"{r.target}#x"),
    "a fragment in the path": lambda r: r._replace(target=r.target.replace("?", "#/../secret?") + "#"),
    "a blank in the target": lambda r: r._replace(target=f"{r.target} HTTP/1.1"),
    "an empty method": lambda r: r._replace(method=""),
    "a blank in the method": lambda r: r._replace(method=f"{r.method} "),
    "a header without a name": with_more("", "x"),
    "a blank after a name": with_more("X-A ", "x"),
    "a name beyond ASCII": with_more("X-é", "x"),
    "a Kelvin sign in the host": lambda r: r.with_header("Host", "h.exa\u212aple"),
    "a host in UTF-8": lambda r: r.with_header("Host", "hé.example"),
    "a host with a path": lambda r: r.with_header("Host", "h.example/x"),
    "a host with user-info": lambda r: r.with_header("Host", "x@h.example"),
    "a port that is none": lambda r: r.with_header("Host", "h.example:"),
    "a port that is too large": lambda r: r.with_header("Host", "h.example:65536"),
    "a port with a zero before it": lambda r: r.with_header("Host", "h.example:0443"),
    "two hosts in one": lambda r: r.with_header("Host", "h.example, evil.example "),
    **{
        f"{mark!r} in {place}": change
        for mark in ("\0", "\r", "\n", "\x1b", "\x7f", "\x0b", "\x1f")
        for place, change in {
            "the method": lambda r, m=mark: r._replace(method=r.method + m),
            "the target": lambda r, m=mark: r._replace(target=f"{r.target}&x={m}"),
            "a name": lambda r, m=mark: with_more(f"X{m}A", "x")(r),
            "a value": lambda r, m=mark: with_more("X-Duo-A", f"b{m}x-duo-c{m}d")(r),
            "the host": lambda r, m=mark: r.with_header("Host", f"h.example{m}"),
        }.items()
    },
    "a tab in the target": lambda r: r._replace(target=f"{r.target}\t"),
    "too many headers": lambda r: r._replace(headers=(*r.headers, *((f"X-{n}", "") for n in range(260)))),
    "a long header": with_more("X-A", "x" * 65_537),
    "a long target": lambda r: r._replace(target=f"{r.target}&x={'x' * 65_537}"),
    "a long method": lambda r: r._replace(method="M" * 65),
    "a long body": lambda r: r._replace(body=r.body + b"x" * (16 * 1024 * 1024 + 1)),
    "too many parameters": lambda r: r._replace(target=r.target + "&a=1" * 4097),
    **{
        f"text that is not of a wire, {at} in {place}": change
        for at, text in enumerate(("\ud800", "\udfff", "\udcc3\udca9"))
        for place, change in {
            "the target": with_query(text),
            "a value": with_more("X-Duo-A", text),
        }.items()
    },
    **{
        f"a form in another encoding, {at}": with_form_type(more)
        for at, more in enumerate(
            (
                ";charset=utf-8;charset=utf-16",
                '; x="; charset=utf-8"; charset=utf-7',
                "; charset*=utf-16''x",
                "; charset*0=utf-; charset*1=16",
                "; charset=",
            )
        )
    },
    "a form in another encoding": lambda r: r.with_header("Content-Type", f"{FORM[0][1]}; Charset = utf-7"),
}


@pytest.mark.parametrize("name", AMBIGUOUS)
@pytest.mark.parametrize("number", range(len(signed_requests())))
def test_what_can_be_read_in_two_ways_is_refused_before_anything_is_computed(name: str, number: int) -> None:
    request, credential, scheme = signed_requests()[number]
    assert judge(request, credential, scheme, now=NOW).valid

    def nothing(*_: object) -> str:
        raise AssertionError("something was computed")

    usual: Any = {"duo": DUO, "oauth1": OAUTH1}[scheme]
    idle = replace(usual, derive=nothing, parse=nothing)
    changed = AMBIGUOUS[name](request)
    for policy in (Policy(), usual.checks.habits):
        verdict = judge(changed, credential, idle, now=NOW, policy=policy)
        assert verdict.reason is Reason.MALFORMED, verdict


@pytest.mark.parametrize("first", [b"a", b"{", b"[", b"<", b"&", b"%", b"\xff"])
def test_caps_do_not_depend_on_the_first_byte(first: bytes) -> None:
    many = sign(request_for("POST", "https://h.example/x", FORM, b"a=1"), KEY, now=NOW)
    verdict = judge(many._replace(body=first + b"&a=%2f" * 5000), KEY, "duo", now=NOW)
    assert verdict.reason is Reason.MALFORMED


CAPS: list[Callable[[int], Policy]] = [
    lambda slack: Policy(max_headers=3 + slack),
    lambda slack: Policy(max_target_size=8 + slack),
    lambda slack: Policy(max_body_bytes=3 + slack),
    lambda slack: Policy(max_key_id_size=3 + slack),
]


@pytest.mark.parametrize("policy", CAPS)
def test_each_cap_is_the_policys(policy: Callable[[int], Policy]) -> None:
    signed = sign(request_for("POST", "https://h.example/x?b=123", FORM, b"a=1"), CLIENT, "oauth1", now=NOW)
    assert judge(signed, CLIENT, now=NOW, policy=policy(0)).valid
    assert judge(signed, CLIENT, now=NOW, policy=policy(-1)).reason is Reason.MALFORMED
    assert judge(signed, CLIENT, now=NOW, policy=lambda _: policy(0)).valid
    assert judge(signed, CLIENT, now=NOW, policy=lambda _: policy(-1)).reason is Reason.MALFORMED


def test_a_nonce_longer_than_the_cap_is_not_kept() -> None:
    class Never:
        def spend(self, *_: object) -> bool:
            raise AssertionError("it was kept")

    signed = sign(request_for("GET", "https://h.example/x"), CLIENT, "oauth1", nonce="n" * 2000, now=NOW)
    assert judge(signed, CLIENT, now=NOW, nonces=Never()).reason is Reason.MALFORMED


def test_the_window_is_the_policys() -> None:
    signed = sign(GET, KEY, now=NOW)
    assert judge(signed, KEY, "duo", now=NOW + 60, policy=Policy(window=60)).valid
    assert judge(signed, KEY, "duo", now=NOW + 61, policy=Policy(window=60)).reason is Reason.BAD_TIME


@pytest.mark.parametrize("text", ["0", "01773739805", "+1773739805", "1773739805.0"])
def test_a_timestamp_has_one_form(text: str) -> None:
    prepared, claims = OAUTH1.prepare(request_for("GET", "https://h.example/x"), CLIENT, now=NOW, nonce="n")
    odd = claims._replace(protocol=tuple((n, text if n == "oauth_timestamp" else v) for n, v in claims.protocol))
    signed = OAUTH1.attach(prepared, odd, OAUTH1.derive(prepared, odd, CLIENT, run))
    assert judge(signed, CLIENT, now=NOW, policy=Policy(window=10**10)).reason in (Reason.BAD_TIME, Reason.MALFORMED)


@given(value=st.text(st.sampled_from(" \tv"), min_size=1, max_size=6))
def test_read_and_judge_agree_on_blanks_around_values(value: str) -> None:
    signed = sign(request_for("GET", "https://h.example/x", (("X-Duo-A", value),)), KEY, version=5, now=NOW)
    sent = "GET /x HTTP/1.1\r\n" + "".join(f"{name}: {text}\r\n" for name, text in signed.headers) + "\r\n"
    for request in (signed, read(sent.encode())):
        assert judge(request, KEY, "duo", now=NOW).valid


@pytest.mark.parametrize("number", range(len(signed_requests())))
@pytest.mark.parametrize("method", ["HMAC-SHA1", "RSA-SHA1"])
def test_an_unknown_key_does_the_work_of_a_known_one(number: int, method: str) -> None:
    request, credential, name = signed_requests()[number]
    if name == "oauth1" and method == "RSA-SHA1":
        request = sign(GET, Credential.of("KEY", KEYS["rsa private"]), "oauth1", method=method, now=NOW)
    scheme: Any = {"duo": DUO, "oauth1": OAUTH1}[name]
    work: list[str] = []

    def counted(seen: Request, claims: Any, used: Credential, step: Any) -> str:
        work.append(f"{claims.variant} {used.secret.kind}")
        return "0" * 40

    counting = replace(scheme, derive=counted)
    works = []
    held = Credential.of("KEY", KEYS["rsa public"]) if method == "RSA-SHA1" and name == "oauth1" else credential
    others = (held, replace(held, key_id="another"), replace(held, token="another"))
    for keys in others:
        work.clear()
        assert not judge(request, keys, counting, now=NOW).valid
        works.append([line.replace("PRIVATE", "PUBLIC") for line in work])
    assert works[0]
    assert works[1] == works[0]
    assert name == "duo" or works[2] == works[0]


def test_a_rejection_shows_nothing_that_helps_to_forge() -> None:
    forged_one = sign(GET, KEY, now=NOW)._replace(target="/x?a=2")
    with pytest.raises(Rejected) as caught:
        verify(forged_one, KEY, "duo", now=NOW)
    assert "signature" in str(caught.value)
    assert (sign(GET._replace(target="/x?a=2"), KEY, now=NOW).header("Authorization") or "?") not in repr(caught.value)


@pytest.mark.parametrize("scheme", ["duo", "oauth1"])
@pytest.mark.parametrize("secret", ["", "-----BEGIN PUBLIC KEY-----", "another secret"])
def test_the_key_that_stands_for_an_unknown_one_lets_nobody_in(scheme: str, secret: str) -> None:
    key_id = "DIEXAMPLE00000000000"
    public = replace(UNKNOWN_CREDENTIAL, key_id=key_id)
    signed = sign(request_for("GET", "https://h.example/x"), public, scheme, now=NOW)
    assert judge(signed, public, scheme, now=NOW).valid
    assert not judge(signed, Credential.of(key_id, secret), scheme, now=NOW).valid
    assert not judge(signed, [], scheme, now=NOW).valid
