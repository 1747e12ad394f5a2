"""Makes JavaScript programs that send one request each, by construct and option."""

import json
from collections.abc import Callable
from random import Random

TEXTS = ["a", "", "x y", "é", "ü ß", "😀", "a+b", "100%", "%41", "k=v&l=w", "'q'", '"d"', "~*-._!()", "[1]", "a/b?c#d", ":$,;@",
         "line\nend", "\\", " ends ", "0", "true", "\u2028", "\u007f", "Ω", "<b>"]  # fmt: skip
KEYS = ["a", "b c", "x[]", "é", "Id", "2", "10", "n.m", "k'", "z{}", "t", "with-dash", "a[b]"]
NUMBERS = [
    "0",
    "1",
    "-5",
    "1.5",
    "0.1",
    "1e21",
    "1e-7",
    "123456789012345680000",
    "0x1F",
    "-0.25",
    "5e-324",
    "100",
    "1.0",
    ".5",
]
HEADERS = [
    "X-One",
    "x-two",
    "Authorization",
    "Accept",
    "Content-Type",
    "content-type",
    "Date",
    "X-ONE",
    "Cookie",
    "accept-language",
]
PATHS = ["/", "", "/p", "/a b", "/é", "/a/../b", "/a/./b/", "/%7e/%zz", "/a%2e/%2E%2E/c", "/p?x=1", "/p?x=a b&y='é'", "/p?", "/p#frag",
         "/p?x=1#f", "//d", "/a\\b", "/[x]|^`{}", "/p?q=[]{}|^`\"<>\\", "/a;b=c,d", "/~u/*(!)", "/?a&b=&=c"]  # fmt: skip
TYPES = ["application/json", "application/x-www-form-urlencoded", "text/plain", "application/json; charset=utf-8", "multipart/form-data",
         "application/xml", "application/x-www-form-urlencoded; charset=UTF-8"]  # fmt: skip


