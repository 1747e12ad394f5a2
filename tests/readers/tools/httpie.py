"""HTTPie against its reader: generated commands run by HTTPie itself, many in one process, and what it sends is compared."""

import base64
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from paraph.core.errors import Unreadable
from paraph.readers import entries
from paraph.readers.multipart import BOUNDARY
from tests.readers.tools.curl import quoted
from tests.readers.tools.recorder import OWN, Received, Recorder, differences

RUNNER = r"""
import base64, io, json, os, sys
sys.argv = ["http"]
from pathlib import Path
from httpie.context import Environment
from httpie.core import main
quiet = open(os.devnull, "w")
said = []
for words, given in json.load(open("cases.json")):
    taken = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    stdin = None
    if given is not None:
        out, into = os.pipe()
        os.write(into, base64.b64decode(given))
        os.close(into)
        stdin = os.fdopen(out, "rb")
    env = Environment(stdin=stdin, stdin_isatty=False, stdout=quiet, stdout_isatty=False, stderr=taken, stderr_isatty=False,
                      config_dir=Path("config"))
    try:
        main(["http", "--timeout=4", *words], env=env)
    except BaseException as error:
        taken.write(repr(error))
    said.append(taken.buffer.getvalue().decode()[-300:])
    if stdin is not None:
        stdin.close()
json.dump(said, open("said.json", "w"))
"""
ALLOWED = {
    "since Python 3.12.7": "the Python that runs HTTPie here is older and refuses this",
    "with --offline": "nothing is sent",
    "no name of a host": "HTTPie asks a name server for it in vain",
    "the Host header is taken out": "HTTPie sends a request that no server accepts",
    "contradict each other": "HTTPie sends a request that no server accepts",
    "takes no value": "argparse of some versions takes the letters after the = of `-f=x` as further options",
    "a second `--`": "versions of Python differ",
    "taken differently by versions": "versions of Python differ",
    "a boundary has ASCII": "HTTPie counts characters, not bytes, and sends a part of the body",
    "saved for this session": "a session file may be there",
}
"""Notes and errors of differences that are known, each with its reason."""
ADDED = OWN | {"content-encoding"}
MARKS = "aZ09-._~%2F+ &=?#:@!$'\"()*,;[]{}|^\\<>`é€\t"
NAMES = ("X-A", "x-a", "x-b", "Date", "Content-Type", "Accept", "User-Agent", "Referer", "Cookie", "Authorization", "Host",
         "Accept-Encoding", "Connection", "Content-Encoding")  # fmt: skip
JSONS = ("1", "1.50", "true", "null", '"x"', '{"a": 1, "b": [1, {"c": null}], "a": 2}', "[]", "{}", "1e400", "-0", "NaN", "1E5",
         '"\\u00e9é"', "[1,", "x", " 7 ", "123456789012345678901234567890", '{"a":{}}', "0.1", "1e-7", '"\\ud800"', "")  # fmt: skip
KEYS = ("a", "b", "a[b]", "a[c]", "a[b][c]", "a[]", "a[0]", "a[1][x]", "a[][y]", "[0]", "[]", "[2][k]", "[]", "", "a\\[b", "a\\\\b",
        "a[\\1]", "01", "+1", "a[01]", "a[-1]", "a[b", "a]", "[a]", "a[b]c", "\\1", "a[b\\]]", "é", "a b", "a\\", "1_0", "x[3]", "a[ 1]",
        "a[\\\\]", "\\\\1", "[0][0]", "q\\:r", "q\\=r", "q\\;\\@", "c\\d")  # fmt: skip
QUIET = ("-v", "-vv", "-b", "-h", "-m", "--all", "-S", "--stream", "--check-status", "-F", "--follow", "-q", "--print=HB", "-pHb",
         "-vpH", "--pretty=none", "--pretty=all", "--style=auto", "--timeout=3", "--max-redirects=3", "--verify=no", "--ssl=tls1.2",
         "--ignore-netrc", "--traceback", "--sorted", "--unsorted", "--no-verbose", "--no-json", "--foll", "--max-h=9", "--no-sort",
         "--format-options=json.indent:2", "--response-charset=utf8", "--response-mime=a/b", "--output=/dev/null", "-o/dev/null",
         "--default-scheme=http", "-I", "--ignore-stdin", "-vb", "-jv", "--bod", "--no-style", "-P", "--pre")  # fmt: skip


