"""How people encode a name, a value or a whole text: the functions of their languages, and their own ones.

Nothing here knows paraph. Each function is what a program of that language would return for this text.
"""

import html
import re
from collections.abc import Callable
from functools import partial
from urllib.parse import quote, quote_plus

Encoder = Callable[[str], str]
ESCAPE = re.compile("%[0-9A-F]{2}")
UNRESERVED = "-._~"
KEPT = (*"!*'():@,$=&+/;", "()", "/:", ":@", ",:", "/?", "@+", "[]", "{}", "!*()", "!'()*~/")


def percent(text: str) -> str:
    """Encode as RFC 3986 wants it: the right way."""
    return quote(text, safe="~")


def as_is(text: str) -> str:
    """Return the text without encoding."""
    return text


def keep(characters: str, text: str) -> str:
    """Encode all but the unreserved characters and these."""
    return quote(text, safe="~" + characters)


def encode_also(characters: str, encode: Encoder, text: str) -> str:
    """Encode, and these characters too."""
    encode_pairs = encode(text)
    for character in characters:
        encode_pairs = encode_pairs.replace(character, f"%{ord(character):02X}")
    return encode_pairs


def plus_for_space(encode: Encoder, text: str) -> str:
    """Encode, with a plus for a space."""
    return encode(text).replace("%20", "+")


def lower_case(encode: Encoder, text: str) -> str:
    """Encode, with lower-case hex digits."""
    return ESCAPE.sub(lambda found: found[0].lower(), encode(text))


def twice(encode: Encoder, text: str) -> str:
    """Encode what is encoded already."""
    return encode(encode(text))


def latin1(text: str) -> str:
    """Encode the bytes of Windows-1252 instead of UTF-8."""
    return quote(text, safe="~", encoding="cp1252", errors="replace")


def javascript_escape(text: str) -> str:
    """Return what JavaScript's escape() does."""

    def escape_one(character: str) -> str:
        if re.match(r"[A-Za-z0-9@*_+\-./]", character):
            return character
        units = character.encode("utf-16-be").hex().upper()
        parts = [units[at : at + 4] for at in range(0, len(units), 4)]
        return "".join(f"%{part[2:]}" if part.startswith("00") else f"%u{part}" for part in parts)

    return "".join(map(escape_one, text))


def replace_few(pairs: dict[str, str], text: str) -> str:
    """Replace a few characters by hand, one after the other."""
    for old, new in pairs.items():
        text = text.replace(old, new)
    return text


encode_uri_component = partial(keep, "!*'()")
java = partial(encode_also, "~", partial(plus_for_space, partial(keep, "*")))
dot_net_framework = partial(lower_case, partial(encode_also, "~", partial(plus_for_space, partial(keep, "!*()"))))

ENCODERS: dict[str, Encoder] = {
    "none": as_is,
    "Python quote": quote,
    "Python quote_plus": quote_plus,
    "JavaScript encodeURIComponent": encode_uri_component,
    "JavaScript encodeURI": partial(keep, ";,/?:@&=+$!*'()#"),
    "JavaScript escape": javascript_escape,
    "JavaScript encodeURIComponent, + for space": partial(plus_for_space, encode_uri_component),
    "JavaScript encodeURIComponent, * forgotten": partial(keep, "*"),
    "JavaScript encodeURIComponent, !'() replaced by escape": partial(keep, "*"),
    "JavaScript encodeURIComponent, only ! and ' replaced": partial(keep, "*()"),
    "PHP urlencode": partial(encode_also, "~", quote_plus),
    "PHP rawurlencode before 5.3": partial(encode_also, "~", quote),
    "Java URLEncoder": java,
    "Java URLEncoder, + repaired": lambda text: java(text).replace("+", "%20"),
    "Java URLEncoder, + and * repaired": lambda text: java(text).replace("+", "%20").replace("*", "%2A"),
    "C# Uri.EscapeDataString, old": partial(keep, "!*'()"),
    "C# Uri.EscapeUriString": partial(keep, ";,/?:@&=+$!*'()#[]"),
    "C# HttpUtility.UrlEncode": dot_net_framework,
    "C# HttpUtility.UrlEncode, upper case by hand": partial(
        encode_also, "~", partial(plus_for_space, partial(keep, "!*()"))
    ),
    "C# HttpUtility.UrlEncode, + repaired": lambda text: dot_net_framework(text).replace("+", "%20"),
    "Go url.QueryEscape": quote_plus,
    "Go url.PathEscape": partial(keep, "$&+=:@"),
    "Ruby CGI.escape": partial(plus_for_space, partial(keep, "*")),
    "Ruby URI.escape": partial(keep, ";/?:@&=+$,[]!*'()"),
    "Perl uri_escape": partial(keep, "!*'()"),
    "Lua by hand": partial(plus_for_space, partial(encode_also, UNRESERVED, percent)),
    "everything but letters and digits": partial(encode_also, UNRESERVED, percent),
    "lower-case hex": partial(lower_case, percent),
    "lower-case hex, + for space": partial(lower_case, quote_plus),
    "+ for space": partial(plus_for_space, percent),
    "space raw": partial(keep, " "),
    "twice": partial(twice, percent),
    "quote_plus twice": partial(twice, quote_plus),
    "quote_plus, then percent": lambda text: percent(quote_plus(text)),
    "Windows-1252": latin1,
    "only spaces": partial(replace_few, {" ": "%20"}),
    "only spaces, as +": partial(replace_few, {" ": "+"}),
    "only a few by hand": partial(
        replace_few, {"%": "%25", " ": "%20", "&": "%26", "=": "%3D", "+": "%2B", "/": "%2F"}
    ),
    "HTML": html.escape,
    **{f"{marks} kept": partial(keep, marks) for marks in KEPT},
    **{f"{mark} encoded": partial(encode_also, mark, percent) for mark in UNRESERVED},
}
"""Wrong encoders by name; for texts without special characters many of them are right."""
