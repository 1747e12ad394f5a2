"""What servers and proxies tell a list of their requests, such as that of the page.

A request is added once, when it arrives or when it is answered, and gets a number. What is known of it later (its
status, why it was refused, its explanation) is added by that number. Verdicts of the list besides those of explanations:
``waiting`` (to be explained), ``refused``, ``unsigned``, and empty if nothing is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.explaining.result import Explanation


class Listing(Protocol):
    """A list of the requests that reached a server; any thread may add to it."""

    def add(
        self,
        request: Request | None,
        status: int = 0,
        detail: str = "",
        verdict: str = "",
        sent: Request | None = None,
        credential: Credential | None = None,
    ) -> int:
        """Add a request as received, None if it could not be read; return its number.

        `status` is 0 until it is answered. `sent` is the request that went to an upstream, signed with `credential`.
        """
        ...

    def note(self, request: Request, status: int, detail: str, sent: Request, credential: Credential) -> None:
        """Add a request of which all is known: faster than :meth:`add`, for the thread that serves."""
        ...

    def update(self, number: int, *, status: int | None = None, detail: str = "", verdict: str = "") -> None:
        """Set what became known about a request; what is empty stays as it is."""
        ...

    def explained(self, number: int, explanation: Explanation) -> None:
        """Set the explanation of a request."""
        ...


class Unlisted:
    """A list that keeps nothing."""

    def add(self, *_args: Any, **_more: Any) -> int:
        """Return 0."""
        return 0

    def note(self, *_args: Any) -> None:
        """Do nothing."""

    def update(self, *_args: Any, **_more: Any) -> None:
        """Do nothing."""

    def explained(self, *_args: Any) -> None:
        """Do nothing."""


NO_LIST = Unlisted()
