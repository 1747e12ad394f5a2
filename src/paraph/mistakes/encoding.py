"""Mistakes about percent-encoding and charsets."""

from __future__ import annotations

from paraph.mistakes.mistake import Mistake

MISTAKES = (
    Mistake(
        id="enc-js-component",
        stage="encoding",
        seen=14,
        title="! ' ( ) * were not encoded, as in JavaScript",
        story="encodeURIComponent follows an older standard and does not encode five characters that have to be "
        "encoded. The mistake stays hidden until a value contains one of them.",
        fix="After encodeURIComponent also replace: `.replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase())`.",
    ),
    Mistake(
        id="enc-first-occurrence-only",
        stage="encoding",
        seen=1,
        title="Only the first of each ! ' ( ) * was encoded",
        story='JavaScript\'s replace with a text as its pattern, `replace("!", "%21")`, changes the first '
        "occurrence only.",
        fix="Replace with a regular expression with the flag g, or with replaceAll.",
    ),
    Mistake(
        id="enc-space-as-plus",
        stage="encoding",
        seen=14,
        title="A space was signed as +",
        story="Form encoding writes a space as +: urlencode and quote_plus in Python, URLEncoder in Java, urlencode "
        "in PHP. In the signed text a space is %20.",
        fix='Encode a space as %20: `urllib.parse.quote(value, safe="~")`, `rawurlencode` in PHP.',
    ),
    Mistake(
        id="enc-plus-kept-literal",
        stage="encoding",
        seen=4,
        title="A + in the query was not read as a space",
        story="In a query or form, + stands for a space. The signing code treated it as a plus sign and signed %2B.",
        fix="Decode + as a space first, then encode it as %20; send a real plus as %2B.",
    ),
    Mistake(
        id="enc-plus-decoded-wrongly",
        stage="encoding",
        seen=4,
        title="A real + was read as a space",
        story="A plus sign was sent unencoded, or decoded once too often, so that one side sees a space and the "
        "other one signed a plus.",
        fix="Send a real plus as %2B, in names and values.",
    ),
    Mistake(
        id="enc-tilde-encoded",
        stage="encoding",
        seen=3,
        title="~ was encoded as %7E",
        story="Older encoders encode the tilde. In the signed text it stays as it is.",
        fix='Do not encode ~: `quote(value, safe="~")`, or replace %7E by ~ afterwards.',
    ),
    Mistake(
        id="enc-star-bare",
        stage="encoding",
        seen=4,
        title="* was not encoded",
        story="Form encoders do not encode the asterisk. In the signed text it is %2A.",
        fix="Encode * as %2A.",
    ),
    Mistake(
        id="enc-java-urlencoder",
        stage="encoding",
        seen=3,
        title="Java's URLEncoder was used without corrections",
        story="URLEncoder encodes forms: a space becomes +, * stays, ~ becomes %7E. All three are different in the "
        "signed text.",
        fix='After URLEncoder.encode: `.replace("+", "%20").replace("*", "%2A").replace("%7E", "~")`.',
    ),
    Mistake(
        id="enc-slash-bare",
        stage="encoding",
        seen=2,
        title="/ was not encoded in a value",
        story="By default, Python's quote does not encode the slash, because it is made for paths.",
        fix='Use `urllib.parse.quote(value, safe="~")` for names and values.',
    ),
    Mistake(
        id="enc-lowercase-hex",
        stage="encoding",
        seen=6,
        title="The escapes are in lower-case hex",
        story="%2f and %2F mean the same, but they are different bytes for the MAC. .NET's HttpUtility.UrlEncode and "
        "some others write lower case.",
        fix="Write escapes in upper-case hex; in .NET use Uri.EscapeDataString.",
    ),
    Mistake(
        id="enc-twice",
        stage="encoding",
        seen=14,
        title="Names or values were encoded once too often",
        story="They were already encoded when they reached the signing code: taken from a finished URL, or encoded by hand "
        "before a library did it. %20 became %2520.",
        fix="Decode what comes from a URL first, then encode once.",
    ),
    Mistake(
        id="enc-once-too-few",
        stage="encoding",
        seen=2,
        title="Values were encoded once, but OAuth encodes twice",
        story="Each name and value is encoded, then joined, then the whole text is encoded again. The first of the "
        "two was skipped, which is invisible while values are plain.",
        fix="Encode each name and value, join them, and encode the joined text again for the base string.",
    ),
    Mistake(
        id="enc-decoded-twice",
        stage="encoding",
        seen=1,
        title="A value was decoded twice",
        story="The framework had already decoded the query, and the signing code did so again. A value that contains "
        "%25 or + changes.",
        fix="Decode the query once, from its raw text.",
    ),
    Mistake(
        id="enc-keys-not-encoded",
        stage="encoding",
        seen=7,
        title="Only the values were encoded, not the names",
        story="Most names are plain, so this stays hidden until one contains brackets or a space, like filter[0] in "
        "PHP's arrays.",
        fix="Encode names like values.",
    ),
    Mistake(
        id="enc-keys-encoded-twice",
        stage="encoding",
        seen=2,
        title="The names were encoded twice",
        story="Names were taken from the URL in their encoded form and encoded again, while the values were decoded first.",
        fix="Decode names as well as values before encoding them.",
    ),
    Mistake(
        id="enc-none",
        stage="encoding",
        seen=6,
        title="Nothing in the signed text was percent-encoded",
        story="The values are in the signed text as they are. It works until one contains a space, an @ or an umlaut.",
        fix='Percent-encode every name and value before joining them: `quote(value, safe="~")`.',
    ),
    Mistake(
        id="enc-charset-latin1",
        stage="encoding",
        seen=8,
        title="Non-ASCII text was encoded in another charset than UTF-8",
        story="The letters were turned into Latin-1, Windows-1252 or UTF-16 before they were percent-encoded, so an "
        "umlaut has one escape, or one like %u00FC, instead of two.",
        fix="Turn text into UTF-8 bytes first, and percent-encode those.",
    ),
    Mistake(
        id="enc-nonascii-replaced",
        stage="encoding",
        seen=3,
        title="Non-ASCII letters became question marks or vanished",
        story="The text passed through an ASCII encoder, which replaces or drops what it does not know.",
        fix="Use UTF-8 in every step from the input to the signature.",
    ),
    Mistake(
        id="enc-nonascii-bare",
        stage="encoding",
        seen=3,
        title="Non-ASCII letters were not encoded",
        story="The encoder encodes ASCII characters only and leaves all others as they are.",
        fix="Percent-encode the UTF-8 bytes of every character that is not A-Z a-z 0-9 - . _ ~.",
    ),
    Mistake(
        id="enc-mojibake",
        stage="encoding",
        seen=2,
        title="UTF-8 was decoded in another charset and encoded again",
        story="The UTF-8 bytes were read as Latin-1 letters, so each became a separate letter and was encoded once "
        "more: an umlaut has four escapes.",
        fix="Decode incoming bytes as UTF-8.",
    ),
    Mistake(
        id="enc-percent-literal",
        stage="encoding",
        seen=2,
        title="A percent sign was not encoded",
        story="The encoder reads a % as the beginning of an escape and leaves it as it is.",
        fix="Encode a literal % as %25.",
    ),
    Mistake(
        id="enc-reserved-kept",
        stage="encoding",
        seen=6,
        title="Reserved characters were not encoded, as with encodeURI",
        story="encodeURI and similar functions are made for whole URLs and leave ; , / ? : @ & = + $ # as they are. "
        "In a value these have to be encoded.",
        fix="Encode values one by one, with encodeURIComponent and the five extra characters, or with `quote(value, safe='~')`.",
    ),
    Mistake(
        id="enc-whole-query-once",
        stage="encoding",
        seen=3,
        title="The joined parameters were encoded as one text",
        story="The pairs have to be joined after they are encoded. If the whole text is encoded instead, the = and & "
        "between the pairs look like those inside values, or are encoded once too often.",
        fix="Encode each name and value, join them with = and &, and only then encode the whole for the base string.",
    ),
    Mistake(
        id="enc-client-reencodes",
        stage="encoding",
        seen=5,
        title="The HTTP library encoded the parameters differently from the signing code",
        story="The parameters were passed to the HTTP library as values, and it encoded them in its own way, not in "
        "the one that was signed.",
        fix="Build the query text yourself, sign this text, and pass it to the library unchanged.",
    ),
)
