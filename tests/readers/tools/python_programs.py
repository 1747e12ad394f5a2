"""Python programs made from a seed: one client, a few of its options, and several ways of writing values."""

import random
import string
from collections.abc import Callable

MARKS = string.ascii_letters + "0123-._~%2F+ &=?#:@!$'\"()*,;[]{}|^\\<>`/é€"
HEADERS = ("X-A", "x-b", "Date", "Content-Type", "Accept", "User-Agent", "Cookie", "Authorization")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")


class Program:
    """A program that is written piece by piece: lines before the call, and how values are written in it."""

    def __init__(self, draw: random.Random, host: str) -> None:
        self.draw, self.host = draw, host
        self.lines: list[str] = []
        self.count = 0

    def name(self, prefix: str = "v") -> str:
        """A name that is not used yet."""
        self.count += 1
        return f"{prefix}{self.count}"

    def chance(self, share: float) -> bool:
        """True that often."""
        return self.draw.random() < share

    def words(self, longest: int = 8, marks: str = MARKS) -> str:
        """A short text."""
        return "".join(self.draw.choice(marks) for _ in range(self.draw.randrange(longest)))

    def text(self, value: str) -> str:
        """An expression for a text, in one of the ways in which people write it."""
        way = self.draw.randrange(14)
        cut = self.draw.randrange(len(value) + 1)
        head, tail = value[:cut], value[cut:]
        plain = not any(mark in value for mark in "{}%\\'\"") and value.isprintable()
        if way == 0:
            name = self.name()
            self.lines.append(f"{name} = {value!r}")
            return name
        if way == 1:
            return f"{head!r} + {tail!r}"
        if way == 2:
            name = self.name()
            self.lines.append(f"{name} = {tail!r}")
            return f"f'{head}{{{name}}}'" if plain else name
        if way == 3:
            return f"'%s%s' % ({head!r}, {tail!r})"
        if way == 4:
            return f"'{{}}{{}}'.format({head!r}, {tail!r})"
        if way == 5:
            return f"''.join([{head!r}, {tail!r}])"
        if way == 6:
            name = self.name()
            self.lines += [f"{name} = {head!r}", f"{name} += {tail!r}"]
            return name
        if way == 7:
            name = self.name()
            self.lines += [f"{name} = {self.words()!r}", f"{name} = {value!r}"]
            return name
        if way == 8 and value.strip() == value:
            return f"{' ' + value + ' '!r}.strip()"
        if way == 9 and value == value.lower() == value.upper().lower():
            return f"{value.upper()!r}.lower()"
        if way == 10:
            return f"{value!r}.encode('utf-8').decode()"
        return repr(value)

    def scalar(self) -> str:
        """A value of a parameter."""
        return self.draw.choice(
            (self.text(self.words()), self.text(self.words()), "3", "-2.5", "True", "None", "False", "''", "0")
        )

    def table(self, names: Callable[[], str], values: Callable[[], str], way: int | None = None) -> str:
        """An expression for a dict, in one of the ways in which it is made."""
        rows = [(names(), values()) for _ in range(self.draw.randrange(1, 4))]
        inside = ", ".join(f"{name!r}: {value}" for name, value in rows)
        way = self.draw.randrange(8) if way is None else way
        if way < 3:
            return f"{{{inside}}}"
        name = self.name("d")
        if way == 3:
            self.lines += [f"{name} = {{}}", *(f"{name}[{key!r}] = {value}" for key, value in rows)]
        elif way == 4:
            self.lines += [f"{name} = {{{rows[0][0]!r}: {rows[0][1]}}}", f"{name}.update({{{inside}}})"]
        elif way == 5:
            self.lines.append(f"{name} = {{{inside}}}")
            return f"{{**{name}, {names()!r}: {values()}}}"
        elif way == 6:
            return f"dict([{', '.join(f'({key!r}, {value})' for key, value in rows)}])"
        else:
            self.lines.append(f"{name} = {{{inside}}}")
        return name

    def fields(self, client: str, lists: bool = True) -> str:
        """Parameters or fields: a dict, or a list of pairs."""

        def value() -> str:
            if lists and self.chance(0.15):
                return f"[{self.scalar()}, {self.scalar()}]"
            return self.scalar()

        if self.chance(0.2) and client == "requests":
            pairs = ", ".join(f"({self.words(5)!r}, {value()})" for _ in range(self.draw.randrange(1, 4)))
            return f"[{pairs}]"
        return self.table(lambda: self.words(5) or "k", value)

    def url(self) -> str:
        """A URL of the recorder."""
        plain = self.chance(0.5)
        marks = "ab/.-_~%2Fx" if plain else MARKS.replace("#", "")
        login = self.draw.choice(("", "", "", "", "", "us:pw@", "u%40s:p%20w@", "only@"))
        path = self.draw.choice(("", "/", "/a/../b", "/./x", "/a//b", "/%2e%2e/x", "/a/.")) + (
            f"/{self.words(8, marks)}" if self.chance(0.5) else ""
        )
        query = self.draw.choice(("", "", "?", f"?{self.words(10, 'ab=&+%20é' if plain else MARKS)}", "?a=1&b=2"))
        return f"http://{login}{self.host}{path}{query}{self.draw.choice(('', '', '', '#f?x'))}"

    def strict_url(self) -> str:
        """A URL that the standard library takes."""
        marks = "ab/.-_~%2Fx:@!$&'()*+,;=[]{}|^`\\"
        query = self.draw.choice(("", "?", f"?{self.words(9, marks)}"))
        return f"http://{self.host}{self.draw.choice(('', '/', '/' + self.words(9, marks)))}{query}"

    def headers(self, latin: bool = True) -> str:
        """A dict of headers."""
        marks = "abZ 09;=/,.()" + ("é" if latin else "")

        def value() -> str:
            return self.text(self.words(9, marks).strip() or "v")

        return self.table(lambda: self.draw.choice(HEADERS), value)

    def json(self) -> str:
        """A value for JSON."""
        inner = self.draw.choice(("[1, 2.5, None]", "{'b': [True]}", "'é€'", "()"))
        return self.draw.choice((self.fields("httpx"), f"{{'a': {inner}}}", f"[{self.scalar()}, {inner}]", "'x'", "0"))

    def files(self) -> str:
        """Files of a form."""
        content = self.draw.choice((f"b{self.words(6, 'ab 1')!r}", self.text(self.words(6))))
        name = self.draw.choice(("f.txt", 'g"h.json', "é.bin", "noext"))
        kind = self.draw.choice(("'text/x'", "'application/json'"))
        forms = [f"({name!r}, {content})", f"({name!r}, {content}, {kind})", f"(None, {content})",
                 f"({name!r}, {content}, {kind}, {{'X-P': 'q'}})", content]  # fmt: skip
        row = self.draw.choice(forms)
        return f"{{'up': {row}}}" if self.chance(0.7) else f"[('up', {row}), ('two', {self.draw.choice(forms)})]"

    def body(self, client: str) -> list[str]:
        """The arguments that make the body."""
        way = self.draw.randrange(9)
        if way < 2:
            return [f"json={self.json()}"]
        if way < 4:
            return [f"data={self.fields(client)}"]
        if way == 4:
            text = self.text(self.words(12))
            return [f"{'data' if client == 'requests' else 'content'}={self.draw.choice((text, f'({text}).encode()'))}"]
        if way == 5:
            return [f"files={self.files()}", *([f"data={self.fields(client)}"] if self.chance(0.4) else [])]
        if way == 6:
            options = self.draw.choice(
                ("", ", separators=(',', ':')", ", indent=2", ", sort_keys=True", ", ensure_ascii=False")
            )
            return [f"{'data' if client == 'requests' else 'content'}=json.dumps({{'b': 1, 'a': 'é'}}{options})"]
        return []

    def auth(self, client: str) -> str:
        """A login."""
        user, password = self.text(self.words(5, "abé:" if client == "httpx" else "abé")), self.text(self.words(5))
        made = {"requests": "HTTPBasicAuth", "httpx": "httpx.BasicAuth"}[client]
        return self.draw.choice((f"({user}, {password})", f"{made}({user}, {password})"))

    def options(self, client: str) -> list[str]:
        """Some arguments of a call."""
        cookies = self.table(lambda: self.draw.choice("abc"), lambda: self.text(self.words(4, "xyz1")))
        choices: list[tuple[float, Callable[[], list[str]]]] = [
            (0.4, lambda: [f"params={self.fields(client)}"]),
            (0.4, lambda: [f"headers={self.headers(client == 'requests')}"]),
            (0.6, lambda: self.body(client)),
            (0.15, lambda: [f"auth={self.auth(client)}"]),
            (0.1, lambda: [f"params={self.words(7, 'a=&+ %é')!r}"]),
        ]
        found = [part for share, make in choices if self.chance(share) for part in make()]
        found += [f"cookies={cookies}"] if client == "requests" and self.chance(0.2) else []
        names = {part.partition("=")[0]: part for part in found}
        return list(names.values())