BODIES = ("-f", "--form", "-j", "--json", "--multipart", "--form", "-jf", "-fj", "--no-form", "--no-multipart", "--mul")
WAYS = (
    ["--chunked"],
    ["--path-as-is"],
    ["--path-as-is"],
    ["--offline"],
    ["--no-raw"],
    ["--no-auth"],
    ["-d", "-o", "/dev/null"],
)
WRONG = (["--unknown"], ["--no-unknown"], ["--form=x"], ["-z"], ["--print", "xyz"], ["--p"], ["-fa", "u:p"], ["-fau:p"], ["--help"],
         ["--timeout", "x"], ["-a"], ["--"], ["-va=u:p"], ["-f=x"], ["-vf=x"], ["-a=u:p"])  # fmt: skip


class Case(NamedTuple):
    """The words after ``http``, in which `HOST` is address and port of the recorder, and what it reads, if anything."""

    words: tuple[str, ...]
    stdin: str | None

    def at(self, host: str) -> tuple[str, ...]:
        """The words for one address."""
        return tuple(word.replace("HOST", host).replace(":PORT", f":{host.partition(':')[2]}") for word in self.words)


def text_of(draw: random.Random, longest: int = 8, marks: str = MARKS) -> str:
    """A short text."""
    return "".join(draw.choice(marks) for _ in range(draw.randrange(longest)))


def url_of(draw: random.Random) -> str:
    """A URL of the recorder."""
    scheme = draw.choice(
        ("http://", "http://", "", "", "HTTP://", "://", " http://", "https+x://" if draw.random() < 0.1 else "")
    )
    login = draw.choice(("", "", "", "", "", "us:pw@", "u%40s:p%20w@", "only@", "a@b:c@", ":p@", "@"))
    plain = draw.random() < 0.6
    marks = "ab/.-_~%2Fx" if plain else MARKS + "//.."
    path = draw.choice(("", "/", "/a/../b", "/./x", "/..", "/a//b", "/%2e%2e/x", "/%2E/x", "/a/.", "/a/..", "//x", "/a/../../b/", "/..//x",
                        "/%zz/%41%7e", "/a;b=c", "/a;b/c;d", "/%c3%a9", "\\x", "/a%"))  # fmt: skip
    path += "/" + text_of(draw, 8, marks) if draw.random() < 0.4 else ""
    path = path if not path or path[0] in "/\\" else f"/{path}"
    query = draw.choice(("", "", "?", f"?{text_of(draw, 10, 'ab=&+%20é' if plain else MARKS)}", "?a=1&b=2", "?%41=%zz"))
    return f"{scheme}{login}HOST{path}{query}{draw.choice(('', '', '', '#', '#f?x', '#%zz'))}"


def item_of(draw: random.Random) -> str:
    """One item."""
    text = text_of(draw)
    kind = draw.randrange(20)
    if kind < 5:
        name = draw.choice(NAMES)
        value = {"Host": "o.test", "Content-Type": text or "a", "Content-Encoding": "x"}.get(name, text)
        return draw.choice(
            (f"{name}:{value}", f"{name}:{value}", f"{name}:", f"{name};", f"{name}: {value} ", f"{name}: ")
        )
    if kind < 8:
        return f"{draw.choice(('q', 'r', 'é b', 'x[y]', ''))}=={text}"
    if kind < 18:
        keys = draw.choice(
            (KEYS, ("a[b]", "a[c][d]", "x[0]", "x[]", "x[2][y]", "é"), ("[0]", "[]", "[2][k]"), ("a", "b", "c d", "01"))
        )
        value = f"={text}" if kind < 14 else f":={draw.choice(JSONS[:6] if draw.random() < 0.8 else JSONS)}"
        return f"{draw.choice(keys)}{value}"
    return text_of(draw, 12, "ab=:;\\@[]") if draw.random() < 0.4 else f"{text}={text}"


def login_of(draw: random.Random) -> list[str]:
    """A login."""
    text = text_of(draw)
    pairs = ("u:p", "u:", "é:€", "a:b:c", "a\\:b:c\\:d", "only", f"u:{text}", "-1", ":")
    return draw.choice([
        *(["-a", pair] for pair in pairs), *(["--auth", pair] for pair in pairs), ["-A", "bearer", "-a", "tok"], ["-Abearer", f"--auth={text}"],
        ["-A", "digest", "-a", "u:p"], ["--auth-type=basic", "-au:p"], ["-A", "bearer"], ["-A", "nope", "-a", "u:p"],
    ])  # fmt: skip


def option_of(draw: random.Random) -> list[str]:
    """One option, with its value."""
    kind = draw.randrange(22)
    text = text_of(draw)
    if kind < 3:
        return login_of(draw)
    if kind < 5:
        return ["--raw", draw.choice(("", "x", text, '{"a": 1}', "é", "- x", "-x"))]
    if kind == 5:
        return [f"--raw={draw.choice(('', '-x', text))}"]
    if kind < 9:
        return [draw.choice(BODIES)]
    if kind == 9:
        return ["--multipart", draw.choice(("--boundary=xyz", "--boundary=a b", "--boundary=", '--boundary="é'))]
    if kind == 10:
        return draw.choice((["-x"], ["-xx"], ["--compress"], ["-xvx"]))
    if kind == 11:
        return draw.choice(WAYS)
    if kind == 12 and draw.random() < 0.4:
        return draw.choice(WRONG)
    return [draw.choice(QUIET)]


