"""OAuth 1.0a at the older base: what is accepted, what is refused and how, as a server behind a proxy sees it too."""

import json

import pytest

from paraph import explain, sign
from paraph.core.claims import Reason
from paraph.core.message import Request, request_for
from paraph.emulator.alteryx.calls import AlteryxOptions
from paraph.emulator.alteryx.responses import INVALID_SIGNATURE
from paraph.emulator.demo_keys import DemoKey
from tests.emulator.alteryx.simulation import ADMIN, ARTISAN, DEMO, STUDIO, Bench, credential, header, value

LIST = "/v1/workflows/subscription/"


@pytest.mark.parametrize("placement", ["query", "header"])
@pytest.mark.parametrize("version", ["1.0", None])
def test_query_and_header_are_both_accepted(placement: str, version: str | None) -> None:
    reply = Bench().older("GET", f"{LIST}?search=by%20region", placement=placement, version=version)
    assert isinstance(value(reply), list)
    assert header(reply, "Access-Control-Allow-Origin") == "*"


def test_the_envelope_of_a_wrong_signature_is_the_vendors_to_the_byte() -> None:
    bench = Bench()
    request = bench.signed("GET", LIST, placement="query")
    reply = bench.serve(request._replace(target=request.target.replace("oauth_signature=", "oauth_signature=A")))
    assert reply.status == 401
    assert reply.body == (
        b'{"data":null,"exceptionName":"UnauthorizedException","innerExceptionMessage":"",'
        b'"message":"The provided signature(oauth_signature) is invalid."}'
    )
    assert header(reply, "X-Paraph-Unconfirmed") is None


def test_any_changed_byte_of_what_is_signed_is_refused() -> None:
    for placement in ("query", "header"):
        bench = Bench(people=0)
        request = bench.signed("GET", f"{LIST}?search=sales&limit=2", placement=placement, nonce="n0nce")
        for index, letter in enumerate(request.target):
            other = "b" if letter != "b" else "c"
            reply = bench.serve(request._replace(target=request.target[:index] + other + request.target[index + 1 :]))
            assert reply.status in (401, 404), (index, reply)
        authorization = request.header("authorization") or ""
        for index, letter in enumerate(authorization):
            if letter not in ' ,"=':
                other = authorization[:index] + ("b" if letter != "b" else "c") + authorization[index + 1 :]
                assert bench.serve(request.with_header("Authorization", other)).status == 401, other
        assert bench.serve(request._replace(method="POST")).status == 405
        assert bench.serve(request.with_header("Host", "127.0.0.1:8001")).status == 401
        assert bench.serve(request._replace(scheme="https")).status == 401
        assert bench.serve(request).status == 200


def test_a_body_that_is_no_form_is_not_signed() -> None:
    bench = Bench()
    key = bench.ids("workflow")[0]
    request = bench.signed("POST", f"/v1/workflows/{key}/jobs/", content={"priority": "1"})
    assert value(bench.serve(request.with_body("application/json", b'{"priority":"2"}')))["status"] == "Queued"


def test_a_replay_is_refused_and_only_an_accepted_request_spends_its_nonce() -> None:
    bench = Bench()
    request = bench.signed("GET", LIST, nonce="once")
    forged = request.mapped_header(
        "Authorization", lambda text: text.replace('oauth_signature="', 'oauth_signature="A')
    )
    assert bench.serve(forged).status == 401
    assert bench.serve(request).status == 200
    reply = bench.serve(request)
    assert reply.status == 401
    assert header(reply, "X-Paraph-Unconfirmed") == "message"
    assert [told[1].reason for told in bench.refused] == [Reason.BAD_SIGNATURE, Reason.REPLAYED]


@pytest.mark.parametrize(
    ("path", "key"), [(LIST, ADMIN), ("/admin/v1/users/", STUDIO), (LIST, ARTISAN), ("/user/v2/credentials/", ADMIN)]
)
def test_a_key_of_another_family_fails_before_its_signature_is_looked_at(path: str, key: DemoKey) -> None:
    bench = Bench()
    reply = bench.older("GET", path, key)
    assert reply.status == 401
    assert bench.refused[0][1].reason is Reason.UNKNOWN_KEY
    assert bench.refused[0][2] is None


@pytest.mark.parametrize(
    ("path", "key"),
    [(LIST, STUDIO), ("/admin/v1/users/", ADMIN), ("/user/v2/credentials/", STUDIO), ("/admin/v2/users/", DEMO)],
)
def test_a_key_opens_its_family(path: str, key: DemoKey) -> None:
    assert Bench().older("GET", path, key).status == 200


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"method": "HMAC-SHA256"}, Reason.MALFORMED),
        ({"method": "PLAINTEXT"}, Reason.MALFORMED),
        ({"version": "2.0"}, Reason.MALFORMED),
    ],
)
def test_what_alteryx_does_not_take(options: dict[str, str], reason: Reason) -> None:
    bench = Bench()
    reply = bench.older("GET", LIST, **options)
    assert json.loads(reply.body)["exceptionName"] == "UnauthorizedException"
    assert header(reply, "X-Paraph-Unconfirmed") == "message"
    assert bench.refused[0][1].reason is reason


@pytest.mark.parametrize("off", [-301, 301])
def test_a_timestamp_may_be_off_by_the_window(off: int) -> None:
    bench = Bench()
    request = bench.signed("GET", LIST)
    bench.now += off
    assert bench.serve(request).status == 401
    assert bench.refused[0][1].reason is Reason.BAD_TIME
    bench.options.window = 400
    assert bench.serve(request).status == 200


