"""The menu of a login in a terminal: its text, and the meaning of an answer.

Names of factors are those of duo_unix: ``push1`` is a push to the first phone, ``phone2`` a call to the second.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.emulator.store import Object

MENU_ITEMS = {"push": "Duo Push to {}", "phone": "Phone call to {}", "sms": "SMS passcodes to {}"}
CHOICES = {"voice": "phone", "smsrefresh": "sms"}
"""Older names."""


def menu_prompt(content: Object, username: str) -> Object:
    """Return the text of the menu, and the factor of each number; for a user who must enroll, the address."""
    if content["result"] == "enroll":
        return {"text": f"Please enroll at {content['enroll_portal_url']}", "factors": {}}
    factors = menu_items(content["devices"])
    lines = [f" {number}. {text}" for number, (_, text) in enumerate(factors, 1)]
    choice = f"Passcode or option (1-{len(factors)}): " if factors else "Passcode: "
    intro = "Enter a passcode or select one of the following options:\n\n" if factors else ""
    text = f"Duo two-factor login for {username}\n\n{intro}" + "".join(f"{line}\n" for line in lines) + f"\n{choice}"
    chosen = {str(number): factor for number, (factor, _) in enumerate(factors, 1)}
    return {"text": text, "factors": {**({"default": factors[0][0]} if factors else {}), **chosen}}


def menu_items(devices: list[Object]) -> list[tuple[str, str]]:
    """Return the factors of phones with their texts, grouped by kind."""
    phones = [device for device in devices if device["type"] == "phone"]
    return [
        (f"{factor}{number}", text.format(phone["display_name"]))
        for factor, text in MENU_ITEMS.items()
        for number, phone in enumerate(phones, 1)
        if factor in phone["capabilities"]
    ]


def parse_choice(answer: str) -> tuple[str, str | None, str | None]:
    """Return the factor, device and passcode of an answer to the menu: ``push2``, or else a passcode."""
    result = re.fullmatch(r"(push|phone|voice|smsrefresh|sms)([0-9]+)", answer)
    if result is None:
        return "passcode", None, answer
    word, number = result.groups()
    return CHOICES.get(word, word), f"phone{number}", None
