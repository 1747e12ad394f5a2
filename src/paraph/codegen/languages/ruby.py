"""Ruby, with its own net/http and openssl."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.codegen.languages.writing import C_ESCAPES, oauth_values, program, quoted, when

if TYPE_CHECKING:
    from paraph.codegen.call import Call
    from paraph.core.message import Pairs

ENC = """def enc(text)
  text.b.gsub(/[^A-Za-z0-9._~-]/n) { |byte| format("%%%02X", byte.ord) }
end

def joined(pairs)
  pairs.map { |pair| pair.map { |text| enc(text) } }.sort.map { |pair| pair.join("=") }.join("&")
end
"""


def literal(text: str) -> str:
    """A string literal, in which nothing is interpolated."""
    return re.sub(r"#(?=[{$@])", r"\\#", quoted(text, C_ESCAPES, lambda code: f"\\u{{{code:x}}}"))


def pairs(name: str, values: Pairs) -> str | None:
    """A list of names and values; None when there are none."""
    inner = "".join(f"  [{literal(key)}, {literal(value)}],\n" for key, value in values)
    return f"{name} = [\n{inner}]" if values else None


def code(call: Call) -> str:
    """The program."""
    duo = call.scheme == "duo"
    has_body = call.form or call.body or call.placement == "body"
    return program(
        f"# {call.title}, signed anew at each run.",
        'require "net/http"',
        when(call.digest or call.body_hash, 'require "openssl"'),
        when(not duo, 'require "securerandom"'),
        when(duo, 'require "time"'),
        "",
        ENC if not duo or call.query or call.form else None,
        *(duo_lines(call) if duo else oauth_lines(call)),
        f"request = Net::HTTPGenericRequest.new({literal(call.method)}, {'true' if has_body else 'false'}, "
        f"{'false' if call.method == 'HEAD' else 'true'}, uri, headers)",
        when(has_body, "request.body = body"),
        'response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == "https") { |http| http.request(request) }',
        'puts "#{response.code} #{response.body}"',
    )


def head(call: Call, *more: str) -> str:
    """The headers as a hash."""
    inner = [*(f"{literal(name)} => {literal(value)}," for name, value in call.sent_headers), *more]
    return "headers = {\n" + "".join(f"  {line}\n" for line in inner) + "}" if inner else "headers = {}"


def address(call: Call, query: str) -> str:
    """The URI."""
    return f"uri = URI({literal(call.address + '?')} + {query})" if query else f"uri = URI({literal(call.address)})"


def duo_lines(call: Call) -> tuple[str | None, ...]:
    """From the secret key to the URI."""
    of_headers = literal("\0".join(text for pair in call.duo_headers for text in pair))
    hashed = "body" if call.body or call.form else '""'
    fifth = call.version == 5
    return (
        f"ikey = {literal(call.key_id)}",
        'skey = ENV.fetch("DUO_SKEY")',
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body or call.form, f"body = {'joined(form)' if call.form else literal(call.body)}"),
        "",
        "date = Time.now.utc.rfc2822",
        "text = [",
        "  date,",
        f"  {literal(call.method)},",
        f"  {literal(call.host)},",
        f"  {literal(call.path)},",
        f"  joined({call.carrier})," if call.carrier else '  "",',
        when(fifth, f"  OpenSSL::Digest::SHA512.hexdigest({hashed}), # of the body"),
        when(fifth, f"  OpenSSL::Digest::SHA512.hexdigest({of_headers}), # of the X-Duo-* headers"),
        '].join("\\n")',
        f'signature = OpenSSL::HMAC.hexdigest("{call.digest}", skey, text)',
        head(call, '"Date" => date,', '"Authorization" => "Basic " + ["#{ikey}:#{signature}"].pack("m0"),'),
        address(call, "joined(query)" if call.query else ""),
    )


def oauth_lines(call: Call) -> tuple[str | None, ...]:
    """From the secrets to the URI."""
    made = {
        "oauth_nonce": "SecureRandom.hex",
        "oauth_timestamp": "Time.now.to_i.to_s",
        "oauth_body_hash": f'[OpenSSL::Digest.digest("{call.digest or "sha1"}", body)].pack("m0")',
    }
    own = "*oauth"
    lists = [f"*{name}" for name in ("query", "form") if getattr(call, name)]
    queried, formed = [[f"*{name}"] if getattr(call, name) else [] for name in ("query", "form")]
    queried += [own] if call.placement == "query" else []
    formed += [own] if call.placement == "body" else []
    realm = f'realm="{call.realm}", ' if call.realm is not None else ""
    pairs_of = 'oauth.map { |name, value| "#{name}=\\"#{enc(value)}\\"" }.join(", ")'
    token = ' + enc(ENV.fetch("OAUTH_TOKEN_SECRET"))' if call.has_token else ""
    text = (
        f"text = [{literal(call.method)}, enc({literal(call.origin + call.path)}), "
        f'enc(joined([{", ".join([*lists, own])}]))].join("&")'
    )
    signature = f'oauth["oauth_signature"] = [OpenSSL::HMAC.digest("{call.digest}", key, text)].pack("m0")'
    return (
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body, f"body = {literal(call.body)}"),
        "oauth = {",
        *(f"  {literal(name)} => {value}," for name, value in oauth_values(call, made, literal)),
        "}",
        "",
        f'key = enc(ENV.fetch("OAUTH_CONSUMER_SECRET")) + "&"{token}',
        when(call.digest, text),
        signature if call.digest else 'oauth["oauth_signature"] = key',
        head(
            call,
            *([f'"Authorization" => {literal("OAuth " + realm)} + {pairs_of},'] if call.placement == "header" else []),
        ),
        when(formed, f"body = joined([{', '.join(formed)}])"),
        address(call, f"joined([{', '.join(queried)}])" if queried else ""),
    )
