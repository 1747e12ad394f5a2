"""YAML as texts, lists and tables: the same as PyYAML's own loader makes of it, but for what is refused."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from paraph.core.errors import Unreadable
from paraph.readers.files.yaml_text import DEEPEST, yaml_value

pytestmark = pytest.mark.skipif(
    find_spec("yaml") is None and "PARAPH_NOTHING_LEFT_OUT" not in os.environ,
    reason="left out: PyYAML is not installed; it comes with the extra yaml",
)
PIECES = ("- ", "a", "b", ": ", "\n", "  ", "[", "]", "{", "}", ", ", "? ", "---\n", "...\n", "'", '"', "|\n", "~", "1",
          "&x ", "!!int ", "# c\n", "<<: ", "\u00e4")  # fmt: skip


def loaded(text: str) -> Any:
    """What PyYAML's own loader makes of a text; Unreadable when it raises."""
    yaml: Any = import_module("yaml")
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return Unreadable


def value_or_refusal(text: str) -> Any:
    """What is read here; Unreadable when it is refused."""
    try:
        return yaml_value(text)
    except Unreadable:
        return Unreadable


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@example("a: 1\nb: [x, {c: yes}]\na: 2\n")
@example("a\n---\nb\n")
@example("? [a]\n: b\n")
@example("")
@example("---\n---\n")
def test_the_value_is_the_same_as_that_of_the_whole_loader(text: str) -> None:
    assume(text.count("&x ") < 2)  # PyYAML refuses an anchor that is set twice, which YAML 1.2 allows
    assert value_or_refusal(text) == loaded(text)


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("a: &x b\nc: *x\n", 2, 4, "alias"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), 1, DEEPEST + 1, "nested"),
        ("a: b\n---\nc: d\n", 2, 1, "second document"),
        ("a: b\n? [c]\n: d\n", 1, 1, "expected a text"),
        ("a: [\n", 2, 1, "no YAML"),
    ],
)
def test_what_is_refused_says_where(text: str, line: int, column: int, word: str) -> None:
    with pytest.raises(Unreadable, match=word) as refused:
        yaml_value(text)
    assert (refused.value.line, refused.value.column) == (line, column)


def test_the_deepest_that_is_allowed() -> None:
    assert yaml_value("[" * DEEPEST + "]" * DEEPEST) is not None


def test_without_the_library_in_c_less_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    yaml: Any = import_module("yaml")
    monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    assert yaml_value("a: b") == {"a": "b"}
    with pytest.raises(Unreadable, match="64 KiB"):
        yaml_value("#" * (64 * 1024 + 1))
