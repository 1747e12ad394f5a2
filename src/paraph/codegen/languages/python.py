"""Python, with requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.codegen.languages.writing import C_ESCAPES, oauth_values, program, quoted, when

if TYPE_CHECKING:
    from paraph.codegen.call import Call
    from paraph.core.message import Pairs


def literal(text: str) -> str:
    """A string literal."""
    return quoted(text, C_ESCAPES, lambda code: f"\\x{code:02x}" if code < 0x100 else f"\\U{code:08x}")


def pairs(name: str, values: Pairs) -> str | None:
    """A list of names and values; None when there are none."""
    inner = "".join(f"    ({literal(key)}, {literal(value)}),\n" for key, value in values)
    return f"{name} = [\n{inner}]" if values else None


def code(call: Call) -> str:
    """The program."""
    return python_code(call, "requests", "data")


def python_code(call: Call, library: str, body_name: str) -> str:
    """The program with either of two libraries that are alike but for the name of the body."""
    signing = duo_lines(call) if call.scheme == "duo" else oauth_lines(call)
    has_body = call.form or call.body or (call.placement == "body")
    body = f", {body_name}=body{'.encode()' if call.body else ''}" if has_body else ""
    return program(
        f"# {call.title}, signed anew at each run.",
        imports(call, library),
        "\n" if call.scheme != "duo" or call.query or call.form else "",
        *signing,
        f"response = {library}.request({literal(call.method)}, url, headers=headers{body}, timeout=30)",
        "print(response.status_code, response.text)",
    )


def imports(call: Call, library: str) -> str:
    """The imports, standard library first."""
    duo = call.scheme == "duo"
    named = {
        "base64": duo or call.digest or call.body_hash,
        "hashlib": call.version == 5 or call.body_hash,
        "hmac": call.digest,
        "os": True,
        "secrets": not duo,
        "time": not duo,
    }
    plain = [f"import {name}" for name, used in named.items() if used]
    quoting = ["from urllib.parse import quote"] if not duo or call.query or call.form else []
    return "\n".join(
        [*plain, *(["from email.utils import formatdate"] if duo else []), *quoting, "", f"import {library}"]
    )


def encoding() -> tuple[str, ...]:
    """Percent-encoding, and parameters in the form in which they are signed and sent."""
    return (
        "def enc(text):",
        '    return quote(text, safe="~")',
        "",
        "",
        "def joined(pairs):",
        '    return "&".join(f"{k}={v}" for k, v in sorted((enc(k), enc(v)) for k, v in pairs))',
        "",
        "",
    )


def headers_lines(call: Call, first: str) -> str:
    """The headers as a dictionary."""
    inner = [*(f"{literal(name)}: {literal(value)}," for name, value in call.sent_headers), first]
    if not any(inner):
        return "headers = {}"
    return "headers = {\n" + "".join(f"    {line}\n" for line in inner if line) + "}"


def duo_lines(call: Call) -> tuple[str | None, ...]:
    """From the secret key to the headers."""
    params = f"joined({call.carrier})" if call.carrier else '""'
    nul_text = "\0".join(text for pair in call.duo_headers for text in pair)
    sent_body = "joined(form)" if call.form else literal(call.body)
    hashed = "body.encode()" if call.body or call.form else 'b""'
    of_headers = literal(nul_text) + ".encode()" if nul_text else 'b""'
    return (
        *(encoding() if call.query or call.form else ()),
        f"ikey = {literal(call.key_id)}",
        'skey = os.environ["DUO_SKEY"]',
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.form or call.body, f"body = {sent_body}"),
        "",
        "date = formatdate()",
        'text = "\\n".join([',
        "    date,",
        f"    {literal(call.method)},",
        f"    {literal(call.host)},",
        f"    {literal(call.path)},",
        f"    {params},",
        when(call.version == 5, f"    hashlib.sha512({hashed}).hexdigest(),  # of the body"),
        when(call.version == 5, f"    hashlib.sha512({of_headers}).hexdigest(),  # of the X-Duo-* headers"),
        "])",
        f'signature = hmac.new(skey.encode(), text.encode(), "{call.digest}").hexdigest()',
        headers_lines(
            call,
            '"Date": date,\n    "Authorization": "Basic " + base64.b64encode(f"{ikey}:{signature}".encode()).decode(),',
        ),
        f"url = {literal(call.address + '?')} + joined(query)" if call.query else f"url = {literal(call.address)}",
    )


def oauth_lines(call: Call) -> tuple[str | None, ...]:
    """From the secrets to the headers."""
    made = {
        "oauth_nonce": "secrets.token_hex(16)",
        "oauth_timestamp": "str(int(time.time()))",
        "oauth_body_hash": f'base64.b64encode(hashlib.new("{call.digest or "sha1"}", body.encode()).digest()).decode()',
    }
    everything = [f"*{name}" for name in ("query", "form") if getattr(call, name)]
    values = "".join(f"    {literal(name)}: {value},\n" for name, value in oauth_values(call, made, literal))
    realm = f"realm={call.realm}".replace("=", '="', 1) + '", ' if call.realm is not None else ""
    header = (
        f'"Authorization": {literal("OAuth " + realm)} + ", ".join(f\'{{k}}="{{enc(v)}}"\' for k, v in oauth.items()),'
    )
    own = {"query": ["*query"] if call.query else [], "body": ["*form"] if call.form else []}
    in_query = "joined([" + ", ".join([*own["query"], "*oauth.items()"]) + "])"
    query = in_query if call.placement == "query" else "joined(query)" if call.query else ""
    in_body = "joined([" + ", ".join([*own["body"], "*oauth.items()"]) + "])"
    form = in_body if call.placement == "body" else "joined(form)" if call.form else ""
    token = ' + enc(os.environ["OAUTH_TOKEN_SECRET"])' if call.has_token else ""
    return (
        *encoding(),
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body, f"body = {literal(call.body)}"),
        f"oauth = {{\n{values}}}",
        "",
        f'key = enc(os.environ["OAUTH_CONSUMER_SECRET"]) + "&"{token}',
        *(
            (
                f'text = {literal(call.method)} + "&" + enc({literal(call.origin + call.path)}) + "&" + enc(joined(['
                + ", ".join([*everything, "*oauth.items()"])
                + "]))",
                f'mac = hmac.new(key.encode(), text.encode(), "{call.digest}").digest()',
                'oauth["oauth_signature"] = base64.b64encode(mac).decode()',
            )
            if call.digest
            else ('oauth["oauth_signature"] = key',)
        ),
        headers_lines(call, header if call.placement == "header" else ""),
        when(form, f"body = {form}"),
        f"url = {literal(call.address + '?')} + {query}" if query else f"url = {literal(call.address)}",
    )
