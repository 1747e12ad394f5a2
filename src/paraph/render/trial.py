"""The JSON of a request that was tried out with edits and mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.render.segments import segment_pair, segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.explaining.trial import Trial, TriedStage


def trial_json(trial: Trial) -> dict[str, Any]:
    """Return the object of one trial: stages and signatures before and after, and which mistakes are and can be made."""
    return {
        "steps": [tried_json(stage, trial.cut_after) for stage in trial.stages],
        "signature": {"before": trial.before, "after": trial.after},
        "available": [mistake._asdict() for mistake in trial.available],
        "applied": [mistake._asdict() for mistake in trial.applied],
        "problem": trial.problem,
    }


def tried_json(stage: TriedStage, cut_after: Sequence[str]) -> dict[str, Any]:
    """Return one stage with its value before and after."""
    before = None if stage.before is None else segments(stage.before)
    after = None if stage.after is None else segments(stage.after)
    if stage.before is not None and stage.after is not None and stage.changed:
        before, after = segment_pair(stage.before, stage.after, cut_after)
    return {
        "name": stage.name,
        "kind": stage.kind,
        "before": before,
        "after": after,
        "text": stage.text,
        "changed": stage.changed,
    }
