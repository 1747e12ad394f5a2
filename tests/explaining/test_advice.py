"""What `explain` says when it does not know: what would settle the case first, the secret last, and never a guess."""

import base64
import hmac
import json
import math
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from paraph import Clues, Credential, Request, explain, request_for, sign
from paraph.core.case import Case
from paraph.core.trace import Trace
from paraph.explaining.explain import is_impossible
from paraph.explaining.printing import LANGUAGES, language_name, printing_advice, tracing_advice
from paraph.explaining.result import Explanation
from paraph.render.text import explanation_text
from paraph.schemes import scheme_named
from tests.cli.running import run

NOW = 1773739805
DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
USERS = request_for("GET", "https://api-example0.duosecurity.com/admin/v1/users?limit=5")
ORDERS = request_for("GET", "https://shop.example.com/orders?b=2")
GUESSES = ("likeliest", "another secret", "other secret", "typing error")


def unexplained(
    agent: str = "", kind: str = "", budget: float = 60.0, request: Request = USERS, clues: Clues | None = None
) -> Explanation:
    """Return the explanation of a Duo request with a signature that nothing explains."""
    basic = base64.b64encode(f"{DUO.key_id}:{'0123456789abcdef' * 8}".encode()).decode()
    headers = (("Date", "Tue, 17 Mar 2026 09:30:05 -0000"), ("Authorization", f"Basic {basic}"))
    agents = (("User-Agent", agent),) if agent else ()
    request = request._replace(headers=(*request.headers, *headers, *agents))
    return explain(request, DUO, clues=clues or Clues(kind=kind), now=NOW, budget=budget)


