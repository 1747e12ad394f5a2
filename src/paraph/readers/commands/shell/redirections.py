"""Redirections of bash: what a command reads, and the here-documents that follow its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.readers.commands.shell.bash_words import Lexer, single_value
from paraph.readers.commands.shell.drafts import Broken, Fault
from paraph.readers.commands.shell.frames import Document, document_end, place_with_tabs, without_tabs
from paraph.readers.commands.shell.quotes import without_backslashes
from paraph.readers.commands.shell.words import Stdin

if TYPE_CHECKING:
    from paraph.readers.commands.shell.drafts import Draft, Drafts

REDIRECTION = re.compile(
    r"(?:(?P<number>[0-9]++)|(?P<variable>\{[A-Za-z_][A-Za-z0-9_]*\}))?(?P<mark><<<|<<-?|<&|<>|>>|>&|>\||<|>)|(?P<both>&>>?)"
)
_BLANK = re.compile(r"(?:[ \t]++|\\\r?\n)*+")
_ENDING = re.compile(r"(?:[^ \t\r\n|;&<>()\\'\"]++|'[^']*+'|\"(?:[^\"\\]++|\\[\s\S])*+\"|\\[\s\S])++")
_QUOTED = re.compile(r"'([^']*)'|\"((?:[^\"\\]++|\\[\s\S])*+)\"|((?:[^'\"\\]++|\\[\s\S])++)")


class Redirections:
    """Takes the redirections of one text, and reads its here-documents at the line ends."""

    def __init__(self, text: str, lexer: Lexer, drafts: Drafts) -> None:
        self.text, self.lexer, self.drafts = text, lexer, drafts
        self.documents: list[Document] = []

    def take(self, found: re.Match[str], draft: Draft | None, *, assigned: bool = False) -> int:
        """Take a redirection of a command, or of a compound one; the place after it."""
        mark = found["mark"] or found["both"]
        blank = _BLANK.match(self.text, found.end(), self.lexer.end)
        i = blank.end() if blank else found.end()
        reads = mark[0] == "<" and not found["variable"] and int((found["number"] or "0")[:9]) == 0
        if mark in ("<<", "<<-"):
            return self.take_document(found, i, draft if reads else None)
        token = self.lexer.word(i)
        if token.end == i:
            raise Broken(found.start(), f"there is nothing after this {mark}: it needs the name of a file")
        if draft and reads:
            value = single_value(token)
            draft.stdin_fault = token.fault
            if assigned and "$" in self.text[i : token.end]:
                draft.stdin_fault = Fault(
                    i, "variables are filled in here before the assignments to its left: put the values in their places"
                )
            if mark == "<<<":
                draft.stdin = Stdin("text", f"{value}\n", i)
            else:
                draft.stdin = Stdin("file", f"/dev/fd/{value}" if mark == "<&" else value, i)
        return token.end

    def take_document(self, found: re.Match[str], i: int, draft: Draft | None) -> int:
        """Note a here-document; the place after its end mark."""
        ending = _ENDING.match(self.text, i, self.lexer.end)
        if not ending:
            raise Broken(found.start(), "this here-document has no end mark: write it as <<EOF")
        raw = ending[0]
        parts = [
            one[1] or _in_double(one[2] or "") or without_backslashes(one[3] or "") for one in _QUOTED.finditer(raw)
        ]
        holder = Stdin("text", "", found.start())
        quoted = any(mark in raw for mark in "'\"\\")
        self.documents.append(Document(draft, holder, "".join(parts), found["mark"] == "<<-", quoted))
        if draft:
            draft.stdin, draft.stdin_fault = holder, None
        return ending.end()

    def read_documents(self, i: int) -> int:
        """Read the here-documents that begin at `i`; the place after the last."""
        waiting, self.documents = self.documents, []
        for index, document in enumerate(waiting):
            bounds = document_end(self.text, i, self.lexer.end, document)
            if bounds is None:
                self.documents = waiting[index:]
                self.blame_open()
                return self.lexer.end
            draft = document.draft
            if draft and draft.stdin is document.holder:
                text, draft.stdin_fault = self.content(i, bounds[0], document)
                draft.stdin = Stdin("text", text, i)
            i = bounds[1]
        return i

    def blame_open(self) -> None:
        """Here-documents that have no end are faults of their commands, and the first is one of the text."""
        for index, document in enumerate(self.documents):
            wrong = Fault(document.holder.offset, f"this here-document has no line {document.ending[:40]} at its end")
            self.drafts.faults += [wrong] if index == 0 else []
            if document.draft:
                document.draft.blame(wrong)
        self.documents.clear()

    def content(self, start: int, end: int, document: Document) -> tuple[str, Fault | None]:
        """The text of a here-document, variables filled in unless its end mark is in quotes."""
        stripped = without_tabs(self.text, start, end) if document.tabs else self.text[start:end]
        if document.quoted:
            return stripped, None
        if len(stripped) == end - start:
            part = self.lexer.document(start, end)
            return part.text, part.fault
        inner = Lexer(stripped, self.lexer.scope, lambda _start, end, _closing: end, self.drafts)
        part = inner.document(0, len(stripped))
        if part.fault is None:
            return part.text, None
        return "", part.fault._replace(offset=place_with_tabs(self.text, start, stripped, part.fault.offset))


def _in_double(text: str) -> str:
    return re.sub(r"\\([$`\"\\])", r"\1", text)
