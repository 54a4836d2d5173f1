"""Which weights are kept, and when a run ends."""

from typing import Literal

from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP

_SECTION = QT_TRANSLATE_NOOP("engine", "Averaging and stopping")


class AveragingFields(Settings):
    """Averages of the weights, early stopping, the weights that are kept."""

    averaging: Literal["none", "ema", "swa"] = setting(
        "none",
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Averaged weights"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "What is validated and kept: the weights themselves, their exponential moving average (EMA), or their "
            "mean over the last epochs (SWA, Izmailov et al., 2018).",
        ),
    )
    ema_decay: float = setting(
        0.999,
        ge=0,
        lt=1,
        section=_SECTION,
        only_if={"averaging": ("ema",)},
        label=QT_TRANSLATE_NOOP("engine", "EMA decay"),
        doc=QT_TRANSLATE_NOOP("engine", "How much of the average each step keeps; 0.999 looks back some 1,000 steps."),
    )
    swa_start: float = setting(
        0.75,
        ge=0,
        lt=1,
        section=_SECTION,
        only_if={"averaging": ("swa",)},
        label=QT_TRANSLATE_NOOP("engine", "SWA from"),
        doc=QT_TRANSLATE_NOOP("engine", "The share of the run after which the weights of each epoch are averaged."),
    )
    watched: Literal["accuracy", "loss"] = setting(
        "accuracy",
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Best by"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "The validation figure that tells which epoch is the best, and whether to stop early."
        ),
    )
    restore_best: bool = setting(
        True,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Keep the best epoch"),
        doc=QT_TRANSLATE_NOOP("engine", "On keeps the weights of the best epoch, off those of the last one."),
    )
    early_stopping: bool = setting(
        False,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Stop early"),
        doc=QT_TRANSLATE_NOOP("engine", "Ends the run when validation has not become better for some epochs."),
    )
    patience: int = setting(
        5,
        ge=1,
        le=100_000,
        unit=QT_TRANSLATE_NOOP("engine", "epochs"),
        section=_SECTION,
        only_if={"early_stopping": (True,)},
        label=QT_TRANSLATE_NOOP("engine", "Patience"),
        doc=QT_TRANSLATE_NOOP("engine", "So many epochs in a row without getting better end the run."),
    )
    min_change: float = setting(
        0.0,
        ge=0,
        le=10,
        section=_SECTION,
        only_if={"early_stopping": (True,)},
        label=QT_TRANSLATE_NOOP("engine", "Least change"),
        doc=QT_TRANSLATE_NOOP("engine", "An epoch counts as better when the figure improves by more than this."),
    )
    on_not_finite: Literal["stop", "pause"] = setting(
        "stop",
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "When the loss is NaN"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Stop the run, or pause it; either way at the last good weights, so that it can go on from there."
        ),
    )
