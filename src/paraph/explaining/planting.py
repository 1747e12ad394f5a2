"""Plants mistakes in a request: of each, the first way that changes something there."""

from __future__ import annotations

from itertools import chain, islice, product
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import ParaphError
from paraph.core.trace import present_texts, title
from paraph.deviations import deviations_for
from paraph.explaining.rerun import NOT_RUN, run_again
from paraph.explaining.search.choices import FixedValue, NthWay, iter_ways
from paraph.explaining.work import work_of_stages
from paraph.explaining.wrong_writing import writing_deviations
from paraph.mistakes import MISTAKES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from paraph.core.case import Case
    from paraph.core.deviation import Deviation
    from paraph.explaining.rerun import Run

    Replaced = Mapping[Any, Any]
    """The functions in the place of stages."""

MOST_WAYS = 9
"""Ways of one deviation that are tried."""
MOST_SETS, MOST_OF_SEVERAL = 2500, 24
"""Sets of ways that are compared with the signature that was sent; ways of one deviation if there are several mistakes."""
FEWEST_WAYS = 3
"""Ways that are tried even with a very long body if a mistake is asked for."""
WORK_FOR_ALL, WORK_FOR_ONE = 3_000_000, 12_000_000
"""Characters that are read and written to find which mistakes change something, and to find how one of them does."""


class Unplantable(ParaphError):
    """A mistake that cannot be planted in this request; the text says why."""


class Effect(NamedTuple):
    """One way of a mistake that changes something: what was done in words, and the functions that do it."""

    deviation: Deviation
    detail: str
    replaced: Replaced


class Planting:
    """A case, its right run, and every deviation that is possible in it, the likeliest first."""

    def __init__(self, case: Case[Any]) -> None:
        self.case = case
        self.right = run_again(case, NOT_RUN, {})
        self._work = work_of_stages(self.right)
        self.order = {stage: place for place, stage in enumerate(self.right.stages)}
        writing = chain.from_iterable(map(writing_deviations, self.order))
        found = (each for each in (*deviations_for(case), *writing) if each.id and each.stage in self.order)
        self._by_id: dict[str, list[Deviation]] = {}
        for deviation in sorted(found, key=lambda each: (each.rarity, self.order[each.stage])):
            self._by_id.setdefault(deviation.id, []).append(deviation)

    def applicable(self, replaced: Replaced) -> list[Effect]:
        """Return the first effect of each mistake on the signature beside `replaced` stages, in the order of the stages.

        Stages with little work come first, and what a very long body leaves no time for is left out.
        """
        before = run_again(self.case, self.right, replaced)
        ids = sorted(self._by_id, key=lambda mistake: self._work[self._by_id[mistake][0].stage])
        left = [WORK_FOR_ALL]
        found: list[Effect] = []
        for mistake in ids:
            found += islice(self._effects(mistake, before, replaced, left), 1)
        return sorted(found, key=lambda effect: (self.order[effect.deviation.stage], effect.deviation.id))

    def effect(self, mistake: str, replaced: Replaced) -> Effect:
        """Return the first effect of a mistake on the signature, else on a stage; raises Unplantable if there is none."""
        if mistake not in MISTAKES:
            raise Unplantable(f"There is no mistake with the id {mistake[:40]!r}.")
        words, own = f"'{MISTAKES[mistake].title}'", self._by_id.get(mistake, ())
        if not own:
            raise Unplantable(f"{words} is in no stage of this request, so it cannot be tried out here.")
        taken = [stage for each in own for stage in stages_of(each) if stage in replaced]
        if all(not stages_of(each).isdisjoint(replaced) for each in own):
            raise Unplantable(
                f"{words} needs the stage '{title(taken[0])}', which is changed already: undo that first."
            )
        before = run_again(self.case, self.right, replaced)
        work = max(WORK_FOR_ONE, *(FEWEST_WAYS * self._work[each.stage] for each in own))
        for on_signature in (True, False):
            found = next(self._effects(mistake, before, replaced, [work], on_signature=on_signature), None)
            if found is not None:
                return found
        raise Unplantable(f"{words} changes nothing in this request.")

    def plant(self, mistakes: Sequence[str], replaced: Replaced) -> tuple[list[Effect], list[str]]:
        """Return an effect of each mistake, first stage first, and why others have none, as sentences.

        If a set of effects gives the signature that the request was sent with, it is that set.
        """
        ids = sorted(dict.fromkeys(mistakes), key=self._place)
        if sent := self._as_sent(ids, replaced):
            return sent, []
        effects: list[Effect] = []
        problems = []
        for mistake in ids:
            try:
                effects.append(self.effect(mistake, merged(replaced, effects)))
            except Unplantable as error:
                problems.append(str(error))
        return effects, problems

    def _place(self, mistake: str) -> int:
        return self.order[self._by_id[mistake][0].stage] if mistake in self._by_id else 0

    def _as_sent(self, mistakes: Sequence[str], replaced: Replaced) -> list[Effect]:
        """Return the first set with an effect of each mistake that gives the signature as sent; empty if there is none."""
        signatures = [text for text in self.case.parsed.signatures if text]
        if not mistakes or not signatures or any(mistake not in self._by_id for mistake in mistakes):
            return []
        before, left = run_again(self.case, self.right, replaced), [WORK_FOR_ONE]
        most = int(MOST_SETS ** (1 / len(mistakes)))
        of_one = most if len(mistakes) == 1 else min(most, MOST_OF_SEVERAL)
        each = [
            [*islice(self._effects(mistake, before, replaced, left, on_signature=False, most=of_one), most)]
            for mistake in mistakes
        ]
        for chosen in islice(product(*each), MOST_SETS):
            own = merged(replaced, chosen)
            is_apart = len(own) == len(replaced) + sum(len(effect.replaced) for effect in chosen)
            if is_apart and run_again(self.case, self.right, own).signature in signatures:
                return [*chosen]
        return []

    def _effects(
        self,
        mistake: str,
        before: Run,
        replaced: Replaced,
        left: list[int],
        *,
        on_signature: bool = True,
        most: int = MOST_WAYS,
    ) -> Iterator[Effect]:
        """Yield the effects of a mistake on the run with `replaced` stages: on the signature, or else on the stage at least.

        At `most` so many ways of each deviation are tried. What is done is taken off the work that is `left`; beyond it
        nothing is tried.
        """
        for deviation in self._by_id.get(mistake, ()):
            stage, work = deviation.stage, self._work[deviation.stage]
            if stage not in before.stages or not stages_of(deviation).isdisjoint(replaced):
                continue
            args, value = before.stages[stage]
            ways = islice(iter_ways(deviation, present_texts(args)), most if work <= left[0] else 0)
            for position, way in enumerate(ways):
                left[0] -= work
                fixed = FixedValue(way.value)
                is_other = way.value != value
                if deviation.coupled or (on_signature and is_other):
                    trial = {**replaced, stage: fixed, **deviation.coupled}
                    is_other = run_again(self.case, before, trial).signature not in ("", before.signature)
                if is_other:
                    wrong = fixed if deviation.sweeps else NthWay(deviation, position)
                    yield Effect(deviation, way.detail, {stage: wrong, **deviation.coupled})
                if work > left[0]:
                    break


def stages_of(deviation: Deviation) -> set[Any]:
    """Return every stage that a deviation replaces."""
    return {deviation.stage, *deviation.coupled}


def merged(replaced: Replaced, effects: Sequence[Effect]) -> dict[Any, Any]:
    """Return the functions of some effects, besides those that replace stages already."""
    own = {stage: function for effect in effects for stage, function in effect.replaced.items()}
    return {**replaced, **own}