class Maker:
    """Draws the parts of one program; `lines` are statements before the call."""

    def __init__(self, random: Random, host: str) -> None:
        self.random = random
        self.host = host
        self.lines: list[str] = []
        self.names = 0

    def chance(self, of_ten: int) -> bool:
        """Return true so many times of ten."""
        return self.random.random() * 10 < of_ten

    def text(self, value: str) -> str:
        """Return an expression for a text, in one of many ways."""
        quoted = json.dumps(value, ensure_ascii=self.chance(3))
        ways: list[Callable[[], str]] = [
            lambda: quoted,
            lambda: single(value),
            lambda: template(value),
            lambda: self.named(quoted),
            lambda: f"{json.dumps(value[:1])} + {single(value[1:])}",
            lambda: f"`{template(value[:1])[1:-1]}${{{self.named(json.dumps(value[1:]))}}}`",
            lambda: f"({quoted})",
            lambda: f"[{json.dumps(value)}].join('-')",
            lambda: f"{quoted}.toString()",
            lambda: f"String({quoted})",
            lambda: f"({{k: {quoted}}}).k",
            lambda: f"(undefined ?? {quoted})",
        ]
        return self.random.choice(ways[: 3 if self.chance(6) else len(ways)])()

    def derived(self) -> str:
        """Return an expression that computes a text from another."""
        value = self.text(self.random.choice(TEXTS))
        ways = [
            f"encodeURIComponent({value})", f"Buffer.from({value}).toString('base64')", f"({value}).trim()",
            f"({value}).toUpperCase()", f"Buffer.from({value}).toString('hex')", "btoa('u:p')",
            f"JSON.stringify({self.json()})", f"new URLSearchParams({{a: {value}}}).toString()", f"encodeURI({value})",
            f"({value}).replace('a', 'b')", f"({value}).concat('x', 1)", f"'n' + {self.random.choice(NUMBERS)}",
            "'abcdef'.slice(1, 3)", "'a,b'.split(',').join(';')", f"`${{{self.random.choice(NUMBERS)}}}`",
        ]  # fmt: skip
        return self.random.choice(ways)

    def string(self) -> str:
        """Return an expression whose value is a text."""
        return self.derived() if self.chance(2) else self.text(self.random.choice(TEXTS))

    def named(self, expression: str) -> str:
        """Return a new name that has a value."""
        self.names += 1
        self.lines.append(f"{self.random.choice(('const', 'let', 'var'))} v{self.names} = {expression};")
        return f"v{self.names}"

    def scalar(self) -> str:
        """Return an expression for a text, number, truth value or nothing."""
        if self.chance(5):
            return self.string()
        return self.random.choice([*NUMBERS, "true", "false", "null", "undefined"])

    def key(self) -> str:
        """Return the name of a member, as it is written."""
        key = self.random.choice(KEYS)
        if key.isidentifier() and key.isascii() and self.chance(7):
            return key
        return self.random.choice([json.dumps(key), single(key), f"[{json.dumps(key)}]"])

    def json(self, depth: int = 0) -> str:
        """Return an expression for a value that JSON can have."""
        if depth > 2 or self.chance(4):
            return self.scalar()
        size = self.random.randrange(4)
        if self.chance(4):
            return f"[{', '.join(self.json(depth + 1) for _ in range(size))}]"
        return self.object(lambda: self.json(depth + 1), size)

    def object(self, value: Callable[[], str], size: int) -> str:
        """Return an expression for an object."""
        members = [f"{self.key()}: {value()}" for _ in range(size)]
        if self.chance(1):
            members.append(f"...{self.named('{s: 1}')}")
        return "{" + ", ".join(members) + "}"

    def flat(self) -> str:
        """Return an object of texts."""
        return self.object(self.string, self.random.randrange(4))

    def search(self) -> str:
        """Return an expression for URLSearchParams."""
        made = self.random.choice([self.flat(), "[['a', 'b'], ['a', 'c d']]", "'a=b&c=%20+d'", "'?x=1'", ""])
        expression = f"new URLSearchParams({made})"
        if self.chance(5):
            return expression
        name = self.named(expression)
        for _ in range(self.random.randrange(3)):
            change = self.random.choice(["append", "set"])
            self.lines.append(f"{name}.{change}({self.text(self.random.choice(KEYS))}, {self.string()});")
        if self.chance(1):
            self.lines.append(f"{name}.{self.random.choice(['sort()', 'delete(' + repr('a') + ')'])};")
        return name

    def headers(self) -> dict[str, str]:
        """Return headers with expressions for their values."""
        found = {}
        for name in self.random.sample(HEADERS, self.random.randrange(4)):
            if name.lower() == "content-type":
                found[name] = self.text(self.random.choice(TYPES))
            else:
                value = self.random.choice(["v", "a b", "k=v; l", "Basic dTpw", "a,b", "", " x ", "0"])
                found[name] = self.text(value) if self.chance(8) else self.random.choice(["5", "true"])
        if self.chance(1):
            found["Host"] = "'other.test'"
        return found

    def header_object(self, headers: dict[str, str]) -> str:
        """Return an object of headers, perhaps under a name and completed later."""
        members = [f"{json.dumps(name)}: {value}" for name, value in headers.items()]
        if members and self.chance(2):
            name = self.named("{" + ", ".join(members[:-1]) + "}")
            last, value = list(headers.items())[-1]
            self.lines.append(f"{name}[{json.dumps(last)}] = {value};")
            return name
        return "{" + ", ".join(members) + "}"

    def url(self, users: bool = False) -> str:
        """Return an expression for the URL; `users` says whether it may have a user."""
        path = self.random.choice(PATHS)
        base = f"http://{self.host}"
        if self.chance(2):
            return f"`${{{self.named(single(base))}}}{template(path)[1:-1]}`"
        if self.chance(1):
            return f"{single(base)} + {self.text(path)}"
        if users and self.chance(1):
            base = f"http://{self.random.choice(['u:p', 'u', 'a%40b:c%3Ad', ':p'])}@{self.host}"
        return self.text(base + path)

    def url_object(self) -> str:
        """Return a name of a URL object with more parameters."""
        name = self.named(f"new URL({self.url()})" if self.chance(7) else f"new URL({self.text('/r/s?t=u')}, 'http://{self.host}/x/y')")  # fmt: skip
        for _ in range(self.random.randrange(3)):
            self.lines.append(f"{name}.searchParams.{self.random.choice(('append', 'set'))}('x', {self.string()});")
        return name if self.chance(5) else f"{name}.{self.random.choice(['href', 'toString()'])}"

    def form_data(self) -> str:
        """Return a name of a FormData object with fields."""
        name = self.named("new FormData()")
        for _ in range(self.random.randrange(3)):
            self.lines.append(f"{name}.append({self.text(self.random.choice(KEYS))}, {self.string()});")
        return name

    def one_of(self, *ways: Callable[[], str]) -> str:
        """Return an expression made in one of some ways."""
        return self.random.choice(ways)()

    def body(self) -> str:
        """Return an expression for a body of fetch."""
        return self.one_of(self.string, self.search, lambda: f"JSON.stringify({self.json()})", self.form_data,
                                   lambda: f"JSON.stringify({self.json()}, null, {self.random.choice(['2', repr('--'), '0'])})",
                                   lambda: f"Buffer.from({self.string()})", lambda: f"({self.search()}).toString()")  # fmt: skip


