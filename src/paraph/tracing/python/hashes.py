"""Records every HMAC that a program computes by hand, out of plain hashes of :mod:`hashlib`.

By RFC 2104 an HMAC is ``H((key ^ opad) || H((key ^ ipad) || message))``, and the key fills one block of the hash. So
each hash of one block and one digest is checked: it is an HMAC if an earlier hash has that digest and its first block
differs from this one by ``ipad ^ opad`` in each octet. An inner hash looks like any other, so every hash of a block or
more is remembered for a while, unless it is long.

The constructors and the hash objects imitate the plain ones: a constructor is equal to the one that it wraps, so
:mod:`hmac` still uses its implementation in C.
"""

from __future__ import annotations

import functools
import hashlib
import sys
from typing import TYPE_CHECKING, Any

from paraph.core.credential import Secret
from paraph.tracing.python.macs import record_mac
from paraph.tracing.python.places import place_of_message, users_place
from paraph.tracing.records import Mac

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

NAMES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
SMALLEST_BLOCK = 64
LONGEST = 65536
"""Bytes of a hash's input that are remembered; signed texts are far shorter, and files are not needed."""
GENERATION = 128
_IPAD = bytes(octet ^ 0x36 for octet in range(256))
_IPAD_TO_OPAD = bytes(octet ^ 0x36 ^ 0x5C for octet in range(256))


class RecentDigests:
    """The last digests and their inputs.

    They are stored in two generations, and the older one is dropped as a whole: that needs no lock, which a signal or a
    fork of the program could find locked.
    """

    def __init__(self) -> None:
        self._young: dict[bytes, bytes] = {}
        self._old: dict[bytes, bytes] = {}

    def add(self, digest: bytes, fed: bytes) -> None:
        """Remember the input of a digest."""
        if len(self._young) >= GENERATION:
            self._old, self._young = self._young, {}
        self._young[digest] = fed

    def get(self, digest: bytes) -> bytes | None:
        """Return the input of a digest, if it is remembered."""
        return self._young.get(digest) or self._old.get(digest)


RECENT = RecentDigests()


def note_digest(name: str, block: int, fed: bytes, digest: bytes) -> None:
    """Remember a digest of a block or more, and record the HMAC that it completes, if any."""
    if len(fed) < block:
        return
    inner = RECENT.get(fed[block:]) if len(fed) == block + len(digest) else None
    if inner is not None and inner[:block].translate(_IPAD_TO_OPAD) == fed[:block]:
        note_mac(name, key_of(inner[:block].translate(_IPAD), len(digest)), inner[block:], digest)
    else:
        RECENT.add(digest, fed)


def key_of(padded: bytes, size: int) -> bytes:
    """Return the key that fills a block, without its padding; if the key was hashed first and that was seen, the original."""
    hashed = RECENT.get(padded[:size]) if not any(padded[size:]) else None
    return hashed if hashed is not None and len(hashed) > len(padded) else padded.rstrip(b"\0")


def note_mac(name: str, key: bytes, message: bytes, digest: bytes) -> None:
    """Record an HMAC that the user's code computed, unless :mod:`hmac` computed it in this way and records it itself."""
    signed = users_place("signed")
    if signed is not None and caller() != "hmac":
        places = tuple(place for place in (place_of_message(message), signed) if place is not None)
        record_mac(Mac(name, Secret(key), message, digest, places))


def caller() -> str:
    """Return the module that asked for a digest."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 - the documented way to look at the stack
    while frame is not None and frame.f_globals is globals():
        frame = frame.f_back
    return "" if frame is None else frame.f_globals.get("__name__", "")


class HASH:
    """A hash that remembers its input, unless that is long."""

    __slots__ = ("_fed", "_plain")

    def __init__(self, plain: Any, fed: bytearray | None) -> None:
        self._plain, self._fed = plain, fed

    def update(self, data: Any, /) -> None:
        """Add data."""
        self._plain.update(data)
        self._remember(data)

    def _remember(self, data: Any) -> None:
        fed = self._fed  # another thread may drop it meanwhile
        if fed is not None:
            size = len(data) if type(data) is bytes else memoryview(data).nbytes
            if len(fed) + size <= LONGEST:
                fed += data
            else:
                self._fed = None

    def digest(self) -> bytes:
        """Return the digest, and check it."""
        value: bytes = self._plain.digest()
        fed = self._fed
        if fed is not None and len(fed) >= SMALLEST_BLOCK:
            note_digest(self._plain.name, self._plain.block_size, bytes(fed), value)
        return value

    def hexdigest(self) -> str:
        """Return the digest in hex."""
        return self.digest().hex()

    def copy(self) -> HASH:
        """Return an independent copy."""
        fed = self._fed
        return HASH(self._plain.copy(), None if fed is None else fed.copy())

    @property
    def name(self) -> str:
        """The name, such as ``sha1``."""
        return self._plain.name  # type: ignore[no-any-return]

    @property
    def digest_size(self) -> int:
        """The size of the digest in bytes."""
        return self._plain.digest_size  # type: ignore[no-any-return]

    @property
    def block_size(self) -> int:
        """The size of a block in bytes."""
        return self._plain.block_size  # type: ignore[no-any-return]

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type(self._plain)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self._plain.__reduce_ex__(protocol)

    def __repr__(self) -> str:
        return repr(self._plain)


class Constructor:
    """A constructor of remembering hashes; not a function, since it must not be bound as a class's attribute."""

    __name__: str

    def __init__(self, plain: Callable[..., Any], index: int) -> None:
        functools.update_wrapper(self, plain)
        self._plain, self._index = plain, index

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return a remembering hash for one of NAMES; else the plain one."""
        made = self._plain(*args, **kwargs)
        if made.name not in NAMES:
            return made
        noted = HASH(made, bytearray())
        data = args[self._index] if len(args) > self._index else kwargs.get("string", kwargs.get("data"))
        if data is not None:
            noted._remember(data)  # noqa: SLF001 - a user's call would hash it twice
        return noted

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type(self._plain)

    def __eq__(self, other: object) -> bool:
        return self is other or self._plain == other

    def __hash__(self) -> int:
        return hash(self._plain)

    def __reduce__(self) -> str:
        return self.__name__

    def __repr__(self) -> str:
        return repr(self._plain)


def install() -> None:
    """Replace OpenSSL's constructors, with which :func:`hashlib.new` makes its hashes as well."""
    try:
        import _hashlib
    except ImportError:  # a Python without OpenSSL has no TLS either
        return
    _hashlib.new = Constructor(_hashlib.new, 1)
    for name in NAMES:
        plain = getattr(hashlib, name)
        if plain.__module__ == _hashlib.__name__:
            noted = Constructor(plain, 0)
            setattr(hashlib, name, noted)
            setattr(_hashlib, plain.__name__, noted)  # pickle searches for it there
