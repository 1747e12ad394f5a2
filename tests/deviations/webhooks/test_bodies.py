"""The grammar of bodies: what one and two changes make of a body."""

import pytest

from paraph import Request
from paraph.deviations.webhooks.bodies import body_deviations, dimensions_of
from paraph.mistakes import MISTAKES
from paraph.schemes.webhooks.rows import BODY, ROWS

JSON = Request("POST", "/hooks", (), '{"id": 1, "note": "Zoë/ <b>", "data": {"k": 2.0}}\n'.encode())
FORM = Request("POST", "/hooks", (), b"b=2+x&a=%2F&payload=%7B%22k%22%3A+1%7D")


Mistakes = tuple[tuple[str, str], ...]


def texts(request: Request, most: float) -> dict[str, list[Mistakes]]:
    """Every text that the deviations make of a body, up to a rarity, each with the mistakes that make it."""
    made: dict[str, list[Mistakes]] = {}
    for deviation in sorted(body_deviations(request, ROWS[0]), key=lambda each: each.rarity):
        if deviation.rarity <= most:
            for way in deviation.ways(request):
                made.setdefault(way.value, []).append(way.parts or ((deviation.id, way.detail),))
    return made


def names(found: list[Mistakes]) -> list[list[str]]:
    """The ids of mistakes."""
    return [[name for name, _ in mistakes] for mistakes in found]


@pytest.mark.parametrize(
    ("request_", "text", "mistake"),
    [
        (JSON, '{"id":1,"note":"Zoë/ <b>","data":{"k":2.0}}', "body-reserialised"),
        (JSON, '{"id":1,"note":"Zoë/ <b>","data":{"k":2}}', "body-reserialised"),
        (JSON, '{"data":{"k":2.0},"id":1,"note":"Zoë/ \\u003cb\\u003e"}', "body-reserialised"),
        (JSON, '{"data": {"k": 2.0}, "id": 1, "note": "Zoë/ <b>"}', "body-key-order"),
        (JSON, "{'id': 1, 'note': 'Zoë/ <b>', 'data': {'k': 2.0}}", "body-language-repr"),
        (JSON, '{"id":1,"note":"Zoë/<b>","data":{"k":2.0}}\n', "body-json-spacing"),
        (JSON, '{"id": 1, "note": "Zo/ <b>", "data": {"k": 2.0}}\n', "body-charset"),
        (JSON, '{"id": 1, "note": "zoë/ <b>", "data": {"k": 2.0}}\n', ""),
        (JSON, '{"k":2.0}', "body-partly-captured"),
        (JSON, "id=1&note=Zo%C3%AB%2F+%3Cb%3E&data=%7B%22k%22%3A2.0%7D", "body-form-vs-json"),
        (JSON, str(JSON.body), "body-language-repr"),
        (JSON, "{}", "body-partly-captured"),
        (JSON, "", "body-partly-captured"),
        (JSON, "%7B%22id%22%3A+1%2C+%22note%22%3A+%22Zo%C3%AB%2F+%3Cb%3E%22%2C+%22data%22%3A+%7B%22k%22%3A+2.0%7D%7D%0A", ""),
        (FORM, '{"k": 1}', "body-form-vs-json"),
        (FORM, "a=%2F&b=2+x&payload=%7B%22k%22%3A+1%7D", "body-form-vs-json"),
        (FORM, "a=/&b=2 x&payload={\"k\": 1}", "body-form-vs-json"),
        (FORM, 'b=2 x&a=/&payload={"k": 1}', "body-form-vs-json"),
        (FORM, '{"b":"2 x","a":"/","payload":"{\\"k\\": 1}"}', "body-form-vs-json"),
        (FORM, '{"b":["2 x"],"a":["/"],"payload":["{\\"k\\": 1}"]}', "body-form-vs-json"),
    ],
)  # fmt: skip
def test_one_change(request_: Request, text: str, mistake: str) -> None:
    assert [mistake] in names(texts(request_, 4.0)[text])


@pytest.mark.parametrize(
    ("request_", "text", "mistakes"),
    [
        (JSON, '{"id":1,"note":"Zoë/ <b>","data":{"k":2.0}}\n', ["body-reserialised", "join-trailing-newline"]),
        (JSON, '{"id": 1, "note": "zoë/ <b>", "data": {"k": 2.0}}', ["", "body-line-endings"]),
        (FORM, '{"k":1}', ["body-form-vs-json", "body-reserialised"]),
        (FORM, "2 x\n", ["body-form-vs-json", "join-trailing-newline"]),
    ],
)
def test_two_changes_are_two_mistakes(request_: Request, text: str, mistakes: list[str]) -> None:
    assert mistakes in names(texts(request_, 20.0)[text])
    assert text not in texts(request_, 12.0)


def test_every_change_has_a_name_or_a_sentence() -> None:
    for request in (JSON, FORM):
        for found in texts(request, 20.0).values():
            assert all((not name or name in MISTAKES) and detail.endswith(".") for one in found for name, detail in one)


def test_a_hash_of_the_whole_text_is_a_mistake_of_the_mac_first() -> None:
    for row in ROWS:
        (digest,) = [
            option
            for option in dimensions_of("", row)[-1].wrong
            if option.detail == "The SHA256 of the body was signed, in hex."
        ]
        assert digest.rarity == (4.0 if row.parts == (BODY,) else 0.0)
