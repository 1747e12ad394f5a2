"""The ``oauth_`` parameters as JSON in a query parameter, where BrickLink's servers read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from paraph.core.encoding import FORM_TYPE, parse_form
from paraph.core.message import wire_text

if TYPE_CHECKING:
    from paraph.core.message import Pairs, Request


def json_parameters(request: Request) -> Pairs:
    """Parse the ``oauth_`` parameters that travel as JSON in the query parameter Authorization; none if there are others.

    BrickLink reads them there: http://apidev.bricklink.com/redmine/projects/bricklink-api/wiki/Authorization
    """
    texts = [value for name, value in parse_form(request.query) if name == "Authorization"]
    if len(texts) != 1 or has_plain_parameters(request):
        return ()
    try:
        members = json.loads(texts[0], object_pairs_hook=tuple)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(members, tuple) or not any(name.startswith("oauth_") for name, _ in members):
        return ()
    return tuple((name, str(value)) for name, value in members)


def has_plain_parameters(request: Request) -> bool:
    """Return whether there is an Authorization header, or an ``oauth_`` parameter of its own in query or form."""
    form = request.body if request.media_type == FORM_TYPE else b""
    named = (name for text in (request.query, wire_text(form)) for name, _ in parse_form(text))
    return request.header("authorization") is not None or any(name.startswith("oauth_") for name in named)