def single(value: str) -> str:
    """Return a literal in single quotes."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"


def template(value: str) -> str:
    """Return a template literal."""
    return "`" + value.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${") + "`"


def options(members: dict[str, str]) -> str:
    """Return an object of options."""
    return "{" + ", ".join(f"{name}: {value}" for name, value in members.items()) + "}"


def fetch(maker: Maker) -> str:
    """Return a call of fetch."""
    members = {}
    method = maker.random.choice(
        ["GET", "get", "POST", "post", "PUT", "patch", "PATCH", "DELETE", "delete", "OPTIONS", "QUERY"]
    )
    if method != "GET" or maker.chance(3):
        members["method"] = single(method)
    headers = maker.headers()
    if headers:
        pairs = "[" + ", ".join(f"[{json.dumps(name)}, {value}]" for name, value in headers.items()) + "]"
        members["headers"] = maker.random.choice(
            [maker.header_object(headers), pairs, f"new Headers({maker.header_object(headers)})"]
        )
    if method.upper() != "GET" and maker.chance(7):
        members["body"] = maker.body()
    url = maker.url_object() if maker.chance(2) else maker.url()
    given = options(members) if maker.chance(8) else maker.named(options(members))
    if maker.chance(1):
        return f"await fetch(new Request({url}, {given}));"
    return f"await fetch({url}, {given});"


def axios(maker: Maker) -> str:
    """Return a call of axios or of an instance."""
    name = "axios"
    maker.lines.insert(0, "const axios = require('axios');")
    members = axios_options(maker)
    url = maker.url_object() if maker.chance(1) else maker.url(users=True)
    if maker.chance(3):
        made = (
            {"baseURL": single(f"http://{maker.host}{maker.random.choice(['', '/', '/api', '/api/'])}")}
            if maker.chance(6)
            else {}
        )
        url = maker.text(maker.random.choice(["/p", "p?x=1", "", "/a b", "p/é"])) if made else url
        made |= {key: value for key, value in axios_options(maker).items() if maker.chance(5)}
        name = "client"
        maker.lines.append(f"const client = axios.create({options(made)});")
    data: Callable[[], str] = maker.random.choice([maker.json, lambda: maker.object(maker.json, 2), maker.string, maker.search, maker.form_data,
                                lambda: f"JSON.stringify({maker.json()})", lambda: f"Buffer.from({maker.string()})"])  # fmt: skip
    function = maker.random.choice(
        ["get", "delete", "head", "options", "post", "put", "patch", "", "request", "postForm"]
    )
    if function in ("post", "put", "patch", "postForm"):
        return f"await {name}.{function}({url}, {data()}, {options(members)});"
    if function in ("", "request"):
        members["method"] = single(maker.random.choice(["get", "post", "PUT", "Patch", "delete"]))
        if maker.chance(6):
            members["data"] = data()
        called = f"{name}.request" if function else name
        if maker.chance(3):
            return f"await {called}({url}, {options(members)});"
        return f"await {called}({options(members | {'url': url})});"
    return f"await {name}.{function}({url}, {options(members)});"


def axios_options(maker: Maker) -> dict[str, str]:
    """Return options of axios other than URL, method and data."""
    members = {}
    if maker.chance(6):
        nested = lambda: maker.object(maker.json, maker.random.randrange(4))  # noqa: E731
        members["params"] = maker.one_of(maker.search, maker.flat, nested)
    headers = maker.headers()
    if headers or maker.chance(2):
        if maker.chance(1):
            headers["X-None"] = maker.random.choice(["null", "undefined", "false", "['a', 'b']"])
        members["headers"] = maker.header_object(headers)
    if maker.chance(2):
        members["auth"] = f"{{username: {maker.text('u')}, password: {maker.text('pä:s')}}}"
    if maker.chance(1):
        members["paramsSerializer"] = maker.random.choice(
            ["{indexes: null}", "{indexes: true}", "{dots: true}", "{indexes: false}"]
        )
    return members


def node_http(maker: Maker) -> str:
    """Return a call of Node's http.request or http.get, and what it writes."""
    maker.lines.insert(0, f"const http = require('{maker.random.choice(['http', 'node:http'])}');")
    address, _, port = maker.host.partition(":")
    path = maker.random.choice(["/", "/p?x=1&y=%20", "/é", "/a/../b", "/p?q='{}'", "/x%zz"])
    members = {
        "hostname" if maker.chance(7) else "host": single(address),
        "port": port if maker.chance(5) else single(port),
    }
    members["path"] = maker.text(path)
    method = maker.random.choice(["GET", "POST", "put", "DELETE", "PATCH", "OPTIONS"])
    headers = maker.headers()
    if maker.chance(8):
        members["method"] = single(method)
    if headers:
        members["headers"] = maker.header_object(headers)
    if maker.chance(2):
        members["auth"] = maker.text("u:pä:s")
    body: Callable[[], str] = maker.random.choice([maker.string, lambda: f"JSON.stringify({maker.json()})", lambda: f"({maker.search()}).toString()"])  # fmt: skip
    answer = "answer => { answer.resume(); answer.on('end', done); }"
    kind = maker.random.randrange(4)
    if kind == 0:
        return f"await new Promise((done, fail) => {{ http.get({maker.url()}, {answer}).on('error', fail); }});"
    first = options(members)
    if kind == 1:
        first = f"{maker.url()}, " + options(
            {key: value for key, value in members.items() if key in ("method", "headers", "auth")}
        )
    lines = [f"const req = http.request({first}, {answer});", "req.on('error', fail);"]
    if maker.chance(2):
        lines.append(f"req.setHeader('X-Later', {maker.text('v')});")
    if "method" in members and method in ("POST", "put", "PATCH"):
        if maker.chance(5):
            lines.append(f"req.write({body()} + '.');")
        lines.append(f"req.end({body() if maker.chance(5) else ''});")
    else:
        lines.append("req.end();")
    return "await new Promise((done, fail) => {\n  " + "\n  ".join(lines) + "\n});"


