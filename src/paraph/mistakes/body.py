"""Mistakes about the body, its hash, and signed headers."""

from __future__ import annotations

from paraph.mistakes.mistake import Mistake

MISTAKES = (
    Mistake(
        id="body-key-order",
        stage="body",
        seen=2,
        title="The JSON was hashed with its keys in another order",
        story="The object was turned into JSON twice, once sorted for signing and once unsorted for sending. The "
        "hash is over bytes, so the order matters.",
        fix="Turn the object into JSON once; hash that text and send that text.",
    ),
    Mistake(
        id="body-slash-escape",
        stage="body",
        seen=2,
        title="Slashes were escaped on one side only",
        story="PHP's json_encode writes / as \\/ by default. One side hashed this form, and the other one sent the "
        "other form.",
        fix="Hash the text that is sent; in PHP use JSON_UNESCAPED_SLASHES for both.",
    ),
    Mistake(
        id="body-empty-as-object",
        stage="body",
        seen=4,
        title="Something was hashed instead of an empty body",
        story="Without a body the empty string is hashed. Here {}, null or a similar word was hashed.",
        fix='Hash the empty string if the request has no body: `hashlib.sha512(b"")`.',
    ),
    Mistake(
        id="body-object-empty-dropped",
        stage="body",
        seen=2,
        title="An empty object was sent, but not hashed",
        story="Without parameters the body of a JSON request is {}, two bytes. The signing code treated an empty "
        "object as no body.",
        fix="Hash the {} that you send.",
    ),
    Mistake(
        id="body-hash-missing-when-empty",
        stage="body",
        seen=4,
        title="oauth_body_hash of an empty body is on one side only",
        story="An empty body has a hash too, that of the empty string. One side left it out.",
        fix="Send and sign oauth_body_hash for an empty body too, or use it in no request.",
    ),
    Mistake(
        id="body-hash-of-literal-none",
        stage="body",
        seen=1,
        title="The hash is that of the word None, null or undefined",
        story="A missing body was turned into text before hashing, and the text was the language's word for a "
        "missing value.",
        fix='Map a missing body to the empty string before hashing: `(body or "")`.',
    ),
    Mistake(
        id="body-hash-algorithm",
        stage="body",
        seen=2,
        title="The body was hashed with another algorithm",
        story="The body's hash is a plain hash: SHA-512 for Duo, that of the signature method for oauth_body_hash. "
        "Another one, or an HMAC, was used here.",
        fix="Use SHA-512 for Duo; for oauth_body_hash the hash of the signature method, without a key.",
    ),
    Mistake(
        id="body-hash-of-other-body",
        stage="body",
        seen=2,
        title="The body's hash belongs to another body",
        story="One text was hashed and another one was sent. This happens if the HTTP library writes the JSON again, if a line "
        "end is added on the way, or if the hash is computed before the body is complete.",
        fix="Write the body once, hash those bytes and send those bytes: give the HTTP client the text itself (`data=`), not "
        "the object (`json=`).",
        example=('hash of {"a":1}, and {"a": 1} is sent', 'hash of {"a":1}, and {"a":1} is sent'),
    ),
    Mistake(
        id="body-hash-encoding",
        stage="body",
        seen=1,
        title="The body's hash was written in another form",
        story="The digest is right, but in the signed text it is base64 instead of hex, hex instead of base64, or in "
        "the wrong letter case.",
        fix="Write Duo's body hash as lower-case hex, and oauth_body_hash as base64 of the digest's bytes.",
    ),
    Mistake(
        id="body-hash-not-signed",
        stage="body",
        seen=2,
        title="oauth_body_hash was sent, but not signed",
        story="It was added to the header after the base string was built. Every oauth_ parameter that is sent is "
        "signed.",
        fix="Add oauth_body_hash to the parameters before building the base string.",
    ),
    Mistake(
        id="body-line-endings",
        stage="body",
        seen=2,
        title="Values were signed with other line ends than sent",
        story="Browsers send the line ends of a text field as CR LF, whatever the code that signed it had in memory.",
        fix="Change line ends to CR LF before you sign and send a form.",
        fixes=(
            (
                "no line end at the end",
                "Remove the line end at the end of what you send, or sign it too: both have to be the same text.",
            ),
            (
                "without the line end at its end",
                "Sign the body with the line end at its end, as it was sent: what is signed has to be the bytes that travel.",
            ),
        ),
    ),
    Mistake(
        id="body-trimmed",
        stage="body",
        seen=4,
        title="Values were signed without the spaces at their ends",
        story="One side trims the values of parameters and the other one does not, so a space that a user typed "
        "breaks the signature.",
        fix="Trim values before signing and sending, or do not trim them at all.",
    ),
    Mistake(
        id="v5-body-not-as-sent",
        stage="body",
        seen=0,
        title="The hash was computed over another text than the sent body",
        story="Versions 4 and 5 hash the JSON text. If the HTTP library writes the JSON again, with other spaces, "
        "escapes or line ends, it is another text. The line of the parameters stays empty.",
        fix="Write the JSON once, hash those bytes, send those bytes (`data=`, not `json=`), and leave the parameter line empty.",
    ),
    Mistake(
        id="header-names-not-lowered",
        stage="headers",
        seen=3,
        title="Header names were hashed as typed, or in another order",
        story="The names of X-Duo-* headers are first changed to lower case and then sorted. If they are sorted "
        "first, capitals come first.",
        fix="Change the names of the X-Duo-* headers to lower case, then sort by name, then hash.",
    ),
    Mistake(
        id="v5-header-hash-missing",
        stage="headers",
        seen=0,
        title="The last line, the hash of the X-Duo-* headers, is wrong",
        story="Version 5 ends with the SHA-512 of the X-Duo-* headers, names and values joined with NUL. Without "
        "such headers it is the hash of the empty string, not an empty line. X-Duo-Date is one of these headers.",
        fix="Add sha512 of the joined names and values as the seventh line; if there are none, sha512 of the empty "
        "string.",
    ),
)
