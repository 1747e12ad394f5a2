"""Scripts of bash, cmd.exe and PowerShell become the commands that these would start."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.errors import Unreadable
from paraph.readers.commands.shell import Command, script
from paraph.readers.commands.shell.dialect import dialect
from tests.readers.shell_oracle import Writer, differences

PROGRAMS = ("curl", "http", "https", "wget")
GIVEN = {"GIVEN": "g v"}
PARSING = "learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments"
CMD = "learn.microsoft.com/windows-server/administration/windows-commands/cmd"
QUOTING = "learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules"


def read(text: str) -> list[list[str] | str]:
    """The words of each command, or what is wrong with it."""
    commands = script(text, GIVEN, PROGRAMS).commands
    return [str(one) if isinstance(one, Unreadable) else [word.text for word in one.words] for one in commands]


@pytest.mark.parametrize("shell", ["bash", "dash"])
def test_scripts_of_chance_are_read_as_the_shell_reads_them(shell: str) -> None:
    wrong, compared = differences(7, 200, shell)
    assert not wrong, "\n".join(wrong)
    assert compared > 100


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("curl a # b\n\n$ curl c#d", [["curl", "a"], ["curl", "c#d"]]),
        ("$ curl a \\\n> -d b\n{\"it's\": 1}\n$ wget c", [["curl", "a", "-d", "b"], ["wget", "c"]]),
        ("#!/bin/sh\nset -e\ncd /x && sudo -u me env A=b /usr/bin/curl a | jq .", [["/usr/bin/curl", "a"]]),
        ("TOKEN=t; export X=\"$TOKEN y\"\ncurl $TOKEN \"${X}\" ${NONE:-d}", [["curl", "t", "t y", "d"]]),
        ("TOKEN=t curl $TOKEN", ["line 1, column 14: $TOKEN has no value here: give it with --var TOKEN=VALUE"]),
        ("if a; then T=1; fi\ncurl $T", ["line 2, column 6: $T has no value here: give it with --var T=VALUE"]),
        ("(T=1); curl $T", ["line 1, column 13: $T has no value here: give it with --var T=VALUE"]),
        ("curl $GIVEN \"$GIVEN\"", [["curl", "g", "v", "g v"]]),
        ("x=$(curl -s a)", [["curl", "-s", "a"]]),
        ("curl \"$(curl a)\"", ["line 1, column 7: only the shell knows what $(curl …) stands for: put the value in its place", ["curl", "a"]]),
        ("f() { curl b; }; while read l; do curl c; done; case x in x) curl d;; esac", [["curl", "b"], ["curl", "c"], ["curl", "d"]]),
        ("curl a{b,c}d h", [["curl", "abd", "acd", "h"]]),
        ("curl {1..3}", ["line 1, column 6: bash makes several words of {1..3}: write them out, or put it in quotes"]),
        ("curl h -d (a)", ["line 1, column 11: the shell does not understand this parenthesis: put the word in quotes"]),
        ("curl 'a", ["line 1, column 6: this single quote is not closed"]),
        ("curl -d @- <<E\na", ["line 1, column 12: this here-document has no line E at its end"]),
        ("curl a 2>&1 > f -d b >>g &>h", [["curl", "a", "-d", "b"]]),
    ],
)  # fmt: skip
def test_bash(text: str, commands: list[list[str] | str]) -> None:
    assert read(text) == commands


@pytest.mark.parametrize(
    ("text", "kind", "content"),
    [
        ("echo hi | jq . | curl -d @- h", "pipe", "echo hi | jq ."),
        ("curl -d @- h < f.json -X PUT", "file", "f.json"),
        ("curl -d @- h <<< 'a b'", "text", "a b\n"),
        ("curl -d @- h <<-'E' -X PUT\n\ta $x\n\tE\n", "text", "a $x\n"),
        ("curl -d @- h <<E\na $GIVEN \\$x\nE\n", "text", "a g v $x\n"),
        ("cat f | { cd x; curl -d @- h; }", "pipe", "cat f"),
        ("C:\\>type f | curl -d @- h", "pipe", "type f"),
        ("C:\\>curl -d @- h <f", "file", "f"),
        ("PS C:\\> cat f | curl.exe -d '@-' h", "pipe", "cat f"),
    ],
)
def test_what_a_command_reads(text: str, kind: str, content: str) -> None:
    (command,) = script(text, GIVEN, PROGRAMS).commands
    assert isinstance(command, Command)
    assert command.stdin is not None
    assert (command.stdin.kind, command.stdin.text) == (kind, content)


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ('curl ^"h?a=1^&b^" ^\n  -d ^"{^\\^"a^\\^":1}^"', ["h?a=1&b", "-d", '{"a":1}'], CMD),
        ('C:\\>curl ^"a^\n\nb^"', ["a\nb"], CMD),
        ('C:\\>curl "a^b" c^^d e^&f', ["a^b", "c^d", "e&f"], CMD),
        ("C:\\>curl 2>nul a >f b", ["a", "b"], CMD),
        ("@echo off\nset T=x\nrem curl b\ncurl %T% a%20b", ["x", "a%20b"], CMD),
        ('curl h -d "{""a"":1}"', ["h", "-d", '{"a":1}'], PARSING),
        (r'C:\>curl a\\b "a\\b" "a\\\"b" "a\\\\"', [r"a\\b", r"a\\b", r"a\"b", "a\\\\"], PARSING),
        ('PS C:\\> curl.exe \'it\'\'s\' "a`"b""c`n" d`;e `\n -X PUT', ["it's", 'a"b"c\n', "d;e", "-X", "PUT"], QUOTING),
        ('$b = @\'\nx "$y"\n\'@\ncurl.exe -d $b "v$b"', ["-d", 'x "$y"', 'vx "$y"'], QUOTING),
        ("curl.exe h -d '{\\\"a\\\":1}'", ["h", "-d", '{"a":1}'], "about_preference_variables"),
    ],
)
def test_cmd_and_powershell(text: str, words: list[str], source: str) -> None:
    (made,) = read(text)
    assert made[1:] == words, source


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('curl h -H "X: ^%a"', "bash"),
        ("curl h -d '`\n-x ^\n ^\"a^\"'", "bash"),
        ('curl h -d "a" ^', "bash"),
        ("curl h -d '[^\"a^\"]'", "bash"),
        ('curl "h" ^\n  -H "a: b"', "cmd"),
        ("curl.exe h -d \"a\"", "cmd"),
        ("curl.exe h -d 'a'", "powershell"),
        ("curl.exe h \\\n -d 'a'", "bash"),
        ("curl h `\n -d 'a'", "powershell"),
        ("$h = 'a'\ncurl $h", "powershell"),
    ],
)  # fmt: skip
def test_the_shell_is_told_by_evidence(text: str, kind: str) -> None:
    assert dialect(text) == kind


def test_a_lone_ampersand_ends_the_command_and_is_noted() -> None:
    (command,) = script("curl http://h/p?a=1&b=2", {}, PROGRAMS).commands
    assert isinstance(command, Command)
    assert command.words[-1].text == "http://h/p?a=1"
    assert command.notes == ("the shell ends the command at this & (line 1, column 20): put the URL in quotes",)


def test_other_commands_are_told() -> None:
    found = script("set -e\ncd x; curl h | jq .", {}, PROGRAMS)
    assert [word.text for word in found.before] == ["set -e", "cd x", "jq ."]


@given(
    st.integers(0, 100_000),
    st.floats(0, 1),
    st.sampled_from(["", "C:\\>", "PS C:\\> "]),
    st.text("'\"\\$`(){}<>|&;^%@\n a", max_size=5),
)
def test_any_beginning_is_read_or_refused_with_a_place(seed: int, share: float, prompt: str, put: str) -> None:
    text = Writer(seed, False).script()
    text = prompt + text[: int(share * len(text))] + put
    for command in script(text, GIVEN, PROGRAMS).commands:
        if isinstance(command, Unreadable):
            assert 1 <= command.line <= text.count("\n") + 1
            assert command.column >= 1
        else:
            assert 0 <= command.start <= command.end <= len(text)
            assert all(text[word.offset : word.offset + 1] for word in command.words)


@pytest.mark.parametrize(
    "piece", ["(", "$(", '"$(', "<<A ", "<<A\n", "'", "\"'", "${", "{", "{a,b}", "if ", "[[ ", "`", "((", "case x in ", "$'\\", "A=$A$A\n", "a | ", "^\n", "\\"],
)  # fmt: skip
@pytest.mark.parametrize("prompt", ["curl ", "C:\\>curl ", "PS C:\\> curl "])
def test_nested_and_repeated_marks_take_linear_time(prompt: str, piece: str) -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        script(prompt + piece * count, {}, PROGRAMS)
        return time.process_time() - started

    assert seconds(100_000) < max(16 * min(seconds(10_000) for _ in range(2)), 4.0)
