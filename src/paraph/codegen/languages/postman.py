"""A Postman collection (v2.1), whose one script signs every request in it anew.

The script reads what Postman is about to send, so it also signs requests that are added to the collection later.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from paraph.codegen.call import encoded_text
from paraph.codegen.languages.writing import program, when
from paraph.core.encoding import percent

if TYPE_CHECKING:
    from paraph.codegen.call import Call
    from paraph.core.message import Pairs

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
COMMON = r"""const enc = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => '%' + char.charCodeAt(0).toString(16).toUpperCase());
const dec = (text) => {
  try { return decodeURIComponent(text.replace(/\+/g, ' ')); } catch { return text; }
};
const filled = (text) => pm.variables.replaceIn(text || '');
const less = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const joined = (pairs) => pairs
  .map(([name, value]) => [enc(name), enc(value)])
  .sort(([a, x], [b, y]) => less(a, b) || less(x, y))
  .map((pair) => pair.join('=')).join('&');

const sent = pm.request;
const host = filled(sent.headers.get('Host') || sent.url.getRemote()).toLowerCase();
const path = filled(sent.url.getPath());
const query = filled(sent.url.getQueryString()).split('&').filter(Boolean).map((pair) => {
  const [name, ...value] = pair.split('=');
  return [dec(name), dec(value.join('='))];
});
const mode = sent.body && !sent.body.isEmpty() ? sent.body.mode : '';
const form = mode === 'urlencoded'
  ? sent.body.urlencoded.all().filter((item) => !item.disabled).map((item) => [filled(item.key), filled(item.value)])
  : [];
