"""What happened to made-up people: which stories, how many of each, and the records that each leaves in which logs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random


class Story(NamedTuple):
    """A kind of story: how many there are for each thousand records, and how many records it leaves, by log."""

    share: float
    authentication: int = 0
    telephony: int = 0
    administrator: int = 0
    activity: int = 0
    offline_enrollment: int = 0
    trust_monitor: int = 0

    @property
    def records(self) -> int:
        """How many records it leaves in all."""
        return sum(self[1:])


COMMON = "push"
STORIES = {
    COMMON: Story(0, authentication=1),
    "push denied": Story(6, authentication=1),
    "push timeout": Story(12, authentication=1),
    "fraud": Story(1.7, authentication=1, trust_monitor=1),
    "call": Story(22, authentication=1, telephony=1),
    "call timeout": Story(4, authentication=1, telephony=1),
    "sms": Story(13, authentication=2, telephony=1),
    "mobile passcode": Story(60, authentication=1),
    "wrong passcode": Story(9, authentication=1),
    "token": Story(25, authentication=1),
    "bypass code": Story(6, authentication=1),
    "webauthn": Story(80, authentication=1),
    "remembered": Story(110, authentication=1),
    "policy": Story(5, authentication=1),
    "locked out": Story(2, authentication=1),
    "change": Story(38, administrator=1, activity=1),
    "bypass": Story(1, administrator=1, activity=1, trust_monitor=1),
    "admin login": Story(10, administrator=1, activity=1),
    "self-service": Story(10, activity=1),
    "offline": Story(10, offline_enrollment=1),
}
"""The common one takes what the others leave, so that the number of records is what was asked for."""


def planned(records: int) -> dict[str, int]:
    """How many stories of each kind leave so many records."""
    plan = {name: int(records * story.share / 1000) for name, story in STORIES.items()}
    plan[COMMON] = records - sum(count * STORIES[name].records for name, count in plan.items())
    return plan


def by_log(plan: dict[str, int]) -> dict[str, int]:
    """How many records a plan leaves in each log."""
    logs = Story._fields[1:]
    return {log: sum(count * getattr(STORIES[name], log) for name, count in plan.items()) for log in logs}


def shuffled(plan: dict[str, int], chance: Random) -> bytearray:
    """The stories of a plan in random order, each as its number among all kinds: a byte each, be there ever so many."""
    order = bytearray()
    for number, name in enumerate(STORIES):
        order += bytes([number]) * plan[name]
    chance.shuffle(order)
    return order
