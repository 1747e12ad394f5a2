"""Steps that record one run of a scheme's `derive`: as a tree, or as the arguments of each stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.explaining.search.limits import Limits
from paraph.explaining.search.tree import Constant, Node

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from paraph.core.trace import P, T
    from paraph.explaining.search.costs import WrongStage

NO_LIMITS = Limits()


class TreeBuilder:
    """Builds the trees of several readings of one request, which share the nodes that they have in common.

    `quick` has functions that compute the same as a stage in less time.
    """

    def __init__(
        self,
        wrong_stages: Mapping[Any, Sequence[WrongStage]],
        quick: Mapping[tuple[Any, ...], Callable[..., Any]] | None = None,
        limits: Limits = NO_LIMITS,
    ) -> None:
        self._wrong_stages = wrong_stages
        self._quick = quick or {}
        self._limits = limits
        self._nodes: dict[Any, Node] = {}
        self._alive: list[Any] = []  # keys hold the ids of these inputs, so they must not be reused

    def build(self, derive: Callable[..., Any], args: tuple[Any, ...], replacements: Mapping[Any, Any]) -> Node:
        """Run `derive` with nodes in the place of values; `replacements` fixes other functions for some stages."""

        def step(stage: Any, *inputs: Any) -> Any:
            wrapped = tuple([item if isinstance(item, Node) else Constant(item) for item in inputs])
            return self._node(stage, wrapped, replacements)

        top = derive(*args, step)
        assert isinstance(top, Node)
        return top

    def rebuild(self, top: Node, replacements: Mapping[Any, Any]) -> Node:
        """Return what `build` gives with `replacements`, from the tree without them: `derive` never inspects a value."""
        if top.stages.isdisjoint(replacements):
            top.mark_shared()
            return top
        inputs = tuple([self.rebuild(item, replacements) if isinstance(item, Node) else item for item in top.inputs])
        return self._node(top.stage, inputs, replacements)

    def _node(self, stage: Any, inputs: tuple[Node | Constant, ...], replacements: Mapping[Any, Any]) -> Node:
        """Return the node of a stage and its inputs, which may be known from another tree."""
        function = replacements.get(stage) or self._quick.get((stage,), stage)
        key = (stage, function, *map(input_key, inputs))
        node = self._nodes.get(key)
        if node is not None:
            node.shared = True
            return node
        self._alive.append(inputs)
        wrong_stages = () if stage in replacements else self._wrong_stages.get(stage, ())
        node = self._nodes[key] = Node(
            stage, function, inputs, wrong_stages, self._limits, replaced=stage in replacements
        )
        return node


def input_key(item: Node | Constant) -> Any:
    """Return what distinguishes an input from others: the value of a text or number, else the identity."""
    if isinstance(item, Constant):
        return item.value if isinstance(item.value, str | int) else id(item.value)
    return id(item)


class ArgumentRecorder:
    """A step that runs each stage, and records with which arguments."""

    def __init__(self) -> None:
        self.by_stage: dict[Any, tuple[Any, ...]] = {}

    def __call__(self, stage: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the stage."""
        self.by_stage[stage] = args
        return stage(*args, **kwargs)
