"""PHP 7.4 or newer, with nothing but PHP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.codegen.languages.writing import C_ESCAPES, oauth_values, program, quoted, when

if TYPE_CHECKING:
    from paraph.codegen.call import Call
    from paraph.core.message import Pairs

JOINED = """function joined(array $pairs): string
{
    $pairs = array_map(fn ($pair) => array_map('rawurlencode', $pair), $pairs);
    usort($pairs, fn ($a, $b) => strcmp($a[0], $b[0]) ?: strcmp($a[1], $b[1]));
    return implode('&', array_map(fn ($pair) => implode('=', $pair), $pairs));
}
"""
SEND = """$context = stream_context_create(['http' => [
    'method' => METHOD,
    'header' => $headers,BODY
    'ignore_errors' => true,
    'timeout' => 30,
]]);
$answer = file_get_contents($url, false, $context);
echo $http_response_header[0], "\\n", $answer, "\\n";"""


def literal(text: str) -> str:
    """A string literal: in single quotes, unless there is something in it that cannot be seen."""
    if text.isprintable():
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return quoted(text, {**C_ESCAPES, "$": "\\$"}, lambda code: f"\\u{{{code:x}}}")


def pairs(name: str, values: Pairs) -> str | None:
    """A list of names and values; None when there are none."""
    inner = "".join(f"    [{literal(key)}, {literal(value)}],\n" for key, value in values)
    return f"${name} = [\n{inner}];" if values else None


def code(call: Call) -> str:
    """The program."""
    duo = call.scheme == "duo"
    has_body = call.form or call.body or call.placement == "body"
    return program(
        "<?php",
        f"// {call.title}, signed anew at each run.",
        "",
        JOINED if not duo or call.query or call.form else None,
        *(duo_lines(call) if duo else oauth_lines(call)),
        SEND.replace("METHOD", literal(call.method)).replace("BODY", "\n    'content' => $body," if has_body else ""),
    )


def head(call: Call, *more: str) -> str:
    """The headers as a list of lines."""
    inner = [*(f"{literal(f'{name}: {value}')}," for name, value in call.sent_headers), *more]
    return "$headers = [\n" + "".join(f"    {line}\n" for line in inner) + "];" if inner else "$headers = [];"


def address(call: Call, query: str) -> str:
    """The URL."""
    return f"$url = {literal(call.address + '?')} . {query};" if query else f"$url = {literal(call.address)};"


def duo_lines(call: Call) -> tuple[str | None, ...]:
    """From the secret key to the URL."""
    of_headers = literal("\0".join(text for pair in call.duo_headers for text in pair))
    hashed = "$body" if call.body or call.form else "''"
    fifth = call.version == 5
    return (
        f"$ikey = {literal(call.key_id)};",
        "$skey = getenv('DUO_SKEY');",
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body or call.form, f"$body = {'joined($form)' if call.form else literal(call.body)};"),
        "",
        "$date = gmdate('D, d M Y H:i:s O');",
        '$text = implode("\\n", [',
        "    $date,",
        f"    {literal(call.method)},",
        f"    {literal(call.host)},",
        f"    {literal(call.path)},",
        f"    joined(${call.carrier})," if call.carrier else "    '',",
        when(fifth, f"    hash('sha512', {hashed}), // of the body"),
        when(fifth, f"    hash('sha512', {of_headers}), // of the X-Duo-* headers"),
        "]);",
        f"$signature = hash_hmac('{call.digest}', $text, $skey);",
        head(call, '"Date: $date",', "'Authorization: Basic ' . base64_encode(\"$ikey:$signature\"),"),
        address(call, "joined($query)" if call.query else ""),
    )


def oauth_lines(call: Call) -> tuple[str | None, ...]:
    """From the secrets to the URL."""
    made = {
        "oauth_nonce": "bin2hex(random_bytes(16))",
        "oauth_timestamp": "(string) time()",
        "oauth_body_hash": f"base64_encode(hash('{call.digest or 'sha1'}', $body, true))",
    }
    lists = [f"...${name}" for name in ("query", "form") if getattr(call, name)]
    queried, formed = [[f"...${name}"] if getattr(call, name) else [] for name in ("query", "form")]
    queried += ["...$oauth"] if call.placement == "query" else []
    formed += ["...$oauth"] if call.placement == "body" else []
    realm = f'realm="{call.realm}", ' if call.realm is not None else ""
    pairs_of = "implode(', ', array_map(fn ($pair) => $pair[0] . '=\"' . rawurlencode($pair[1]) . '\"', $oauth))"
    token = " . rawurlencode(getenv('OAUTH_TOKEN_SECRET'))" if call.has_token else ""
    text = (
        f"$text = implode('&', [{literal(call.method)}, rawurlencode({literal(call.origin + call.path)}), "
        f"rawurlencode(joined([{', '.join([*lists, '...$oauth'])}]))]);"
    )
    signature = f"base64_encode(hash_hmac('{call.digest}', $text, $key, true))" if call.digest else "$key"
    return (
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body, f"$body = {literal(call.body)};"),
        "$oauth = [",
        *(f"    [{literal(name)}, {value}]," for name, value in oauth_values(call, made, literal)),
        "];",
        "",
        f"$key = rawurlencode(getenv('OAUTH_CONSUMER_SECRET')) . '&'{token};",
        when(call.digest, text),
        f"$oauth[] = ['oauth_signature', {signature}];",
        head(
            call, *([f"{literal('Authorization: OAuth ' + realm)} . {pairs_of},"] if call.placement == "header" else [])
        ),
        when(formed, f"$body = joined([{', '.join(formed)}]);"),
        address(call, f"joined([{', '.join(queried)}])" if queried else ""),
    )