const body = mode === 'raw' ? filled(sent.body.raw) : '';
"""
DUO = r"""
// Duo: date, method, host, path, parameters; without a form also hashes of the body and of the X-Duo-* headers.
const sha512 = (text) => CryptoJS.SHA512(text).toString();
const inQuery = ['GET', 'DELETE', 'HEAD'].includes(sent.method);
const date = new Date().toUTCString();
const lines = [date, sent.method, host.replace(/:\d+$/, ''), path, joined(inQuery ? query : form)];
if (%s) {
  const own = sent.headers.filter((header) => !header.disabled && /^x-duo-/i.test(header.key))
    .map((header) => [header.key.toLowerCase(), filled(header.value)]).sort(([a], [b]) => less(a, b));
  lines.push(sha512(body), sha512(own.map((pair) => pair.join('\0')).join('\0')));
}
const signature = CryptoJS.%s(lines.join('\n'), pm.variables.get('DUO_SKEY')).toString();
const pair = CryptoJS.enc.Utf8.parse(pm.variables.get('DUO_IKEY') + ':' + signature);
sent.headers.upsert({ key: 'Date', value: date });
sent.headers.upsert({ key: 'Authorization', value: 'Basic ' + CryptoJS.enc.Base64.stringify(pair) });
"""
HASHES = {"sha1": "SHA1", "sha256": "SHA256", "sha512": "SHA512"}


def literal(text: str) -> str:
    """A string literal of JavaScript."""
    return json.dumps(text, ensure_ascii=True)


def code(call: Call) -> str:
    """The collection."""
    duo = call.scheme == "duo"
    variables = [("DUO_IKEY", call.key_id, "string"), ("DUO_SKEY", "", "secret")] if duo else oauth_variables(call)
    script = COMMON + (duo_script(call) if duo else oauth_script(call))
    collection = {
        "info": {"name": call.title, "schema": SCHEMA, "description": description(duo)},
        "item": [{"name": f"{call.method} {call.path}", "request": request_of(call)}],
        "event": [{"listen": "prerequest", "script": {"type": "text/javascript", "exec": script.splitlines()}}],
        "variable": [{"key": key, "value": value, "type": kind} for key, value, kind in variables],
    }
    return json.dumps(collection, indent=2, ensure_ascii=False) + "\n"


def description(duo: bool) -> str:
    """What to do with the collection."""
    names = "DUO_SKEY" if duo else "OAUTH_CONSUMER_SECRET (and OAUTH_TOKEN_SECRET, with a token)"
    return f"Set the variable {names}, as current value only. The pre-request script signs every request anew."


def request_of(call: Call) -> dict[str, Any]:
    """The request; the values of a query are percent-encoded, since Postman leaves + and & as they are."""
    protocol, _, rest = call.address.partition("://")
    authority, _, path = rest.partition("/")
    host, _, port = authority.partition(":")
    url: dict[str, Any] = {
        "raw": call.address + ("?" + encoded_text(call.query) if call.query else ""),
        "protocol": protocol,
        "host": host.split("."),
        "path": path.split("/"),
    }
    url |= {"port": port} if port else {}
    url |= (
        {"query": members(tuple((percent(name), percent(value)) for name, value in call.query))} if call.query else {}
    )
    request: dict[str, Any] = {"method": call.method, "header": members(call.sent_headers), "url": url}
    if call.form or call.placement == "body":
        request["body"] = {"mode": "urlencoded", "urlencoded": members(call.form)}
    elif call.body:
        request["body"] = {"mode": "raw", "raw": call.body}
    return request


def members(pairs: Pairs) -> list[dict[str, str]]:
    """Pairs as Postman writes them."""
    return [{"key": name, "value": value} for name, value in pairs]


def duo_script(call: Call) -> str:
    """The rest of the script for Duo."""
    fifth = "inQuery || mode === 'raw'" if call.digest == "sha512" else "false"
    return DUO % (fifth, f"Hmac{HASHES[call.digest]}")


def oauth_variables(call: Call) -> list[tuple[str, str, str]]:
    """The consumer key, and a place for each secret."""
    token = [("OAUTH_TOKEN_SECRET", "", "secret")] if call.has_token else []
    return [("OAUTH_CONSUMER_KEY", call.key_id, "string"), ("OAUTH_CONSUMER_SECRET", "", "secret"), *token]


def oauth_script(call: Call) -> str:
    """The rest of the script for OAuth 1.0a."""
    kept = [
        (n, "pm.variables.get('OAUTH_CONSUMER_KEY')" if n == "oauth_consumer_key" else literal(v))
        for n, v in call.oauth
    ]
    digest = f"CryptoJS.{HASHES.get(call.digest, 'SHA1')}(body)"
    token = " + enc(pm.variables.get('OAUTH_TOKEN_SECRET'))" if call.has_token else ""
    scheme = literal(call.origin.partition("://")[0])
    realm = f"'realm=' + JSON.stringify({literal(call.realm)}) + ', ' + " if call.realm is not None else ""
    pairs = "Object.entries(oauth).map(([name, value]) => "
    placing = {
        "header": "sent.headers.upsert({ key: 'Authorization', value: 'OAuth ' + " + realm
        + pairs + "`${name}=\"${enc(value)}\"`).join(', ') });",
        "query": "sent.url.query.assimilate(" + pairs + "({ key: name, value: enc(value) })));",
        "body": "sent.body.urlencoded.assimilate(" + pairs + "({ key: name, value })));",
    }[call.placement]  # fmt: skip
    return program(
        "",
        "// OAuth 1.0a: method, address and parameters, each percent-encoded.",
        "const oauth = {",
        *(f"  {name}: {value}," for name, value in kept),
        "  oauth_nonce: CryptoJS.lib.WordArray.random(16).toString(),",
        "  oauth_timestamp: String(Math.floor(Date.now() / 1000)),",
        when(call.body_hash, f"  oauth_body_hash: CryptoJS.enc.Base64.stringify({digest}),"),
        "};",
        f"const key = enc(pm.variables.get('OAUTH_CONSUMER_SECRET')) + '&'{token};",
        *(
            (
                f"const address = {scheme} + '://' + host + path;",
                "const parameters = joined([...query, ...form, ...Object.entries(oauth)]);",
                "const text = [sent.method, enc(address), enc(parameters)].join('&');",
                f"oauth.oauth_signature = CryptoJS.enc.Base64.stringify(CryptoJS.Hmac{HASHES[call.digest]}(text, key));",
            )
            if call.digest
            else ("oauth.oauth_signature = key;",)
        ),
        placing,
    )
