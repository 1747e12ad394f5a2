"""curl against its reader: generated commands run with the real curl, and what it sends is compared."""

import random
import re
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from paraph.core.errors import Unreadable
from paraph.readers import Entry, entries
from paraph.readers.multipart import BOUNDARY
from tests.readers.tools.recorder import OWN, Received, Recorder, differences

ADDED = OWN | {"expect", "te", "upgrade", "http2-settings"}
ALLOWED = (
    "asks for the password",
    "in a second request",  # the first one has no body and no Authorization
    "is not read",
    "a part of parts",
    "is a second URL to curl",
    "has no value here",  # nor has it in the environment of this test
    "only the shell knows",
    "a character that no host has",
    "cannot be written as IDNA",  # curl's library allows symbols
    "is no HTTP method",  # curl sends any word
    "no option of curl",  # a mark in the place of a letter, which curl passes over
    "only the rest of the data",
)
"""Notes and errors of differences that are known: what they name cannot be seen in the command."""
SETTINGS = (";type=a/b", ";type=text/html;charset=u", ";filename=i.png", "; filename=\"j;k\"", ";headers=X-F: l", ";x", ";",
            ";headers=\"Content-Type: m/n\"", ";encoder=base64", ";encoder=7bit", " ", ";type=", "\"")  # fmt: skip
MARKS = "aZ09-._~%2F+ &=?#:@!$'\"()*,;[]{}|^\\<>`é€\t"
NAMES = ("X-A", "x-b", "Date", "Content-Type", "Accept", "User-Agent", "Referer", "Cookie", "Authorization", "Host",
         "Range")  # fmt: skip
QUIET = ("--silent", "-S", "--location", "-k", "--insecure", "-v", "-i", "--include", "--compressed", "-4", "--http1.1", "-N",
         "--no-buffer", "-f", "--fail", "--basic", "--no-keepalive", "-sS", "--tcp-nodelay", "--styled-output", "-j",
         "--no-sessionid", "--raw", "--post301", "--no-alpn", "-#")  # fmt: skip
VALUED = ("--max-time 9", "--connect-timeout 5", "--retry 0", "-m 9", "-o /dev/null", "--max-redirs 3", "--limit-rate 1G",
          "-w %{http_code}", "--noproxy *", "--tls-max 1.2", "--ciphers x", "--cacert /none", "--expect100-timeout 0.1",
          "--interface lo", "--proto =http", "--keepalive-time 5", "--proto-default http")  # fmt: skip


NETWORK = frozenset(pair.partition(" ")[0] for pair in VALUED)


class Case(NamedTuple):
    """The words after ``curl``; `HOST` in them stands for address and port of the recorder."""

    words: tuple[str, ...]

    def at(self, host: str) -> tuple[str, ...]:
        """The words for one address."""
        return tuple(word.replace("HOST", host) for word in self.words)


def text_of(draw: random.Random, longest: int = 8, marks: str = MARKS) -> str:
    """A short text."""
    return "".join(draw.choice(marks) for _ in range(draw.randrange(longest)))


def url_of(draw: random.Random) -> str:
    """A URL of the recorder."""
    scheme = draw.choice(("http://", "http://", "http://", "", "HTTP://"))
    login = draw.choice(("", "", "", "", "us:pw@", "u%40s:p%20w@", "only@", "a@b:c@"))
    plain = draw.random() < 0.7
    marks = "ab/.-_~%2Fx" if plain else MARKS + "//.."
    path = draw.choice(("", "/", "/a/../b", "/./x", "/..", "/a//b", "/%2e%2e/x", "/a/.", "/a/..")) + (
        "/" + text_of(draw, 8, marks) if draw.random() < 0.5 else ""
    )
    path = path if not path or path.startswith("/") else f"/{path}"
    query = draw.choice(("", "", "?", f"?{text_of(draw, 10, 'ab=&+%20é' if plain else MARKS)}", "?a=1&b=2"))
    return f"{scheme}{login}HOST{path}{query}{draw.choice(('', '', '', '#', '#f?x'))}"


