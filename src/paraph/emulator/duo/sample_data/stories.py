"""Stories of generated people: how many of each, and how many records each leaves in which log."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random


class Story(NamedTuple):
    """A kind of story: its number for each thousand records, and the number of its records, by log."""

    share: float
    authentication: int = 0
    telephony: int = 0
    administrator: int = 0
    activity: int = 0
    offline_enrollment: int = 0
    trust_monitor: int = 0

    @property
    def records(self) -> int:
        """The number of records in all logs."""
        return sum(self[1:])


COMMON_STORY = "push"
STORIES = {
    COMMON_STORY: Story(0, authentication=1),
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
"""The common story fills up to the requested number of records."""


def plan_stories(records: int) -> dict[str, int]:
    """Return how many stories of each kind make `records` records."""
    plan = {name: int(records * story.share / 1000) for name, story in STORIES.items()}
    plan[COMMON_STORY] = records - sum(count * STORIES[name].records for name, count in plan.items())
    return plan


def records_by_log(plan: dict[str, int]) -> dict[str, int]:
    """Return how many records a plan makes in each log."""
    logs = Story._fields[1:]
    return {log: sum(count * getattr(STORIES[name], log) for name, count in plan.items()) for log in logs}


def shuffle_stories(plan: dict[str, int], chance: Random) -> bytearray:
    """Return the stories of a plan in random order, each as the number of its kind: one byte each, to save memory."""
    order = bytearray()
    for number, name in enumerate(STORIES):
        order += bytes([number]) * plan[name]
    chance.shuffle(order)
    return order
