"""wget against its reader: generated commands run with the real wget, and what it sends is compared."""

import random
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from paraph.core.errors import Unreadable
from paraph.readers import entries
from tests.readers.tools.curl import quoted
from tests.readers.tools.recorder import OWN, Received, Recorder, differences

ASKS = (
    b'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
)
"""What the recorder answers, so that user and password are sent."""
ALLOWED = {
    "beside wget's own idea of the body": "wget sends a request that no server accepts",
    "the Host header is empty": "wget sends a request that no server accepts",
    "is no name of a host": "wget asks a name server for it in vain",
}
"""Errors of differences that are known, each with its reason."""
MARKS = "aZ09-._~%2F+ &=?#:@!$'\"()*,;[]{}|^\\<>`é€\t"
NAMES = ("X-A", "x-a", "x-b", "Date", "Content-Type", "Accept", "User-Agent", "Referer", "Cookie", "Authorization", "Host",
         "Accept-Encoding", "Connection", "Pragma", "Range")  # fmt: skip
QUIET = ("-q", "-nv", "-S", "-d", "-nc", "-nd", "-nH", "-x", "-E", "-4", "--no-cookies", "--no-hsts", "--no-check-certificate",
         "--content-on-error", "--no-http-keep-alive", "--ignore-length", "--save-headers", "--no-proxy", "--no-dns-cache", "--quiet",
         "--no-verbose", "--server-response", "--trust-server-names", "--https-only=off", "--no-iri", "--no-cache", "--cache=off",
         "--no-netrc", "-np", "--random-wait", "-T 3", "-w 0", "-l 1", "-Q 0", "--limit-rate=9m", "--max-redirect=0", "--progress=dot",
         "-P x", "-Px", "-e robots=off", "-e use_proxy=no", "--execute=robots=off", "--compression=auto", "--no-config", "-qO-",
         "-O-", "--output-document=-", "--start-pos=5", "--metho=PUT", "--spider", "--unknown", "-Z", "--no-header", "--no-quiet",
         "--referer=r", "--retry-on-http-error=503", "--default-page=x", "--secure-protocol=auto", "--prefer-family=IPv4", "-nvq",
         "--quiet=x", "--user", "--co", "-H", "-k", "-Dx.test", "-A", "-N", "--timestamping", "-c")  # fmt: skip


class Case(NamedTuple):
    """The words after ``wget``; `HOST` in them stands for address and port of the recorder."""

    words: tuple[str, ...]

    def at(self, host: str) -> tuple[str, ...]:
        """The words for one address."""
        return tuple(word.replace("HOST", host) for word in self.words)


def text_of(draw: random.Random, longest: int = 8, marks: str = MARKS) -> str:
    """A short text."""
    return "".join(draw.choice(marks) for _ in range(draw.randrange(longest)))


def url_of(draw: random.Random) -> str:
    """A URL of the recorder."""
    scheme = draw.choice(("http://", "http://", "", "HTTP://"))
    login = draw.choice(("", "", "", "", "", "", "us:pw@", "u%40s:p%20w@", "only@", "a:b:c@", ":p@", "u:@"))
    plain = draw.random() < 0.6
    marks = "ab/.-_~%2Fx" if plain else MARKS + "//.."
    path = draw.choice(("", "/", "/a/../b", "/./x", "/..", "/a//b", "/%2e%2e/x", "/a/.", "/a/..", "//x", "/a/../../b/", "/..//x",
                        "/%zz/%41%7e", "/a;b=c", "/a//../b", "/a%", "/.a/..b/", "/a/b/../../../c"))  # fmt: skip
    path += "/" + text_of(draw, 8, marks) if draw.random() < 0.4 else ""
    path = path if not path or path.startswith("/") else f"/{path}"
    query = draw.choice(("", "", "?", f"?{text_of(draw, 10, 'ab=&+%20é' if plain else MARKS)}", "?a=1&b=2", "?a/../b"))
    return f"{scheme}{login}HOST{path}{query}{draw.choice(('', '', '', '#', '#f?x'))}"


