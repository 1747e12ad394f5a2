"""bash, with curl and openssl.

Parameters stand there sorted and percent-encoded; those of OAuth that are made anew have fixed names, so their
places among the others are known beforehand.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from paraph.codegen.call import encoded_text
from paraph.codegen.languages.writing import oauth_values, program, when
from paraph.core.encoding import percent_pairs
from paraph.schemes.duo.signing import header_hash

if TYPE_CHECKING:
    from paraph.codegen.call import Call

ENC = r"""enc() {  # percent-encode all but A-Z a-z 0-9 - . _ ~
  local LC_ALL=C text=$1 i char
  for ((i = 0; i < ${#text}; i++)); do
    char=${text:i:1}
    case $char in
      [A-Za-z0-9._~-]) printf %s "$char" ;;
      *) printf '%%%02X' "$(($(printf %d "'$char") & 255))" ;;
    esac
  done
}"""


KEY_SHOWS = (
    "# While openssl runs, who may list the processes of this machine can see the key: it takes it from there only."
)


def literal(text: str) -> str:
    """A word in single quotes."""
    return "'" + text.replace("'", "'\\''") + "'"


def code(call: Call) -> str:
    """The script."""
    return program(
        "#!/usr/bin/env bash",
        f"# {call.title}, signed anew at each run.",
        KEY_SHOWS if call.digest else None,  # PLAINTEXT takes no MAC
        "set -euo pipefail",
        "",
        *(duo_lines(call) if call.scheme == "duo" else oauth_lines(call)),
    )


def mac(call: Call, key: str, form: str) -> str:
    """The pipeline that signs what it is given; openssl takes a key from its command line only."""
    return f'openssl dgst -{call.digest} {form} -mac HMAC -macopt "key:{key}"'


def sending(call: Call, query: str, body: str, authorization: str, date: bool) -> str:
    """The curl command; `query` stands between double quotes, `body` is a word."""
    how = {"GET": "", "HEAD": " --head"}.get(call.method, f" -X {call.method}")
    lines = [f'curl -sS{how} "{escaped(call.address)}{query}"']
    lines += [f"-H {literal(f'{name}: {value}' if value else f'{name};')}" for name, value in call.sent_headers]
    lines += ['-H "Date: $date"'] if date else []
    lines += [f'-H "{authorization}"'] if authorization else []
    lines += [f"--data-binary {body}"] if body else []
    return " \\\n  ".join(lines)


def duo_lines(call: Call) -> tuple[str | None, ...]:
    """From the secret key to the command."""
    query = encoded_text(call.query)
    body = encoded_text(call.form) or call.body
    of_headers = header_hash(call.duo_headers)
    params = f"${'query' if call.carrier == 'query' else 'body'}" if call.carrier else ""
    of_body = "$body_hash" if body else hashlib.sha512(b"").hexdigest()
    lines = ["$date", *(escaped(text) for text in (call.method, call.host, call.path)), params]
    lines += [of_body, of_headers] if call.version == 5 else []
    return (
        f"ikey={literal(call.key_id)}",
        ': "${DUO_SKEY:?set it to the secret key}"',
        when(query, f"query={literal(query)}  # sorted and percent-encoded"),
        when(body, f"body={literal(body)}"),
        "",
        "date=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S -0000')",
        when(
            call.version == 5 and body,
            "body_hash=$(printf %s \"$body\" | openssl dgst -sha512 -r | cut -d' ' -f1)",
        ),
        when(
            call.version == 5, "# Date, method, host, path, parameters, hashes of the body and of the X-Duo-* headers."
        ),
        'text="' + "\n".join(lines) + '"',
        f"signature=$(printf %s \"$text\" | {mac(call, '$DUO_SKEY', '-r')} | cut -d' ' -f1)",
        'authorization=$(printf %s "$ikey:$signature" | openssl base64 -A)',
        sending(
            call, "?$query" if query else "", '"$body"' if body else "", "Authorization: Basic $authorization", True
        ),
    )


def oauth_lines(call: Call) -> tuple[str | None, ...]:
    """From the secrets to the command."""
    made = {"oauth_nonce": "$nonce", "oauth_timestamp": "$timestamp", "oauth_body_hash": "$body_hash"}
    fresh = [(name, value) for name, value in oauth_values(call, made, lambda text: text) if made.get(name) == value]
    own = [*percent_pairs(call.oauth), *fresh]
    query, form = [list(percent_pairs(pairs)) for pairs in (call.query, call.form)]
    signed = [("oauth_signature", "$signature")]
    in_query = query + (own + signed if call.placement == "query" else [])
    in_form = form + (own + signed if call.placement == "body" else [])
    realm = f'realm="{call.realm}", ' if call.realm is not None else ""
    header = ", ".join(f'{name}="{value}"' for name, value in sorted(own + signed))
    authorization = escaped(f"Authorization: OAuth {realm}") + escaped(header, True)
    token = '$(enc "$OAUTH_TOKEN_SECRET")' if call.has_token else ""
    base = f"{call.method}&{encoded_text(((call.origin + call.path, ''),))[:-1]}&"
    body_digest = (
        f'body_hash=$(enc "$(printf %s "$body" | openssl dgst -{call.digest or "sha1"} -binary | openssl base64 -A)")'
    )
    return (
        ENC,
        ': "${OAUTH_CONSUMER_SECRET:?set it to the consumer secret}"',
        when(call.has_token, ': "${OAUTH_TOKEN_SECRET:?set it to the token secret}"'),
        when(call.body, f"body={literal(call.body)}"),
        "",
        "nonce=$(openssl rand -hex 16)",
        "timestamp=$(date +%s)",
        when(call.body_hash, body_digest),
        f'key=$(enc "$OAUTH_CONSUMER_SECRET")"&"{token}',
        *(
            (
                f'parameters="{joined([*query, *form, *own])}"  # sorted and percent-encoded',
                f'text={literal(base)}$(enc "$parameters")',
                f'signature=$(enc "$(printf %s "$text" | {mac(call, "$key", "-binary")} | openssl base64 -A)")',
            )
            if call.digest
            else ('signature=$(enc "$key")',)
        ),
        sending(
            call,
            "?" + joined(in_query) if in_query else "",
            f'"{joined(in_form)}"' if in_form else '"$body"' if call.body else "",
            authorization if call.placement == "header" else "",
            False,
        ),
    )


def joined(pairs: list[tuple[str, str]]) -> str:
    """Encoded pairs in order, to stand between double quotes, where variables are filled in."""
    return escaped("&".join(f"{name}={value}" for name, value in sorted(pairs)), True)


def escaped(text: str, variables: bool = False) -> str:
    """What stands between double quotes for `text`; with `variables` a dollar sign is one."""
    for char in ("\\", '"', "`", *(() if variables else ("$",))):
        text = text.replace(char, "\\" + char)
    return text
