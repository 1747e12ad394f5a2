"""Nothing hostile is signed, and no request chooses where it goes."""

from tests.proxy.hostile import send_hostile


def test_hostile_requests_reach_nobody(loop: str) -> None:
    count, faults = send_hostile(loop)
    assert count >= 200
    assert faults == []
