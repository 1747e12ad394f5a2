"""What the page asks of the live list: what is new, and the explanation of one request with the code that repeats it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from paraph.codegen.languages import recommended, templates_in
from paraph.codegen.rendering import program
from paraph.core.errors import ParaphError
from paraph.explaining.explain import explain
from paraph.http.handler import DelayedResponse, Response
from paraph.render.as_json import explanation_json
from paraph.render.picture import explanation_picture, shortened, stage_values
from paraph.schemes import scheme_named
from paraph.web.answering import answer, error
from paraph.web.polling import poll

if TYPE_CHECKING:
    from paraph.core.message import Request
    from paraph.explaining.result import Explanation
    from paraph.http.handler import Reply
    from paraph.web.live import LiveRequests
    from paraph.web.live_rows import Entry

BUDGET = 5.0
"""Seconds to search for an explanation that is not known yet: other requests wait meanwhile."""
GONE = "this request is not kept any more: the list has only the newest ones"
NO_KEY = "nothing is known of the key of this request, so its signature cannot be explained"
NOT_READ = "this request could not be read"


class LiveAnswers:
    """Answers ``/api/live``; `now` is the server's clock in Unix seconds, None for that of the machine."""

    def __init__(self, live: LiveRequests, now: int | None = None) -> None:
        self._live, self._now = live, now

    def __call__(self, rest: str, request: Request) -> Reply:
        """Answer what is new (no rest), or a question about one request: ``N``, ``N/stage/NAME``, ``N/code/LANGUAGE``."""
        if not rest:
            after = request.query.removeprefix("after=")
            return poll(self._live, int(after) if after.isascii() and after.isdigit() and len(after) < 16 else 0)
        number, _, what = rest.partition("/")
        if not (number.isascii() and number.isdigit() and len(number) < 16):
            return error(404, "usage", "there is nothing at this path")
        return DelayedResponse(0, lambda: self._about(int(number), what), aside=True)

    def _about(self, number: int, what: str) -> Response:
        """Answer a question about one request."""
        entry = self._live.get(number)
        if entry is None:
            return error(404, "gone", GONE)
        try:
            if what.startswith("code/"):
                return answer(code_of(entry, what.removeprefix("code/")))
            explanation = self._explanation(entry)
        except (ParaphError, ValueError) as wrong:
            return error(422, "unreadable", self._live.masked(str(wrong), entry))
        found = explanation_json(explanation)
        if what.startswith("stage/"):
            return answer(stage_values(found, unquote(what.removeprefix("stage/"))))
        assert entry.request is not None
        shown = entry.sent or entry.request
        return answer({**shortened(found), "page": explanation_picture(explanation, shown) | languages(explanation)})

    def _explanation(self, entry: Entry) -> Explanation:
        """Return the explanation of a request, which is searched for if it is not known yet."""
        if entry.explanation is not None:
            return entry.explanation
        if entry.request is None:
            raise ParaphError(entry.detail or NOT_READ)
        if entry.credential is None:
            raise ParaphError(entry.detail or NO_KEY)
        if entry.left_out:
            raise ParaphError(f"its body of {entry.left_out} bytes is not kept, so its signature cannot be explained")
        return explain(entry.sent or entry.request, entry.credential, now=self._now, budget=BUDGET)


def code_of(entry: Entry, language: str) -> dict[str, Any]:
    """Return what ``paraph as --json`` prints for a request."""
    request = entry.sent or entry.request
    if request is None:
        raise ParaphError(NOT_READ)
    return {"schema": "paraph.as/1", "language": language, "code": program(language, request).code}


def languages(explanation: Explanation) -> dict[str, Any]:
    """Return the languages in which there is code for a request of this scheme."""
    home = scheme_named(explanation.scheme).home
    return {"languages": list(templates_in(home)), "language": recommended("raw", home)}
