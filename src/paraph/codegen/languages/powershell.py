"""PowerShell 5.1 or newer.

Windows PowerShell lets nobody set Date, so Duo's date goes into X-Duo-Date, which version 5 signs as a header.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.codegen.languages.writing import oauth_values, program, quoted, utf16, when

if TYPE_CHECKING:
    from paraph.codegen.call import Call
    from paraph.core.message import Pairs

JOINED = """function Enc([string] $text) {
    [regex]::Replace([Uri]::EscapeDataString($text), "[!*'()]", { param($m) '%{0:X2}' -f [int][char]$m.Value })
}

function Joined($pairs) {
    # '!' sorts before all that an encoded text holds, so names are compared before values.
    [string[]] $items = foreach ($pair in $pairs) { (Enc $pair[0]) + '!' + (Enc $pair[1]) }
    [Array]::Sort($items, [StringComparer]::Ordinal)
    ($items -join '&').Replace('!', '=')
}
"""
BYTES = "function Bytes([string] $text) { , [Text.Encoding]::UTF8.GetBytes($text) }"
HEX = "function Hex([byte[]] $bytes) { [BitConverter]::ToString($bytes).Replace('-', '').ToLower() }"
SHA512 = "function Sha512([string] $text) { Hex ([Security.Cryptography.SHA512]::Create().ComputeHash((Bytes $text))) }"


def literal(text: str) -> str:
    """A string literal in ASCII, since Windows PowerShell reads files without a mark in the machine's encoding."""
    if text.isascii() and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return quoted(text, {char: "`" + char for char in '"`$'}, lambda code: utf16(code, "$([char]0x{:x})".format), True)


def pairs(name: str, values: Pairs) -> str | None:
    """A list of names and values; None when there are none."""
    inner = "".join(f"    , @({literal(key)}, {literal(value)})\n" for key, value in values)
    return f"${name} = @(\n{inner})" if values else None


def code(call: Call) -> str:
    """The script."""
    duo = call.scheme == "duo"
    has_body = call.form or call.body or call.placement == "body"
    kind = literal(call.content_type or "application/x-www-form-urlencoded")
    kept = [(name, value) for name, value in call.sent_headers if name != "Content-Type"]
    body = f" -ContentType {kind} -Body (Bytes $body)" if has_body else ""
    return program(
        f"# {call.title}, signed anew at each run.",
        JOINED if not duo or call.query or call.form else None,
        BYTES,
        when(duo, HEX),
        when(call.version == 5, SHA512),
        "",
        *(duo_lines(call) if duo else oauth_lines(call)),
        "$headers = @{",
        *(f"    {literal(name)} = {literal(value)}" for name, value in kept),
        when(duo, "    'X-Duo-Date' = $date"),
        when(duo or call.placement == "header", "    'Authorization' = $authorization"),
        "}",
        f"Invoke-RestMethod -Method {call.method.title()} -Uri $url -Headers $headers{body}",
    )


def address(call: Call, query: str) -> str:
    """The URL."""
    return f"$url = {literal(call.address + '?')} + ({query})" if query else f"$url = {literal(call.address)}"


def mac(call: Call, key: str) -> str:
    """The MAC of the text."""
    return f"[Security.Cryptography.HMAC{call.digest.upper()}]::new((Bytes {key})).ComputeHash((Bytes $text))"


def duo_lines(call: Call) -> tuple[str | None, ...]:
    """From the secret key to the URL."""
    dated = sorted([*((n, literal(v)) for n, v in call.duo_headers), ("x-duo-date", "$date")])
    of_headers = ", ".join(f"{literal(name)}, {value}" for name, value in dated)
    hashed = "$body" if call.body or call.form else "''"
    fifth = call.version == 5
    return (
        f"$ikey = {literal(call.key_id)}",
        "$skey = $env:DUO_SKEY",
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body or call.form, f"$body = {'Joined $form' if call.form else literal(call.body)}"),
        "",
        "$date = [DateTime]::UtcNow.ToString('R')",
        "$text = @(",
        "    $date",
        f"    {literal(call.method)}",
        f"    {literal(call.host)}",
        f"    {literal(call.path)}",
        f"    Joined ${call.carrier}" if call.carrier else "    ''",
        when(fifth, f"    Sha512 {hashed}  # the body"),
        when(fifth, f"    Sha512 (@({of_headers}) -join [string][char]0)  # the X-Duo-* headers"),
        ') -join "`n"',
        f"$signature = Hex ({mac(call, '$skey')})",
        "$authorization = 'Basic ' + [Convert]::ToBase64String((Bytes \"${ikey}:$signature\"))",
        address(call, "Joined $query" if call.query else ""),
    )


def oauth_lines(call: Call) -> tuple[str | None, ...]:
    """From the secrets to the URL."""
    hashing = f"[Security.Cryptography.{(call.digest or 'sha1').upper()}]::Create().ComputeHash((Bytes $body))"
    made = {
        "oauth_nonce": "[Guid]::NewGuid().ToString('N')",
        "oauth_timestamp": "[DateTimeOffset]::UtcNow.ToUnixTimeSeconds().ToString()",
        "oauth_body_hash": f"[Convert]::ToBase64String({hashing})",
    }
    everything = " + ".join(["$oauth", *(f"${name}" for name in ("query", "form") if getattr(call, name))])
    queried = f"$oauth{' + $query' if call.query else ''}" if call.placement == "query" else call.query and "$query"
    formed = f"$oauth{' + $form' if call.form else ''}" if call.placement == "body" else call.form and "$form"
    realm = f'realm="{call.realm}", ' if call.realm is not None else ""
    token = " + (Enc $env:OAUTH_TOKEN_SECRET)" if call.has_token else ""
    header = "(($oauth | ForEach-Object { $_[0] + '=\"' + (Enc $_[1]) + '\"' }) -join ', ')"
    text = f"$text = {literal(call.method + '&')} + (Enc {literal(call.origin + call.path)}) + '&' + (Enc (Joined ({everything})))"
    signature = f"[Convert]::ToBase64String({mac(call, '$key')})" if call.digest else "$key"
    return (
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body, f"$body = {literal(call.body)}"),
        "$oauth = @(",
        *(f"    , @({literal(name)}, {value})" for name, value in oauth_values(call, made, literal)),
        ")",
        "",
        f"$key = (Enc $env:OAUTH_CONSUMER_SECRET) + '&'{token}",
        when(call.digest, text),
        f"$oauth += , @('oauth_signature', {signature})",
        when(call.placement == "header", f"$authorization = {literal('OAuth ' + realm)} + {header}"),
        when(formed, f"$body = Joined ({formed})"),
        address(call, f"Joined ({queried})" if queried else ""),
    )
