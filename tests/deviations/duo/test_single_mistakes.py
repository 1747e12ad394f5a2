"""What a person does wrong in one place is explained as one mistake: signers of Duo in plain string code."""

import base64
import hashlib
import hmac
import json

import pytest

from paraph import Credential, request_for
from paraph.explaining.explain import explain

KEY, SECRET, HOST = "DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00", "api-example0.duosecurity.com"
DATE, NOW = "Tue, 17 Mar 2026 09:30:05 -0000", 1773739805
EMPTY_HASH = hashlib.sha512(b"").hexdigest()
BODY = b'{"realname":"Amara (J)","n":1}'


def find_mistakes(
    query: str,
    text: str,
    key: str | bytes = SECRET,
    body: bytes = b"",
    kind: str = "application/json",
    more: tuple[tuple[str, str], ...] = (),
    date: str = DATE,
    date_header: str = "Date",
) -> list[tuple[str, str]]:
    """Explain a request whose signature is the HMAC of the text; return the mistakes."""
    octets = key if isinstance(key, bytes) else key.encode()
    signature = hmac.new(octets, text.encode(), "sha512" if body else "sha1").hexdigest()
    return explain_signature(query, signature, body, kind, more, date, date_header)


def explain_signature(
    query: str,
    signature: str,
    body: bytes = b"",
    kind: str = "application/json",
    more: tuple[tuple[str, str], ...] = (),
    date: str = DATE,
    date_header: str = "Date",
) -> list[tuple[str, str]]:
    """Explain a request with this signature; return the mistakes."""
    basic = base64.b64encode(f"{KEY}:{signature}".encode()).decode()
    headers = ((date_header, date), ("Authorization", f"Basic {basic}"), ("Content-Type", kind), *more)
    url = f"https://{HOST}/admin/v1/users{query}"
    request = request_for("POST" if body else "GET", url, headers, body)
    explanation = explain(request, Credential.of(KEY, SECRET), "duo", now=NOW, budget=60)
    return [(mistake.id, mistake.detail) for mistake in explanation.mistakes]


def test_a_secret_before_the_signature_is_hidden() -> None:
    basic = base64.b64encode(f"{KEY}:{SECRET}= {MAC.hex()}".encode()).decode()
    headers = (("Date", DATE), ("Authorization", f"Basic {basic}"))
    request = request_for("GET", f"https://{HOST}/admin/v1/users?limit=10", headers, b"")
    explanation = explain(request, Credential.of(KEY, SECRET), "duo", now=NOW, budget=60)
    (mistake,) = explanation.mistakes
    assert mistake.detail == "'[hidden]= ' stands before the signature."
    assert SECRET not in repr(explanation)


def lines_of(parameters: str, date: str = DATE) -> str:
    """Return the signed text of version 2."""
    return f"{date}\nGET\n{HOST}\n/admin/v1/users\n{parameters}"


@pytest.mark.parametrize(
    ("query", "parameters", "mistake"),
    [
        ("", "?", "path-includes-query"),
        ("?email=&limit=10", "email&limit=10", "params-valueless-key"),
        ("?notes=one%0Atwo", "notes=one%0D%0Atwo", "body-line-endings"),
        ("?id=2&id=1", "id%5B0%5D=1&id%5B1%5D=2", "params-array-notation"),
        ("?id=1&id=2", "id=1%2C%202", "params-duplicates-collapsed"),
        ("?sort=%5B1%2C%202%5D", "sort=[1%2C%202]", "enc-reserved-kept"),
        ("?sort=%7B%22a%22%7D", "sort={%22a%22}", "enc-reserved-kept"),
        ("?cb=%2Fx%3Fy%3Az", "cb=/x?y%3Az", "enc-reserved-kept"),
        ("?first%20name=a%20b", "first+name=a%20b", "enc-space-as-plus"),
        ("?first%20name=a%40b", "first%20name=a%2540b", "enc-twice"),
        ("?a%2Fb=c%20d%2Fe", "a%2Fb=c+d%2fe", "enc-space-as-plus"),
        ("?start-date=1-2", "start%2Ddate=1-2", "enc-tilde-encoded"),
        ("?name=a%20b&x=1", "name=a%2520b%26x=1", ""),
        ("?name=a%20b&x=1", "name%3Da%2520b&x%3D1", ""),
    ],
)
def test_wrong_parameters(query: str, parameters: str, mistake: str) -> None:
    assert [found for found, _ in find_mistakes(query, lines_of(parameters))] == [mistake]


FORMAT, ZONE = "date-format-variant", "date-offset-truncated"


