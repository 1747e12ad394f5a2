"""Mistakes about webhooks: the body that was parsed, the time, the secret's prefix."""

from __future__ import annotations

from paraph.mistakes.mistake import Mistake

MISTAKES = (
    Mistake(
        id="body-reserialised",
        stage="body",
        seen=20,
        title="The body was parsed and serialised again",
        story="The signature is over the bytes that were sent. A framework parsed the JSON, and the code turned the "
        "value into text again: with other spaces, escapes or numbers, and so with another signature.",
        fix="Verify the raw body: request.get_data() in Flask, await request.body() in FastAPI, express.raw() in Express. "
        "Parse it afterwards.",
    ),
    Mistake(
        id="body-json-spacing",
        stage="body",
        seen=6,
        title="The JSON has other spaces than the JSON that was sent",
        story="Two texts of the same JSON differ in spaces or line ends. The signature is over one text, byte for "
        "byte.",
        fix="Sign and verify the text that is sent; do not serialise the JSON a second time.",
    ),
    Mistake(
        id="body-language-repr",
        stage="body",
        seen=5,
        title="The value was printed as the language prints it, not as JSON",
        story="str() of a dictionary has single quotes, True and None; in JavaScript an object becomes [object Object].",
        fix="Sign and verify the raw body; if you have to write JSON, use a JSON library.",
    ),
    Mistake(
        id="body-unicode-escapes",
        stage="body",
        seen=5,
        title="Escapes such as \\u00e9 were decoded or added",
        story="é and \\u00e9 are the same JSON but different bytes. Something between sender and signature replaced "
        "one by the other.",
        fix="Verify the raw body, before any JSON parser.",
    ),
    Mistake(
        id="body-form-vs-json",
        stage="body",
        seen=3,
        title="Only part of the form was signed, or the form was encoded again",
        story="The message is a form. The code used only the JSON in its field payload, or parsed the form and "
        "encoded it again.",
        fix="Verify the whole form body as it arrived.",
    ),
    Mistake(
        id="body-charset",
        stage="body",
        seen=6,
        title="The body was converted to another charset",
        story="The bytes were decoded and encoded again: as ASCII with question marks, as Latin-1, or with replacement "
        "characters for bytes that are not UTF-8.",
        fix="Keep the body as bytes until it is verified.",
    ),
    Mistake(
        id="body-partly-captured",
        stage="body",
        seen=1,
        title="Only part of the body was signed",
        story="A framework passed on one member of the JSON, or the body was already read and is now empty.",
        fix="Verify the whole raw body; read it once, and store it.",
    ),
    Mistake(
        id="timestamp-field-omitted",
        stage="clock",
        seen=2,
        title="The time or the message id is missing",
        story="They are signed so that nobody can send an old message again. The code signed the body alone, or a "
        "header did not arrive.",
        fix="Join id, time and body exactly as the vendor's page says, with the texts of the headers as they arrived.",
    ),
    Mistake(
        id="key-base64-not-decoded",
        stage="key",
        seen=7,
        title="The base64 text of the secret was used as the key",
        story="The vendor shows the key as base64. The HMAC needs the decoded bytes.",
        fix="Decode the text after whsec_ as base64, and use the bytes as the key.",
        example=("hmac.new(secret.encode(), ...)", 'hmac.new(base64.b64decode(secret.removeprefix("whsec_")), ...)'),
    ),
    Mistake(
        id="key-prefix-kept",
        stage="key",
        seen=6,
        title="The secret was used with its prefix",
        story="whsec_ only shows what kind of secret it is. It is not part of the key.",
        fix="Remove whsec_, then decode the rest as base64.",
        example=("base64.b64decode(secret)", 'base64.b64decode(secret.removeprefix("whsec_"))'),
    ),
    Mistake(
        id="key-extra-prefix",
        stage="key",
        seen=1,
        title="There is a label before the secret",
        story="The secret was copied with a label such as v1, before it.",
        fix="Use the secret without the label.",
        example=("v1,whsec_MfKQ9r8GKYqrTwjUPD8I...", "whsec_MfKQ9r8GKYqrTwjUPD8I..."),
    ),
    Mistake(
        id="out-prefix",
        stage="output-encoding",
        seen=4,
        title="The prefix of the signature is missing or wrong",
        story="The header contains more than the signature: sha256= for GitHub, v0= for Slack, v1, for Standard "
        "Webhooks, t=...,v1=... for Stripe. The value was written or compared without this prefix, or with another "
        "one.",
        fix="Write the prefix as on the vendor's page, and remove it before you compare.",
        example=("X-Hub-Signature-256: 757107ea0eb2509f...", "X-Hub-Signature-256: sha256=757107ea0eb2509f..."),
    ),
    Mistake(
        id="event-replayed-late",
        stage="replay",
        seen=3,
        title="The message is too old",
        story="The signature is right, but the message was signed longer ago than receivers accept: it was saved and "
        "sent again, or it waited in a queue.",
        fix="Let the vendor send the event again, which signs it with a new time; for tests sign it yourself with paraph sign.",
        example=("webhook-timestamp: (yesterday)", "webhook-timestamp: (now)"),
    ),
)
