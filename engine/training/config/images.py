"""How training images are moved about at random, each by itself, so that the network sees every one a little anew."""

from engine.fields import Settings, setting
from engine.text import QT_TRANSLATE_NOOP

_SECTION = QT_TRANSLATE_NOOP("engine", "Augmentation")


class ImageFields(Settings):
    """Random changes of training images, drawn for each image from (seed, epoch)."""

    augment_shift: float = setting(
        0.0,
        ge=0,
        le=32,
        unit="px",
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Shift"),
        doc=QT_TRANSLATE_NOOP("engine", "Moves each image by up to so many pixels, both ways."),
    )
    augment_rotation: float = setting(
        0.0,
        ge=0,
        le=180,
        unit="°",
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Rotation"),
        doc=QT_TRANSLATE_NOOP("engine", "Turns each image by up to so many degrees, both ways."),
    )
    augment_scale: float = setting(
        0.0,
        ge=0,
        lt=1,
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Scaling"),
        doc=QT_TRANSLATE_NOOP("engine", "Enlarges or shrinks each image by up to this share; 0.1 is 90 to 110 %."),
    )
    augment_shear: float = setting(
        0.0,
        ge=0,
        le=60,
        unit="°",
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Shear"),
        doc=QT_TRANSLATE_NOOP("engine", "Slants each image by up to so many degrees, both ways."),
    )
    augment_elastic: float = setting(
        0.0,
        ge=0,
        le=8,
        unit="px",
        section=_SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Elastic"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Bends each image by smooth random shifts of about so many pixels (Simard et al., 2003)."
        ),
    )