@pytest.mark.parametrize(
    ("date", "sent", "mistake"),
    [
        ("Tue, 17 Mar 2026 09:30:05 +00:00", DATE, FORMAT),
        ("Tue, 17 Mar 2026 09:30:05 UT", DATE, FORMAT),
        ("17 Mar 2026 09:30:05 GMT", DATE, FORMAT),
        ("Tue 17 Mar 2026 09:30:05 -0000", DATE, FORMAT),
        ("Tue, 17 Mar 2026 09:30 -0000", DATE, FORMAT),
        ("Tuesday, 17 March 2026 09:30:05 -0000", DATE, FORMAT),
        ("Tuesday, 17-Mar-26 09:30:05 -0000", DATE, FORMAT),
        ("Tuesday, 17-Mar-26 09:30:05 GMT", DATE, FORMAT),
        ("Tue, 17-Mar-2026 09:30:05 GMT", DATE, FORMAT),
        ("Tue Mar 17 09:30:05 UTC 2026", DATE, FORMAT),
        ("Tue Mar 17 2026 09:30:05 GMT+0000 (Coordinated Universal Time)", DATE, FORMAT),
        ("Tue Mar 17 2026 10:30:05 GMT+0100", DATE, FORMAT),
        ("2026-03-17 09:30:05Z", DATE, FORMAT),
        ("2026-03-17T09:30:05.000Z", DATE, FORMAT),
        ("20260317T093005Z", DATE, FORMAT),
        ("2026-03-17T11:30:05+02:00", DATE, FORMAT),
        ("3/17/2026 9:30:05 AM", DATE, FORMAT),
        ("1773739805000", DATE, FORMAT),
        ("X-Duo-Date: Tue, 17 Mar 2026 09:30:05 -0000", DATE, FORMAT),
        ("Tue, 3 Mar 2026 09:30:05 GMT", "Tue, 03 Mar 2026 09:30:05 -0000", FORMAT),
        ("Tue, 17 Mar 2026 04:30:05 GMT", "Tue, 17 Mar 2026 16:30:05 -0000", FORMAT),
        ("Tue Mar  3 10:30:05 2026", "Tue, 03 Mar 2026 10:30:05 +0100", FORMAT),
        ("Tue, 17 Mar 2026 11:30:05 +0200", DATE, ZONE),
        ("Tue, 17 Mar 2026 11:30:05 +02:00", DATE, ZONE),
        ("Tue, 17 Mar 2026 09:30:05 -0500", DATE, ZONE),
        ("Tue, 17 Mar 2026 15:00:05 +0530", DATE, ZONE),
        ("Tue, 17 Mar 2026 15:00:05 +0500", "Tue, 17 Mar 2026 15:00:05 +0530", ZONE),
        ("Tue, 17 Mar 2026 08:30:05 +0100", "Tue, 17 Mar 2026 09:30:05 +0100", ZONE),
        ("Tue, 17 Mar 2026 08:30:05 UTC", "Tue, 17 Mar 2026 09:30:05 +0100", FORMAT),
    ],
)
def test_the_date_was_signed_in_another_form(date: str, sent: str, mistake: str) -> None:
    assert [found for found, _ in find_mistakes("?limit=10", lines_of("limit=10", date), date=sent)] == [mistake]


@pytest.mark.parametrize(("hour", "away"), [("10:30:05", "3600 seconds later"), ("04:30:05", "18000 seconds earlier")])
def test_local_time_with_the_zone_of_utc(hour: str, away: str) -> None:
    ((mistake, detail),) = find_mistakes("?limit=10", lines_of("limit=10", DATE.replace("09:30:05", hour)))
    assert mistake == "date-signed-differs-from-sent"
    assert away in detail


@pytest.mark.parametrize("parts", [(KEY, SECRET), (SECRET, KEY)])
def test_base64_of_both_keys(parts: tuple[str, str]) -> None:
    key = base64.b64encode(":".join(parts).encode()).decode()
    assert [found for found, _ in find_mistakes("?limit=10", lines_of("limit=10"), key)] == ["key-wrong-field"]


@pytest.mark.parametrize(
    ("key", "mistake"),
    [
        (hashlib.sha1(SECRET.encode()).digest(), ""),
        (hashlib.sha256(SECRET.encode()).digest(), ""),
        (hashlib.md5(SECRET.encode()).digest(), ""),
        (hashlib.sha512(SECRET.encode()).digest(), ""),
        (f"b'{SECRET}'", ""),
        (HOST, "key-wrong-field"),
        (SECRET[:16], "secret-cut-short"),
        (SECRET[:20], "secret-cut-short"),
        (SECRET[:32], "secret-cut-short"),
        (hmac.digest(SECRET.encode(), DATE.encode(), "sha1"), ""),
        (hmac.digest(SECRET.encode(), DATE.encode(), "sha256").hex(), ""),
    ],
)
def test_wrong_keys(key: str | bytes, mistake: str) -> None:
    assert [found for found, _ in find_mistakes("?limit=10", lines_of("limit=10"), key)] == [mistake]