def option_of(draw: random.Random) -> list[str]:
    """One option, with its value."""
    text = text_of(draw)
    kind = draw.randrange(26)
    if kind < 4:
        name = draw.choice(NAMES)
        value = {"Host": "o.test", "Content-Type": text.strip() or "a"}.get(name, text.strip())
        forms = (
            f"{name}: {value}",
            f"{name}:{value}",
            f"{name}:",
            f"{name};",
            f"{name} : {value}",
            name,
            f"{name}:  {value} ",
        )
        return [
            draw.choice(("-H", "--header")),
            draw.choice(forms if name != "Host" else forms[:1]),
        ]
    if kind < 9:
        option = draw.choice(
            ("-d", "--data", "--data-raw", "--data-binary", "--data-urlencode", "--data-ascii", "--json")
        )
        return [
            option,
            text
            if option == "--data-raw"
            else text.lstrip("@")
            if option != "--data-urlencode"
            else text.replace("@", "="),
        ]
    if kind == 9:
        return [f"-d{text.lstrip('@') or 'x'}"]
    if kind == 10:
        return draw.choice((["-G"], ["--get"], ["-I"], ["--head"]))
    if kind == 11:
        return ["-X", draw.choice(("GET", "POST", "PUT", "DELETE", "PATCH", "post", "M-SEARCH"))]
    if kind == 12:
        return [f"-{draw.choice(('sS', 's', 'k'))}X{draw.choice(('PUT', 'POST'))}"]
    if kind == 13:
        return ["-u", draw.choice(("u:p", "u:", "é:€", "a:b:c", f"u:{text}"))]
    if kind == 14:
        return [
            draw.choice(("-A", "--user-agent", "-e", "--referer")),
            draw.choice(("", "x y", "r;auto", ";auto", text.strip())),
        ]
    if kind == 15:
        return ["-b", draw.choice(("a=1", "a=1; b=2", "b=é", ""))]
    if kind == 16:
        return draw.choice((["-r", "0-9"], ["--range", "-5"], ["-C", "7"], ["-z", "Tue, 17 Mar 2026 09:30:05 GMT"]))
    if kind == 17:
        return ["--oauth2-bearer", "tok"]
    if kind == 18:
        return ["--url-query", draw.choice(("+x%20y", "a=b c", "=&", f"{text.replace('@', '')}"))]
    if kind == 19:
        return draw.choice((["--path-as-is"], ["--globoff"], ["-g"], ["--request-target", "/t?x"]))
    if kind == 20:
        field = draw.choice(
            (
                f"a={text.strip().lstrip('<@')}",
                'b="x;y";type=text/x',
                "c=d;type=a/b",
                "e=f;filename=g h",
                "g=h" + "".join(draw.choice(SETTINGS) + draw.choice(("", " ")) for _ in range(draw.randrange(5))),
            )
        )
        return draw.choice((["-F", field], ["--form-string", f"s={text}"]))
    if kind == 21:
        return draw.choice((["--no-get"], ["--no-globoff"], ["--loc"], ["--data-bin", "x"]))
    return draw.choice((*([flag] for flag in QUIET), *(pair.split(" ", 1) for pair in VALUED)))


def case_of(seed: str) -> Case:
    """The case of a seed."""
    draw = random.Random(seed)
    words = [*option_of(draw)] if draw.random() < 0.9 else []
    for _ in range(draw.randrange(5)):
        words += option_of(draw)
    place = draw.choice(("first", "last", "option", "end"))
    url = url_of(draw)
    if place == "option":
        words += ["--url", url]
    elif place == "end":
        words += ["--", url]
    else:
        words = [url, *words] if place == "first" else [*words, url]
    if draw.random() < 0.06:
        words = [*words, "--next", *option_of(draw), url_of(draw)] if place != "end" else words
    if draw.random() < 0.05 and not {"-G", "--get", "-I", "--head"} & set(words):
        words = ["-d", "x=1", "-H", "Transfer-Encoding: chunked", *words]
    return Case(tuple(words))


def quoted(word: str, draw: random.Random) -> str:
    """A word for bash, in one of its ways."""
    way = draw.randrange(4)
    if way == 0 and re.fullmatch(r"[A-Za-z0-9_./:=@%+-]+", word):
        return word
    if way == 1:
        return (
            '"' + re.sub(r'([\\"$`])', r"\\\1", word) + '"'
            if "!" not in word
            else "'" + word.replace("'", "'\\''") + "'"
        )
    if way == 2:
        return "$'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return "'" + word.replace("'", "'\\''") + "'"


