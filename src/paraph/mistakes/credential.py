"""Mistakes about the secret, before it becomes a key."""

from __future__ import annotations

from paraph.mistakes.mistake import Mistake

MISTAKES = (
    Mistake(
        id="secret-trailing-space",
        stage="credential",
        seen=2,
        title="The secret was used with a space at one end",
        story="Copying from a web page or a table easily includes a space or a tab. It is invisible in most forms "
        "and configuration files, but it is part of the key, so every signature is wrong.",
        fix="Strip the secret when you load it, and store it again without the space.",
        example=('key = "secret "', 'key = "secret"'),
    ),
    Mistake(
        id="secret-trailing-newline",
        stage="credential",
        seen=0,
        title="The secret was used with a line end after it",
        story="A secret that is read from a file, or piped from echo, ends with a line feed. It becomes part of the "
        "key, so every signature is wrong.",
        fix="Remove the line end when you load the secret: `open(path).read().strip()`, or write the file with "
        "printf, not echo.",
        example=('key = "secret\\n"', 'key = "secret"'),
    ),
    Mistake(
        id="secret-shell-artifact",
        stage="credential",
        seen=1,
        title="A character of the shell was copied along with the secret",
        story="Some shells print a % if the output has no line end, and quotes around a value look like part of it. "
        "If they are copied too, they become part of the key.",
        fix="Copy the secret again, without quotes and without the % at its end.",
        example=('key = "secret%"', 'key = "secret"'),
    ),
    Mistake(
        id="secret-cut-short",
        stage="credential",
        seen=1,
        title="A character of the secret is missing",
        story="Selecting with the mouse easily misses the first or the last character. The secret looks right, but "
        "is one or two characters too short.",
        fix="Copy the secret again and compare its length: a Duo secret key has 40 characters.",
        example=('key = "ecret"', 'key = "secret"'),
    ),
    Mistake(
        id="key-wrong-field",
        stage="credential",
        seen=4,
        title="Another value than the secret was used as the key",
        story="Credentials consist of several values: key id, secret, token, passphrase. The signature is right for "
        "one of the other values, so the fields were mixed up.",
        fix="Sign with the secret: Duo's secret key (skey), OAuth's consumer secret. The key id only identifies it.",
        example=("hmac(integration_key, text)", "hmac(secret_key, text)"),
    ),
    Mistake(
        id="secret-sent",
        stage="credential",
        seen=0,
        title="The secret itself was sent in the request",
        story="The secret is only for signing and must never be sent. If it is in a URL, a header or a body, every "
        "proxy and every log on the way knows it, and whoever has it can sign.",
        fix="Remove the secret from the request, create a new one, and delete the old one.",
        example=("GET /admin/v1/users?skey=SECRET", "GET /admin/v1/users"),
    ),
    Mistake(
        id="secret-other-environment",
        stage="credential",
        seen=4,
        title="Key id and secret belong to different applications",
        story="Test and live systems, and each application, have their own pair. The secret of one with the key id "
        "of another gives well-formed requests whose signatures are always rejected.",
        fix="Take key id and secret from the same page of the same application, for the host that you call.",
        example=("key id of the live application, secret of the test one", "both from the same application"),
    ),
    Mistake(
        id="secret-rotated-or-deleted",
        stage="credential",
        seen=7,
        title="The secret is no longer valid on the server",
        story="When a secret is reset or an application deleted, the old one stops working at once, and servers say only "
        "that the signature is invalid. Nothing in the request shows it.",
        fix="Create or copy the current secret, and replace it everywhere it is stored.",
        example=("the secret from before the reset: every endpoint says 40103", "the secret that the panel shows now"),
    ),
    Mistake(
        id="secret-stored-form",
        stage="credential",
        seen=1,
        title="An encrypted or masked form of the secret was used",
        story="Some tools store the secret encrypted, or show it with most characters masked. If that text is copied "
        "into a field for the plain secret, it is used as the key.",
        fix="Put the plain secret key there, or use the tool's own field for the encrypted one.",
        example=("skey = 01000000d08c9ddf0115d1118c7a... (encrypted)", "skey = the 40 letters and digits of the panel"),
    ),
    Mistake(
        id="basic-pair-malformed",
        stage="credential",
        seen=2,
        title="The Basic pair is not integration key, colon, signature",
        story="Duo expects base64 of the integration key, a colon and the hex signature. An empty key id, a pair "
        "without base64, another word than Basic, or a key id of another API is rejected before the signature is "
        "checked.",
        fix="Send `Authorization: Basic ` and base64 of `integration_key:signature`.",
        example=("Authorization: Basic base64(':' + signature)", "Authorization: Basic base64(ikey + ':' + signature)"),
    ),
    Mistake(
        id="account-id-form",
        stage="credential",
        seen=1,
        title="The realm is not written like the account id",
        story="NetSuite writes one account in two ways: in the realm in capitals with an underscore, in the host in "
        "lower case with a hyphen. The realm is not signed, so the signature is right, but the request is still "
        "rejected.",
        fix="Write the realm as 1234567_SB1 if the host is 1234567-sb1.",
        example=('realm="1234567-sb1"', 'realm="1234567_SB1"'),
    ),
)
