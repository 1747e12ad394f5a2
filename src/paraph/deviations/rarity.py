"""How rare the ways of a mistake are, in words that all its modules share."""

from __future__ import annotations

UNUSUAL = 7.0
USUAL_BLANKS = ("", "undefined", "null", "None", "[object Object]", "${x}")
