"""The languages: which templates there are, and how to run a program in each language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paraph.core.code_facts import SecretVariable

SUFFIX = ".jinja"
USUAL = ("python", "httpx", "curl", "postman", "javascript", "php", "ruby", "go", "java", "csharp", "powershell")
"""The order in which languages are listed; any other comes after these."""
RUN = {
    "python": "python3 {file}",
    "httpx": "python3 {file}",
    "curl": "bash {file}",
    "javascript": "node {file}",
    "php": "php {file}",
    "ruby": "ruby {file}",
    "go": "go run {file}",
    "java": "java {file}",
    "csharp": "dotnet run, in a console project whose Program.cs is {file}",
    "powershell": "powershell -File {file}",
}
OF_INPUT = {
    "postman": "postman",
    "curl": "curl",
    "httpie": "curl",
    "wget": "curl",
    "javascript": "javascript",
    "powershell": "powershell",
}
"""The language for each kind of input; Python for any other."""


class Template(NamedTuple):
    """A template: its name, which the loader knows, its language, and the extension of the program."""

    name: str
    language: str
    extension: str


@cache
def templates_in(home: str) -> dict[str, Template]:
    """Return the templates of a scheme's folder, by language."""
    folder = files("paraph.codegen").joinpath("templates", home)
    names = (file.name for file in folder.iterdir()) if folder.is_dir() else ()
    found = {}
    for name in names:
        if name.endswith(SUFFIX):
            language, _, extension = name.removesuffix(SUFFIX).partition(".")
            found[language] = Template(f"{home}/{name}", language, extension)
    return {language: found[language] for language in in_order(found)}


def in_order(languages: Iterable[str]) -> list[str]:
    """Sort languages: the usual ones first, in their order, then the others by name."""
    return sorted(languages, key=lambda name: (USUAL.index(name) if name in USUAL else len(USUAL), name))


def all_languages(homes: Iterable[str]) -> tuple[str, ...]:
    """Return the languages that at least one of these schemes has."""
    return tuple(in_order({language for home in homes for language in templates_in(home)}))


def recommended(kind: str, home: str) -> str:
    """Return the language for someone whose request came as this kind of input; empty if the scheme has no template."""
    templates = templates_in(home)
    wanted = OF_INPUT.get(kind, "python")
    return wanted if wanted in templates else next(iter(templates), "")


def next_step(language: str, file: str, secrets: tuple[SecretVariable, ...]) -> str:
    """Say in one sentence what to do with a program that was written to `file`."""
    variables = " and ".join(f"{secret.name} to {secret.meaning}" for secret in secrets)
    if language == "postman":
        return f"import {file} into Postman, set the variable {variables} (type secret, current value only), and send"
    return f"set the environment variable {variables}, then run: {RUN.get(language, '{file}').format(file=file)}"
