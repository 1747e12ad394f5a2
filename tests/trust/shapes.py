"""Shapes of hostile input, as pure functions from a size to that many bytes (about).

Each one repeats what a careless reader goes over again and again: a mark that opens something and never closes it, a
blank that several parts of a pattern may take, a name that was seen before. They are put behind the opening of each
form in `tests.trust.faces`, so that the reader in question gets them.
"""

from __future__ import annotations

import string
from collections.abc import Callable

Shape = Callable[[int], bytes]


def repeated(unit: bytes, opening: bytes = b"", closing: bytes = b"") -> Shape:
    """`unit` again and again between an opening and a closing."""

    def shape(size: int) -> bytes:
        return opening + unit * max((size - len(opening) - len(closing)) // len(unit), 1) + closing

    return shape


def numbered(pattern: str, between: str = "") -> Shape:
    """A pattern with another number each time."""

    def shape(size: int) -> bytes:
        units: list[str] = []
        length = 0
        while length < size:
            units.append(pattern.format(len(units)))
            length += len(units[-1]) + len(between)
        return between.join(units).encode()

    return shape


def nested(opening: bytes, closing: bytes, core: bytes = b"1") -> Shape:
    """Brackets within brackets, all of them closed."""

    def shape(size: int) -> bytes:
        depth = max(size // (len(opening) + len(closing)), 1)
        return opening * depth + core + closing * depth

    return shape


def chain(size: int) -> bytes:
    """Names each of which is two of the one before, as JavaScript and PowerShell write them."""
    rows = [f"$v{number} = $v{number - 1} + $v{number - 1}" for number in range(1, max(size // 24, 2))]
    return "\n".join(['$v0 = "xxxxxxxx"', *rows, f"$a = $v{len(rows)}"]).encode()


def chain_of_python(size: int) -> bytes:
    """The same as Python writes it."""
    return chain(size).replace(b"$", b"")


def doubling(size: int) -> bytes:
    """JSON of variables each of which stands for two of the one before."""
    rows = ",".join(f'"v{number}":"{{{{v{number - 1}}}}}{{{{v{number - 1}}}}}"' for number in range(1, size // 24))
    return f'{{"v0":"xxxxxxxx",{rows}}}'.encode() if rows else b'{"v0":"x"}'


PUNCTUATION: dict[str, Shape] = {f"run of {mark}": repeated(mark.encode()) for mark in string.punctuation}

BLANKS: dict[str, Shape] = {
    "blanks": repeated(b" "),
    "blanks then a mark": repeated(b" ", b"a=", b'"'),
    "tabs": repeated(b"\t"),
    "line feeds": repeated(b"\n"),
    "line ends": repeated(b"\r\n"),
    "returns": repeated(b"\r"),
    "blank lines": repeated(b" \n"),
    "no-break spaces": repeated("\u00a0".encode()),
    "NUL bytes": repeated(b"\0"),
    "bytes that are not UTF-8": repeated(b"\xff"),
    "blanks around words": repeated(b"a    \t    "),
}

PLAIN: dict[str, Shape] = {
    "one letter": repeated(b"a"),
    "digits": repeated(b"7"),
    "words": repeated(b"word "),
    "lines of words": repeated(b"some words of text\n"),
    "base64": repeated(b"QUJDREVGR0hJSktMTU5PUA"),
    "umlauts": repeated("\u00e4".encode()),
    "characters outside the BMP": repeated("\U0001f600".encode()),
    "percent escapes": repeated(b"%41"),
    "percent signs doubled": repeated(b"%25%"),
    "escaped characters": repeated(b"\\n\\u0041"),
}

PAIRED: dict[str, Shape] = {
    "oauth names": repeated(b'oauth_a="b",'),
    "oauth names without quotes": repeated(b"oauth_a=b,"),
    "oauth names numbered": numbered('oauth_{}="b",'),
    "oauth values never closed": repeated(b'oauth_a="'),
    "commas and blanks": repeated(b", "),
    "form of one name": repeated(b"a=b&"),
    "form numbered": numbered("n{}=v&"),
    "form of escapes": repeated(b"%41=%2f&"),
    "empty pairs": repeated(b"&&&"),
    "equals signs": repeated(b"====="),
    "headers of one name": repeated(b"Name: value\r\n"),
    "headers numbered": numbered("X-{}: value\r\n"),
    "headers folded": repeated(b" more\r\n", b"Name: value\r\n"),
    "assignments": numbered("$a{} = 'b'\n"),
    "assignments of one name": repeated(b"a = 'b'\n"),
    "assignments in a chain": numbered("a{0} = a{0}\n"),
    "additions": repeated(b"'a' + "),
    "sum of names": repeated(b"a+"),
    "cookies": repeated(b"a=b; "),
    "options": repeated(b"-H 'a: b' "),
    "short options": repeated(b"-d a=b "),
    "words continued": repeated(b"a \\\n"),
    "words continued with carets": repeated(b"a ^\n"),
    "words continued with backticks": repeated(b"a `\n"),
}

NESTED: dict[str, Shape] = {
    "deep JSON arrays": nested(b"[", b"]"),
    "deep JSON objects": nested(b'{"a":', b"}"),
    "wide JSON": numbered('{{"a{}":[1,{{}}]}}', ","),
    "many JSON members": numbered('"n{}":"v"', ","),
    "one JSON member many times": repeated(b'"a":1,'),
    "deep round brackets": nested(b"(", b")"),
    "deep curly brackets": nested(b"{", b"}"),
    "brackets in turn": repeated(b"([{"),
    "brackets open and shut": repeated(b"(){}[]"),
    "calls within calls": nested(b"f(", b")"),
    "members of members": repeated(b"a."),
    "keys of keys": repeated(b"a['b']"),
    "lambdas": repeated(b"lambda:"),
    "minus signs and nots": repeated(b"not -"),
}

QUOTED: dict[str, Shape] = {
    "quotes in pairs": repeated(b"''\"\""),
    "quotes that cross": repeated(b"'\""),
    "quoted words": repeated(b"'a' "),
    "quoted escapes": repeated(b'\\"'),
    "carets before quotes": repeated(b'^"'),
    "carets before letters": repeated(b"^a"),
    "backticks before letters": repeated(b"`a"),
    "backslashes before letters": repeated(b"\\a"),
    "dollar quotes": repeated(b"$'"),
    "dollar names": repeated(b"$a"),
    "dollar brackets": repeated(b"${"),
    "percent names": repeated(b"%a"),
    "comments opened": repeated(b"/*"),
    "comments opened the other way": repeated(b"<#"),
    "here-strings opened": repeated(b"@'\n"),
    "comment lines": repeated(b"# a\n"),
    "slashes and stars": repeated(b"/*/"),
    "regular expressions": repeated(b"/[a]/"),
    "regular expressions opened": repeated(b"=/["),
    "types opened": repeated(b"[a"),
    "letters behind a sign": repeated(b"s", b"-"),
    "fences": repeated(b"```\n"),
    "triple quotes": repeated(b"'''"),
    "templates opened": repeated(b"`${"),
}

FILLED: dict[str, Shape] = {
    "variables": repeated(b"{{a}}"),
    "variables opened": repeated(b"{{"),
    "variables opened with blanks": repeated(b"{{ a "),
    "one variable opened with blanks": repeated(b" ", b"{{a"),
    "variables numbered": numbered("{{{{v{}}}}}"),
    "variables that double": doubling,
    "variables set": numbered("@v{} = b\n"),
    "variables in a chain": numbered("@v{0} = {{{{v{0}}}}}{{{{v{0}}}}}\n"),
}

WRITTEN: dict[str, Shape] = {
    "dotted keys": repeated(b"a.", b"", b"b = 1\n"),
    "dotted tables": repeated(b"a.", b"[", b"b]\n"),
    "many dotted keys": numbered("a.b.c.d{} = 1\n"),
    "tables": numbered("[t{}]\n"),
    "arrays of tables": repeated(b"[[a]]\n"),
    "tables within inline tables": nested(b"{a=", b"}", b"1"),
    "separators": repeated(b"###\n"),
    "separated requests": repeated(b"###\nGET https://h.example/x\n\n"),
    "request lines": repeated(b"GET / HTTP/1.1\n"),
    "URLs": repeated(b"https://h.example/x\n"),
    "dots in a path": repeated(b"/../."),
    "sections": repeated(b"[QueryStringParams]\n"),
    "blocks": repeated(b"headers {\n"),
    "list items": repeated(b"- a: b\n"),
    "indented ever deeper": lambda size: b"".join(
        b" " * depth + b"a:\n" for depth in range(max(int((2 * size) ** 0.5) - 2, 1))
    ),
    "calls": repeated(b"fetch('https://h.example/x')\n"),
    "calls of requests": repeated(b"requests.get('https://h.example/x')\n"),
    "calls of PowerShell": repeated(b"Invoke-RestMethod https://h.example/x\n"),
    "statuses": repeated(b"HTTP/1.1 401 x\r\n"),
    "base strings": repeated(b"GET&http%3A%2F%2Fh&"),
    "base strings begun": repeated(b"AAAAAAAAAA&https"),
    "lines ended by literal escapes": repeated(b"\\n\\r\\n"),
    "anchors": numbered("a{}: &b [c]\n"),
    "fields of a form": numbered("  n{}: v\n"),
    "names that double": chain,
    "names of Python that double": chain_of_python,
    "branches": lambda size: (
        b"".join(b" " * depth + b"if a:\n" for depth in range(40))
        + b" " * 40
        + b"; ".join([b"a[1]=b"] * max((size - 1100) // 8, 1))
        + b"\n"
    ),
    "chunks": repeated(b"1\r\na\r\n"),
    "dates": repeated(b"Tue, 17 Mar 2026 09:30:05 -0000 "),
    "curl trace": repeated(b"> GET / HTTP/1.1\n> \n"),
}

SHAPES: dict[str, Shape] = {
    **PUNCTUATION, **BLANKS, **PLAIN, **PAIRED, **NESTED, **QUOTED, **FILLED, **WRITTEN,
}  # fmt: skip
"""Every shape by its name."""
