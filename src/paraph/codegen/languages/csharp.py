"""C# for .NET 6 or newer, top-level statements; nothing but .NET."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.codegen.languages.writing import C_ESCAPES, oauth_values, program, quoted, utf16, when

if TYPE_CHECKING:
    from paraph.codegen.call import Call
    from paraph.core.message import Pairs

JOINED = """
// Uri.EscapeDataString leaves A-Z a-z 0-9 - . _ ~ and nothing else.
static string Enc(string text) => Uri.EscapeDataString(text);

static string Joined(IEnumerable<(string, string)> pairs) => string.Join("&", pairs
    .Select(pair => (Name: Enc(pair.Item1), Value: Enc(pair.Item2)))
    .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
    .Select(pair => pair.Name + "=" + pair.Value));
"""
SEND = """using var response = await new HttpClient().SendAsync(request);
Console.WriteLine($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");"""


def literal(text: str) -> str:
    """A string literal."""
    return quoted(text, C_ESCAPES, lambda code: utf16(code, "\\u{:04x}".format))


def pairs(name: str, values: Pairs) -> str | None:
    """A list of names and values; None when there are none."""
    inner = "".join(f"    ({literal(key)}, {literal(value)}),\n" for key, value in values)
    return f"var {name} = new List<(string, string)>\n{{\n{inner}}};" if values else None


def code(call: Call) -> str:
    """The program."""
    duo = call.scheme == "duo"
    has_body = call.form or call.body or call.placement == "body"
    kept = [(name, value) for name, value in call.sent_headers if name not in ("Host", "Content-Type")]
    kind = literal(call.content_type or "application/x-www-form-urlencoded")
    return program(
        f"// {call.title}, signed anew at each run.",
        "using System.Net.Http.Headers;",
        "using System.Security.Cryptography;",
        "using System.Text;",
        JOINED if not duo or call.query or call.form else "",
        *(duo_lines(call) if duo else oauth_lines(call)),
        f"var request = new HttpRequestMessage(new HttpMethod({literal(call.method)}), url);",
        when(call.base_url, f"request.Headers.Host = {literal(call.authority)};"),
        *(f"request.Headers.TryAddWithoutValidation({literal(name)}, {literal(value)});" for name, value in kept),
        when(duo, 'request.Headers.TryAddWithoutValidation("Date", date);'),
        when(
            duo or call.placement == "header",
            'request.Headers.TryAddWithoutValidation("Authorization", authorization);',
        ),
        when(has_body, "request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));"),
        when(has_body, f"request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse({kind});"),
        SEND,
    )


def address(call: Call, query: str) -> str:
    """The URL."""
    return f"var url = {literal(call.address + '?')} + {query};" if query else f"var url = {literal(call.address)};"


def mac(call: Call, key: str) -> str:
    """The MAC of the text."""
    return f"HMAC{call.digest.upper()}.HashData(Encoding.UTF8.GetBytes({key}), Encoding.UTF8.GetBytes(text))"


def duo_lines(call: Call) -> tuple[str | None, ...]:
    """From the secret key to the URL."""
    of_headers = literal("\0".join(text for pair in call.duo_headers for text in pair))
    hashed = "body" if call.body or call.form else '""'
    fifth = call.version == 5
    params = f"Joined({call.carrier})" if call.carrier else '""'
    return (
        when(fifth, "static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();"),
        when(fifth, "static string Sha512(string text) => Hex(SHA512.HashData(Encoding.UTF8.GetBytes(text)));"),
        when(fifth, ""),
        f"var ikey = {literal(call.key_id)};",
        'var skey = Environment.GetEnvironmentVariable("DUO_SKEY")!;',
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body or call.form, f"var body = {'Joined(form)' if call.form else literal(call.body)};"),
        "",
        'var date = DateTime.UtcNow.ToString("R");',
        'var text = string.Join("\\n",',
        "    date,",
        f"    {literal(call.method)},",
        f"    {literal(call.host)},",
        f"    {literal(call.path)},",
        f"    {params}{',' if fifth else ');'}",
        when(fifth, f"    Sha512({hashed}), // of the body"),
        when(fifth, f"    Sha512({of_headers})); // of the X-Duo-* headers"),
        f"var signature = Convert.ToHexString({mac(call, 'skey')}).ToLowerInvariant();",
        'var authorization = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ikey}:{signature}"));',
        address(call, "Joined(query)" if call.query else ""),
    )


def oauth_lines(call: Call) -> tuple[str | None, ...]:
    """From the secrets to the URL."""
    made = {
        "oauth_nonce": "Convert.ToHexString(RandomNumberGenerator.GetBytes(16))",
        "oauth_timestamp": "DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString()",
        "oauth_body_hash": "Convert.ToBase64String("
        f"{(call.digest or 'sha1').upper()}.HashData(Encoding.UTF8.GetBytes(body)))",
    }
    lists = "".join(f".Concat({name})" for name in ("query", "form") if getattr(call, name))
    queried = f"oauth{'.Concat(query)' if call.query else ''}" if call.placement == "query" else call.query and "query"
    formed = f"oauth{'.Concat(form)' if call.form else ''}" if call.placement == "body" else call.form and "form"
    realm = f'realm="{call.realm}", ' if call.realm is not None else ""
    token = ' + Enc(Environment.GetEnvironmentVariable("OAUTH_TOKEN_SECRET")!)' if call.has_token else ""
    pairs_of = 'string.Join(", ", oauth.Select(pair => $"{pair.Item1}=\\"{Enc(pair.Item2)}\\""))'
    text = (
        f'var text = {literal(call.method + "&")} + Enc({literal(call.origin + call.path)}) + "&" '
        f"+ Enc(Joined(oauth{lists}));"
    )
    signature = f"Convert.ToBase64String({mac(call, 'key')})" if call.digest else "key"
    return (
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body, f"var body = {literal(call.body)};"),
        "var oauth = new List<(string, string)>",
        "{",
        *(f"    ({literal(name)}, {value})," for name, value in oauth_values(call, made, literal)),
        "};",
        "",
        f'var key = Enc(Environment.GetEnvironmentVariable("OAUTH_CONSUMER_SECRET")!) + "&"{token};',
        when(call.digest, text),
        f'oauth.Add(("oauth_signature", {signature}));',
        when(call.placement == "header", f"var authorization = {literal('OAuth ' + realm)} + {pairs_of};"),
        when(formed, f"var body = Joined({formed});"),
        address(call, f"Joined({queried})" if queried else ""),
    )
