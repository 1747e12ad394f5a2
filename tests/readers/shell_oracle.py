"""Scripts of chance, and what bash or dash itself makes of them: the words and the input of each call of curl.

A function named curl stands in for the program. Many scripts run in one shell, each in a subshell of its own, so that
none sees the variables of another.
"""

from __future__ import annotations

import random
import re
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from paraph.core.errors import Unreadable
from paraph.readers.commands.shell import script
from tests.trust.campaign import Result

VARIABLES = {"GIVEN": "g v", "EMPTY": "", "A": "a", "B": " b\t", "LONG_name1": "l"}
REFUSED = re.compile(r"[Ss]yntax error|unexpected|[Uu]nterminated|bad substitution|Bad substitution|here-document")
PRELUDE = r"""
curl() { printf 'w\0'; if [ $# -gt 0 ]; then printf '%s\0' "$@"; fi; printf 'i\0'; if [ -t 0 ]; then :; else cat; fi; printf '\0e\0'; }
http() { curl "$@"; }
"""
CHARACTERS = "abc 019=:/?&;|<>(){}[],.#~!%^*@-+_\"'\\$`\t\néß漢🙂\x01\x7f"
NAMES = ("A", "B", "GIVEN", "EMPTY", "LONG_name1", "C", "D")
ASSIGNED = ("C", "D")
"""Names that have no value from outside: what a user gives fills in where a script's own value cannot be known."""


class Call(NamedTuple):
    """The arguments of one call, and what it could read; None if bash did not run it or it cannot be told."""

    words: tuple[str, ...]
    stdin: str


