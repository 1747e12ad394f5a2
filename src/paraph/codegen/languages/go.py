"""Go, with its standard library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.codegen.languages.writing import C_ESCAPES, oauth_values, program, quoted, when

if TYPE_CHECKING:
    from paraph.codegen.call import Call
    from paraph.core.message import Pairs

JOINED = """
func enc(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

func joined(lists ...[][2]string) string {
	var pairs [][2]string
	for _, list := range lists {
		for _, pair := range list {
			pairs = append(pairs, [2]string{enc(pair[0]), enc(pair[1])})
		}
	}
	sort.Slice(pairs, func(i, j int) bool {
		a, b := pairs[i], pairs[j]
		return a[0] < b[0] || a[0] == b[0] && a[1] < b[1]
	})
	var parts []string
	for _, pair := range pairs {
		parts = append(parts, pair[0]+"="+pair[1])
	}
	return strings.Join(parts, "&")
}
"""
SEND = """	response, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	answer, _ := io.ReadAll(response.Body)
	fmt.Println(response.StatusCode, string(answer))
}"""


def literal(text: str) -> str:
    """A string literal."""
    return quoted(text, C_ESCAPES, lambda code: f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def pairs(name: str, values: Pairs) -> str | None:
    """A list of names and values; None when there are none."""
    inner = "".join(f"\t\t{{{literal(key)}, {literal(value)}}},\n" for key, value in values)
    return f"\t{name} := [][2]string{{\n{inner}\t}}" if values else None


def code(call: Call) -> str:
    """The program."""
    duo = call.scheme == "duo"
    encodes = not duo or call.query or call.form
    has_body = call.form or call.body or call.placement == "body"
    used = {
        "crypto/hmac": call.digest,
        "crypto/rand": not duo,
        f"crypto/{call.digest or 'sha1'}": call.digest or call.body_hash,
        "encoding/base64": duo or call.digest or call.body_hash,
        "encoding/hex": not duo,
        "fmt": True,
        "io": True,
        "net/http": True,
        "net/url": encodes,
        "os": True,
        "sort": encodes,
        "strings": encodes or duo or has_body,
        "time": True,
    }
    return program(
        f"// {call.title}, signed anew at each run.",
        "package main",
        "",
        "import (",
        *(f'\t"{name}"' for name in sorted(name for name, needed in used.items() if needed)),
        ")",
        JOINED if encodes else "",
        "func main() {",
        *(duo_lines(call) if duo else oauth_lines(call)),
        f"\trequest, err := http.NewRequest({literal(call.method)}, address, "
        f"{'strings.NewReader(body)' if has_body else 'nil'})",
        "\tif err != nil {\n\t\tpanic(err)\n\t}",
        *(
            f"\trequest.Host = {literal(value)}"
            if name == "Host"
            else f"\trequest.Header.Set({literal(name)}, {literal(value)})"
            for name, value in call.sent_headers
        ),
        when(duo, '\trequest.Header.Set("Date", date)'),
        when(duo or call.placement == "header", '\trequest.Header.Set("Authorization", authorization)'),
        SEND,
    )


def address(call: Call, query: str) -> str:
    """The URL."""
    return f"\taddress := {literal(call.address + '?')} + {query}" if query else f"\taddress := {literal(call.address)}"


def duo_lines(call: Call) -> tuple[str | None, ...]:
    """From the secret key to the URL."""
    of_headers = literal("\0".join(text for pair in call.duo_headers for text in pair))
    hashed = "body" if call.body or call.form else '""'
    fifth = call.version == 5
    return (
        f"\tikey := {literal(call.key_id)}",
        '\tskey := os.Getenv("DUO_SKEY")',
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body or call.form, f"\tbody := {'joined(form)' if call.form else literal(call.body)}"),
        "",
        "\tdate := time.Now().UTC().Format(time.RFC1123Z)",
        "\ttext := strings.Join([]string{",
        "\t\tdate,",
        f"\t\t{literal(call.method)},",
        f"\t\t{literal(call.host)},",
        f"\t\t{literal(call.path)},",
        f"\t\tjoined({call.carrier})," if call.carrier else '\t\t"",',
        when(fifth, f'\t\tfmt.Sprintf("%x", sha512.Sum512([]byte({hashed}))), // of the body'),
        when(fifth, f'\t\tfmt.Sprintf("%x", sha512.Sum512([]byte({of_headers}))), // of the X-Duo-* headers'),
        '\t}, "\\n")',
        f"\tmac := hmac.New({call.digest}.New, []byte(skey))",
        "\tmac.Write([]byte(text))",
        '\tpair := fmt.Sprintf("%s:%x", ikey, mac.Sum(nil))',
        '\tauthorization := "Basic " + base64.StdEncoding.EncodeToString([]byte(pair))',
        address(call, "joined(query)" if call.query else ""),
    )


def oauth_lines(call: Call) -> tuple[str | None, ...]:
    """From the secrets to the URL."""
    made = {
        "oauth_nonce": "hex.EncodeToString(nonce)",
        "oauth_timestamp": "fmt.Sprint(time.Now().Unix())",
        "oauth_body_hash": "base64.StdEncoding.EncodeToString(bodyHash[:])",
    }
    lists = [name for name in ("query", "form") if getattr(call, name)]
    queried = (["query"] if call.query else []) + (["oauth"] if call.placement == "query" else [])
    formed = (["form"] if call.form else []) + (["oauth"] if call.placement == "body" else [])
    realm = f'realm="{call.realm}", ' if call.realm is not None else ""
    token = ' + enc(os.Getenv("OAUTH_TOKEN_SECRET"))' if call.has_token else ""
    sum_name = {"sha256": "sha256.Sum256", "sha512": "sha512.Sum512"}.get(call.digest, "sha1.Sum")
    header = (
        "\tvar parts []string\n\tfor _, pair := range oauth {\n"
        '\t\tparts = append(parts, fmt.Sprintf("%s=\\"%s\\"", pair[0], enc(pair[1])))\n\t}\n'
        f'\tauthorization := {literal("OAuth " + realm)} + strings.Join(parts, ", ")'
    )
    text = (
        f'\ttext := {literal(call.method + "&")} + enc({literal(call.origin + call.path)}) + "&" + '
        f"enc(joined({', '.join([*lists, 'oauth'])}))\n"
        f"\tmac := hmac.New({call.digest}.New, []byte(key))\n\tmac.Write([]byte(text))"
    )
    signature = "base64.StdEncoding.EncodeToString(mac.Sum(nil))" if call.digest else "key"
    return (
        pairs("query", call.query),
        pairs("form", call.form),
        when(call.body, f"\tbody := {literal(call.body)}"),
        when(call.body_hash, f"\tbodyHash := {sum_name}([]byte(body))"),
        "\tnonce := make([]byte, 16)",
        "\tif _, err := rand.Read(nonce); err != nil {\n\t\tpanic(err)\n\t}",
        "\toauth := [][2]string{",
        *(f"\t\t{{{literal(name)}, {value}}}," for name, value in oauth_values(call, made, literal)),
        "\t}",
        "",
        f'\tkey := enc(os.Getenv("OAUTH_CONSUMER_SECRET")) + "&"{token}',
        when(call.digest, text),
        f'\toauth = append(oauth, [2]string{{"oauth_signature", {signature}}})',
        when(call.placement == "header", header),
        when(formed, f"\tbody := joined({', '.join(formed)})"),
        address(call, f"joined({', '.join(queried)})" if queried else ""),
    )