def case_of(seed: str) -> Case:
    """The case of a seed."""
    draw = random.Random(seed)
    options = [option_of(draw) for _ in range(draw.choice((0, 0, 1, 1, 2, 3)))]
    items = [item_of(draw) for _ in range(draw.choice((0, 1, 1, 2, 3, 5)))]
    method = draw.choice(
        (
            [],
            [],
            [],
            ["GET"],
            ["POST"],
            ["put"],
            ["OPTIONS"],
            ["Patch"],
            ["DELETE"],
            ["HEAD"],
            ["M-X"] if draw.random() < 0.2 else [],
        )
    )
    line = [*method, url_of(draw), *items]
    place = draw.choice(("first", "first", "last", "last", "between"))
    flat = [word for option in options for word in option]
    if place == "between":
        at = draw.randrange(len(line) + 1)
        words = [*line[:at], *flat, *line[at:]]
    else:
        words = [*flat, *line] if place == "first" else [*line, *flat]
    if draw.random() < 0.04:
        words = [*flat, "--", *line]
    stdin = text_of(draw, 20) if draw.random() < 0.12 else None
    return Case(tuple(words), stdin)


def run(cases: list[Case], hosts: list[str]) -> list[str]:
    """Run the cases with the real HTTPie, one after the other; what it says in each."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "config").mkdir()
        (place / "config" / "config.json").write_text('{"disable_update_warnings": true}')
        rows = [
            (case.at(host), None if case.stdin is None else base64.b64encode(f"{case.stdin}\n".encode()).decode())
            for case, host in zip(cases, hosts, strict=True)
        ]
        (place / "cases.json").write_text(json.dumps(rows))
        subprocess.run(
            [sys.executable, "-c", RUNNER], cwd=place, check=True, timeout=60 + len(cases), capture_output=True,
            env={"PATH": "/usr/bin:/bin", "HOME": folder, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        said: list[str] = json.loads((place / "said.json").read_text())
        return said


def without_boundary(request: Received) -> Received:
    """The request with our boundary in the place of one that HTTPie made up."""
    found = re.match(rb"--([0-9a-f]{32})(?:\r\n|--\r\n)", request.body)
    if not found:
        return request
    own = found[1].decode()
    body = request.body.replace(found[1], BOUNDARY.encode())
    headers = [(name, value.replace(own, BOUNDARY)) for name, value in request.headers]
    headers = [(name, str(len(body)) if name == "Content-Length" else value) for name, value in headers]
    return request._replace(headers=tuple(headers), body=body)


def command_of(case: Case, host: str, seed: str) -> str:
    """The command as a line of bash."""
    draw = random.Random(seed + "quotes")
    text = " ".join(["http", *(quoted(word, draw) for word in case.at(host))])
    return text if case.stdin is None else f"{text} <<'END'\n{case.stdin}\nEND\n"


def fault_of(text: str, requests: list[Received], said: str) -> str:
    """What is wrong with the reading of a command; empty when nothing is."""
    try:
        (entry,) = entries(text.encode())
        request = entry.request
    except Unreadable as error:
        known = not requests or any(part in str(error) for part in ALLOWED)
        return "" if known else f"{text}\n  refused: {error}\n  sent: {requests}"
    if not requests:
        unknown_host = "not known" in said or "resolve" in said  # a word of letters was taken for the host
        known = unknown_host or any(part in note for note in entry.notes for part in ALLOWED)
        return "" if known else f"{text}\n  read: {request} {request.headers}\n  HTTPie says: {said}"
    found = [line for got in requests[:1] for line in differences(without_boundary(got), request, OWN)]
    return f"{text}\n  " + "\n  ".join(found) if found else ""


def faults(seed: int, first: int, count: int) -> list[str]:
    """The faults of so many cases."""
    seeds = [f"httpie {seed} {number}" for number in range(first, first + count)]
    cases = [case_of(name) for name in seeds]
    with Recorder(count) as recorder:
        hosts = [recorder.host(number) for number in range(count)]
        said = run(cases, hosts)
        requests = [recorder.received(number) for number in range(count)]
    rows = zip(cases, hosts, seeds, requests, said, strict=True)
    found = [fault_of(command_of(case, host, name), taken, words) for case, host, name, taken, words in rows]
    return [fault for fault in found if fault]
