"""The parts of the search: values, texts with a gap, and two processes that divide the work."""

import os
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph import Credential, explain, request_for
from paraph.core.deviation import NON_ASCII, Deviation
from paraph.core.encoding import percent, percent_safe
from paraph.core.message import Pairs, Request
from paraph.core.trace import LEFT_OUT, Trace
from paraph.deviations.encoders import DECODED_PLUS, DECODED_TWICE, RAW, TEXT_ENCODERS, VALUES_RAW
from paraph.deviations.oauth1.arranging import STYLES
from paraph.explaining.search.picks import Rival
from paraph.explaining.search.texts import Block
from paraph.explaining.search.tree import Deadline, Grower, Late, Level, Node
from paraph.explaining.two_processes import Other, Report, on_two
from paraph.schemes import scheme_named
from paraph.schemes.duo import signing as duo
from paraph.schemes.oauth1 import signing as oauth1

NOW = 1773739805
ENCODERS = (*TEXT_ENCODERS, RAW, VALUES_RAW, DECODED_TWICE, DECODED_PLUS, *STYLES)
ANY = st.text(max_size=12) | st.text("aB9-._~ !'()*+%/?&=@:;,#$é€😀\n\0", max_size=12)
DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
CLIENT = Credential.of("ck-0123456789", "consumer-secret")


@pytest.mark.parametrize("encoder", ENCODERS, ids=lambda encoder: f"{encoder.id} {encoder.said}")
@settings(max_examples=60)
@given(st.tuples(ANY, ANY))
def test_an_encoder_is_right_without_the_characters_it_needs(encoder: Any, pair: tuple[str, str]) -> None:
    def needed(char: str) -> bool:
        return char in encoder.needs or (not char.isascii() and NON_ASCII in encoder.needs)

    name, value = ("".join(char for char in text if not needed(char)) for text in pair)
    assert encoder.pairs(((name, value),)) == ((percent(name), percent(value)),)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text("-._~!'()*+/?&=@:;,#$%", max_size=8))
def test_percent_encoding_is_what_the_library_does(text: str, safe: str) -> None:
    assert percent(text) == quote(text, safe="~")
    assert percent_safe(text, safe) == quote(text, safe=safe).translate(
        {} if set("-._~") <= set(safe) else {ord(char): f"%{ord(char):02X}" for char in set("-._~") - set(safe)}
    )


def level(*values: str) -> Level:
    made = Level()
    for value in values:
        made.add(value, (value,))
    return made


LINES = st.lists(st.sampled_from(["GET", "", "a=1&b=2", "é", "x" * 70]), min_size=1, max_size=9, unique=True)


def joining(count: int) -> Node:
    return Node(duo.canonical_string, duo.canonical_string, tuple(Node(None, None, (), ()) for _ in range(count)), ())


@given(st.tuples(LINES, LINES, LINES))
def test_a_gap_filled_is_the_text(fields: tuple[list[str], ...]) -> None:
    block = Block(joining(3), None, [level(*field) for field in fields])
    plain = {text.encode(): block.trail(number, way) for text, number, way in block.texts()}
    place = block.gap
    assert (place is None) == (max(map(len, fields)) < 6)
    if place is not None:
        values = block.levels[place].octets(str.encode)
        filled = {
            frame.before + value + frame.after: block.in_gap(place, frame, index)
            for frame in block.frames(place)
            for index, value in enumerate(values)
        }
        assert filled == plain


def test_a_text_left_out_is_not_joined() -> None:
    block = Block(joining(3), None, [level("date"), level(LEFT_OUT), level("path")])
    texts = [text for text, *_ in block.texts()]
    assert texts == ["date\npath"]


def test_what_a_process_told_before_it_ended_is_read() -> None:
    (reader, told), (heard, writer) = os.pipe(), os.pipe()
    os.write(told, b"36 2235 84497\n")
    os.close(told)
    os.close(heard)
    other = Other(reader, writer)
    other.tell(Report(36, 0, 1))
    other.listen(wait=True)
    assert other.last == Report(36, 2235, 84497)
    other.close()


