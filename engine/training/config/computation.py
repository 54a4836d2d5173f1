"""How exactly a run is computed, and what it starts from."""

from typing import Literal

from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP

_SECTION = QT_TRANSLATE_NOOP("engine", "Computation")


class ComputationFields(Settings):
    """Precision, memory, checkpoints."""

    precision: Literal["float32", "tf32", "bf16", "fp16"] = setting(
        "float32",
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Precision"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "float32 is exact everywhere; tf32, bf16 and fp16 are faster where the device computes with them, and are "
            "refused where they would be slower. Weights stay float32.",
        ),
    )
    accumulate: int = setting(
        1,
        ge=1,
        le=4096,
        unit=QT_TRANSLATE_NOOP("engine", "batches"),
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Accumulate"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "The gradients of so many batches make one step: as one larger batch, in the memory of a small one.",
        ),
    )
    micro_batch: int | None = setting(
        None,
        ge=1,
        le=65_536,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Images at once"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Computes a batch in parts of so many images, with the same gradient; automatic halves it when memory "
            "runs out. Batch normalisation sees a part at a time.",
        ),
    )
    sync_batch_norm: bool = setting(
        True,
        fixed=True,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Synchronise batch norm"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Where several processes train one run, batch normalisation takes mean and variance of the whole batch, as "
            "one process does. Off: each takes those of its own part, which waits less for the others, and the running "
            "statistics are those of the first process.",
        ),
    )
    deterministic: bool = setting(
        True,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Deterministic"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "The same seed gives the same bits. Off lets a GPU take faster ways whose last digits vary."
        ),
    )
    tune: bool = setting(
        True,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Find the fastest way"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Measures for a moment which memory format, threads and rewrites are fastest here; all compute the same "
            "function.",
        ),
    )
    checkpoint_seconds: float = setting(
        30.0,
        ge=1,
        le=86_400,
        unit="s",
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Checkpoint every"),
        doc=QT_TRANSLATE_NOOP("engine", "At most so much work is lost when the machine stops; each epoch saves, too."),
    )
    history_megabytes: int = setting(
        256,
        ge=0,
        le=1_000_000,
        unit="MB",
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Keep epochs in"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Room for the weights of each epoch, to look back at them in Evaluate. Where they need more, only every "
            "second epoch stays, then every fourth; 0 keeps none.",
        ),
    )
    start_from: str = setting(
        "",
        fixed=True,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Start from run"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Name of a run whose best weights are taken where layers have the same name and size; else random.",
        ),
    )
    limit_train: int | None = setting(
        None,
        ge=2,
        fixed=True,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Training images at most"),
        doc=QT_TRANSLATE_NOOP("engine", "Use only so many of the training images; empty takes them all."),
    )
