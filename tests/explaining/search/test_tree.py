"""The values of a tree."""

from itertools import count

import pytest

from paraph import request_for
from paraph.core.deviation import Deviation, Way
from paraph.explaining.search.costs import MISTAKE_COST, WrongStage
from paraph.explaining.search.limits import Deadline, DeadlineExceeded, Limits
from paraph.explaining.search.recording import TreeBuilder
from paraph.explaining.search.tree import Constant, Node, levels_in_time
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


@pytest.mark.parametrize("equally_likely", [True, False])
def test_a_mistake_of_endless_ways_ends_with_the_time(equally_likely: bool) -> None:
    checks: list[int] = []

    class Short(Deadline):
        def check(self) -> None:
            checks.append(1)
            if len(checks) == 3:
                raise DeadlineExceeded("the time is up")

    endless = Deviation("", duo.date, lambda _: (Way(str(n), "n") for n in count()), {}, equally_likely=equally_likely)
    limits = Limits(deadline=Short())
    node = Node(duo.date, duo.date, (Constant("now"),), (WrongStage.of(endless, 1, 1),), limits)
    with pytest.raises(DeadlineExceeded):
        node.level(MISTAKE_COST)
    checks.clear()
    assert [each.values for each in levels_in_time(node, range(MISTAKE_COST))] == [["now"], *[[]] * (MISTAKE_COST - 1)]
    assert list(levels_in_time(node, range(MISTAKE_COST, MISTAKE_COST + 9))) == []
