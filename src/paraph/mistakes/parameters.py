"""Mistakes about which parameters are signed."""

from __future__ import annotations

from paraph.mistakes.mistake import Mistake

MISTAKES = (
    Mistake(
        id="params-not-signed",
        stage="query-params",
        seen=16,
        title="The parameters were not signed",
        story="The signed text contains no parameters, although the request has some. Calls without parameters work, "
        "so it looks like a problem of one endpoint.",
        fix="Add all parameters of the URL, sorted and encoded, to what is signed.",
    ),
    Mistake(
        id="params-signed-not-sent",
        stage="query-params",
        seen=1,
        title="Parameters were signed, but not sent",
        story="The parameters went into the signature, and the request went out without them: the URL was built from the path "
        "alone, or the dictionary was never passed to the HTTP library.",
        fix="Send exactly the parameters that you signed: in the URL (GET, DELETE) or in the body (POST, PUT).",
        fixes=(
            (
                "secret was signed as",
                "Leave the secret out of what you sign, and never send it: it belongs to the key alone.",
            ),
            (
                "Both secrets were",
                "Leave the secrets out of what you sign, and never send them: they belong to the key alone.",
            ),
        ),
    ),
    Mistake(
        id="params-added-after-signing",
        stage="query-params",
        seen=6,
        title="A parameter was added after the request was signed",
        story="The signature was made first, and then a page number, a format or a limit was added to the request.",
        fix="Set every parameter first, and sign last.",
    ),
    Mistake(
        id="params-subset-known",
        stage="query-params",
        seen=2,
        title="Only some of the parameters were signed",
        story="The signing code knows a fixed list of names and ignores all others.",
        fix="Sign every parameter that is sent, except the signature itself.",
    ),
    Mistake(
        id="params-line-missing-when-empty",
        stage="query-params",
        seen=5,
        title="The empty line of the parameters was left out",
        story="Without parameters Duo's string ends with an empty line, so it ends with a line feed. Code that joins "
        "only the parts that exist loses it, and works as soon as there is a parameter.",
        fix='Always join all lines: "\\n".join([date, method, host, path, ""]) ends with a line feed.',
    ),
    Mistake(
        id="params-empty-signed-not-sent",
        stage="query-params",
        seen=6,
        title="A parameter without a value is on one side only",
        story="An empty oauth_token, or an empty filter of a form, was signed and then left out of the request, or the reverse. "
        "Empty is not the same as absent.",
        fix="Leave out empty parameters on both sides, or include them on both.",
    ),
    Mistake(
        id="params-valueless-key",
        stage="query-params",
        seen=3,
        title="A name without a value was signed in another form",
        story="`?flag` has a name and an empty value. It must be signed as `flag=`, not as `flag`, and must not be "
        "left out.",
        fix='Sign a bare name as "name=".',
    ),
    Mistake(
        id="params-duplicates-collapsed",
        stage="query-params",
        seen=5,
        title="A repeated parameter was signed once",
        story="The parameters were stored in a dictionary, which keeps one value for each name. The request contains "
        "all of them.",
        fix="Keep the parameters as a list of pairs, and sign each pair.",
    ),
    Mistake(
        id="params-array-notation",
        stage="query-params",
        seen=5,
        title="An array was signed in another notation than sent",
        story="Libraries write a list as a=1&a=2, a[]=1&a[]=2 or a[0]=1&a[1]=2. The signing code and the HTTP "
        "library used different notations.",
        fix="Turn lists into pairs yourself, once, and pass these pairs to signer and HTTP library.",
    ),
    Mistake(
        id="params-bool-rendering",
        stage="query-params",
        seen=3,
        title="A value was turned into two different texts",
        story="True, None and 1.0 are not texts: one place writes True, the other one true or 1; one writes None, "
        "the other one nothing.",
        fix="Turn every value into its text once, and sign and send that text.",
    ),
    Mistake(
        id="params-realm-included",
        stage="query-params",
        seen=3,
        title="The realm was signed",
        story="realm is in the Authorization header like the other parameters, but it is the only one that is not "
        "signed.",
        fix="Leave realm out of the base string.",
    ),
    Mistake(
        id="params-oauth-callback-kept",
        stage="query-params",
        seen=3,
        title="oauth_callback was signed in one place only",
        story="oauth_callback belongs to the first step only. If it is in a list of defaults, it is signed in later "
        "steps without being sent, or it is missing if it is needed.",
        fix="Sign oauth_callback if and only if the request carries it.",
    ),
    Mistake(
        id="params-oauth-verifier-missing",
        stage="query-params",
        seen=3,
        title="oauth_verifier was sent, but not signed",
        story="The verifier was added to the request after the base string was built, as if it were not a parameter.",
        fix="Add oauth_verifier to the parameters before signing.",
    ),
    Mistake(
        id="params-oauth-version-toggle",
        stage="query-params",
        seen=2,
        title="oauth_version is on one side only",
        story="oauth_version may be left out, but only on both sides: what is sent is signed. Its only value is 1.0.",
        fix='Send oauth_version="1.0" and sign it, or leave it out of both.',
    ),
    Mistake(
        id="params-scope-or-extra",
        stage="query-params",
        seen=1,
        title="One extra parameter is on one side only",
        story="A library adds a parameter of its own, such as scope or format, to the request or to the signature, but not to "
        "both.",
        fix="Sign every parameter that is sent, and send every parameter that is signed.",
    ),
    Mistake(
        id="form-body-not-signed",
        stage="query-params",
        seen=8,
        title="The form in the body was not signed",
        story="OAuth signs the fields of a form body together with those of the URL. Many tools forget them.",
        fix="Add the decoded form fields to the parameters before sorting.",
    ),
    Mistake(
        id="json-body-signed-as-params",
        stage="query-params",
        seen=7,
        title="A body that is not a form was signed as parameters",
        story="OAuth signs only a body of type application/x-www-form-urlencoded. JSON, XML and text are not signed, "
        "whatever they contain.",
        fix="Leave a body that is not a form out of the base string; if the server wants a form, send one, with its Content-Type.",
    ),
    Mistake(
        id="multipart-signed",
        stage="query-params",
        seen=8,
        title="The fields of a multipart body were signed",
        story="An upload looks like a form, but multipart/form-data is not signed: only the oauth_ parameters and the query are.",
        fix="If the body is multipart, sign only the oauth_ parameters and the query.",
    ),
    Mistake(
        id="params-in-both-places",
        stage="query-params",
        seen=2,
        title="A parameter that occurs twice was counted wrongly",
        story="The same parameter is in the URL and in the body, or in the header too. Each occurrence is signed; "
        "merging the places loses one.",
        fix="Send each parameter in one place, and the oauth_ parameters in one place only.",
    ),
)