def signed(scheme: str, request: Request, credential: Credential, wrong: dict[Any, Any], **options: Any) -> Request:
    chosen = scheme_named(scheme)
    prepared, claims = chosen.prepare(request, credential, now=NOW, nonce="7d8f3e4a9c01b2aa", **options)
    return chosen.attach(prepared, claims, chosen.derive(prepared, claims, credential, Trace(wrong)))


def crlf(*lines: str) -> str:
    return "\r\n".join(lines)


def left_out(*_: Any) -> str:
    return LEFT_OUT


def query_first(header: Pairs, query: Pairs, form: Pairs) -> Pairs:
    return oauth1.collected_parameters(query, header, form)


def shouted(encoded: oauth1.Encoded) -> Pairs:
    return encoded.pairs


USERS = request_for("GET", "https://api-example0.duosecurity.com/admin/v1/users")
FORM = request_for("POST", "https://shop.example.com/orders?b=2&a=1",
                   (("Content-Type", "application/x-www-form-urlencoded"),), b"0=zero&c=3")  # fmt: skip
SETS: list[Any] = [
    ({"join-crlf", "params-line-missing-when-empty"},
     signed("duo", USERS, DUO, {duo.canonical_string: crlf, duo.canonical_parameters: left_out}, version=2), DUO),
    ({"join-crlf", "host-omitted"}, signed("duo", USERS, DUO, {duo.canonical_string: crlf, duo.host: left_out}), DUO),
    ({"hash-algorithm"}, signed("duo", USERS, DUO, {duo.hmac_sha512: duo.hmac_sha1}), DUO),
    ({"date-signed-differs-from-sent"},
     signed("duo", USERS, DUO, {duo.date: lambda _: "Mon, 16 Mar 2026 10:11:12 -0000"}), DUO),
    ({"ord-unsorted"},
     signed("oauth1", FORM, CLIENT, {oauth1.collected_parameters: query_first, oauth1.sorted_parameters: shouted}), CLIENT),
]  # fmt: skip


@pytest.mark.parametrize(("mistakes", "request_", "credential"), SETS)
def test_sets_that_take_more_than_one_look(mistakes: set[str], request_: Request, credential: Credential) -> None:
    explanation = explain(request_, credential, now=NOW)
    assert {entry.id for entry in explanation.mistakes} == mistakes


@pytest.mark.parametrize(
    ("write", "mistake"),
    [
        (lambda mac: mac[:-1], "out-truncated"),
        (lambda mac: " ".join(mac[i : i + 2] for i in range(0, len(mac), 2)), "out-hex-separators"),
        (lambda mac: " ".join(mac[i : i + 2] for i in range(0, len(mac), 2)).upper(), "out-hex-separators"),
    ],
)
def test_forms_of_hex(write: Any, mistake: str) -> None:
    scheme = scheme_named("duo")
    prepared, claims = scheme.prepare(USERS, DUO, now=NOW)
    right = scheme.derive(prepared, claims, DUO, Trace({}))
    explanation = explain(scheme.attach(prepared, claims, write(right)), DUO, now=NOW)
    assert [entry.id for entry in explanation.mistakes] == [mistake]


@pytest.mark.parametrize("share", [None, on_two])
def test_no_time_at_all(share: Any) -> None:
    stranger = Credential.of(DUO.key_id, "quiteAnotherSecret0123456789abcdefghijk9")
    request = signed("oauth1", FORM, CLIENT, {oauth1.sorted_parameters: shouted})
    explanation = explain(request, stranger, now=NOW, budget=0, share=share)
    assert (explanation.verdict, explanation.exhausted) == ("unexplained", False)


def test_values_are_not_made_past_the_deadline() -> None:
    until = Deadline()
    grower = Grower({duo.path: [Rival.of(Deviation("path-lowercased", duo.path, lambda _: ()), 1, 1)]}, deadline=until)
    node = grower.grow(lambda step: step(duo.path, USERS), (), {})
    assert node.level(13).values == []
    until.at = 0
    with pytest.raises(Late):
        grower.grow(lambda step: step(duo.path, FORM), (), {}).level(13)
