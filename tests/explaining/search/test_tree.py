"""The values of a tree."""

import pytest

from paraph import request_for
from paraph.core.deviation import Deviation
from paraph.explaining.search.costs import WrongStage
from paraph.explaining.search.limits import Deadline, DeadlineExceeded, Limits
from paraph.explaining.search.recording import TreeBuilder
from paraph.schemes.duo import signing as duo

USERS = request_for("GET", "https://api-example0.duosecurity.com/admin/v1/users")
GROUPS = request_for("GET", "https://api-example0.duosecurity.com/admin/v1/groups")


def test_values_are_not_computed_past_the_deadline() -> None:
    deadline = Deadline()
    wrong = WrongStage.of(Deviation("path-lowercased", duo.path, lambda _: ()), 1, 1)
    builder = TreeBuilder({duo.path: [wrong]}, limits=Limits(deadline=deadline))
    assert builder.build(lambda step: step(duo.path, USERS), (), {}).level(13).values == []
    deadline.at = 0
    with pytest.raises(DeadlineExceeded):
        builder.build(lambda step: step(duo.path, GROUPS), (), {}).level(13)
