"""What a group of runs came to: each member's figures, and their spread."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.ensembles.group import joined_of, runs_of
from engine.ensembles.plan import JOINED, GroupPlan
from engine.ensembles.spread import Spread, spread_of
from engine.runs.run import RunSummary
from engine.runs.store import RunStore
from engine.text import QT_TRANSLATE_NOOP, Text


@dataclass(frozen=True, slots=True)
class GroupResult:
    """The complete members in their order, and the spread of their accuracies; ``None`` where none is known."""

    plan: GroupPlan
    members: tuple[RunSummary, ...]
    validation: Spread | None
    test: Spread | None
    joined: RunSummary | None
    """The ensemble that was made of them."""

    @property
    def words(self) -> Text:
        """The result in a sentence: of folds by what they kept aside, of all others by the test where there is one."""
        of_folds = self.plan.kind == "fold"
        spread = self.validation if of_folds or self.test is None else self.test
        if spread is None or spread.deviation is None or spread.interval is None:
            return Text(
                QT_TRANSLATE_NOOP("engine", "{done} of {count} runs are complete."),
                {"done": len(self.members), "count": self.plan.count},
            )
        low, high = spread.interval
        return Text(
            _WORDS[self.plan.kind],
            {
                "count": len(spread.values),
                "mean": percent(spread.mean),
                "deviation": percent(spread.deviation),
                "low": percent(low),
                "high": percent(min(high, 1.0)),
            },
        )


_WORDS = {
    "fold": QT_TRANSLATE_NOOP(
        "engine",
        "{mean} ± {deviation} of the images that were kept aside are right (mean and deviation of {count} folds; 95 % "
        "interval of the mean {low} to {high}).",
    ),
    "seed": QT_TRANSLATE_NOOP(
        "engine",
        "{mean} ± {deviation} right (mean and deviation of {count} seeds; 95 % interval of the mean {low} to {high}).",
    ),
    "bag": QT_TRANSLATE_NOOP(
        "engine",
        "{mean} ± {deviation} right by each of the {count} members alone (95 % interval of the mean {low} to {high}).",
    ),
    "boost": QT_TRANSLATE_NOOP(
        "engine",
        "{mean} ± {deviation} right by each of the {count} members alone (95 % interval of the mean {low} to {high}).",
    ),
}


def result_of(store: RunStore, plan: GroupPlan) -> GroupResult:
    """The group's result so far; reads one small file a run."""
    members = tuple(run for _, run in sorted(runs_of(store, plan).items()) if run.status == "completed")
    of_folds = plan.kind == "fold"
    return GroupResult(
        plan,
        members,
        _spread([run.val_accuracy for run in members], of_folds=of_folds),
        _spread([run.test_accuracy for run in members], of_folds=of_folds),
        joined_of(store, plan) if plan.kind in JOINED else None,
    )


def percent(share: float) -> str:
    """A share as people read it."""
    return f"{100 * share:.2f} %"


def _spread(values: Sequence[float | None], *, of_folds: bool) -> Spread | None:
    known = [value for value in values if value is not None]
    return spread_of(known, of_folds=of_folds) if len(known) == len(values) else None
