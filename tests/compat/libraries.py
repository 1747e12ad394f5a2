"""Both libraries, duo_client and its stand-in, on a connection that records and answers from a list."""

import copy
import importlib
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

KEY, SECRET, HOST = "DIXXXXXXXXXXXXXXXXXX", "not-a-secret-at-all-40-characters-long-00", "api-first.duosecurity.com"
MODULES = ("", ".client", ".admin", ".accounts", ".auth", ".auth_v1", ".util", ".https_wrapper", ".logs",
           ".logs.telephony")  # fmt: skip
CLASSES = {"Admin": ".admin", "AccountAdmin": ".admin", "Auth": ".auth", "Accounts": ".accounts", "AuthV1": ".auth_v1"}


@dataclass
class Answer:
    """A response as http.client has it."""

    data: Any
    status: int = 200
    reason: str = "OK"
    content_type: str | None = "application/json"

    def read(self) -> Any:
        return self.data

    def getheader(self, name: str, default: Any = None) -> Any:
        return self.content_type if name == "Content-Type" else default


@dataclass
class Line:
    """A connection that records requests; its last answer is given again and again."""

    answers: list[Answer] = field(default_factory=list)
    sent: list[Any] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def request(self, method: Any, uri: Any, body: Any, headers: Any) -> None:
        self.sent.append((method, uri, body, list(headers.items())))

    def getresponse(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def close(self) -> None:
        self.sent.append("closed")


class Library:
    """One of the two, with the connection of all its clients."""

    def __init__(self, package: str) -> None:
        self.package, self.line = package, Line()

    def module(self, name: str) -> Any:
        return importlib.import_module(self.package + name)

    def cls(self, name: str) -> Any:
        return getattr(self.module(CLASSES[name]), name)

    def client(self, name: str, **options: Any) -> Any:
        if name == "AccountAdmin":
            options |= {"account_id": "DACHILD", "child_api_host": "api-child.duosecurity.com"}
        return self.cls(name)(ikey=KEY, skey=SECRET, host=HOST, **options)


REAL, OURS = Library("duo_client"), Library("paraph.compat.duo_client")


def outcome(library: Library, answers: list[Answer], call: Callable[[Library], Any]) -> dict[str, Any]:
    """Return all that a call does: requests, waits, warnings, and what it returns or raises."""
    library.line = Line(copy.deepcopy(answers))
    library.cls("Accounts").child_map.clear()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = call(library)
            result = ["iterator", *result] if isinstance(result, Iterator) else result
        except Exception as error:
            result = (type(error), str(error), vars(error))
    line = library.line
    return {"result": result, "sent": line.sent, "waits": line.waits, "warnings": [each.category for each in caught],
            "children": dict(library.cls("Accounts").child_map)}  # fmt: skip


def both(answers: list[Answer], call: Callable[[Library], Any]) -> dict[str, Any]:
    """Call both libraries, check that all they do is equal, and return it."""
    real, ours = outcome(REAL, answers, call), outcome(OURS, answers, call)
    assert ours == real, f"\nours {ours}\nreal {real}"
    assert repr(ours["result"]) == repr(real["result"])  # True is not 1
    return ours
