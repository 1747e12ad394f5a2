"""Explanations with their own display in a terminal and in a notebook: what :func:`paraph.explain` returns."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from paraph.core.library_requests import request_of
from paraph.core.message import Request
from paraph.explaining import explain as explaining
from paraph.explaining.explain import BUDGET, NO_CLUES
from paraph.explaining.result import Explanation

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.clues import Clues
    from paraph.core.credential import Credential
    from paraph.core.scheme import Scheme
    from paraph.explaining.search.scan import Search
    from paraph.explaining.search.target import Solution

NOTHING = Request("GET", "/", (), b"")


@dataclass(frozen=True, slots=True)
class Answer(Explanation):
    """An explanation, and the request `sent` that it is about."""

    sent: Request = field(default=NOTHING, repr=False)

    def __str__(self) -> str:
        """Return the whole explanation as the command line prints it, 80 columns wide."""
        from paraph.render.text import explanation_text

        return explanation_text(self, self.sent)

    def _repr_html_(self) -> str:
        """Return the whole explanation as a notebook shows it."""
        from paraph.render.html import explanation_html

        return explanation_html(self, self.sent)


def explain(
    request: Any,
    credential: Credential,
    scheme: str | Scheme[Any] | None = None,
    *,
    clues: Clues = NO_CLUES,
    now: int | None = None,
    budget: float = BUDGET,
    share: Callable[[Search, int, int], Solution | None] | None = None,
) -> Answer:
    """Find out why `request`, signed with `credential`, is rejected.

    `request` is a :class:`~paraph.Request`, or whatever :func:`paraph.core.library_requests.request_of` takes: a request or a
    response of requests, niquests, httpx, httpx2 or aiohttp. The other arguments and the errors are those of
    :func:`paraph.explaining.explain.explain`.
    """
    sent = request_of(request)
    found = explaining.explain(sent, credential, scheme, clues=clues, now=now, budget=budget, share=share)
    return Answer(**{each.name: getattr(found, each.name) for each in fields(found)}, sent=sent)
