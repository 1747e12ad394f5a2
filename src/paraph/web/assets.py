"""The files of the page: one document, one style sheet, and the scripts, as they are in the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


class Asset(NamedTuple):
    """A file and its media type."""

    media_type: str
    content: bytes


@cache
def assets() -> dict[str, Asset]:
    """Return the files by name."""
    folder = files("paraph.web").joinpath("static")
    return {
        file.name: Asset(TYPES[extension], file.read_bytes())
        for file in folder.iterdir()
        if (extension := file.name.rpartition(".")[2]) in TYPES
    }
