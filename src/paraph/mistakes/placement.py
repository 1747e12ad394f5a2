"""Mistakes about where parameters and credentials are put."""

from __future__ import annotations

from paraph.mistakes.mistake import Mistake

MISTAKES = (
    Mistake(
        id="place-params-url-for-body",
        stage="placement",
        seen=5,
        title="The parameters are in the URL instead of the body, or the reverse",
        story="The signed string is right for these parameters, but the server looks for them elsewhere: in the URL "
        "for GET and DELETE, in the body for POST and PUT.",
        fix="Send the parameters of POST and PUT in the body, and those of GET and DELETE in the URL.",
        example=("POST /auth/v2/auth?username=amara", "POST /auth/v2/auth with the body username=amara"),
    ),
    Mistake(
        id="place-content-type-missing",
        stage="placement",
        seen=6,
        title="The form was sent without the Content-Type of a form",
        story="The body is a form and was signed as one, but the Content-Type does not say so. The server reads no parameters "
        "from it, and computes the signature without them.",
        fix="Send `Content-Type: application/x-www-form-urlencoded` with a form body.",
        example=("Content-Type: text/plain", "Content-Type: application/x-www-form-urlencoded"),
    ),
    Mistake(
        id="place-json-for-form",
        stage="placement",
        seen=3,
        title="JSON was sent, but form parameters were signed",
        story="The members of the JSON object were signed as if they were form fields. The server sees a JSON body, "
        "which has no form fields.",
        fix="If the server wants a form, send the parameters as one. If it wants JSON, send it with `Content-Type: "
        "application/json` and sign no parameters of it; for Duo, sign with version 5.",
    ),
    Mistake(
        id="place-auth-header-form",
        stage="placement",
        seen=6,
        title="The Authorization header does not have OAuth's form",
        story="The values have no quotes, a comma is missing or superfluous, or there is something between the word "
        "OAuth and the parameters. Strict servers do not read such a header.",
        fix='Write `OAuth name="value", name="value"`: each value percent-encoded and in double quotes, with commas '
        "between.",
        example=("Authorization: OAuth, oauth_nonce=abc", 'Authorization: OAuth oauth_nonce="abc", ...'),
        fixes=(("typographic", 'Write the plain quotation mark " (U+0022) around each value.'),),
    ),
    Mistake(
        id="place-oauth-name-typo",
        stage="placement",
        seen=2,
        title="An oauth_ parameter is misspelt or missing",
        story="The server looks for exact names. A misspelt parameter is missing for the server, and is signed as an "
        "additional one.",
        fix="Compare the names with the list in RFC 5849: oauth_consumer_key, oauth_signature_method, oauth_timestamp, ...",
        example=("oauth_consumerkey=...", "oauth_consumer_key=..."),
        fixes=(
            (
                "oauth_realm was sent",
                'Write realm="...", without oauth_: the realm is the one parameter that is not signed.',
            ),
        ),
    ),
    Mistake(
        id="place-header-stripped",
        stage="placement",
        seen=4,
        title="The request carries no credentials",
        story="It has no signature. If the client did send one, a web server, a proxy or a redirect to another host removed "
        "the Authorization header.",
        fix="Sign the request before you send it. If the client does sign it, look for what removes the header on the way: a "
        "redirect, a proxy, or a web server (Apache: CGIPassAuth On).",
        example=(
            "no Authorization header arrives: 40101 Missing request credentials",
            "Authorization: Basic ... arrives",
        ),
    ),
    Mistake(
        id="place-wrong-endpoint-account",
        stage="placement",
        seen=3,
        title="The key is for another API or another host",
        story="Keys belong to one kind of application: the Admin API rejects an Auth API key, and the subscription "
        "API an Alteryx admin key. The signature may be right nevertheless.",
        fix="Use a key of this API, at the host to which the key belongs.",
        example=("Auth API key at /admin/v1/users: 40102", "Admin API key at /admin/v1/users"),
    ),
)
