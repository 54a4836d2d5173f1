"""What a sweep is after, as a form: objectives and limits, put together with how it searches."""

from __future__ import annotations

from typing import Literal

from engine.fields import Settings, setting
from engine.sweeps.sweep import Constraint, Measure, Objective, SearchFields, SweepSettings
from engine.text import QT_TRANSLATE_NOOP

Another = Literal["none", "validation_accuracy", "validation_loss", "parameters", "multiply_adds", "seconds"]


class AimFields(Settings):
    """Objectives in the order in which they count, and limits that a trial must keep."""

    objective: Measure = setting(
        "validation_accuracy",
        label=QT_TRANSLATE_NOOP("engine", "Objective"),
        doc=QT_TRANSLATE_NOOP("engine", "What trials are judged by: the best epoch's validation, or what they cost."),
    )
    second: Another = setting(
        "none",
        label=QT_TRANSLATE_NOOP("engine", "Second objective"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "With two, no single trial wins: the Pareto view shows those that no other one beats in both."
        ),
    )
    third: Another = setting(
        "none",
        label=QT_TRANSLATE_NOOP("engine", "Third objective"),
        doc=QT_TRANSLATE_NOOP("engine", "One more thing to trade off."),
        only_if={"second": ("validation_accuracy", "validation_loss", "parameters", "multiply_adds", "seconds")},
    )
    most_parameters: int | None = setting(
        None,
        ge=1,
        label=QT_TRANSLATE_NOOP("engine", "At most parameters"),
        doc=QT_TRANSLATE_NOOP("engine", "Networks with more are not trained, and count as beyond a limit."),
    )
    most_multiply_adds: int | None = setting(
        None,
        ge=1,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "At most multiply-adds"),
        doc=QT_TRANSLATE_NOOP("engine", "For one image. Networks with more are not trained."),
    )
    most_seconds: float | None = setting(
        None,
        gt=0,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "At most training time"),
        unit=QT_TRANSLATE_NOOP("engine", "s"),
        doc=QT_TRANSLATE_NOOP("engine", "Trials that take longer are trained, and count as beyond a limit."),
    )
    least_accuracy: float | None = setting(
        None,
        gt=0,
        lt=1,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "At least validation accuracy"),
        doc=QT_TRANSLATE_NOOP("engine", "Trials that stay below count as beyond a limit: 0.98 for 98 %."),
    )

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """The objectives that were chosen."""
        further: list[Another] = [self.second, self.third if self.second != "none" else "none"]
        return (Objective.of(self.objective), *(Objective.of(one) for one in further if one != "none"))

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """The limits that were set."""
        limits: list[tuple[Measure, Literal["<=", ">="], float | None]] = [
            ("parameters", "<=", self.most_parameters),
            ("multiply_adds", "<=", self.most_multiply_adds),
            ("seconds", "<=", self.most_seconds),
            ("validation_accuracy", ">=", self.least_accuracy),
        ]
        return tuple(
            Constraint(measure=measure, relation=relation, bound=bound)
            for measure, relation, bound in limits
            if bound is not None
        )


def sweep_settings(search: SearchFields, aims: AimFields) -> SweepSettings:
    """All settings of a sweep; raises :class:`pydantic.ValidationError` where they exclude each other."""
    return SweepSettings(**search.model_dump(), objectives=aims.objectives, constraints=aims.constraints)