class Writer:
    """Writes scripts; `common` leaves out what dash does not know."""

    def __init__(self, seed: int, common: bool) -> None:
        self.random, self.common = random.Random(seed), common

    def text(self, without: str, most: int = 8) -> str:
        """Characters of chance."""
        allowed = [char for char in CHARACTERS if char not in without]
        return "".join(self.random.choices(allowed, k=self.random.randint(0, most)))

    def variable(self) -> str:
        """An expansion of a variable."""
        name = self.random.choice(NAMES)
        other = self.text("}'\"\\$`{\n!", 4)
        forms = [f"${name}", f"${{{name}}}", f"${{{name}:-{other}}}", f"${{{name}-d}}", f"${{{name}:+{other}}}"]
        return self.random.choice(forms)

    def double(self) -> str:
        """A text in double quotes."""
        pieces = []
        for _ in range(self.random.randint(0, 4)):
            pieces.append(self.random.choice([
                self.text("\"\\$`"), "\\" + self.random.choice('$`"\\\nxn!'), "'", self.variable(), "$ ", "$.",
            ]))  # fmt: skip
        return '"' + "".join(pieces) + '"'

    def ansi(self) -> str:
        """A text in ``$'…'``."""
        escapes = ["\\n", "\\t", "\\'", '\\"', "\\\\", "\\x41", "\\xe2\\x82\\xac", "\\u00e9", "\\U0001F642", "\\101", "\\e", "\\q", "\\?",
                   "\\x4", "\\cA", "\\u2", "\\1", "\\xzz", "\\\n", "\\c\\\\"]  # fmt: skip
        return (
            "$'"
            + "".join(
                self.random.choice([self.text("'\\"), self.random.choice(escapes)])
                for _ in range(self.random.randint(0, 5))
            )
            + "'"
        )

    def bare(self) -> str:
        """A text outside of quotes."""
        pieces = []
        for _ in range(self.random.randint(1, 4)):
            pieces.append(self.random.choice([
                self.text(" \t\n|;&<>()\\'\"$`*?[{},~#" + ("!^" if self.common else "")), "\\" + self.random.choice(" \"'\\$`&;|#{}(),~ab*?"), "\\\n", "#", "$.", "$%",
                "=", "a",
            ]))  # fmt: skip
        return "".join(pieces)

    def braces(self, depth: int = 0) -> str:
        """Braces outside of quotes, not always closed."""
        forms = ["a", "b.c", ",", "{", "}", "''", "'{,'", "\\,", "\\{", '"}"', "$A", "x{1,2}"]
        if depth < 3:
            forms += ["{" + self.braces(depth + 1) + "," + self.braces(depth + 1) + "}"] * 3
        return "".join(self.random.choice(forms) for _ in range(self.random.randint(0, 3)))

    def word(self) -> str:
        """A word of a command."""
        kinds = [self.bare, self.double, lambda: "'" + self.text("'") + "'", self.variable]
        if not self.common:
            kinds += [self.ansi, self.braces, lambda: "$" + self.double()]
        word = "".join(self.random.choice(kinds)() for _ in range(self.random.randint(1, 3)))
        return f"x{word}"

    def blank(self) -> str:
        """What stands between words."""
        return self.random.choice([" ", "  ", "\t", " \\\n ", " "])

    def redirection(self) -> tuple[str, str]:
        """A redirection, and what has to follow its line."""
        kind = self.random.randrange(7 if self.common else 9)
        plain = [">/dev/null", "2>/dev/null", "2>&1", "3>>/dev/null", "2> /dev/null"]
        if kind < 4:
            return self.random.choice(plain[1:]), ""
        if kind < 7:
            ending = self.random.choice(["EOF", "E-1", "_"])
            body = self.text("\\$`", 20) if self.random.random() < 0.3 else self.document()
            mark = self.random.choice(["<<", "<<-", "<< "])
            tab = self.random.choice(["", "\t"]) if mark == "<<-" else ""
            quoted = self.random.choice([ending, ending, f"'{ending}'", f'"{ending}"', f"\\{ending}"])
            if body.endswith("\\"):
                body += "x"
            return mark + quoted, f"{body}\n{tab}{ending}\n"
        return ("<<<" + self.blank().replace("\\\n", "") + self.word(), "") if kind == 7 else ("</dev/null", "")

    def document(self) -> str:
        """The content of a here-document."""
        return "".join(self.random.choice([self.text("\\$`"), self.variable(), "\\$", "\\`", "\\\\", "\\x", '\\"', "\n\t", "z" if self.common else "\\\nz", "$ "])
                       for _ in range(self.random.randint(0, 5)))  # fmt: skip

    def command(self) -> tuple[str, str]:
        """A call of curl, and what has to follow its line."""
        pieces, after = [], ""
        if self.random.random() < 0.15:
            pieces.append(f"C={self.value()}")
        redirections = self.random.choice([0, 0, 1, 1, 2])
        pieces.append(self.random.choice(["curl", "curl", "c\\url", "'curl'", "cu''rl", "cur\\\nl"]))
        for _ in range(self.random.randint(0, 4)):
            pieces.append(self.word())
        for _ in range(redirections):
            mark, body = self.redirection()
            pieces.insert(self.random.randint(1, len(pieces)), mark)
            after = self.in_order(pieces, after, mark, body)
        text = pieces[0]
        for piece in pieces[1:]:
            text += self.blank() + piece
        return text + self.random.choice(["", "", " # it's a comment", " "]), after

    def in_order(self, pieces: list[str], after: str, mark: str, body: str) -> str:
        """Here-documents follow in the order of their marks; two of them are kept apart by removing the later mark."""
        if body and after:
            pieces.remove(mark)
            return after
        return body or after

    def value(self) -> str:
        """A value of an assignment."""
        return self.word() if self.random.random() < 0.7 else ""

    def statement(self) -> str:
        """One or more lines."""
        kind = self.random.randrange(12)
        command, after = self.command()
        has_comment = "# it's" in command
        end = "\n" + after
        if kind == 0:
            return f"{self.random.choice(ASSIGNED)}={self.value()}\n"
        if kind == 1:
            return f"export {self.random.choice(NAMES)}={self.random.choice([self.double(), 'x'])}\n"
        if kind == 2:
            return f"if true; then\n {command}{end}fi\n"
        if kind == 3 and not has_comment:
            return f"( cd /; {command} ){end}"
        if kind == 4 and not has_comment:
            return f"{{ {command}; }}{end}"
        if kind == 5:
            return f"true && {command}{end}"
        if kind == 6:
            return f"# don't {self.text(chr(10))}\n\n{command}{end}"
        if kind == 7:
            return f"false || {command}{end}"
        if kind == 8 and not has_comment:
            return f"{command};{self.random.choice(['', ' true'])}{end}"
        if kind == 9:
            return f"for i in 1; do {command}{end}done\n"
        if kind == 10:
            return f"case x in (y) false;; x|z) {command}{end};; esac\n"
        return command + end

    def script(self) -> str:
        """A script of some statements."""
        return "".join(self.statement() for _ in range(self.random.randint(1, 4)))