KEY_BYTES, TEXT = SECRET.encode(), lines_of("limit=10").encode()
MAC = hmac.digest(KEY_BYTES, TEXT, "sha1")


@pytest.mark.parametrize(
    ("signature", "mistakes"),
    [
        (hmac.new(TEXT, KEY_BYTES, "sha256").hexdigest(), ["key-message-swapped", "hash-algorithm"]),
        (hmac.new(KEY_BYTES, TEXT, "sha3_256").hexdigest(), ["hash-algorithm"]),
        (hmac.new(KEY_BYTES, TEXT, "blake2s").hexdigest(), ["hash-algorithm"]),
        (hmac.new(KEY_BYTES, TEXT, "sha512").hexdigest()[:40], ["out-truncated"]),
        (hmac.new(KEY_BYTES, TEXT, "sha512").hexdigest()[:64], ["out-truncated"]),
        (hashlib.sha1(KEY_BYTES + b":" + TEXT).hexdigest(), ["hash-not-hmac"]),
        (hashlib.sha1(TEXT + b"&" + KEY_BYTES).hexdigest(), ["hash-not-hmac"]),
        (hashlib.sha1(KEY_BYTES + TEXT + KEY_BYTES).hexdigest(), ["hash-not-hmac"]),
        (f"SHA1(stdin)= {MAC.hex()}", ["'SHA1(stdin)= ' stands before the signature."]),
        (MAC[::-1].hex(), ["The bytes of the MAC were written in reverse order."]),
    ],
)
def test_wrong_macs_and_outputs(signature: str, mistakes: list[str]) -> None:
    assert [found or detail for found, detail in explain_signature("?limit=10", signature)] == mistakes


@pytest.mark.parametrize(
    ("hashed_body", "hash_of_headers", "mistake"),
    [
        (BODY + b"\n", EMPTY_HASH, "v5-body-not-as-sent"),
        (b"realname=Amara%20(J)&n=1", EMPTY_HASH, "v5-body-not-as-sent"),
        (b"realname=Amara%20%28J%29&n=1", EMPTY_HASH, "v5-body-not-as-sent"),
        (base64.b64encode(BODY), EMPTY_HASH, "v5-body-not-as-sent"),
        (BODY.hex().encode(), EMPTY_HASH, "v5-body-not-as-sent"),
        (BODY.decode().encode("utf-16-le"), EMPTY_HASH, "v5-body-not-as-sent"),
        (b"\xef\xbb\xbf" + BODY, EMPTY_HASH, "v5-body-not-as-sent"),
        (json.dumps(BODY.decode()).encode(), EMPTY_HASH, "v5-body-not-as-sent"),
        (b'{\n\t"realname": "Amara (J)",\n\t"n": 1\n}', EMPTY_HASH, "v5-body-not-as-sent"),
        (b"{'realname': 'Amara (J)', 'n': 1}", EMPTY_HASH, "v5-body-not-as-sent"),
        (b'{"n":1,"realname":"Amara (J)"}', EMPTY_HASH, "body-key-order"),
        (BODY, EMPTY_HASH.upper(), ""),
        (BODY, base64.b64encode(hashlib.sha512(b"").digest()).decode(), ""),
        (BODY, hashlib.sha256(b"").hexdigest(), ""),
    ],
)
def test_hashes_of_body_and_headers(hashed_body: bytes, hash_of_headers: str, mistake: str) -> None:
    hashes = (hashlib.sha512(hashed_body).hexdigest(), hash_of_headers)
    text = "\n".join((DATE, "POST", HOST, "/admin/v1/users", "", *hashes))
    assert [found for found, _ in find_mistakes("", text, body=BODY)] == [mistake]


@pytest.mark.parametrize(
    "line",
    [
        f"{hashlib.sha512(BODY).hexdigest()}  -",
        f"(stdin)= {hashlib.sha512(BODY).hexdigest()}",
        f"sha512={hashlib.sha512(BODY).hexdigest()}",
        hashlib.sha3_512(BODY).hexdigest(),
        base64.urlsafe_b64encode(hashlib.sha512(BODY).digest()).decode(),
    ],
)
def test_the_hash_of_the_body_has_another_form(line: str) -> None:
    text = f"{DATE}\nPOST\n{HOST}\n/admin/v1/users\n\n{line}\n{EMPTY_HASH}"
    assert len(find_mistakes("", text, body=BODY)) == 1