def program(draw: random.Random, host: str) -> str:
    """Return the text of a program for one address."""
    made = Program(draw, host)
    return draw.choice((call_of_function, call_of_function, session, httpx_client, http_client, urllib_call))(made)


def finished(made: Program, imports: str, *calls: str) -> str:
    """Return the text of a program."""
    return "\n".join([f"import json, base64, urllib.parse\n{imports}", *made.lines, *calls, ""])


def call_of_function(made: Program) -> str:
    """Return a call of a function of requests or httpx."""
    client = made.draw.choice(("requests", "httpx"))
    imports = "import requests\nfrom requests.auth import HTTPBasicAuth" if client == "requests" else "import httpx"
    url, method = made.text(made.url()), made.draw.choice(METHODS)
    options = made.options(client)
    with_body = [one for one in options if one.partition("=")[0] in ("json", "data", "content", "files")]
    if made.chance(0.5) or (with_body and client == "httpx" and method in ("GET", "HEAD", "OPTIONS", "DELETE")):
        call = f"{client}.request({made.text(method)}, {', '.join([url, *options])})"
    else:
        call = f"{client}.{method.lower()}({', '.join([url, *options])})"
    return finished(made, imports, call)


def session(made: Program) -> str:
    """Return calls of a session of requests."""
    imports = "import requests\nfrom requests.auth import HTTPBasicAuth"
    made.lines.append("s = requests.Session()")
    for _ in range(made.draw.randrange(4)):
        steps: tuple[Callable[[], str], ...] = (
            lambda: f"s.headers.update({made.headers()})",
            lambda: f"s.headers[{made.draw.choice(HEADERS)!r}] = {made.text('v w')}",
            lambda: f"s.params = {made.fields('httpx')}",
            lambda: f"s.auth = {made.auth('requests')}",
            lambda: f"s.cookies.set('a', {made.text('xy')})",
            lambda: f"s.cookies.update({{'c': {made.text('zz')}}})",
            lambda: "s.cookies['b'] = '1'",
        )
        made.lines.append(made.draw.choice(steps)())
    url = made.text(made.url())
    method = made.draw.choice(METHODS[:5])
    options = ", ".join(["", *made.options("requests")])
    return finished(made, imports, f"s.{method.lower()}({url}{options})")


