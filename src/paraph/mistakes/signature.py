"""Mistakes in making the MAC and in writing it down."""

from __future__ import annotations

from paraph.mistakes.mistake import Mistake

MISTAKES = (
    Mistake(
        id="hash-algorithm",
        stage="hash",
        seen=9,
        title="Another hash was used for the HMAC",
        story="The text and the key are right, but the HMAC uses another hash, such as SHA-1 instead of SHA-512.",
        fix="Use HMAC-SHA512 for Duo (SHA-1 only with versions 1 and 2); for OAuth use the hash of "
        "oauth_signature_method.",
        example=("hmac_sha256(secret, text)", "hmac_sha512(secret, text)"),
    ),
    Mistake(
        id="hash-announced-differs",
        stage="hash",
        seen=3,
        title="oauth_signature_method names another method than the one used",
        story="oauth_signature_method names one method and the code uses another one, or the name in the header and the name in "
        "the base string differ.",
        fix="Set oauth_signature_method from the same constant that chooses the hash.",
        example=(
            "oauth_signature_method=HMAC-SHA1, signed with HMAC-SHA256",
            "oauth_signature_method=HMAC-SHA256, signed with HMAC-SHA256",
        ),
    ),
    Mistake(
        id="hash-not-hmac",
        stage="hash",
        seen=2,
        title="A plain hash was used instead of an HMAC",
        story="Hashing secret and text one after the other is not an HMAC, although it looks similar and has the "
        "same length.",
        fix="Use the language's HMAC function with the secret as its key.",
        example=("sha1(secret + text)", "hmac_sha1(secret, text)"),
    ),
    Mistake(
        id="hash-of-encoded-mac",
        stage="hash",
        seen=2,
        title="The MAC was written as text and hashed again",
        story="The platform returns the MAC only as base64, so a second hash was used to get hex. That hashes the "
        "text of the MAC.",
        fix="Decode the base64 into bytes and turn these into hex.",
        example=("sha1(base64(mac)) as hex", "mac as hex"),
    ),
    Mistake(
        id="sig-version-mismatch",
        stage="hash",
        seen=4,
        title="The string belongs to another Duo signature version",
        story="Version 2 has five lines and is for form bodies; version 5 has seven lines and is for JSON. Version 1 "
        "has no date, so such a request can be replayed forever.",
        fix="Use version 5 with HMAC-SHA512 for JSON bodies, version 2 for form bodies, and never version 1.",
        example=(
            "date, method, host, path, parameters; with a JSON body",
            "the same five lines, then the hashes of body and X-Duo-* headers",
        ),
    ),
    Mistake(
        id="plaintext-for-hmac",
        stage="hash",
        seen=2,
        title="PLAINTEXT was used although an HMAC was announced, or the reverse",
        story="With PLAINTEXT the signature is the key itself. The announced method and the signature do not fit "
        "together.",
        fix="Use the method that oauth_signature_method names, and HMAC-SHA1 or better if the server accepts it.",
        example=(
            "oauth_signature=secret& with oauth_signature_method=HMAC-SHA1",
            "oauth_signature=hmac_sha1(secret&, base string)",
        ),
    ),
    Mistake(
        id="rsa-method-mismatch",
        stage="hash",
        seen=6,
        title="The signature was not made with the announced RSA method or the registered key",
        story="The server knows a public key, and the signature is an HMAC, has another digest than announced, or was made with "
        "a private key that does not belong to it.",
        fix="Sign with the method that oauth_signature_method announces and the server requires, and with the private key whose "
        "public key is registered.",
        example=("oauth_signature_method=RSA-SHA1, signed with another key pair", "signed with the registered pair"),
    ),
    Mistake(
        id="out-hex-for-base64",
        stage="output-encoding",
        seen=2,
        title="The signature is hex, but base64 is required",
        story="The MAC is right, but many libraries return it as hex by default.",
        fix="Get the raw bytes and encode these in base64: `base64.b64encode(mac.digest())`.",
        example=("oauth_signature=b679cf...", "oauth_signature=tnnArx..."),
    ),
    Mistake(
        id="out-base64-for-hex",
        stage="output-encoding",
        seen=3,
        title="The signature is base64, but hex is required",
        story="The MAC is right, but it was written as base64. Duo requires lower-case hex as the password of the "
        "Basic pair.",
        fix="Write the MAC as hex: `mac.hexdigest()`. Only the whole pair is base64.",
        example=("ikey:LZfWFmMZeBtaOgevOdNm9JEjTtw=", "ikey:2d97d6166319781b5a3a07af39d366f491234edc"),
    ),
    Mistake(
        id="out-base64-of-hex",
        stage="output-encoding",
        seen=4,
        title="The hex text was base64-encoded, not the MAC's bytes",
        story="The HMAC function returned hex, and this text was encoded in base64. The result is twice as long.",
        fix="Get raw bytes from the HMAC function: `digest()` in Python, the fourth argument of hash_hmac in PHP.",
        example=("base64('2d97d6166319...')", "base64(bytes 2d 97 d6 16 63 19 ...)"),
    ),
    Mistake(
        id="out-hex-of-hex",
        stage="output-encoding",
        seen=1,
        title="The hex text was encoded as hex again",
        story="The MAC was already hex when it was encoded again; the signature is twice as long as it should be.",
        fix="Turn the MAC's bytes into hex once.",
        example=("3264393764363136...", "2d97d616..."),
    ),
    Mistake(
        id="out-hex-case",
        stage="output-encoding",
        seen=2,
        title="The hex signature is in the wrong letter case",
        story="Upper-case hex is the same number, but Duo compares texts, and its text is in lower case.",
        fix="Change the hex signature to lower case.",
        example=("2D97D6166319781B...", "2d97d6166319781b..."),
    ),
    Mistake(
        id="out-hex-separators",
        stage="output-encoding",
        seen=0,
        title="There are dashes or spaces in the hex signature",
        story=".NET's BitConverter.ToString puts a dash between the bytes.",
        fix='Remove the dashes and use lower case: `.Replace("-", "").ToLowerInvariant()`.',
        example=("2D-97-D6-16-63-19", "2d97d6166319"),
    ),
    Mistake(
        id="out-byte-array-text",
        stage="output-encoding",
        seen=1,
        title="The bytes were sent as a list of numbers",
        story="The language turned the array of bytes into text as a list of numbers.",
        fix="Encode the bytes as hex for Duo, as base64 for OAuth.",
        example=("[45, -105, -42, 22, ...]", "2d97d616..."),
    ),
    Mistake(
        id="out-bytes-repr",
        stage="output-encoding",
        seen=5,
        title="Python's b'...' was sent with the signature",
        story="base64.b64encode returns bytes; as text they include the b and the quotes.",
        fix="Call .decode() on the encoded bytes.",
        example=("b'LZfWFmMZeBta...'", "LZfWFmMZeBta..."),
    ),
    Mistake(
        id="out-base64-newline",
        stage="output-encoding",
        seen=4,
        title="There is a line end in or after the signature",
        story="Some base64 functions break lines after 60 or 76 characters, or add a line end; the openssl command "
        "does both.",
        fix="Use an encoder without line ends (Base64.strict_encode64, -A for openssl), or remove them.",
        example=("LZfWFmMZeBta...\\n", "LZfWFmMZeBta..."),
    ),
    Mistake(
        id="out-base64-urlsafe",
        stage="output-encoding",
        seen=2,
        title="The signature is in the URL-safe base64 alphabet",
        story="The URL-safe alphabet has - and _ instead of + and /. About half of all SHA-1 signatures contain none "
        "of these, so some requests work and others do not.",
        fix="Use the standard base64 alphabet, and percent-encode the signature in a URL.",
        example=("TC1bpIecwPsMPO2Ui1l5O_wEhzU=", "TC1bpIecwPsMPO2Ui1l5O/wEhzU="),
    ),
    Mistake(
        id="out-base64-padding",
        stage="output-encoding",
        seen=1,
        title="The = at the end of the signature is missing",
        story="Some base64 functions omit the padding. Servers compare the text with the padding.",
        fix="Keep the padding, or add = until the length is a multiple of four.",
        example=("TC1bpIecwPsMPO2Ui1l5O/wEhzU", "TC1bpIecwPsMPO2Ui1l5O/wEhzU="),
    ),
    Mistake(
        id="out-not-percent-encoded",
        stage="output-encoding",
        seen=8,
        title="The signature was not percent-encoded where it travels",
        story="An unencoded + in a query is read as a space. Only signatures that contain a + fail, about one in "
        "three. In an Authorization header some servers refuse any unencoded +, / or =.",
        fix="Percent-encode the signature once in a query, a form or an Authorization header: + becomes %2B, / %2F, = %3D.",
        example=("oauth_signature=TC1b+Iec/wEhzU=", "oauth_signature=TC1b%2BIec%2FwEhzU%3D"),
    ),
    Mistake(
        id="out-percent-encoded-twice",
        stage="output-encoding",
        seen=5,
        title="The signature was percent-encoded twice",
        story="It was encoded by hand, and once more by the library that builds the URL or the header.",
        fix="Encode the signature once: pass the plain signature to the library.",
        example=("oauth_signature=TC1b%252BIec%253D", "oauth_signature=TC1b%2BIec%3D"),
    ),
    Mistake(
        id="out-truncated",
        stage="output-encoding",
        seen=1,
        title="Only the beginning of the signature was sent",
        story="The rest was lost: a database column is too narrow, a form field is broken, or a line was cut.",
        fix="Send the whole signature: 40 or 128 hex characters for Duo, 28, 44 or 88 base64 characters for OAuth.",
        example=("2d97d6166319781b5a3a", "2d97d6166319781b5a3a07af39d366f491234edc"),
    ),
)
