"""Python, with httpx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.render.code.python import python_code

if TYPE_CHECKING:
    from paraph.calls import Call


def code(call: Call) -> str:
    """The program."""
    return python_code(call, "httpx", "content")