def read_calls(text: str) -> list[Call] | None:
    """The calls that the reader finds; None if there is one that it refuses."""
    made = []
    for command in script(text, VARIABLES, ("curl",)).commands:
        if isinstance(command, Unreadable):
            return None
        stdin = command.stdin.text if command.stdin and command.stdin.text != "/dev/null" else ""
        made.append(Call(tuple(word.text for word in command.words[1:]), stdin))
    return made


def differences(seed: int, count: int, shell: str) -> tuple[list[str], int]:
    """Scripts that are read in another way than by the shell, and how many were compared."""
    scripts = [Writer(seed * 1_000_000 + index, shell == "dash").script() for index in range(count)]
    wrong, compared = [], 0
    for text, calls in zip(scripts, run_shell(scripts, shell), strict=True):
        mine = read_calls(text)
        if mine is None or calls is None:
            continue
        compared += 1
        if mine != calls:
            wrong.append(f"{shell}: {text!r}: {mine} instead of {calls}")
    return wrong, compared


def run_shell(scripts: list[str], shell: str) -> list[list[Call] | None]:
    """The calls that each script makes; None for a script that the shell refuses."""
    with tempfile.TemporaryDirectory() as folder:
        for index, text in enumerate(scripts):
            (Path(folder) / f"{index}.sh").write_text(text, "utf-8", "surrogateescape", newline="")
        loop = f"{PRELUDE}\nset -f\nfor n in $(seq 0 {len(scripts) - 1}); do ( . ./$n.sh ) </dev/null 2>$n.err; printf 's%s\\0' $?; done"
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **VARIABLES}
        ran = subprocess.run(
            [shell, "-c", loop], cwd=folder, env=environment, capture_output=True, timeout=300, check=False
        )
        made = parse_calls(ran.stdout.decode("utf-8", "surrogateescape"), len(scripts))
        errors = [
            (Path(folder) / f"{index}.err").read_text("utf-8", "surrogateescape") for index in range(len(scripts))
        ]
    return [None if REFUSED.search(error) else calls for calls, error in zip(made, errors, strict=True)]


def parse_calls(text: str, count: int) -> list[list[Call]]:
    """The calls from what the functions wrote."""
    fields = iter(text.split("\0"))
    made: list[list[Call]] = []
    calls: list[Call] = []
    for field in fields:
        if field == "w":
            words = []
            for word in fields:
                if word == "i":
                    break
                words.append(word)
            calls.append(Call(tuple(words), next(fields)))
            assert next(fields) == "e"
        elif field.startswith("s"):
            made.append(calls)
            calls = []
    assert len(made) == count, (len(made), count)
    return made


def run(seed: int, step: int) -> Result:
    """2,000 scripts, read as bash reads them and, with what both know, as dash does."""
    bash, compared = differences(seed * 1000 + step, 1000, "bash")
    dash, others = differences(seed * 1000 + step, 1000, "dash")
    return Result(compared + others, [*bash, *dash])
