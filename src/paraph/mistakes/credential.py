"""Mistakes about the secret, before it becomes a key."""

from __future__ import annotations

from paraph.mistakes.mistake import Mistake

MISTAKES = (
    Mistake(
        id="secret-trailing-space",
        stage="credential",
        seen=2,
        title="The secret was used with a blank at one end",
        story="Copying from a web page or a table easily takes a blank or a tab along. It is invisible in most forms and "
        "configuration files, but it is part of the key, so every signature is wrong.",
        fix="Strip the secret when you load it, and store it again without the blank.",
        example=('key = "secret "', 'key = "secret"'),
    ),
    Mistake(
        id="secret-trailing-newline",
        stage="credential",
        seen=0,
        title="The secret was used with its line end",
        story="A secret read from a file, or piped from echo, brings the line feed along. The MAC takes it for a part of "
        "the key, and every signature is wrong.",
        fix="Trim the line end when loading: `open(path).read().strip()`, or write the file with printf, not echo.",
        example=('key = "secret\\n"', 'key = "secret"'),
    ),
    Mistake(
        id="secret-shell-artifact",
        stage="credential",
        seen=1,
        title="A character of the shell was copied along with the secret",
        story="Some shells print a % where the output has no line end, and quotes around a value look like a part of it. "
        "Copied along, they become a part of the key.",
        fix="Copy the secret again, without quotes and without the % at its end.",
        example=('key = "secret%"', 'key = "secret"'),
    ),
    Mistake(
        id="secret-cut-short",
        stage="credential",
        seen=1,
        title="A character of the secret was lost",
        story="Selecting with the mouse easily misses the first or the last character. The secret looks right, but is "
        "shorter by one or two.",
        fix="Copy the secret again and compare its length: a Duo secret key has 40 characters.",
        example=('key = "ecret"', 'key = "secret"'),
    ),
    Mistake(
        id="key-wrong-field",
        stage="credential",
        seen=4,
        title="Another value was used as the key",
        story="Credentials come as several values side by side: key id, secret, token, passphrase. The signature is right "
        "for one of the others, so the fields were mixed up.",
        fix="Sign with the secret: Duo's secret key (skey), OAuth's consumer secret. The key id only names it.",
        example=("hmac(integration_key, text)", "hmac(secret_key, text)"),
    ),
    Mistake(
        id="secret-sent",
        stage="credential",
        seen=0,
        title="The secret itself travels in the request",
        story="The secret signs, and nothing else: it never travels. In a URL, a header or a body it is known to every "
        "proxy and every log on the way, whatever the signature, and whoever has it can sign.",
        fix="Take the secret out of the request, have a new one made, and delete the old one.",
        example=("GET /admin/v1/users?skey=SECRET", "GET /admin/v1/users"),
    ),
    Mistake(
        id="secret-other-environment",
        stage="credential",
        seen=4,
        title="Key id and secret belong to different applications",
        story="Test and live systems, and each application, have their own pair. A secret of one with the key id of the "
        "other gives well-formed requests that never verify.",
        fix="Take key id and secret from the same page of the same application, for the host that you call.",
        example=("key id of the live application, secret of the test one", "both from the same application"),
    ),
    Mistake(
        id="secret-rotated-or-deleted",
        stage="credential",
        seen=7,
        title="The secret is no longer the one that the server has",
        story="When a secret is reset or an application deleted, the old one stops working at once, and servers say only "
        "that the signature is invalid. Nothing in the request shows it.",
        fix="Create or copy the current secret, and replace it everywhere that it is stored.",
        example=("the secret from before the reset: every endpoint says 40103", "the secret that the panel shows now"),
    ),
    Mistake(
        id="secret-stored-form",
        stage="credential",
        seen=1,
        title="An encrypted or masked form of the secret was used",
        story="Some tools keep the secret encrypted, or show it with most of it masked. Put into a field for the plain "
        "secret, that text is used as the key.",
        fix="Put the plain secret key there, or use the tool's own field for the encrypted one.",
        example=("skey = 01000000d08c9ddf0115d1118c7a... (encrypted)", "skey = the 40 letters and digits of the panel"),
    ),
    Mistake(
        id="basic-pair-malformed",
        stage="credential",
        seen=2,
        title="The Basic pair is not integration key, colon, signature",
        story="Duo wants base64 of the integration key, a colon and the hex signature. An empty key id, the pair without "
        "base64, another word than Basic, or a foreign key id is refused before any signature is looked at.",
        fix="Send `Authorization: Basic ` and base64 of `integration_key:signature`.",
        example=("Authorization: Basic base64(':' + signature)", "Authorization: Basic base64(ikey + ':' + signature)"),
    ),
    Mistake(
        id="account-id-form",
        stage="credential",
        seen=1,
        title="The realm is not the account id in its right form",
        story="NetSuite writes one account in two ways: in the realm in capitals with an underscore, in the host in lower "
        "case with a hyphen. The realm is not signed, so the signature is right and the request is refused all the same.",
        fix="Write the realm like 1234567_SB1 where the host is 1234567-sb1.",
        example=('realm="1234567-sb1"', 'realm="1234567_SB1"'),
    ),
)
