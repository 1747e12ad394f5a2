"""Mistakes in making the key from the secrets."""

from __future__ import annotations

from paraph.mistakes.mistake import Mistake

MISTAKES = (
    Mistake(
        id="key-no-ampersand",
        stage="key",
        seen=6,
        title="The & is missing from the OAuth key",
        story="The OAuth key is the consumer secret, an &, and the token secret. Without a token the last part is empty, "
        "but the & stays; code written for one-legged OAuth often leaves it out.",
        fix='Use `consumer_secret + "&"` as the key, each secret percent-encoded.',
        example=("key = consumer_secret", 'key = consumer_secret + "&"'),
    ),
    Mistake(
        id="key-extra-ampersand",
        stage="key",
        seen=2,
        title="The key has no &, or one too many",
        story="The rule is one & between the two secrets, even if the second is empty. A few old servers sign "
        "without it; a client made for one of those fails on all others, and the reverse.",
        fix='Follow RFC 5849: `consumer_secret + "&" + token_secret`. Leave out the & only for a server that is '
        "known to need this.",
        example=('key = consumer_secret + "&&" + token_secret', 'key = consumer_secret + "&" + token_secret'),
    ),
    Mistake(
        id="key-token-secret-missing",
        stage="key",
        seen=7,
        title="The token secret is missing from the key",
        story="If a token is sent, its secret is part of the key, after the &. Code that worked for the first step "
        "keeps using the key without it.",
        fix='Use `consumer_secret + "&" + token_secret` with the secret of the token that you send.',
        example=(
            'key = consumer_secret + "&", with oauth_token in the request',
            'key = consumer_secret + "&" + token_secret',
        ),
    ),
    Mistake(
        id="key-stale-token-secret",
        stage="key",
        seen=4,
        title="The token secret of another step was used",
        story="The temporary token and the access token each have a secret of their own. The secret that was used "
        "belongs to another step or another user than the token that was sent.",
        fix="Store token and token secret together, and replace both at each step.",
        example=(
            'key = consumer_secret + "&" + request_token_secret',
            'key = consumer_secret + "&" + access_token_secret',
        ),
    ),
    Mistake(
        id="key-parts-swapped",
        stage="key",
        seen=0,
        title="Token secret and consumer secret are swapped in the key",
        story="Both are long random texts, so the wrong order is hard to see. The consumer secret comes first.",
        fix='Use `consumer_secret + "&" + token_secret`, in this order.',
        example=('key = token_secret + "&" + consumer_secret', 'key = consumer_secret + "&" + token_secret'),
    ),
    Mistake(
        id="key-parts-not-encoded",
        stage="key",
        seen=1,
        title="The secrets were joined without percent-encoding",
        story="Each secret is percent-encoded before they are joined. With letters and digits this changes nothing, "
        "so the mistake stays hidden until a secret contains +, / or =.",
        fix='Encode each one: `quote(consumer_secret, safe="~") + "&" + quote(token_secret, safe="~")`.',
        example=('key = "se+cret&token"', 'key = "se%2Bcret&token"'),
    ),
    Mistake(
        id="key-preassembled-encoded",
        stage="key",
        seen=1,
        title="The complete key was passed as if it were the consumer secret",
        story="The library joins the two secrets itself. If it gets `secret&token_secret` as one secret, it encodes "
        "the & and appends another.",
        fix="Pass consumer secret and token secret separately.",
        example=('key = "secret%26token&"', 'key = "secret&token"'),
    ),
    Mistake(
        id="key-null-literal",
        stage="key",
        seen=2,
        title="The key contains a word such as null instead of a missing secret",
        story="A variable that was never set was turned into text, so the key contains `null`, `undefined`, `None` "
        "or `(null)` instead of the secret.",
        fix="Use an empty string for a token secret that does not exist, and stop with an error if the secret itself "
        "is missing.",
        example=('key = "secret&undefined"', 'key = "secret&"'),
    ),
    Mistake(
        id="key-base64-decoded-wrongly",
        stage="key",
        seen=3,
        title="The secret was base64-decoded before use",
        story="The secret looks like base64, so a decoder accepts it without complaint. Duo and OAuth use the text "
        "itself.",
        fix="Use the secret's text as UTF-8 bytes: `secret.encode()`.",
        example=("hmac(base64_decode(secret), text)", "hmac(secret, text)"),
    ),
    Mistake(
        id="key-base64-encoded-first",
        stage="key",
        seen=1,
        title="The secret was base64-encoded before use",
        story="Some HMAC helpers expect their key in base64 and decode it themselves; others use it as it is. Here "
        "the encoded text became the key.",
        fix="Pass the plain bytes of the secret to the HMAC function.",
        example=("hmac(base64_encode(secret), text)", "hmac(secret, text)"),
    ),
    Mistake(
        id="key-hex-decoded-wrongly",
        stage="key",
        seen=2,
        title="The secret was hex-decoded, or turned into hex, before use",
        story="A secret of hex digits is still a text. If it is decoded, the key has half the length; if it is "
        "encoded, twice the length.",
        fix="Use the secret's text as UTF-8 bytes, even if it looks like hex.",
        example=("hmac(hex_decode(secret), text)", "hmac(secret, text)"),
    ),
    Mistake(
        id="key-charset",
        stage="key",
        seen=1,
        title="The secret was turned into bytes in another charset",
        story="Some platforms turn text into UTF-16 or Latin-1 bytes by default. In UTF-16 a zero byte follows every "
        "byte of the key.",
        fix="Turn the secret into bytes as UTF-8, for instance `Encoding.UTF8.GetBytes(secret)`.",
        example=("key = s 00 e 00 c 00 r 00 e 00 t 00 (UTF-16)", "key = s e c r e t (UTF-8)"),
    ),
    Mistake(
        id="key-case-changed",
        stage="key",
        seen=0,
        title="The letter case of the secret was changed",
        story="A field or a helper that changes its input to lower or upper case did so with the secret. Secrets are "
        "case-sensitive.",
        fix="Keep the secret exactly as it was issued.",
        example=('key = "SECRET"', 'key = "secret"'),
    ),
    Mistake(
        id="key-message-swapped",
        stage="key",
        seen=2,
        title="Key and text were passed to the HMAC in the wrong order",
        story="HMAC functions differ in the order of their arguments. If these are swapped, the result still has the "
        "right length.",
        fix="Look up the order: `hmac.new(key, message, digest)` in Python, `hash_hmac(algo, message, key)` in PHP.",
        example=("hmac(text, secret)", "hmac(secret, text)"),
    ),
)
