"""Java 17 or newer, with its own HTTP client; one file, to be run as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.codegen.languages.writing import C_ESCAPES, oauth_values, program, quoted, utf16, when

if TYPE_CHECKING:
    from paraph.codegen.call import Call
    from paraph.core.message import Pairs

IMPORTS = """import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.*;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
"""
HELPERS = """    static String enc(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
            .replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    static String joined(List<String[]> pairs) {
        return pairs.stream()
            .map(pair -> new String[] {enc(pair[0]), enc(pair[1])})
            .sorted(Comparator.<String[], String>comparing(pair -> pair[0]).thenComparing(pair -> pair[1]))
            .map(pair -> pair[0] + "=" + pair[1])
            .collect(Collectors.joining("&"));
    }

"""
MAC = """    static byte[] mac(String algorithm, String key, String text) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

"""
HASH = """    static byte[] hash(String algorithm, String text) throws Exception {
        return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    }

"""
SEND = """        HttpResponse<String> response =
            HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode() + " " + response.body());
    }
}"""
HASHES = {"sha1": "SHA-1", "sha256": "SHA-256", "sha512": "SHA-512"}
HOST = '        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");'


def literal(text: str) -> str:
    """A string literal in ASCII, since older compilers read files in the encoding of the machine."""
    return quoted(
        text, C_ESCAPES, lambda code: f"\\{code:03o}" if code < 0x80 else utf16(code, "\\u{:04x}".format), True
    )


def pairs(name: str, values: Pairs) -> str | None:
    """A list of names and values; None when there are none."""
    inner = ",\n".join(f"            {{{literal(key)}, {literal(value)}}}" for key, value in values)
    return f"        List<String[]> {name} = List.of(new String[][] {{\n{inner}\n        }});" if values else None


def code(call: Call) -> str:
    """The program."""
    duo = call.scheme == "duo"
    encodes = not duo or call.query or call.form
    has_body = call.form or call.body or call.placement == "body"
    publisher = "ofString(body)" if has_body else "noBody()"
    lines = program(
        "public class Call {",
        (HELPERS if encodes else "")
        + (MAC if call.digest else "")
        + (HASH if call.version == 5 or call.body_hash else "")
        + "    public static void main(String[] args) throws Exception {",
        when(call.base_url, HOST),
        *(duo_lines(call) if duo else oauth_lines(call)),
        "        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))",
        f"            .method({literal(call.method)}, HttpRequest.BodyPublishers.{publisher});",
        *(f"        request.setHeader({literal(name)}, {literal(value)});" for name, value in call.sent_headers),
        when(duo, '        request.setHeader("Date", date);'),
        when(duo or call.placement == "header", '        request.setHeader("Authorization", authorization);'),
        SEND,
    )
    needed = [line for line in IMPORTS.splitlines() if line.endswith("*;") or used(line, lines)]
    return program(
        f"// {call.title}, signed anew at each run.", "// Run it with: java Call.java", *needed, "", lines[:-1]
    )


def used(line: str, lines: str) -> bool:
    """Whether the class that a line imports occurs in the program."""
    return line.rstrip(";").rpartition(".")[2] in lines


def address(call: Call, query: str) -> str:
    """The URL."""
    end = f"{literal(call.address + '?')} + {query}" if query else literal(call.address)
    return f"        String url = {end};"


def duo_lines(call: Call) -> tuple[str | None, ...]:
    """From the secret key to the URL."""
    of_headers = literal("\0".join(text for pair in call.duo_headers for text in pair))
    hashed = "body" if call.body or call.form else '""'
    fifth = call.version == 5
    params = f"joined({call.carrier})" if call.carrier else '""'
    return (
        f"        String ikey = {literal(call.key_id)};",
        '        String skey = System.getenv("DUO_SKEY");',
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body or call.form, f"        String body = {'joined(form)' if call.form else literal(call.body)};"),
        "",
        "        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));",
        '        String text = String.join("\\n",',
        "            date,",
        f"            {literal(call.method)},",
        f"            {literal(call.host)},",
        f"            {literal(call.path)},",
        f"            {params}{',' if fifth else ');'}",
        when(fifth, f'            HexFormat.of().formatHex(hash("SHA-512", {hashed})), // of the body'),
        when(fifth, f'            HexFormat.of().formatHex(hash("SHA-512", {of_headers}))); // of the X-Duo-* headers'),
        f'        String signature = HexFormat.of().formatHex(mac("Hmac{call.digest.upper()}", skey, text));',
        '        byte[] pair = (ikey + ":" + signature).getBytes(StandardCharsets.UTF_8);',
        '        String authorization = "Basic " + Base64.getEncoder().encodeToString(pair);',
        address(call, "joined(query)" if call.query else ""),
    )


def oauth_lines(call: Call) -> tuple[str | None, ...]:
    """From the secrets to the URL."""
    made = {
        "oauth_nonce": "HexFormat.of().formatHex(nonce)",
        "oauth_timestamp": "Long.toString(System.currentTimeMillis() / 1000)",
        "oauth_body_hash": f'Base64.getEncoder().encodeToString(hash("{HASHES[call.digest or "sha1"]}", body))',
    }
    added = [f"        {{}}.addAll({name});" for name in ("query", "form") if getattr(call, name)]
    queried = bool(call.query) or call.placement == "query"
    formed = bool(call.form) or call.placement == "body"
    realm = f'realm="{call.realm}", ' if call.realm is not None else ""
    token = ' + enc(System.getenv("OAUTH_TOKEN_SECRET"))' if call.has_token else ""
    header = (
        f"        String authorization = {literal('OAuth ' + realm)} + oauth.stream()\n"
        '            .map(pair -> pair[0] + "=\\"" + enc(pair[1]) + "\\"").collect(Collectors.joining(", "));'
    )
    text = (
        f'        String text = {literal(call.method + "&")} + enc({literal(call.origin + call.path)}) + "&" '
        "+ enc(joined(signed));"
    )
    signature = f'Base64.getEncoder().encodeToString(mac("Hmac{call.digest.upper()}", key, text))'
    return (
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body, f"        String body = {literal(call.body)};"),
        "        byte[] nonce = new byte[16];",
        "        new SecureRandom().nextBytes(nonce);",
        "        List<String[]> oauth = new ArrayList<>();",
        *(
            f"        oauth.add(new String[] {{{literal(n)}, {value}}});"
            for n, value in oauth_values(call, made, literal)
        ),
        "",
        f'        String key = enc(System.getenv("OAUTH_CONSUMER_SECRET")) + "&"{token};',
        when(call.digest, "        List<String[]> signed = new ArrayList<>(oauth);"),
        *([line.format("signed") for line in added] if call.digest else []),
        when(call.digest, text),
        f'        oauth.add(new String[] {{"oauth_signature", {signature if call.digest else "key"}}});',
        when(call.placement == "header", header),
        when(call.placement == "query" and call.query, "        oauth.addAll(query);"),
        when(call.placement == "body" and call.form, "        oauth.addAll(form);"),
        when(formed, f"        String body = joined({'oauth' if call.placement == 'body' else 'form'});"),
        address(call, f"joined({'oauth' if call.placement == 'query' else 'query'})" if queried else ""),
    )