@pytest.mark.parametrize(
    "hashed",
    [
        b'{"phone":"1","email":"a@b","name":"x y","id":"7"}',
        b'{"name": "x y", "id": "7", "email": "a@b", "phone": "1"}',
        b"{'name': 'x y', 'id': '7', 'email': 'a@b', 'phone': '1'}",
        b"name=x+y&id=7&email=a%40b&phone=1",
    ],
)
def test_the_keys_were_sorted_after_the_hash_was_taken(hashed: bytes) -> None:
    body = b'{"email":"a@b","id":"7","name":"x y","phone":"1"}'
    hashes = (hashlib.sha512(hashed).hexdigest(), EMPTY_HASH)
    text = "\n".join((DATE, "POST", HOST, "/admin/v1/users", "", *hashes))
    assert [found for found, _ in find_mistakes("", text, body=body)] == ["body-key-order"]


TYPE, CLIENT = "application/json", ("X-Duo-Client", "App One")


@pytest.mark.parametrize(
    ("hashed", "mistake"),
    [
        (f"date\0{DATE}\0x-duo-client\0App One", ""),
        (f"x-duo-client\0App One\0x-duo-date\0{DATE}", ""),
        (f"content-type\0{TYPE}\0x-duo-client\0App One", ""),
        (f"content-type\0{TYPE}\0date\0{DATE}\0x-duo-client\0App One", ""),
        (f"content-type\0{TYPE}\0date\0{DATE}\0host\0{HOST}\0x-duo-client\0App One", ""),
        ("x-duo-client\0app one", ""),
        ("X-Duo-Client\0App One", "header-names-not-lowered"),
        ("x-duo-client\\0App One", "v5-header-hash-missing"),
        ("x-duo-client\\u0000App One", "v5-header-hash-missing"),
        ("x-duo-client%00App One", "v5-header-hash-missing"),
        ("x-duo-client\0App One\0", "v5-header-hash-missing"),
        ("x-duo-client\0App One\n", "v5-header-hash-missing"),
        ("x-duo-client: App One\r\n", "v5-header-hash-missing"),
        ('{"x-duo-client": "App One"}', ""),
        ('{"x-duo-client":"App One"}', ""),
        ('[["x-duo-client","App One"]]', ""),
        ("{}", ""),
        ("null", ""),
        ("App One", "v5-header-hash-missing"),
    ],
)
def test_something_else_was_hashed_for_the_headers(hashed: str, mistake: str) -> None:
    hashes = [hashlib.sha512(each).hexdigest() for each in (BODY, hashed.encode())]
    text = "\n".join((DATE, "POST", HOST, "/admin/v1/users", "", *hashes))
    assert [found for found, _ in find_mistakes("", text, body=BODY, more=(CLIENT,))] == [mistake]


def test_the_date_was_hashed_without_its_prefix() -> None:
    text = f"{DATE}\nPOST\n{HOST}\n/admin/v1/users\n\n{hashlib.sha512(BODY).hexdigest()}\n"
    text += hashlib.sha512(f"date\0{DATE}".encode()).hexdigest()
    assert [found for found, _ in find_mistakes("", text, body=BODY, date_header="X-Duo-Date")] == [""]


@pytest.mark.parametrize("hashed", [b"notes=a b&id=1", b"notes=a+b&id=1", b"id=1&notes=a%20b"])
def test_the_query_is_hashed_instead_of_the_body(hashed: bytes) -> None:
    hashes = (hashlib.sha512(hashed).hexdigest(), EMPTY_HASH)
    text = "\n".join((DATE, "POST", HOST, "/admin/v1/users", "", *hashes))
    assert [found for found, _ in find_mistakes("?notes=a+b&id=1", text, body=BODY)] == ["v5-body-not-as-sent"]


def test_hashes_of_nothing_follow_the_lines_of_version_2() -> None:
    text = f"{DATE}\nPOST\n{HOST}\n/admin/v1/users\nlimit=10\n{EMPTY_HASH}\n{EMPTY_HASH}"
    mistakes = find_mistakes("", text, body=b"limit=10", kind="application/x-www-form-urlencoded")
    assert [found for found, _ in mistakes] == [""]


def test_both_hashes_are_of_nothing() -> None:
    text = f"{DATE}\nPOST\n{HOST}\n/admin/v1/users\n\n{EMPTY_HASH}\n{EMPTY_HASH}"
    headers = (("X-Duo-Client", "x"),)
    assert [found for found, _ in find_mistakes("", text, body=BODY, more=headers)] == [""]
