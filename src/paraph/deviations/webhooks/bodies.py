"""The grammar of a webhook's body: what was read of it, how it was written again, and what was done to the text.

It does not matter on which side it happened. A receiver who parses the JSON and writes it again verifies another text than
the one that was signed; a message that was saved after parsing holds another text than the one that was signed.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from paraph.core.encoding import parse_form, percent, percent_safe
from paraph.core.message import wire_text
from paraph.deviations.grammar import Dimension, Option, grammar_deviations
from paraph.deviations.json_styles import REWRITERS, JsonStyle, parse, write
from paraph.deviations.rarity import SELDOM
from paraph.deviations.search_cache import memoize
from paraph.deviations.webhooks.changes import CHARACTERS, ENDS, ESCAPES, WHOLE, digests
from paraph.schemes.webhooks.signing import raw_body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.core.deviation import Deviation
    from paraph.core.message import Pairs, Request
    from paraph.deviations.text_changes import TextOption
    from paraph.schemes.webhooks.rows import Row

SECOND_CHANGE = 4.5
"""How much rarer two changes of one body are than changes of two parts."""
MOST_PARTS = 12
"""Members and fields of a body that are signed alone."""
FORM_ORDERS: dict[str, Callable[[Pairs], Pairs]] = {
    "": lambda pairs: pairs,
    ", sorted": lambda pairs: tuple(sorted(pairs)),
    ", in the reverse order": lambda pairs: pairs[::-1],
    ", without empty values": lambda pairs: tuple(pair for pair in pairs if pair[1]),
    ", with one value for each name": lambda pairs: tuple(dict(pairs).items()),
}
FORM_ENCODERS: dict[str, Callable[[str], str]] = {
    "with + for a space": partial(percent_safe, safe="-._~", space="+"),
    "with %20 for a space": percent,
    "without encoding": str,
    "with + for a space, * left and ~ encoded": partial(percent_safe, safe="-._*", space="+"),
    "with + for a space and ~ encoded": partial(percent_safe, safe="-._", space="+"),
    "with %20 for a space and ! ' ( ) * left": partial(percent_safe, safe="-._~!'()*"),
}
FORM_STYLES = (
    JsonStyle("blanks after commas and colons", "\\u escapes"), JsonStyle(), JsonStyle(escapes="\\u escapes"),
    JsonStyle(escapes="\\u escapes", slashes="escaped slashes"), JsonStyle(keys="sorted keys"),
    JsonStyle("blanks after commas and colons", "\\u escapes", keys="sorted keys"), JsonStyle("blanks after commas and colons"),
)  # fmt: skip
"""How the members of a form are usually written as JSON."""


def form_pairs(text: str) -> Pairs:
    """Return the pairs of a form; raises ValueError for JSON and for a text without pairs."""
    if "=" not in text or text.lstrip()[:1] in ("{", "[", '"'):
        raise ValueError("not a form")
    return tuple(parse_form(text))


def write_form(encode: Callable[[str], str], pairs: Pairs) -> str:
    """Return pairs as a form."""
    return "&".join([f"{encode(name)}={encode(value)}" for name, value in pairs])


def form_again(order: Callable[[Pairs], Pairs], writer: Callable[[Pairs], str], text: str) -> str:
    """Return a form that was parsed and written again."""
    return writer(order(form_pairs(text)))


def form_as_json(style: JsonStyle, text: str, *, lists: bool = False) -> str:
    """Return the pairs of a form as a JSON object, with a list of values for each name if `lists`."""
    pairs = form_pairs(text)
    values: dict[str, Any] = dict(pairs)
    if lists:
        values = {name: [] for name in values}
        for name, value in pairs:
            values[name].append(value)
    return write(style, json.dumps(values))


def form_field(name: str, text: str) -> str:
    """Return the value of a field of a form."""
    return dict(form_pairs(text))[name]


def member_of(name: str, write_value: Callable[[Any], str], text: str) -> str:
    """Return a member of a JSON object as text."""
    return write_value(members(text)[name])


def member_text(value: Any) -> str:
    """Return a JSON value as text: compact JSON for an object or list, a text as it is."""
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def json_as_form(order: Callable[[Pairs], Pairs], writer: Callable[[Pairs], str], text: str) -> str:
    """Return the members of a JSON object as a form."""
    return writer(order(tuple((name, member_text(value)) for name, value in members(text).items())))


def json_values(sign: str, text: str) -> str:
    """Return the values of a JSON object without their names."""
    return sign.join([member_text(value) for value in members(text).values()])


def members(text: str) -> dict[str, Any]:
    """Return the members of a JSON object; raises ValueError for other texts."""
    value = parse(text)
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value


def print_value(text: str) -> str:
    """Return a JSON value as Python prints it."""
    return repr(parse(text))


def form_parts(text: str) -> Iterator[TextOption]:
    """Yield the fields of a form, each instead of the form."""
    try:
        names = list(dict.fromkeys(name for name, _ in form_pairs(text)))
    except ValueError:
        return
    for name in names[:MOST_PARTS]:
        said = f"The value of the field {name!r} was signed, not the whole form."
        yield Option("body-form-vs-json", said, partial(form_field, name), 0.0 if name == "payload" else 1.0)


def json_parts(text: str) -> Iterator[TextOption]:
    """Yield the members of a JSON object, each instead of the object."""
    try:
        value = members(text)
    except ValueError:
        return
    for name, member in [*value.items()][:MOST_PARTS]:
        said = f"The member {name!r} alone was signed, not the whole body."
        rarity = 0.5 if isinstance(member, dict | list) else SELDOM
        for write_value in (member_text, json.dumps):
            yield Option("body-partly-captured", said, partial(member_of, name, write_value), rarity)


def form_rewriters() -> Iterator[TextOption]:
    """Yield the ways to write a form again: as a form, and as JSON."""
    for words, order, writer, rarity in form_styles():
        said = f"The form was parsed and written again {words}."
        yield Option("body-form-vs-json", said, partial(form_again, order, writer), rarity)
    for rank, style in enumerate(FORM_STYLES):
        said = "The form was parsed and written as JSON"
        yield Option("body-form-vs-json", f"{said}.", partial(form_as_json, style), 0.5 if rank < 4 else 1.0)
        yield Option("body-form-vs-json", f"{said}, with lists.", partial(form_as_json, style, lists=True), 1.0)


def json_rewriters() -> Iterator[TextOption]:
    """Yield the ways to write a JSON object again that are not JSON."""
    for words, order, writer, rarity in form_styles():
        said = f"The JSON was parsed and written as a form {words}."
        yield Option("body-form-vs-json", said, partial(json_as_form, order, writer), rarity + 0.5)
    for sign in ("", ",", "|", "\n", "&", ":", "."):
        said = f"The values of the JSON were signed without their names, joined with {sign!r}."
        yield Option("", said, partial(json_values, sign), 1.0 if sign == "" else SELDOM)


def form_styles() -> Iterator[tuple[str, Callable[[Pairs], Pairs], Callable[[Pairs], str], float]]:
    """Yield the ways to write pairs as a form: in words, the order, the writer, and how rare it is."""
    for place, (words, encode) in enumerate(FORM_ENCODERS.items()):
        for order_words, order in FORM_ORDERS.items():
            rarity = (1.0 if order_words else 0.5) + (1.0 if place > 2 else 0.0)
            yield words + order_words, order, partial(write_form, encode), rarity


PRINTERS: tuple[TextOption, ...] = (
    Option("body-language-repr", "A Python repr was signed, not JSON.", print_value),
    Option("body-language-repr", "A Python repr with double quotes was signed.", lambda text: print_value(text).replace("'", '"')),
    Option("body-language-repr", "A Ruby hash was signed as inspect prints it.",
           lambda text: write(JsonStyle("blanks after commas and colons"), text).replace('": ', '"=>').replace("null", "nil"), 1.0),
)  # fmt: skip
BODY_REWRITERS = (*PRINTERS, *form_rewriters(), *json_rewriters(), *REWRITERS)


def sign_other_body(request: Request, *steps: Callable[[str], str]) -> str:
    """Return the text that the steps make of the body; the first one is remembered for the search."""
    text = wire_text(request.body)
    changing = [step for step in steps if step is not str]
    if changing:
        text = memoize(changing[0], changing[0])(text)
    for step in changing[1:]:
        text = step(text)
    return text


def dimensions_of(text: str, row: Row) -> tuple[Dimension[Callable[[str], str]], ...]:
    """Return what a person chooses about a body."""
    parts = (*form_parts(text), *json_parts(text))
    whole = (*WHOLE, *digests(is_alone=len(row.parts) == 1))
    return tuple(Dimension(str, options, True) for options in (parts, BODY_REWRITERS, ESCAPES, CHARACTERS, ENDS, whole))


def body_deviations(request: Request, row: Row) -> Iterator[Deviation]:
    """Yield the mistakes about the body."""
    dimensions = dimensions_of(wire_text(request.body), row)
    return grammar_deviations(raw_body, dimensions, sign_other_body, second=SECOND_CHANGE, highest_in_pairs=1)