def sent(case: Case, recorder: Recorder, number: int, anywhere: bool = False) -> list[Received]:
    """What the real curl sends to the recorder; with `anywhere`, to whichever host."""
    there = ["--connect-to", f"::{recorder.host(number)}"] if anywhere else []
    words = list(case.at(recorder.host(number)))
    if anywhere and "--next" in words:
        words[words.index("--next") + 1 : words.index("--next") + 1] = there
    curl = shutil.which("curl")
    assert curl
    with tempfile.TemporaryDirectory() as folder:  # a damaged command may write a file
        subprocess.run(
            [curl, "-q", "-m", "4", *there, *words], capture_output=True, timeout=30, check=False,
            cwd=folder, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    return [without_boundary(request) for request in recorder.received(number)]


def without_boundary(request: Received) -> Received:
    """The request with our boundary in the place of curl's."""
    kind = next((value for name, value in request.headers if name.lower() == "content-type"), "")
    found = re.search(r"boundary=(-{24}[0-9A-Za-z]+)", kind)
    if not found:
        return request
    own = found[1]
    body = request.body.replace(own.encode(), BOUNDARY.encode())
    headers = tuple(
        (
            name,
            value.replace(own, BOUNDARY)
            if name.lower() == "content-type"
            else str(len(body))
            if name.lower() == "content-length"
            else value,
        )
        for name, value in request.headers
    )
    return request._replace(headers=headers, body=body)


def fault_of(case: Case, requests: list[Received], host: str, seed: str) -> str:
    """What is wrong with the reading of a case; empty when nothing is."""
    draw = random.Random(seed + "quotes")
    return text_fault(" ".join(["curl", *(quoted(word, draw) for word in case.at(host))]), requests)


def text_fault(text: str, requests: list[Received]) -> str:
    """What is wrong with the reading of a text; empty when nothing is."""
    try:
        read: tuple[Entry, ...] = entries(text.encode("utf-8", "surrogateescape"))
    except Unreadable as error:
        if not requests or any(known in str(error) for known in ALLOWED):
            return ""
        return f"{text}\n  refused: {error}\n  sent: {requests}"
    if any(known in str(entry.content) for entry in read if isinstance(entry.content, Unreadable) for known in ALLOWED):
        return ""
    got = [entry for entry in read if not isinstance(entry.content, Unreadable)]
    if any(known in note for entry in read for note in entry.notes for known in ALLOWED):
        return ""
    if not requests and len(got) < len(read):  # a fault in one part of a command can stop all of it
        return ""
    if len(got) != len(requests):
        reasons = [str(entry.content)[:200] for entry in read if isinstance(entry.content, Unreadable)]
        return f"{text}\n  {len(got)} read, {len(requests)} sent {reasons} {requests}"
    found = [
        line
        for entry, request in zip(got, requests, strict=True)
        for line in differences(request, entry.request, ADDED)
    ]
    return f"{text}\n  " + "\n  ".join(found) if found else ""


def faults(seed: int, first: int, count: int) -> list[str]:
    """The faults of so many cases."""
    seeds = [f"curl {seed} {number}" for number in range(first, first + count)]
    cases = [case_of(name) for name in seeds]
    with Recorder(count) as recorder, ThreadPoolExecutor(4) as pool:
        requests = list(pool.map(lambda number: sent(cases[number], recorder, number), range(count)))
        hosts = [recorder.host(number) for number in range(count)]
    found = (
        fault_of(case, taken, host, name) for case, taken, host, name in zip(cases, requests, hosts, seeds, strict=True)
    )
    return [fault for fault in found if fault]


WORDS = """curl() { printf '%s\\0' "$@"; exit 0; }\n"""


def bash_words(text: str) -> tuple[str, ...] | None:
    """The words after ``curl`` as bash makes them; None when it runs no curl. No other program can be run."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["/bin/bash", "-r", "-c", WORDS + text], capture_output=True, timeout=10, check=False,
            cwd=folder, env={"PATH": folder, "LC_ALL": "C.UTF-8"}, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    if done.returncode or done.stderr or not done.stdout:
        return None
    return tuple(word.decode("utf-8", "surrogateescape") for word in done.stdout.split(b"\0")[:-1])


def cut_faults(seed: int, first: int, count: int) -> list[str]:
    """The faults of so many commands that are cut off, or have one byte changed, at a place of chance."""
    with Recorder(count) as recorder:
        texts = [damaged(f"cut {seed} {first + number}", recorder.host(number)) for number in range(count)]
        with ThreadPoolExecutor(4) as pool:
            words = list(pool.map(bash_words, texts))
            cases = [Case(made or ("--version",)) for made in words]
            requests = list(pool.map(lambda number: sent(cases[number], recorder, number, True), range(count)))
    kept = (number for number in range(count) if words[number] or ">" not in texts[number])  # this bash writes no files
    found = (text_fault(texts[number], requests[number]) for number in kept)
    return [fault for fault in found if fault]


def damaged(seed: str, host: str) -> str:
    """A command that is cut off or has one character changed."""
    draw = random.Random(seed)
    case = case_of(seed)
    while NETWORK & set(case.words):  # curl refuses damaged values of these, which are not looked at
        seed += "'"
        case = case_of(seed)
    text = " ".join(["curl", *(quoted(word, draw) for word in case.at(host))])
    place = draw.randrange(6, len(text))
    if draw.random() < 0.5:
        return text[:place]
    return text[:place] + draw.choice(MARKS + "x0/") + text[place + 1 :]
