"""One edit of a signed request: refused, or an equal form that docs/verifying.md lists."""

import random
from collections.abc import Callable

from paraph import ParaphError, Request, judge, verify
from paraph.readers.files.raw import read_raw
from tests.trust.equal_forms import plain_form
from tests.trust.signed import NOW, PLACEMENTS, Sample

INTERESTING = b" \t\r\n\0#&%+=?;:,\"'/@\x7f\x80\xc3\xa90AaZz\\"


def wire(request: Request) -> bytes:
    """The request as on the wire."""
    lines = [f"{request.method} {request.target} HTTP/1.1", *(f"{name}: {value}" for name, value in request.headers)]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + request.body


def edit_bytes(request: Request, draws: random.Random) -> Request | None:
    """The request after one byte of it changed; None when that is no request any more."""
    data = bytearray(wire(request))
    at, kind = draws.randrange(len(data)), draws.randrange(7)
    if kind == 0:
        data[at] = draws.choice(INTERESTING)
    elif kind == 1:
        data[at] ^= 1 << draws.randrange(8)
    elif kind == 2:
        del data[at]
    elif kind == 3:
        data.insert(at, draws.choice(INTERESTING))
    elif kind == 4:
        data.insert(at, data[at])
    elif kind == 5:
        data[at : at + 2] = data[at : at + 2][::-1]
    else:
        data[at : at + 1] = bytes(data[at : at + 1]).swapcase()
    try:
        return read_raw(bytes(data))
    except ParaphError:
        return None


def with_headers(request: Request, *more: tuple[str, str]) -> Request:
    return request._replace(headers=(*request.headers, *more))


def with_pair(text: str, draws: random.Random, change: Callable[[list[str]], None]) -> str:
    """A query or form after its list of pairs was changed."""
    pairs = text.split("&")
    change(pairs)
    return "&".join(pairs)


def edit_parameters(request: Request, draws: random.Random) -> Request:
    """The request with one parameter added, dropped, repeated, moved or spelled otherwise, in query or form."""

    def change(pairs: list[str]) -> None:
        at = draws.randrange(len(pairs))
        kind = draws.randrange(8)
        if kind == 0:
            pairs.insert(at, draws.choice(("x=1", "x", "", "oauth_token=x", "oauth_signature=x", "a=1")))
        elif kind == 1:
            del pairs[at]
        elif kind == 2:
            pairs.insert(at, pairs[at])
        elif kind == 3:
            draws.shuffle(pairs)
        elif kind == 4:
            pairs[at] = pairs[at].replace("%20", "+").replace("+", draws.choice(("%20", "+", "%2B", "%2b")))
        elif kind == 5:
            pairs[at] = "".join(f"%{ord(c):02x}" if c.isalnum() and draws.random() < 0.2 else c for c in pairs[at])
        elif kind == 6:
            pairs[at] = pairs[at].replace("=", draws.choice(("%3D", "==", "=&", "")), 1)
        else:
            pairs[at] = pairs[at].swapcase()

    if request.body and draws.random() < 0.5:
        text = request.body.decode("utf-8", "surrogateescape")
        return request._replace(body=with_pair(text, draws, change).encode("utf-8", "surrogateescape"))
    path, mark, query = request.target.partition("?")
    return request._replace(target=f"{path}{mark or '?'}{with_pair(query, draws, change)}")


def move_parameters(request: Request, draws: random.Random) -> Request:
    """The request with all its parameters, or one, moved between query and form, or into the Authorization of OAuth."""
    path, _, query = request.target.partition("?")
    if query and draws.random() < 0.3:
        first, _, rest = query.partition("&")
        name, _, value = first.replace("+", "%20").partition("=")
        moved = request._replace(target=f"{path}?{rest}" if rest else path)
        return moved.mapped_header("Authorization", lambda text: text.replace("OAuth ", f'OAuth {name}="{value}", ', 1))
    form = ("Content-Type", "application/x-www-form-urlencoded")
    if query and draws.random() < 0.5:
        first, _, rest = query.partition("&")
        body = request.body + (b"&" if request.body else b"") + first.encode("utf-8", "surrogateescape")
        moved = request._replace(target=f"{path}?{rest}" if rest else path, body=body)
        return moved if request.header("content-type") else with_headers(moved, form)
    text = request.body.decode("utf-8", "surrogateescape")
    return request._replace(target=f"{path}?{query}&{text}" if query else f"{path}?{text}", body=b"")


