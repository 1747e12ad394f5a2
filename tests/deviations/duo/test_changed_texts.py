"""A line of Duo's canonical string, or all of it, that was changed before it was signed is one mistake."""

import base64
import hashlib
import json
from collections.abc import Callable

import pytest

from tests.deviations.duo.test_single_mistakes import HOST, find_mistakes, lines_of

Change = Callable[[str], str]
PATH = "/admin/v1/users"
LINES = lines_of("name=O%27Brien%20%22x%22").split("\n")
QUERY = "?name=O%27Brien%20%22x%22"
OF_A_LINE: dict[str, Change] = {
    "blank at the end": lambda text: text + " ",
    "blank in front": lambda text: " " + text,
    "newline at the end": lambda text: text + "\n",
    "double quotes": lambda text: f'"{text}"',
    "single quotes": lambda text: f"'{text}'",
    "lower case": str.lower,
    "upper case": str.upper,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "hash": lambda text: hashlib.sha1(text.encode()).hexdigest(),
    "slashes of JSON": lambda text: text.replace("/", "\\/"),
    "bytes of Python": lambda text: str(text.encode()),
}
OF_ALL: dict[str, Change] = {
    "UTF-16": lambda text: text.encode("utf-16-le").decode(),
    "UTF-16, high bytes first": lambda text: text.encode("utf-16-be").decode(),
    "byte order mark": lambda text: "\ufeff" + text,
    "bytes of Python": lambda text: str(text.encode()),
    "NUL at the end": lambda text: text + "\0",
    "JSON text": json.dumps,
}


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("change", OF_A_LINE.values(), ids=OF_A_LINE)
def test_a_changed_line_is_one_mistake(change: Change, place: int) -> None:
    text = "\n".join((*LINES[:place], change(LINES[place]), *LINES[place + 1 :]))
    if text != "\n".join(LINES):
        assert len(find_mistakes(QUERY, text)) == 1


@pytest.mark.parametrize("change", OF_ALL.values(), ids=OF_ALL)
def test_a_changed_text_is_one_mistake(change: Change) -> None:
    assert len(find_mistakes(QUERY, change("\n".join(LINES)))) == 1


DATE, PARAMETERS = LINES[0], LINES[4]


@pytest.mark.parametrize(
    "lines",
    [
        (DATE, f"GET {PATH}", HOST, PARAMETERS),
        (DATE, "GET", f"https://{HOST}{PATH}?{PARAMETERS}"),
        (DATE, f"GET https://{HOST}{PATH}?{PARAMETERS}"),
        (DATE, f"GET {PATH}?{PARAMETERS}", HOST),
        (DATE, "GET", f"Host: {HOST}", PATH, PARAMETERS),
        (DATE, "GET", HOST.removeprefix("api-"), PATH, PARAMETERS),
        (DATE, "GET", "api-xxxxxxxx.duosecurity.com", PATH, PARAMETERS),
        (DATE, "GET", HOST, "/admin/users", PARAMETERS),
        (DATE, "GET", HOST, PATH, "O%27Brien%20%22x%22=name"),
        (DATE, "GET", HOST, PATH, "name=O%5C%27Brien%20%5C%22x%5C%22"),
        (DATE, "GET", HOST, PATH, "name=OBrien%20x"),
        (DATE, "GET", HOST, PATH, "name=O%27Brien%2B%22x%22"),
    ],
)
def test_other_lines_are_one_mistake(lines: tuple[str, ...]) -> None:
    assert len(find_mistakes(QUERY, "\n".join(lines))) == 1


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("?a=1&b=2", "a=1&\nb=2"),
        ("?admin=true&b=false", "admin=1&b="),
        ("?a=x%20y&b=z%20z", "a=x y&b=z%20z"),
        ("?a=x%20y&b=z%20z", "a=x%20y&b=z%2520z"),
        ("?id=10&id=9", "id=9&id=10"),
    ],
)
def test_other_parameters_are_one_mistake(query: str, parameters: str) -> None:
    assert len(find_mistakes(query, lines_of(parameters))) == 1