@pytest.fixture(scope="module")
def exhausted() -> Explanation:
    """Return the explanation of a request for which the whole usual search finds nothing, however slow the machine is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("paraph.explaining.explain.USUAL_SECONDS", math.inf)
        return unexplained("python-requests/2.32.3", budget=3600.0)


def test_an_exhausted_search_says_what_settles_the_case_and_guesses_nothing(exhausted: Explanation) -> None:
    assert exhausted.exhausted
    assert exhausted.hints[0].startswith("All likely sets of mistakes were tried")
    assert "--signed-file" in exhausted.hints[1]
    assert LANGUAGES["Python"].code in exhausted.hints[1]
    assert "`paraph trace FILE`" in exhausted.hints[2]
    later = [index for index, hint in enumerate(exhausted.hints) if "--accepted" in hint or "secret" in hint]
    assert min(later) > 2
    assert len(exhausted.hints) <= 6
    assert not [guess for guess in GUESSES for hint in exhausted.hints if guess in hint.lower()]


def test_running_out_of_time_is_another_answer() -> None:
    found = unexplained("axios/1.7", budget=0.01)
    assert not found.exhausted
    assert "--budget" in found.hints[0]
    assert LANGUAGES["JavaScript"].code in found.hints[1]
    assert "paraph trace node FILE" in found.hints[2]
    assert not [hint for hint in found.hints if "secret" in hint]


@pytest.mark.parametrize(
    ("origin", "clues", "is_first"),
    [
        ("http://127.0.0.1:8080", Clues(), True),
        ("http://localhost", Clues(), True),
        ("http://[::1]:99", Clues(), True),
        ("http://127.0.0.1:8080", Clues(hosts=("api-example0.duosecurity.com",)), False),
        ("https://api-example0.duosecurity.com", Clues(), False),
    ],
)
def test_a_client_of_this_machine_may_sign_for_another_host(origin: str, clues: Clues, is_first: bool) -> None:
    request = request_for("GET", f"{origin}/admin/v1/users?limit=5")
    hints = unexplained(budget=0.01, request=request, clues=clues).hints
    assert [number for number, hint in enumerate(hints) if "signs for the real host" in hint] == (
        [0] if is_first else []
    )


@pytest.mark.parametrize(("read", "sent"), [("https", "http"), ("http", "https")])
@pytest.mark.parametrize("host", ["127.0.0.1:8080", "shop.example.com"])
@pytest.mark.parametrize("kind", ["raw", "har"])
def test_a_raw_message_does_not_say_whether_it_was_sent_over_https(kind: str, host: str, read: str, sent: str) -> None:
    client = Credential.of("ck", "consumerSecret")
    made = sign(request_for("GET", f"{sent}://{host}/orders?b=2"), client, "oauth1", now=NOW)
    found = explain(made._replace(scheme=read), client, clues=Clues(kind=kind), now=NOW)
    assert [mistake.id for mistake in found.mistakes] == ["scheme-http-for-https"]
    assert any(f"--url-scheme {sent}" in hint for hint in found.hints) is (kind == "raw")
    right = explain(made, client, clues=Clues(kind=kind), now=NOW)
    assert not [hint for hint in right.hints if "--url-scheme" in hint]


@pytest.mark.parametrize(
    ("agent", "kind", "name"),
    [
        ("python-requests/2.32.3", "", "Python"),
        ("Python/3.13 aiohttp/3.11", "", "Python"),
        ("axios/1.7.9", "", "JavaScript"),
        ("node", "", "JavaScript"),
        ("got (https://github.com/sindresorhus/got)", "", "JavaScript"),
        ("Go-http-client/1.1", "", "Go"),
        ("PostmanRuntime/7.43.0", "", "Postman"),
        ("okhttp/4.12.0", "", "Java"),
        ("Java/17.0.9", "", "Java"),
        ("Apache-HttpClient/4.5.14 (Java/11.0.22)", "", "Java"),
        ("GuzzleHttp/7", "", "PHP"),
        ("PHP-SOAP/8.2.7", "", "PHP"),
        ("Ruby", "", "Ruby"),
        ("Faraday v2.9.0", "", "Ruby"),
        ("Mozilla/5.0 (Windows NT 10.0; Microsoft Windows) PowerShell/7.4.1", "", "PowerShell"),
        ("Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1", "", "PowerShell"),
        ("RestSharp/110.2.0.0", "", "C#"),
        (".NET/8.0", "", "C#"),
        ("curl/8.5.0", "", "shell"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0", "", ""),
        ("", "", ""),
        ("curl/8.5.0", "python", "Python"),
        ("", "postman", "Postman"),
        ("axios/1.7.9", "har", "JavaScript"),
    ],
)
def test_the_language_of_a_client(agent: str, kind: str, name: str) -> None:
    assert language_name(agent, kind) == name
    code = LANGUAGES[name].code if name else LANGUAGES["Python"].code
    assert code in printing_advice(name)
    assert ("paraph trace" in tracing_advice(name)) == (name in ("", "Python", "JavaScript"))


def test_an_unknown_language_gets_python_and_javascript() -> None:
    assert all(LANGUAGES[name].code in printing_advice("") for name in ("Python", "JavaScript"))


@pytest.fixture(scope="module")
def keys() -> list[tuple[rsa.RSAPrivateKey, str, str]]:
    """Return two RSA keys, each with its private and public PEM."""
    return [with_pems(rsa.generate_private_key(65537, 2048)) for _ in range(2)]


def with_pems(key: rsa.RSAPrivateKey) -> tuple[rsa.RSAPrivateKey, str, str]:
    """Return a key with its private and public PEM."""
    form, public = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    private = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    return key, private, key.public_key().public_bytes(form, public).decode()


def rsa_request(key: rsa.RSAPrivateKey, pem: str, method: str, algorithm: hashes.HashAlgorithm) -> Request:
    """Return a request that announces a method, and is signed by this key with another hash perhaps."""
    scheme, own = scheme_named("oauth1"), Credential.rsa("ck", pem)
    prepared, claims = scheme.prepare(ORDERS, own, now=NOW, nonce="7d8f3e4a9c01b2aa", method=method)
    trace = Trace()
    scheme.derive(prepared, claims, own, trace)
    text = dict(trace.values)[scheme.output.text]
    signature = key.sign(text.encode(), padding.PKCS1v15(), algorithm)
    return scheme.attach(prepared, claims, base64.b64encode(signature).decode())


@pytest.mark.parametrize("position", [1, 2])
def test_another_rsa_key_pair_is_known_without_a_search(
    keys: list[tuple[rsa.RSAPrivateKey, str, str]], position: int
) -> None:
    key, pem, _ = keys[0]
    request = rsa_request(key, pem, "RSA-SHA256", hashes.SHA256())
    found = explain(request, Credential.rsa("ck", str(keys[1][position])), now=NOW)
    assert (found.verdict, found.candidates, found.exhausted) == ("unexplained", 0, True)
    assert found.problems[0].id == "rsa-method-mismatch"
    assert "cannot have made the signature" in found.hints[0]
    assert not [hint for hint in found.hints if "space" in hint or "printable" in hint]
    assert explanation_text(found, request).startswith("The signature was not made with this RSA key pair.")


def test_another_hash_than_the_announced_one_is_named_for_rsa(keys: list[tuple[rsa.RSAPrivateKey, str, str]]) -> None:
    key, pem, public = keys[0]
    request = rsa_request(key, pem, "RSA-SHA256", hashes.SHA512())
    for credential in (Credential.rsa("ck", pem), Credential.rsa("ck", public)):
        found = explain(request, credential, now=NOW)
        assert [mistake.id for mistake in found.mistakes] == ["rsa-method-mismatch"]


def test_a_pem_gets_no_advice_about_blanks(keys: list[tuple[rsa.RSAPrivateKey, str, str]]) -> None:
    key, pem, public = keys[0]
    request = rsa_request(key, pem, "RSA-SHA256", hashes.SHA256())._replace(target="/orders?quite=another&c=3")
    found = explain(request, Credential.rsa("ck", public), now=NOW, budget=0.5)
    assert found.verdict == "unexplained"
    assert not [hint for hint in found.hints if "space" in hint or "printable" in hint]


def test_a_shared_secret_does_not_show_who_signed() -> None:
    scheme = scheme_named("duo")
    request, claims = scheme.prepare(USERS, DUO, now=NOW, version=2)
    sent = scheme.attach(request, claims, "0" * 40)
    assert not is_impossible(Case(sent, DUO, scheme, scheme.parse(sent)))


@pytest.mark.parametrize(
    "program",
    [
        'sig = hmac.new(k, base, sha1).digest()\nparams["oauth_signature"] = sig\nr = s.get(url, params=params)\n',
        "string sig = Convert.ToBase64String(hmac.ComputeHash(Encoding.ASCII.GetBytes(text)));\nclient.GetAsync(url);\n",
        'import hmac\nfrom mylib import call\n\nmac = hmac.new(b"k", b"x", "sha1")\ncall(mac.hexdigest())\n',
    ],
)
def test_a_program_that_signs_leads_to_trace(tmp_path: Path, program: str) -> None:
    (tmp_path / "client.txt").write_text(program)
    (tmp_path / "c.json").write_text(json.dumps({"id": DUO.key_id, "secret": DUO.secret.text}))
    done = run("explain", str(tmp_path / "client.txt"), "--credentials", str(tmp_path / "c.json"))
    assert done.code == 65
    assert "paraph trace" in done.stderr
    assert "expected a raw HTTP message" not in done.stderr


@pytest.mark.parametrize(
    ("right", "said"),
    [(True, "if the client signed this text, its key is wrong"), (False, "print it on the line before the HMAC")],
)
def test_a_text_that_does_not_give_the_signature_still_says_something(tmp_path: Path, right: bool, said: str) -> None:
    scheme = scheme_named("duo")
    request, claims = scheme.prepare(USERS, DUO, now=NOW, version=2, digest="sha1")
    sent = scheme.attach(request, claims, "0123456789abcdef" * 2 + "01234567")
    text = f"{claims.date}\nGET\n{USERS.host}\n/admin/v1/users\nlimit=5"
    (tmp_path / "r.json").write_text(json.dumps({"method": "GET", "url": sent.url, "headers": sent.headers}))
    (tmp_path / "c.json").write_text(json.dumps({"id": DUO.key_id, "secret": DUO.secret.text}))
    (tmp_path / "signed.txt").write_bytes((text if right else f"{text}x").encode())
    words = [
        "--credentials",
        str(tmp_path / "c.json"),
        "--signed-file",
        str(tmp_path / "signed.txt"),
        "--budget",
        "0.1",
    ]
    answer = json.loads(run("explain", str(tmp_path / "r.json"), "--json", *words).stdout)
    assert said in " ".join(answer["hints"])
    assert "--budget" in answer["hints"][0]
    assert not [hint for hint in answer["hints"] if "--signed-file signed.txt" in hint]


def test_a_base_string_that_the_server_shows_settles_the_case(tmp_path: Path) -> None:
    scheme, client = scheme_named("oauth1"), Credential.of("ck", "consumer-secret")
    prepared, claims = scheme.prepare(ORDERS, client, now=NOW, nonce="7d8f3e4a9c01b2aa")
    text = "GET&https%3A%2F%2Fshop.example.com%2Finternal%2Fquite%2Fanother%2Fpath&b%3D2"
    mac = base64.b64encode(hmac.digest(b"consumer-secret&", text.encode(), "sha1")).decode()
    sent = scheme.attach(prepared, claims, mac)
    (tmp_path / "r.json").write_text(json.dumps({"method": "GET", "url": sent.url, "headers": sent.headers}))
    (tmp_path / "c.json").write_text(json.dumps({"id": "ck", "secret": "consumer-secret"}))
    (tmp_path / "answer.txt").write_text(f"oauth_problem=signature_invalid&debug_sbs={text}")
    words = ["--credentials", str(tmp_path / "c.json"), "--response", str(tmp_path / "answer.txt"), "--now", str(NOW)]
    answer = json.loads(run("explain", str(tmp_path / "r.json"), "--json", *words).stdout)
    assert answer["verdict"] == "explained"
    assert [step["value"] for step in answer["observed"]["steps"] if step["name"] == "base string"] == [text]