def test_parameters_in_both_places_in_a_form_or_nowhere_are_refused() -> None:
    bench = Bench()
    request = bench.signed("GET", LIST)
    twice = request._replace(target=f"{request.target}?oauth_token=")
    form = bench.signed("POST", f"/v1/workflows/{bench.ids('workflow')[0]}/jobs/", placement="body")
    for each in (twice, form, request.without_header("Authorization")):
        assert bench.serve(each).status == 401
    assert [told[1].reason for told in bench.refused] == [Reason.MALFORMED, Reason.MALFORMED, Reason.NO_CREDENTIALS]


def test_a_base_address_without_gallery_works_as_well() -> None:
    bench = Bench()
    request = bench.signed("GET", LIST)
    assert bench.serve(request._replace(target=f"/api{LIST}")).status == 401
    short = sign(request_for("GET", f"http://127.0.0.1:8000/api{LIST}"), credential(DEMO), "oauth1", now=int(bench.now))
    assert bench.serve(short).status == 200


def test_behind_a_proxy_the_server_checks_by_the_address_that_it_knows() -> None:
    bench = Bench(AlteryxOptions(base_address="http://10.0.0.7:8080/gallery", show_base_string=True))
    reply = bench.older("GET", f"{LIST}?limit=1")
    assert reply.status == 401
    assert json.loads(reply.body)["message"] == INVALID_SIGNATURE
    assert (header(reply, "X-Paraph-Base-String") or "").startswith(
        "GET&http%3A%2F%2F10.0.0.7%3A8080%2Fgallery%2Fapi%2Fv1"
    )
    seen, _, known = bench.refused[0]
    assert seen.url == f"http://10.0.0.7:8080/gallery/api{LIST}?limit=1"
    assert known is not None
    inside = sign(
        request_for("GET", f"http://10.0.0.7:8080/gallery/api{LIST}"), credential(DEMO), "oauth1", now=int(bench.now)
    )
    assert bench.serve(inside.with_header("Host", "gallery.example.com")).status == 200


def test_what_is_refused_can_be_explained_by_who_watches() -> None:
    bench = Bench()
    pasted = DemoKey("demo", "", DEMO.id, f"{DEMO.secret} ")
    assert bench.older("GET", f"{LIST}?search=a%20b", pasted, placement="query").status == 401
    seen, verdict, known = bench.refused[0]
    assert known is not None
    assert verdict.reason is Reason.BAD_SIGNATURE
    told = explain(seen, known, "oauth1", now=int(bench.now), budget=5)
    assert [each.id for each in told.mistakes] == ["secret-trailing-space"]


def test_an_answer_can_say_what_is_wrong() -> None:
    bench = Bench(explain=True)
    reply = bench.older("GET", LIST, DemoKey("demo", "", DEMO.id, f"{DEMO.secret} "))
    said = json.loads(reply.body)
    assert said["message"] == INVALID_SIGNATURE
    assert "secret" in said["innerExceptionMessage"]


def test_lists_may_begin_with_a_byte_order_mark() -> None:
    bench = Bench(AlteryxOptions(byte_order_mark=True))
    assert bench.older("GET", LIST).body.startswith(b"\xef\xbb\xbf[")
    assert bench.serve(bench.signed("GET", LIST).without_header("Authorization")).body.startswith(b"\xef\xbb\xbf{")
    assert bench.newer("GET", "/v1/workflows/subscription").body.startswith(b"[")


def without_slash(bench: Bench) -> Request:
    return bench.signed("GET", "/v1/workflows/subscription?limit=1", placement="query")


def test_the_slash_at_the_end() -> None:
    assert Bench().serve(without_slash(Bench())).status == 200
    strict = Bench(AlteryxOptions(slashes="strict"))
    assert strict.serve(without_slash(strict)).status == 404
    sending = Bench(AlteryxOptions(slashes="redirect"))
    reply = sending.serve(without_slash(sending))
    assert reply.status == 307
    location = header(reply, "Location") or ""
    assert location.startswith("http://127.0.0.1:8000/gallery/api/v1/workflows/subscription/?limit=1&oauth_")
    followed = without_slash(sending)._replace(target=location.removeprefix("http://127.0.0.1:8000"))
    assert sending.serve(followed).status == 401


def test_the_health_probe_needs_no_signature() -> None:
    reply = Bench().serve(Request("GET", "/gallery/api/status/ping/", (("Host", "127.0.0.1:8000"),), scheme="http"))
    assert (reply.status, reply.body) == (200, b"")


def test_paths_of_no_api_and_of_the_other_base() -> None:
    bench = Bench()
    assert bench.older("GET", "/v3/users").status == 404
    assert bench.older("GET", "/v1/nothing/").status == 404
    assert bench.older("DELETE", LIST).status == 405
    assert bench.newer("GET", "/status/ping").status == 404
    assert bench.serve(bench.signed("GET", LIST)._replace(target="/elsewhere")).status == 404
    assert bench.serve(bench.signed("GET", LIST)._replace(method="OPTIONS")).status == 200


def test_any_bytes_get_an_answer() -> None:
    bench = Bench(people=0)
    for target in (
        "/gallery/api/v1/workflows/subscription/?oauth_timestamp=%ff&oauth_signature=%00",
        "/gallery/api//",
        "/api/",
        "/webapi/v3/users?%",
    ):
        for body in (b"", b"\xff\x00", b"{", b"[]"):
            request = Request("POST", target, (("Host", "x"), ("Content-Type", "application/json")), body, "http")
            assert 400 <= bench.serve(request).status < 500
