"""What keeps weights and gradients in bounds."""

from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP

_SECTION = QT_TRANSLATE_NOOP("engine", "Regularisation")


class RegularisationFields(Settings):
    """Penalties, clipping and mixing."""

    decoupled: bool | None = setting(
        None,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Decoupled decay"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "On shrinks the weights by rate × decay (Loshchilov and Hutter, 2019); off adds decay × weight to the "
            "gradient (L2). Automatic: on in AdamW, Lion and Muon, off in the others.",
        ),
    )
    l1: float = setting(
        0.0,
        ge=0,
        le=1,
        logarithmic=True,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "L1 penalty"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Adds this times the sign of each weight to its gradient; drives many weights to zero."
        ),
    )
    clip_norm: float | None = setting(
        None,
        gt=0,
        le=1e6,
        logarithmic=True,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Clip gradient norm"),
        doc=QT_TRANSLATE_NOOP("engine", "A gradient longer than this, over all weights together, is shortened to it."),
    )
    clip_value: float | None = setting(
        None,
        gt=0,
        le=1e6,
        logarithmic=True,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Clip gradient values"),
        doc=QT_TRANSLATE_NOOP("engine", "Each number of the gradient is kept within plus and minus this."),
    )
    mixup: float = setting(
        0.0,
        ge=0,
        le=10,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Mixup"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Blends pairs of images and their labels (Zhang et al., 2018); the alpha of the Beta distribution.",
        ),
    )
    cutmix: float = setting(
        0.0,
        ge=0,
        le=10,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "CutMix"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Pastes a rectangle of another image and mixes the labels by area (Yun et al., 2019); beside Mixup, each "
            "batch takes one of the two.",
        ),
    )
