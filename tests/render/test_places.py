"""The lines of a program, as people see them."""

from paraph.render.places import place_lines
from paraph.tracing.records import Place


def test_a_long_line_of_code_is_continued_and_not_cut() -> None:
    code = 'canonical = "\\n".join([date, "GET", host, path, "&".join(f"{k}={v}" for k, v in sorted(params.items()))])'
    lines = list(place_lines((Place("/elsewhere/client.py", 7, "sign", "built", code),), 60))
    assert max(map(len, lines)) <= 60
    assert lines[:2] == ["In the program:", "  built at /elsewhere/client.py:7, in sign"]
    assert " ".join(line.strip() for line in lines[2:]) == code
    assert lines[2].startswith("      canonical")
    assert all(line.startswith("          ") for line in lines[3:])


def test_one_word_wider_than_the_screen_is_broken() -> None:
    lines = list(place_lines((Place("a.py", 1, "<module>", "signed", "x" * 200),), 40))
    assert max(map(len, lines)) <= 40
    assert "".join(line.strip() for line in lines[2:]) == "x" * 200