def httpx_client(made: Program) -> str:
    """Return calls of a client of httpx."""
    settings = [f"headers={made.headers(latin=False)}"] if made.chance(0.4) else []
    settings += [f"params={made.fields('httpx')}"] if made.chance(0.3) else []
    settings += [f"cookies={{'a': {made.text('1x')}}}"] if made.chance(0.2) else []
    settings += [f"auth={made.auth('httpx')}"] if made.chance(0.2) else []
    based = made.chance(0.5)
    settings += [f"base_url='http://{made.host}{made.draw.choice(('', '/', '/v1', '/v1/'))}'"] if based else []
    url = made.draw.choice(("/a", "b?x=1", "", "/c/../d", made.url())) if based else made.url()
    written = made.text(url)
    method = made.draw.choice(METHODS[:5])
    call = f"c.request({method!r}, {', '.join([written, *made.options('httpx')])})"
    after = [f"c.headers.update({made.headers(latin=False)})"] if made.chance(0.2) else []
    after += [f"c.headers['X-A'] = {made.text('z')}"] if made.chance(0.2) else []
    if made.chance(0.5):
        made.lines.append(f"c = httpx.Client({', '.join(settings)})")
        return finished(made, "import httpx", *after, call)
    text = "\n".join(f"    {line}" for line in [*after, call])
    return finished(made, "import httpx", f"with httpx.Client({', '.join(settings)}) as c:\n{text}")


def http_client(made: Program) -> str:
    """Return a call of http.client."""
    address, _, port = made.host.partition(":")
    target = made.strict_url().removeprefix(f"http://{made.host}")
    method = made.draw.choice(METHODS[:5])
    where = made.draw.choice((f"{address!r}, {port}", f"{made.host!r}", f"host={address!r}, port={port}"))
    made.lines.append(f"c = http.client.HTTPConnection({where})")
    written, headers, body = made.text(target), made.headers(), made.words(8, "abc é")
    if made.chance(0.4):
        value = body.encode("latin-1")
        steps = [
            f"c.putrequest({method!r}, {written})",
            *(f"c.putheader({name!r}, {made.text('a b')})" for name in ("X-A", "Date")),
        ]
        steps += [f"c.putheader('Content-Length', {str(len(value))!r})"] if made.chance(0.5) else [f"c.putheader('Content-Length', {len(value)})"]  # fmt: skip
        steps += [f"c.endheaders({value!r})"] if made.chance(0.5) else ["c.endheaders()", f"c.send({value!r})"]
        return finished(made, "import http.client", *steps, "c.getresponse()")
    call = made.draw.choice((f"c.request({method!r}, {written}, {body!r}, {headers})", f"c.request({method!r}, {written}, headers={headers})"))  # fmt: skip
    return finished(made, "import http.client", call, "c.getresponse()")


def urllib_call(made: Program) -> str:
    """Return a call of urllib.request."""
    imports = "import urllib.request, urllib.parse"
    url = made.text(made.strict_url())
    data = made.draw.choice((f"urllib.parse.urlencode({made.fields('requests', lists=False)}).encode()",
                             "json.dumps({'a': 'é'}).encode()", "b''", f"({made.text(made.words(6))}).encode('utf-8')"))  # fmt: skip
    way = made.draw.randrange(4)
    if way == 0:
        return finished(made, imports, f"urllib.request.urlopen({url}{', ' + data if made.chance(0.5) else ''})")
    settings = [url]
    settings += [f"data={data}"] if made.chance(0.6) else []
    settings += [f"headers={made.headers()}"] if made.chance(0.5) else []
    settings += [f"method={made.draw.choice(METHODS[:5])!r}"] if made.chance(0.4) else []
    made.lines.append(f"r = urllib.request.Request({', '.join(settings)})")
    if made.chance(0.4):
        made.lines.append(f"r.add_header({made.draw.choice(HEADERS)!r}, {made.text('q')})")
    if made.chance(0.2):
        made.lines.append(f"r.data = {data}")
    return finished(made, imports, "urllib.request.urlopen(r)")
