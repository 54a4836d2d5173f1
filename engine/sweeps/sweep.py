"""What a search is asked to do: how it chooses points, what it wants, what it may not exceed, where it is kept."""

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from engine.fields import Settings, setting
from engine.sweeps.space import SearchSpace
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

SamplerName = Literal["grid", "random", "tpe", "cmaes"]
PrunerName = Literal["none", "median", "hyperband"]
Measure = Literal["validation_accuracy", "validation_loss", "parameters", "multiply_adds", "seconds"]
"""What a trial is judged by. The test split is none of them: whoever chooses by it has none left."""
Direction = Literal["maximize", "minimize"]

KNOWN_BEFORE: tuple[Measure, ...] = ("parameters", "multiply_adds")
"""Measures that the network alone tells, before anything is trained."""
OF_VALIDATION: tuple[Measure, ...] = ("validation_accuracy", "validation_loss")
DEFAULT_TRIALS = 50
MOST_WORKERS = 256
MOST_STACKED = 256

_MEASURES: tuple[Measure, ...] = (*OF_VALIDATION, *KNOWN_BEFORE, "seconds")
_CONSTRAINT = re.compile(r"\s*([a-z_]+)\s*(<=|>=|≤|≥|<|>)\s*([0-9][0-9_,.eE+-]*)\s*")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class Objective(_Part):
    """Something to make as large, or as small, as it gets; of validation the best epoch counts."""

    measure: Measure
    direction: Direction

    @classmethod
    def of(cls, measure: Measure) -> "Objective":
        """The objective that everybody means: more accuracy, less of everything else."""
        return cls(measure=measure, direction="maximize" if measure == "validation_accuracy" else "minimize")


class Constraint(_Part):
    """A limit that a trial must keep to count: ``parameters <= 50000``."""

    measure: Measure
    relation: Literal["<=", ">="]
    bound: float

    @property
    def text(self) -> str:
        """The constraint as :func:`parse_constraint` reads it."""
        return f"{self.measure} {self.relation} {self.bound:.12g}"

    def excess(self, value: float) -> float:
        """By how much a value breaks the limit; 0 or less where it keeps it."""
        return value - self.bound if self.relation == "<=" else self.bound - value


def parse_constraint(text: str) -> Constraint:
    """Read ``parameters <= 50,000``; raises :class:`NetwrightError` saying what was expected."""
    found = _CONSTRAINT.fullmatch(text)
    try:
        if found is None or found[1] not in _MEASURES:
            raise ValueError
        bound = float(found[3].replace(",", "").replace("_", ""))
    except ValueError:
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine", "Expected a limit such as “parameters <= 50000” of {measures}, found “{found}”."
            ),
            measures=", ".join(_MEASURES),
            found=text[:100],
        ) from None
    relation: Literal["<=", ">="] = "<=" if found[2] in ("<=", "≤", "<") else ">="
    return Constraint(measure=found[1], relation=relation, bound=bound)


def parse_objective(text: str) -> Objective:
    """Read ``parameters`` or ``parameters:minimize``; raises :class:`NetwrightError` saying what was expected."""
    measure, colon, direction = text.strip().partition(":")
    if measure not in _MEASURES or (colon and direction not in ("maximize", "minimize")):
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine", "Expected an objective of {measures}, perhaps with :maximize or :minimize, found “{found}”."
            ),
            measures=", ".join(_MEASURES),
            found=text[:100],
        )
    return Objective(measure=measure, direction=direction) if colon else Objective.of(measure)  # type: ignore[arg-type]


class SearchFields(Settings):
    """How a search goes about it: the fields of its form."""

    sampler: SamplerName = setting(
        "tpe",
        label=QT_TRANSLATE_NOOP("engine", "Sampler"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "How the next point is chosen: the whole grid; at random; by TPE, which learns from earlier trials which "
            "values go with good ones; by CMA-ES, which moves a cloud of points, for numbers alone.",
        ),
    )
    trials: int | None = setting(
        None,
        ge=1,
        le=1_000_000,
        label=QT_TRANSLATE_NOOP("engine", "Trials"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "How many points are tried, those beyond a limit included. Automatic: every point of a grid, else 50.",
        ),
    )
    workers: int = setting(
        1,
        ge=1,
        le=MOST_WORKERS,
        label=QT_TRANSLATE_NOOP("engine", "Workers"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Trials that are trained at once, each in a process of its own with its share of the processor."
        ),
    )
    stack: int = setting(
        1,
        ge=1,
        le=MOST_STACKED,
        label=QT_TRANSLATE_NOOP("engine", "Trials together"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Trials that a worker computes as one, where their networks have one shape: small networks learn in much "
            "less time so. What does not fit together is trained one by one.",
        ),
    )
    pruner: PrunerName = setting(
        "none",
        label=QT_TRANSLATE_NOOP("engine", "Pruning"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Ends trials early that do badly on validation: those below the median of earlier ones at the same epoch, "
            "or by Hyperband, which gives many trials few epochs and the best ones all.",
        ),
    )
    seed: int = setting(
        0,
        ge=0,
        le=2**31 - 1,
        label=QT_TRANSLATE_NOOP("engine", "Seed of the search"),
        doc=QT_TRANSLATE_NOOP("engine", "The start of the sampler's random numbers; the runs have their own."),
    )
    storage: str = setting(
        "",
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Storage"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Where trials are kept: empty for a file in the sweep's folder, postgresql://user@host/database or "
            "grpc://host:port for several machines.",
        ),
    )


class SweepSettings(SearchFields):
    """All of a search but its space."""

    objectives: tuple[Objective, ...] = (Objective.of("validation_accuracy"),)
    constraints: tuple[Constraint, ...] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> "SweepSettings":
        measures = [objective.measure for objective in self.objectives]
        if not measures or len(set(measures)) != len(measures):
            raise ValueError(QT_TRANSLATE_NOOP("engine", "expected one objective or several different ones"))
        timed = "seconds" in (*measures, *(constraint.measure for constraint in self.constraints))
        if self.stack > 1 and timed:
            raise ValueError(QT_TRANSLATE_NOOP("engine", "what is computed together has no time of its own"))
        if self.sampler == "cmaes" and len(measures) > 1:
            raise ValueError(QT_TRANSLATE_NOOP("engine", "CMA-ES knows one objective; TPE takes several"))
        if self.pruner != "none" and (len(measures) > 1 or measures[0] not in OF_VALIDATION):
            raise ValueError(
                QT_TRANSLATE_NOOP("engine", "pruning needs validation accuracy or validation loss as only objective")
            )
        return self

    def planned(self, space: SearchSpace) -> int:
        """How many trials there are to be."""
        if self.sampler == "grid":
            return min(self.trials or space.grid_size, space.grid_size)
        return self.trials or DEFAULT_TRIALS
