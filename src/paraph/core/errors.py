"""The errors that paraph raises on purpose."""

from __future__ import annotations


class ParaphError(Exception):
    """Base of all errors of paraph; its text is one line for people, whatever input it quotes."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message if message.isprintable() else " ".join(message.splitlines()))


class Malformed(ParaphError):
    """A message that a scheme cannot read; `id` names the mistake in the catalogue if there is one."""

    def __init__(self, message: str, mistake_id: str = "") -> None:
        super().__init__(message)
        self.id = mistake_id


class Unreadable(ParaphError):
    """Input that is not a request in any known form; `line` and `column` count from 1."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(f"line {line}, column {column}: {message}")
        self.reason = message if message.isprintable() else " ".join(message.splitlines())
        self.line = line
        self.column = column


class NoRequest(Unreadable):
    """Input in which nothing looks like a request."""


class Unconfigured(ParaphError):
    """Configuration or credentials are missing or cannot be used."""


class BadKey(Malformed, ValueError):
    """A key that cannot make the requested signature: it is of another kind or broken, or needs an extra."""


class StoreUnavailable(ParaphError):
    """The store of spent nonces does not answer, so no request can be accepted."""


class MissingParameter(ParaphError):
    """A call lacks a parameter that its endpoint requires."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is required")
        self.name = name

    def __reduce__(self) -> tuple[type[MissingParameter], tuple[str]]:
        return type(self), (self.name,)


class InvalidParameter(ParaphError):
    """A parameter of a call has a value that its schema does not allow; `detail` says what it should be."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"{name}: {detail}")
        self.name, self.detail = name, detail

    def __reduce__(self) -> tuple[type[InvalidParameter], tuple[str, str]]:
        return type(self), (self.name, self.detail)


class Unreachable(ParaphError):
    """No complete answer came: network, name, TLS, time-out, or an answer that cannot be used.

    `sent` says whether the server may have received the request, `final` whether another try would fail in the same way.
    """

    def __init__(self, message: str, sent: bool = False, final: bool = False) -> None:
        super().__init__(message)
        self.sent, self.final = sent, final


class Untrusted(Unreachable):
    """The server's certificate is not trusted."""

    def __init__(self, message: str) -> None:
        super().__init__(message, sent=False, final=True)
