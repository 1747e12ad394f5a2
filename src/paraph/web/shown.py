"""The examples and the catalogue of mistakes, as the page asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.http.handler import DelayedResponse
from paraph.mistakes import MISTAKES
from paraph.web.answering import answer, error

if TYPE_CHECKING:
    from paraph.core.message import Request
    from paraph.http.handler import Reply, Response


def mistakes(rest: str, _request: Request) -> Reply:
    """Answer all mistakes (no rest), or the one with that id, with what it does to a small request."""
    from paraph.render.catalogue import catalogue_json, shown_mistake_json

    if not rest:
        return answer(catalogue_json(list(MISTAKES.values())))
    if rest not in MISTAKES:
        return error(404, "usage", "there is no mistake with this id")

    def one() -> Response:
        from paraph.explaining.examples import example_of

        return answer(shown_mistake_json(MISTAKES[rest], example_of(rest)))

    return DelayedResponse(0, one, aside=True)


def examples(rest: str, _request: Request) -> Reply:
    """Answer the titles of all examples (no rest), or the one with that id, with its invented secret."""

    def known_examples() -> Response:
        from paraph.explaining.worked_examples import signed_examples
        from paraph.render.worked_examples import example_head_json, example_json

        known = {example.id: example for example in signed_examples()}
        if not rest:
            return answer({"examples": [example_head_json(example) for example in known.values()]})
        if rest not in known:
            return error(404, "usage", "there is no example with this id")
        return answer(example_json(known[rest]))

    return DelayedResponse(0, known_examples, aside=True)
