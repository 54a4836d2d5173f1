"""What a trial's record in the storage says beyond Optuna's own, and the plain :class:`Trial` that it stands for."""

from collections.abc import Callable, Mapping
from typing import Any

from optuna.trial import FrozenTrial
from optuna.trial import TrialState as OptunaState

from engine.runs.metadata import StoredText
from engine.sweeps.sampling import value_of
from engine.sweeps.space import SearchSpace
from engine.sweeps.sweep import Measure
from engine.sweeps.trials import Trial, TrialState
from engine.text import Text

BEGUN = "netwright:begun"
"""``run``, ``root``, ``host``, ``measures``, ``epochs``: where it is trained, and what was known before."""
ENDED = "netwright:ended"
"""``measures``, ``curve``, ``infeasible``, ``error``: what came of it."""
DEFINITION = "netwright:definition"
PLANNED = "netwright:planned"

_STATES: Mapping[OptunaState, TrialState] = {
    OptunaState.WAITING: "waiting",
    OptunaState.COMPLETE: "completed",
    OptunaState.PRUNED: "pruned",
    OptunaState.FAIL: "failed",
}


def trial_of(frozen: FrozenTrial, space: SearchSpace, is_worked_at: Callable[[FrozenTrial], bool]) -> Trial:
    """A trial as plain data."""
    begun, ended = frozen.user_attrs.get(BEGUN, {}), frozen.user_attrs.get(ENDED, {})
    state: TrialState
    if frozen.state == OptunaState.RUNNING:
        state = "running" if is_worked_at(frozen) else "waiting"
    else:
        state = "infeasible" if ended.get("infeasible") else _STATES[frozen.state]
    curve = {epoch: value for epoch, value in enumerate(ended["curve"], 1) if value is not None} if ended else {}
    return Trial(
        number=frozen.number,
        state=state,
        values={name: value_of(space[name], stored) for name, stored in frozen.params.items() if name in space},
        measures={**begun.get("measures", {}), **ended.get("measures", {})},
        intermediate=curve or dict(frozen.intermediate_values),
        epochs=begun.get("epochs", 0),
        run=begun.get("run", ""),
        host=begun.get("host", ""),
        error=StoredText.model_validate(ended["error"]).text() if ended.get("error") else None,
    )


def ended_record(
    measures: Mapping[Measure, float], curve: list[float | None], infeasible: bool, error: Text | None
) -> dict[str, Any]:
    """What is kept of a trial's end."""
    return {
        "measures": dict(measures),
        "curve": curve,
        "infeasible": infeasible,
        "error": None if error is None else StoredText.of(error).model_dump(mode="json"),
    }
