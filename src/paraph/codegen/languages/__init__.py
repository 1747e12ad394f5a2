"""Code that makes a call anew, one module a language; this list is the languages."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.codegen.call import Call

LANGUAGES = ("python", "httpx", "curl", "postman", "javascript", "php", "ruby", "go", "java", "csharp", "powershell")


def code_for(language: str, call: Call) -> str:
    """The program in that language; it reads the secrets from the environment and holds none."""
    text: str = import_module(f"paraph.codegen.languages.{language}").code(call)
    return text
