"""What a verifier accepts, and what a signature covers.

A right signature only proves that an owner of the key signed *something*. A :class:`Policy` says which
signatures are good enough, and a :class:`Coverage` says which parts of a request a signature protects. Together
they guarantee: what an application reads from an accepted request is what was signed.

A part of the request that the signature omits although the scheme has a place for it, such as the query of a Duo
POST, is `exposed`: anybody between client and server can change it. Exposed parts are refused unless the
policy allows them by name::

    Policy(variants=frozenset({"HMAC-SHA256"}), require_body=True)   # OAuth with one method, bodies always covered
    Policy(allow=frozenset({"query"}))                              # a Duo POST may have an unsigned query

The rules that no policy can relax are in :mod:`paraph.core.wellformed`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import NamedTuple

BODY, QUERY, PORT, HEADERS = "body", "query", "port", "headers"
CONTENT_TYPE, REPEATED_NAMES = "content type", "repeated names"
PARTS = frozenset((BODY, QUERY, PORT, HEADERS, CONTENT_TYPE, REPEATED_NAMES))
"""The parts that can be exposed.

"content type" says whether covered bytes are a form; "repeated names" is a name in the query and in the form body.
"""


class Coverage(NamedTuple):
    """The parts of one request that its signature covers, by the scheme's rules.

    `query` and `form` are the decoded parameters, `body` the body byte by byte, `headers` the names of covered headers
    in lower case, besides the Host. `exposed` names parts of PARTS that are there, not covered, and refused unless the
    policy allows them.
    """

    method: bool = True
    host: bool = True
    path: bool = True
    query: bool = True
    form: bool = True
    body: bool = False
    time: bool = True
    headers: tuple[str, ...] = ()
    exposed: tuple[str, ...] = ()


NOTHING_COVERED = Coverage(method=False, host=False, path=False, query=False, form=False, time=False)


@dataclass(frozen=True, slots=True)
class Policy:
    """What a verifier accepts besides a right signature; the defaults are safe.

    `variants` are the signature methods or versions that are accepted, such as ``HMAC-SHA1`` or ``v5/sha512``; None
    means those that the scheme calls safe. `window` is how far a request's time may lie from now, in seconds,
    in both directions; None means the scheme's own. `require_body` refuses a body that is not covered. `allow` names
    exposed parts (of PARTS) that are accepted nevertheless. The rest are caps, checked before anything is computed:
    header fields, characters of all headers together and of the target, bytes of the body, parameters, and characters
    of the key id and of the nonce. Raises TypeError or ValueError for invalid values.
    """

    variants: Collection[str] | None = None
    window: int | None = None
    require_body: bool = False
    allow: Collection[str] = frozenset()
    max_headers: int = 256
    max_header_size: int = 65_536
    max_target_size: int = 65_536
    max_body_bytes: int = 16 * 1024 * 1024
    max_parameters: int = 4_096
    max_key_id_size: int = 1_024
    max_nonce_size: int = 1_024

    def __post_init__(self) -> None:
        if self.variants is not None:
            object.__setattr__(self, "variants", read_names("variants", self.variants))
        object.__setattr__(self, "allow", read_names("allow", self.allow))
        if unknown := sorted(set(self.allow) - PARTS):
            raise ValueError(f"Policy.allow has no part {unknown[0]!r}: choose among {', '.join(sorted(PARTS))}")
        if self.window is not None and (type(self.window) is not int or self.window < 0):
            raise ValueError("Policy.window is a whole number of seconds, 0 or more, or None")
        if type(self.require_body) is not bool:
            raise TypeError("Policy.require_body is True or False")
        for cap in CAPS:
            value = getattr(self, cap)
            if type(value) is not int or value < 0:
                raise ValueError(f"Policy.{cap} is a whole number, 0 or more")


CAPS = tuple(field.name for field in fields(Policy) if field.name.startswith("max_"))


def read_names(field_name: str, value: object) -> frozenset[str]:
    """Return a collection of names as a frozenset; raises TypeError for any other value, including a single text."""
    if isinstance(value, str) or not isinstance(value, Collection) or not all(isinstance(each, str) for each in value):
        raise TypeError(f"Policy.{field_name} is a set of names, such as {{'HMAC-SHA256'}} or {{'query'}}")
    return frozenset(value)


DEFAULT = Policy()
