"""How the learning rate moves over a run. The arithmetic stands in `engine.training.schedules`."""

from itertools import pairwise
from typing import Annotated, Literal

from annotated_types import Ge, Le, MaxLen
from pydantic import field_validator

from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP

ScheduleName = Literal[
    "constant", "step", "multistep", "exponential", "cosine", "one_cycle", "polynomial", "plateau"
]  # fmt: skip

_SECTION = QT_TRANSLATE_NOOP("engine", "Schedule")

Milestones = Annotated[tuple[Annotated[int, Ge(1), Le(100_000)], ...], MaxLen(100)]


class ScheduleFields(Settings):
    """The schedule of the learning rate, and the warm-up before it."""

    schedule: ScheduleName = setting(
        "constant",
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Schedule"),
        doc=QT_TRANSLATE_NOOP("engine", "How the learning rate moves while the network learns."),
    )
    warmup_epochs: float = setting(
        0.0,
        ge=0,
        le=1000,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Warm-up epochs"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "For so many epochs (parts count) the rate rises evenly from near zero to its full size."
        ),
    )
    step_epochs: int = setting(
        5,
        ge=1,
        le=100_000,
        section=_SECTION,
        only_if={"schedule": ("step",)},
        label=QT_TRANSLATE_NOOP("engine", "Epochs between steps"),
        doc=QT_TRANSLATE_NOOP("engine", "After each so many epochs the rate is multiplied by the factor."),
    )
    milestones: Milestones = setting(
        (5, 8),
        section=_SECTION,
        only_if={"schedule": ("multistep",)},
        label=QT_TRANSLATE_NOOP("engine", "Milestones"),
        doc=QT_TRANSLATE_NOOP("engine", "After each of these epochs the rate is multiplied by the factor: 5, 8."),
    )
    rate_factor: float = setting(
        0.1,
        gt=0,
        le=1,
        section=_SECTION,
        only_if={"schedule": ("step", "multistep", "plateau")},
        label=QT_TRANSLATE_NOOP("engine", "Factor"),
        doc=QT_TRANSLATE_NOOP("engine", "What the rate is multiplied by at each step down."),
    )
    epoch_factor: float = setting(
        0.9,
        gt=0,
        le=1,
        section=_SECTION,
        only_if={"schedule": ("exponential",)},
        label=QT_TRANSLATE_NOOP("engine", "Factor per epoch"),
        doc=QT_TRANSLATE_NOOP("engine", "What the rate is multiplied by over an epoch, a little at each step."),
    )
    final_factor: float = setting(
        0.0,
        ge=0,
        le=1,
        section=_SECTION,
        only_if={"schedule": ("cosine", "one_cycle", "polynomial")},
        label=QT_TRANSLATE_NOOP("engine", "Final factor"),
        doc=QT_TRANSLATE_NOOP("engine", "Where the rate ends, as a share of the learning rate."),
    )
    cycles: int = setting(
        1,
        ge=1,
        le=1000,
        section=_SECTION,
        only_if={"schedule": ("cosine",)},
        label=QT_TRANSLATE_NOOP("engine", "Cycles"),
        doc=QT_TRANSLATE_NOOP("engine", "How often the rate starts again from the top (Loshchilov and Hutter, 2017)."),
    )
    cycle_growth: float = setting(
        1.0,
        ge=1,
        le=10,
        section=_SECTION,
        only_if={"schedule": ("cosine",)},
        label=QT_TRANSLATE_NOOP("engine", "Growth of cycles"),
        doc=QT_TRANSLATE_NOOP("engine", "Each cycle is so many times as long as the one before it."),
    )
    peak_at: float = setting(
        0.3,
        ge=0,
        le=1,
        section=_SECTION,
        only_if={"schedule": ("one_cycle",)},
        label=QT_TRANSLATE_NOOP("engine", "Peak at"),
        doc=QT_TRANSLATE_NOOP("engine", "When the rate is at its highest, as a share of the run."),
    )
    start_factor: float = setting(
        0.04,
        ge=0,
        le=1,
        section=_SECTION,
        only_if={"schedule": ("one_cycle",)},
        label=QT_TRANSLATE_NOOP("engine", "Start factor"),
        doc=QT_TRANSLATE_NOOP("engine", "Where the rate starts, as a share of the learning rate."),
    )
    power: float = setting(
        1.0,
        gt=0,
        le=10,
        section=_SECTION,
        only_if={"schedule": ("polynomial",)},
        label=QT_TRANSLATE_NOOP("engine", "Power"),
        doc=QT_TRANSLATE_NOOP("engine", "1 falls in a straight line, 2 falls fast at first."),
    )
    plateau_patience: int = setting(
        3,
        ge=0,
        le=100_000,
        section=_SECTION,
        only_if={"schedule": ("plateau",)},
        label=QT_TRANSLATE_NOOP("engine", "Plateau patience"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "The rate is multiplied by the factor after more than so many epochs without a better validation."
        ),
    )
    plateau_threshold: float = setting(
        1e-4,
        ge=0,
        lt=1,
        section=_SECTION,
        only_if={"schedule": ("plateau",)},
        label=QT_TRANSLATE_NOOP("engine", "Plateau threshold"),
        doc=QT_TRANSLATE_NOOP("engine", "An epoch counts as better when the loss falls by more than this share."),
    )

    @field_validator("milestones")
    @classmethod
    def _ascending(cls, milestones: tuple[int, ...]) -> tuple[int, ...]:
        if any(later <= earlier for earlier, later in pairwise(milestones)):
            raise ValueError(QT_TRANSLATE_NOOP("engine", "expected ascending epochs"))
        return milestones
