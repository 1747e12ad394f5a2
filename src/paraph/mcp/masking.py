"""Hides the secrets of the server's credentials in each message that leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from pydantic import BaseModel

from paraph.core.redaction import Forms, remove_forms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from mcp.shared._stream_protocols import WriteStream
    from mcp.shared.message import SessionMessage

    from paraph.core.credential import Credential


class Mask:
    """Hides every form of the secrets of some credentials."""

    def __init__(self, credentials: Iterable[Credential]) -> None:
        self._forms = Forms(secret for credential in credentials for secret in credential.secrets().values())

    def __call__(self, value: Any) -> Any:
        """Return a JSON value or a message of the protocol without the secrets, and with text that is valid UTF-8."""
        return encodable(remove_forms(plain(value, self), self._forms))


def plain(value: Any, mask: Mask) -> Any:
    """Return the value; a message of the protocol with all its fields masked."""
    if not isinstance(value, BaseModel):
        return value
    return value.model_copy(update={name: mask(getattr(value, name)) for name in value.model_fields_set})


def encodable(value: Any) -> Any:
    r"""Return the value with \xff in the place of bytes that are not UTF-8, which JSON cannot contain."""
    if isinstance(value, str):
        return value if value.isascii() else encodable_text(value)
    if isinstance(value, list):
        return [encodable(each) for each in value]
    if isinstance(value, dict):
        return {encodable(name): encodable(each) for name, each in value.items()}
    return value


def encodable_text(text: str) -> str:
    r"""Return text without lone surrogates: \xff for one that stands for a byte, a question mark for others."""
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = text.encode("utf-8", "replace")
    return raw.decode("utf-8", "backslashreplace")


class MaskedStream:
    """A stream of outgoing messages that masks each of them."""

    def __init__(self, stream: WriteStream[SessionMessage], mask: Mask) -> None:
        self._stream, self._mask = stream, mask

    async def send(self, item: SessionMessage, /) -> None:
        """Send a message without secrets."""
        item.message = self._mask(item.message)
        await self._stream.send(item)

    async def aclose(self) -> None:
        """Close the stream."""
        await self._stream.aclose()

    async def __aenter__(self) -> Self:
        await self._stream.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return await self._stream.__aexit__(kind, error, trace)
