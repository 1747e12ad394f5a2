"""JavaScript for Node 18 or newer: fetch and node:crypto."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.codegen.languages.writing import C_ESCAPES, oauth_values, program, quoted, utf16, when

if TYPE_CHECKING:
    from paraph.codegen.call import Call
    from paraph.core.message import Pairs

ENC = r"""const enc = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => "%" + char.charCodeAt(0).toString(16).toUpperCase());
const less = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const joined = (pairs) =>
  pairs
    .map(([name, value]) => [enc(name), enc(value)])
    .sort(([a, x], [b, y]) => less(a, b) || less(x, y))
    .map((pair) => pair.join("="))
    .join("&");
"""


def literal(text: str) -> str:
    """A string literal."""
    return quoted(text, C_ESCAPES, lambda code: utf16(code, "\\u{:04x}".format))


def pairs(name: str, values: Pairs) -> str | None:
    """A list of names and values; None when there are none."""
    inner = "".join(f"  [{literal(key)}, {literal(value)}],\n" for key, value in values)
    return f"const {name} = [\n{inner}];" if values else None


def code(call: Call) -> str:
    """The program, an ES module."""
    duo = call.scheme == "duo"
    names = [
        *(["createHash"] if call.version == 5 or call.body_hash else []),
        *(["createHmac"] if call.digest else []),
        *([] if duo else ["randomBytes"]),
    ]
    has_body = call.form or call.body or call.placement == "body"
    return program(
        f"// {call.title}, signed anew at each run.",
        "// Run it with: node FILE.mjs",
        when(call.base_url, f'import {{ request }} from "node:{call.base_url.partition(":")[0]}";'),
        f'import {{ {", ".join(names)} }} from "node:crypto";',
        "",
        ENC if not duo or call.query or call.form else None,
        *(duo_lines(call) if duo else oauth_lines(call)),
        sending(call, "body" if has_body else ""),
    )


def sending(call: Call, body: str) -> str:
    """The call itself; fetch sends no other Host header than its own."""
    if not call.base_url:
        body = f", {body}" if body else ""
        return program(
            f"const response = await fetch(url, {{ method: {literal(call.method)}, headers{body} }});",
            "console.log(response.status, await response.text());",
        ).rstrip("\n")
    return program(
        f"const sent = request(url, {{ method: {literal(call.method)}, headers }}, async (response) => {{",
        '  let answer = "";',
        "  for await (const chunk of response) answer += chunk;",
        "  console.log(response.statusCode, answer);",
        "});",
        f"sent.end({body});",
    ).rstrip("\n")


def head(call: Call, *more: str) -> str:
    """The headers as an object."""
    inner = [
        *(f"{name if name.isidentifier() else literal(name)}: {literal(value)}," for name, value in call.sent_headers),
        *more,
    ]
    return "const headers = {\n" + "".join(f"  {line}\n" for line in inner) + "};" if inner else "const headers = {};"


def address(call: Call, query: str) -> str:
    """The URL."""
    return f"const url = {literal(call.address + '?')} + {query};" if query else f"const url = {literal(call.address)};"


def duo_lines(call: Call) -> tuple[str | None, ...]:
    """From the secret key to the URL."""
    of_headers = literal("\0".join(text for pair in call.duo_headers for text in pair))
    hashed = "body" if call.body or call.form else '""'
    fifth = call.version == 5
    return (
        f"const ikey = {literal(call.key_id)};",
        "const skey = process.env.DUO_SKEY;",
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body or call.form, f"const body = {'joined(form)' if call.form else literal(call.body)};"),
        "",
        when(fifth, 'const sha512 = (text) => createHash("sha512").update(text).digest("hex");'),
        "const date = new Date().toUTCString();",
        "const text = [",
        "  date,",
        f"  {literal(call.method)},",
        f"  {literal(call.host)},",
        f"  {literal(call.path)},",
        f"  joined({call.carrier})," if call.carrier else '  "",',
        when(fifth, f"  sha512({hashed}), // of the body"),
        when(fifth, f"  sha512({of_headers}), // of the X-Duo-* headers"),
        '].join("\\n");',
        f'const signature = createHmac("{call.digest}", skey).update(text).digest("hex");',
        head(call, "Date: date,", 'Authorization: "Basic " + Buffer.from(`${ikey}:${signature}`).toString("base64"),'),
        address(call, "joined(query)" if call.query else ""),
    )


def oauth_lines(call: Call) -> tuple[str | None, ...]:
    """From the secrets to the URL."""
    made = {
        "oauth_nonce": 'randomBytes(16).toString("hex")',
        "oauth_timestamp": "String(Math.floor(Date.now() / 1000))",
        "oauth_body_hash": f'createHash("{call.digest or "sha1"}").update(body).digest("base64")',
    }
    own = "...Object.entries(oauth)"
    lists = [f"...{name}" for name in ("query", "form") if getattr(call, name)]
    queried, formed = [[f"...{name}"] if getattr(call, name) else [] for name in ("query", "form")]
    queried += [own] if call.placement == "query" else []
    formed += [own] if call.placement == "body" else []
    realm = f'realm="{call.realm}", ' if call.realm is not None else ""
    pairs_of = 'Object.entries(oauth).map(([name, value]) => `${name}="${enc(value)}"`).join(", ")'
    token = " + enc(process.env.OAUTH_TOKEN_SECRET)" if call.has_token else ""
    text = (
        f'const text = [{literal(call.method)}, enc({literal(call.origin + call.path)}), '
        f'enc(joined([{", ".join([*lists, own])}]))].join("&");'
    )  # fmt: skip
    return (
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body, f"const body = {literal(call.body)};"),
        "const oauth = {",
        *(
            f"  {name if name.isidentifier() else literal(name)}: {value},"
            for name, value in oauth_values(call, made, literal)
        ),
        "};",
        "",
        f'const key = enc(process.env.OAUTH_CONSUMER_SECRET) + "&"{token};',
        when(call.digest, text),
        f'oauth.oauth_signature = createHmac("{call.digest}", key).update(text).digest("base64");'
        if call.digest
        else "oauth.oauth_signature = key;",
        head(
            call, *([f"Authorization: {literal('OAuth ' + realm)} + {pairs_of},"] if call.placement == "header" else [])
        ),
        when(formed, f"const body = joined([{', '.join(formed)}]);"),
        address(call, f"joined([{', '.join(queried)}])" if queried else ""),
    )