def got(maker: Maker) -> str:
    """Return a call of got or of an instance."""
    name, function = "got", maker.random.choice(["", "get", "post", "put", "patch", "delete", "head"])
    members = {}
    url = maker.url_object() if maker.chance(1) else maker.url(users=True)
    if maker.chance(5):
        scalars = lambda: maker.object(maker.scalar, 2)  # noqa: E731
        members["searchParams"] = maker.one_of(maker.search, maker.flat, scalars, maker.string)
    headers = maker.headers()
    if headers:
        members["headers"] = maker.header_object(headers)
    if not function:
        members["method"] = single(maker.random.choice(["GET", "POST", "put", "PATCH"]))
    if function in ("post", "put", "patch", "delete") and maker.chance(8):
        kind = maker.random.choice(["json", "form", "body"])
        members[kind] = {"json": lambda: maker.object(maker.json, 2), "form": maker.flat, "body": maker.string}[kind]()
    if maker.chance(2):
        members |= {"username": maker.text("u"), "password": maker.text("p")}
    if maker.chance(3):
        name = "client"
        made = {"headers": "{'X-Made': 'm', 'x-one': '0'}"} if maker.chance(5) else {}
        if maker.chance(5):
            made["prefixUrl"] = single(f"http://{maker.host}/api" + ("/" if maker.chance(3) else ""))
            url = maker.text(maker.random.choice(["p", "p?x=1", "", "a b"]))
        if maker.chance(3):
            made["searchParams"] = "{a: '0', m: 'n'}"
        maker.lines.append(f"const client = got.extend({options(made)});")
    return f"await {name}{'.' + function if function else ''}({url}, {options(members)});"


def program(random: Random, host: str) -> str:
    """Return a program that sends one request to a host."""
    maker = Maker(random, host)
    call = random.choice([fetch, fetch, axios, axios, axios, node_http, got])(maker)
    first = maker.lines.pop(0) if maker.lines and "require(" in maker.lines[0] else ""
    shadow = f"v{random.randrange(1, 4)}"
    before = [first] if first else []
    if maker.chance(2):
        before.append(f"function other({shadow}, v0 = 1) {{ {shadow} = 'x'; return {shadow}; }}")
    if maker.chance(1):
        before.append(f"{{ const {shadow} = 'inner'; other0 = {shadow}; }} var other0;")
    if maker.chance(1):
        before.append(f"[1].map({shadow} => {shadow} + 1);")
    body = "\n".join([*maker.lines, call])
    wrapped = [
        body,
        f"async function main() {{\n{body}\n}}\nawait main();",
        f"const main = async () => {{\n{body}\n}};\nawait main();",
        f"await (async () => {{\n{body}\n}})();",
        f"try {{\n{body}\n}} catch (error) {{ throw error; }}",
        "\n".join([*maker.lines, f"if (true) {{ {call} }}"]),
        "\n".join([*maker.lines, f"async function main() {{ {call} }}", "await main();"]),
    ]
    return "\n".join([*before, random.choice(wrapped) if maker.chance(5) else body])
