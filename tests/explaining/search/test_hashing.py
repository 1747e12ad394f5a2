"""MACs and other values are looked up among those that are wanted, whole or cut short."""

import hashlib
import hmac
from typing import Any

import pytest

from paraph.explaining.mac_forms import MacForm
from paraph.explaining.search.hashing import MacMatcher
from paraph.explaining.search.levels import Level
from paraph.explaining.search.target import Target

KEY, TEXTS = b"k" * 64, [b"a", b"b", b"c", b"b"]
MAC = hmac.digest(KEY, b"b", "sha1")


def pads() -> tuple[Any, Any]:
    inner, outer = (hashlib.sha1(bytes(octet ^ mask for octet in KEY)) for mask in (0x36, 0x5C))
    return inner, outer


@pytest.mark.parametrize(
    ("target", "found"),
    [
        (Target(macs={MAC: ("written",)}), (1, ("written",))),
        (Target(beginnings={MAC[:9]: ("cut",)}), (1, ("cut",))),
        (Target(macs={MAC: ()}, beginnings={MAC[:9]: ("cut",)}), (1, ())),
        (Target(macs={MAC[:9]: ()}), None),
        (Target(beginnings={MAC[1:9]: ()}), None),
        (Target(lossy={MAC[:6]: MacForm(MAC[:6], ("lossy",), True, MAC.__eq__)}), (1, ("lossy",))),
        (Target(lossy={MAC[:6]: MacForm(MAC[:6], ("lossy",), True, MAC[::-1].__eq__)}), None),
    ],
)
def test_the_first_text_whose_mac_is_wanted(target: Target, found: Any) -> None:
    assert MacMatcher(target).first(TEXTS, *pads()) == found


@pytest.mark.parametrize(
    ("value", "mistakes"),
    [(MAC, ("whole",)), (MAC[:5] + b"x", ("cut",)), ("shown", ("text",)), (b"x", None), ("x", None)],
)
def test_values_that_are_no_hmac(value: bytes | str, mistakes: Any) -> None:
    target = Target({MAC: ("whole",)}, {MAC[:5]: ("cut",)}, {"shown": ("text",)})
    assert target.match(value) == mistakes


def test_values_are_encoded_as_the_bytes_that_they_stand_for() -> None:
    level = Level()
    for text in ("a", "é", "\udcff"):
        level.add(text, ())
    assert level.encoded() == [b"a", "é".encode(), b"\xff"]