def edit_head(request: Request, draws: random.Random) -> Request:
    """The request with another method, host, target form or header."""
    host, target = request.host, request.target
    choices: list[Callable[[], Request]] = [
        lambda: request._replace(method=draws.choice(("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "get", "post"))),
        lambda: request.with_header("Host", draws.choice((host.upper(), f"{host}:443", f"{host}:80", f"{host}.", ""))),
        lambda: request._replace(target=draws.choice((f"https://{host}", "https://evil.example", "//h", "http://")) + target),
        lambda: request._replace(target=f"https://{host}" + target.removeprefix("/")),
        lambda: request._replace(target=target + draws.choice(("?", "#", "&", "/", "%", "?a=1", "&a=1", "#?a=1"))),
        lambda: request._replace(target=target.replace("/", draws.choice(("//", "/./", "%2F", "\\")), 1)),
        lambda: with_headers(request, draws.choice(request.headers)),
        lambda: with_headers(request, (draws.choice(("Host", "Date", "X-Duo-Date", "X-Duo-Z", "Authorization", "X-A")), "x")),
        lambda: request.without_header(draws.choice(request.headers)[0]),
        lambda: request._replace(headers=tuple(draws.sample(request.headers, len(request.headers)))),
        lambda: request.with_header("Content-Type", draws.choice(("text/plain", "application/json", "",
            "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded;charset=utf-8"))),
        lambda: request._replace(headers=tuple((n.swapcase(), v) for n, v in request.headers)),
        lambda: request._replace(headers=tuple((n, f" {v}\t") for n, v in request.headers)),
        lambda: request.mapped_header("Authorization", lambda value: edit_credentials(value, draws)),
        lambda: request._replace(body=draws.choice((b"", b"{}", b"a=1", request.body + b" ", request.body + b"&x=1"))),
        lambda: request._replace(scheme="http"),
    ]  # fmt: skip
    return draws.choice(choices)()


def edit_credentials(value: str, draws: random.Random) -> str:
    """An Authorization value that was shortened, lengthened, or spelled otherwise."""
    return draws.choice(
        (value[:-1], value[:-5], value + "A", value + "=", value.swapcase(), value.replace(" ", "  ", 1), value + " ",
         value.replace(", ", ","), value.replace("OAuth ", "OAuth realm=\"x\", "), value.partition(" ")[0], f"{value},",
         value.replace("%3D", "="), value.replace("oauth_version=\"1.0\", ", ""), value.replace("=", " = ", 1))
    )  # fmt: skip


def edited(request: Request, draws: random.Random) -> Request | None:
    """The request after one edit; None when it is no request any more."""
    kind = draws.random()
    if kind < 0.5:
        return edit_bytes(request, draws)
    if kind < 0.7:
        return edit_parameters(request, draws)
    return move_parameters(request, draws) if kind < 0.75 else edit_head(request, draws)


def wrongly_accepted(sample: Sample, changed: Request) -> str:
    """What is wrong if an edited request is accepted and no equal form; empty when all is well."""
    if not judge(changed, sample.credential, sample.scheme, now=NOW).valid:
        return ""
    before, after = plain_form(sample.request, sample.scheme), plain_form(changed, sample.scheme)
    if before != after:
        return f"accepted: {changed!r}\n  signed: {sample.request!r}"
    if readable(sample, sample.request) != readable(sample, changed):
        return f"read otherwise: {changed!r}\n  signed: {sample.request!r}"
    return ""


def readable(sample: Sample, request: Request) -> list[object]:
    """What an application reads of an accepted request; the date travels in one of two headers."""
    shown = verify(request, sample.credential, sample.scheme, now=NOW)
    headers = sorted(value for name, value in shown.headers if not name.endswith("date"))
    return [shown.method, shown.host, shown.path, shown.parameters, shown.body, headers, shown.time]


def accepted_sample(placement: str, draws: random.Random) -> Sample:
    """A signed request that is accepted as it is."""
    while True:
        sample = PLACEMENTS[placement](draws)
        if judge(sample.request, sample.credential, sample.scheme, now=NOW).valid:
            return sample


def run_edits(placement: str, seed: int, count: int) -> list[str]:
    """Make that many edits of requests of one placement; the faults found."""
    draws = random.Random(f"{placement} {seed}")
    faults = []
    for number in range(count):
        if number % 20 == 0:
            sample = accepted_sample(placement, draws)
        changed = edited(sample.request, draws)
        if changed is not None and (fault := wrongly_accepted(sample, changed)):
            faults.append(fault)
    return faults
