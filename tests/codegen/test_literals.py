"""The law of literals: the language, reading one, gives the text again."""

import ast
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paraph.codegen import literals
from paraph.codegen.rendering import FILTERS, program
from paraph.core.encoding import base64_text, form_text
from paraph.core.message import Request
from tests.codegen.test_programs import need

TEXTS = st.text(st.characters(codec="utf-8"))
HARD = (
    "",
    "*/ // # <!-- ?> <?php -->",
    "\"'`\\ \r\n\t\0\x0b\x1b\x7f\x85\u2028\u2029",
    "$HOME ${x} $(id) `id` #{x} #$x #@x %s {{x}} {% x %} \\u000a \\N{DASH}",
    "é😀\u202e\ufeff\U000e0001",
    "!'()*~",
)
PRINTED: dict[str, tuple[str, str, str]] = {
    "javascript": ("node", "t.mjs", "process.stdout.write(JSON.stringify([{}]))"),
    "php": ("php", "t.php", "<?php echo json_encode([{}]);"),
    "ruby": ("ruby", "t.rb", "require 'json'\nprint JSON.generate([{}])"),
}
"""A program of each language that prints its literals as JSON."""


@given(TEXTS)
@example(HARD[2])
@example(HARD[3])
@example(HARD[4])
def test_python_and_json_read_what_was_written(text: str) -> None:
    assert ast.literal_eval(literals.python(text)) == text
    assert json.loads(literals.json_text(text)) == text
    assert json.loads(literals.javascript(text)) == text
    assert "\n" not in literals.python(text) + literals.json_text(text)


@given(st.lists(TEXTS.filter(lambda text: "\0" not in text), min_size=50, max_size=80))
@example([text.replace("\0", "") for text in HARD])
def test_the_shell_reads_what_was_written(texts: list[str]) -> None:
    words = [literals.shell(text) for text in texts] + [f'"{literals.in_double_quotes(text)}"' for text in texts]
    done = subprocess.run(
        ["bash"], input=("printf '%s\\0' " + " ".join(words)).encode(), capture_output=True, check=True
    )
    assert done.stdout.decode().split("\0")[:-1] == texts * 2


@pytest.mark.parametrize("language", PRINTED)
def test_other_languages_read_what_was_written(language: str, tmp_path: Path) -> None:
    executable, name, code = PRINTED[language]
    need(executable, f"install {executable}", f"reading {language} literals")
    texts = [*HARD, *(chr(code) for code in range(0x100)), *(f"#{chr(code)}x" for code in range(0x80))]
    write = FILTERS[language]
    path = tmp_path / name
    path.write_text(code.replace("{}", ", ".join(write(text) for text in texts)), "utf-8")
    found = shutil.which(executable)
    assert found
    done = subprocess.run([found, str(path)], capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout) == texts


def shape(code: str) -> str:
    """The syntax tree of a program of Python without the values of its texts."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


def request_with(path: str, value: str) -> Request:
    """A request with any text in each of its places."""
    headers = (
        ("Host", "api-example0.duosecurity.com"),
        ("Content-Type", "application/json"),
        ("X-Duo-A", value),
        ("Authorization", "Basic " + base64_text(f"D{value.replace(':', '')}:{'0' * 128}".encode())),
    )
    target = f"/{path.replace('?', '').replace('#', '')}?{form_text((('a' + value, value),))}"
    return Request("PUT", target, headers, ("{" + value).encode())


@given(TEXTS, TEXTS)
@example("/*/ */", '"')
@example("\n# x", '\n"""')
@example("/\u2028x", "{{ x }} {% x %} {# x #}")
def test_a_value_changes_nothing_but_the_texts_of_a_program(path: str, value: str) -> None:
    request = request_with(path, value)
    code = program("python", request, "duo").code
    assert shape(code) == shape(program("python", request_with("", "x"), "duo").code)
    assert request.path in [node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)]
