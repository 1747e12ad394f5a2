"""What a person knows besides the request and the credential."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.message import Pairs


@dataclass(frozen=True, slots=True)
class Clues:
    """`parameters` that the client meant to send; other names of the `hosts` that client or server may use."""

    parameters: Pairs = ()
    hosts: tuple[str, ...] = ()