def option_of(draw: random.Random) -> list[str]:
    """One option, with its value."""
    text = text_of(draw)
    kind = draw.randrange(18)
    if kind < 5:
        name = draw.choice(NAMES)
        value = {"Host": "o.test", "Range": "bytes=1-"}.get(name, text.strip())
        forms = (
            f"{name}: {value}",
            f"{name}:{value}",
            f"{name}:",
            f"{name} : x",
            name,
            "",
            f"{name}:  {value} ",
            f" {name}: x",
        )
        header = draw.choice(forms[:2] if name == "Host" or draw.random() < 0.6 else forms)
        return draw.choice(([f"--header={header}"], ["--header", header], [f"--head={header}"]))
    if kind < 8:
        return draw.choice(([f"--post-data={text}"], ["--post-data", text], ["--method=PUT", f"--body-data={text}"],
                            ["--method", draw.choice(("post", "PATCH", "DELETE", "Put", "OPTIONS")), "--body-data", text]))  # fmt: skip
    if kind == 8:
        return [f"--method={draw.choice(('GET', 'post', 'PUT', 'patch', 'DELETE', 'HEAD', 'OPTIONS'))}"]
    if kind == 9:
        return draw.choice((["--user=u", "--password=p"], ["--http-user", "é", "--http-password", "€"], ["--user=u"],
                            ["--http-user=h", "--user=u", "--password=p"]))  # fmt: skip
    if kind == 10:
        return ["--auth-no-challenge"]
    if kind == 11:
        return draw.choice(
            (["-U", text.strip()], [f"-U{text.strip() or 'x'}"], [f"--user-agent={text.strip()}"], ["-U", ""])
        )
    if kind == 12:
        return draw.choice(
            (["--referer", text.strip()], ["-e", f"header=Q: {text.strip()}"], ["-e", "useragent=x"], ["-e", "nope=x"])
        )
    return draw.choice(QUIET).split(" ", 1)


def case_of(seed: str) -> Case:
    """The case of a seed."""
    draw = random.Random(seed)
    words = [word for _ in range(draw.choice((0, 1, 1, 2, 3, 4))) for word in option_of(draw)]
    url = url_of(draw)
    place = draw.choice(("first", "last", "last", "end"))
    words = [url, *words] if place == "first" else [*words, "--", url] if place == "end" else [*words, url]
    return Case(tuple(words))


def sent(case: Case, recorder: Recorder, number: int) -> list[Received]:
    """What the real wget sends."""
    wget = shutil.which("wget")
    assert wget
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [wget, "--tries=1", "--timeout=4", *case.at(recorder.host(number))], cwd=folder,
            capture_output=True, timeout=30, check=False, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder},
        )  # fmt: skip
    return recorder.received(number)


def fault_of(text: str, requests: list[Received]) -> str:
    """What is wrong with the reading of a command; empty when nothing is.

    Of one URL the last request counts, which has the login. Other words than the URL of the recorder may be URLs too,
    if an option took the word before them for its value.
    """
    try:
        read = [entry.content for entry in entries(text.encode())]
    except Unreadable as error:
        read = [error]
    known = [error for error in read if isinstance(error, Unreadable) and any(part in str(error) for part in ALLOWED)]
    ours = [
        request
        for request in read
        if not isinstance(request, Unreadable) and (len(read) == 1 or ":" in request.url[8:])
    ]
    if not requests or not ours:
        wrong = bool(requests or ours) and not known
        return f"{text}\n  read: {read}\n  sent: {requests}" if wrong else ""
    found = [differences(requests[-1], request, OWN) for request in ours]
    return f"{text}\n  " + "\n  ".join(found[0]) if all(found) else ""


def faults(seed: int, first: int, count: int) -> list[str]:
    """The faults of so many cases."""
    seeds = [f"wget {seed} {number}" for number in range(first, first + count)]
    cases = [case_of(name) for name in seeds]
    with Recorder(count, ASKS) as recorder, ThreadPoolExecutor(4) as pool:
        requests = list(pool.map(lambda number: sent(cases[number], recorder, number), range(count)))
        hosts = [recorder.host(number) for number in range(count)]
    found = []
    for case, taken, host, name in zip(cases, requests, hosts, seeds, strict=True):
        draw = random.Random(name + "quotes")
        found.append(fault_of(" ".join(["wget", *(quoted(word, draw) for word in case.at(host))]), taken))
    return [fault for fault in found if fault]
