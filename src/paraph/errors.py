"""The errors that paraph raises on purpose."""

from __future__ import annotations


class ParaphError(Exception):
    """Every error of paraph's own; its text is one line for people."""


class Malformed(ParaphError):
    """A message that a scheme cannot read; `id` names the mistake in the catalogue when it is one."""

    def __init__(self, message: str, mistake_id: str = "") -> None:
        super().__init__(message)
        self.id = mistake_id


class Unreadable(ParaphError):
    """Input that is no request in any form we know; `line` and `column` count from 1."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(f"line {line}, column {column}: {message}")
        self.reason = message
        self.line = line
        self.column = column


class Unconfigured(ParaphError):
    """Configuration or credentials are missing or cannot be used."""


class Unreachable(ParaphError):
    """No answer came: network, name, TLS or time-out; `sent` says whether the server may have got the request."""

    def __init__(self, message: str, sent: bool = False) -> None:
        super().__init__(message)
        self.sent = sent
