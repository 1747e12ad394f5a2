"""Python, with httpx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.codegen.languages.python import python_code

if TYPE_CHECKING:
    from paraph.codegen.call import Call


def code(call: Call) -> str:
    """The program."""
    return python_code(call, "httpx", "content")
