"""More random changes of training images: places in whole pixels, light, noise, holes, and a few of all by chance."""

from engine.fields import ABOVE_ZERO, Settings, setting
from engine.text import QT_TRANSLATE_NOOP

SECTION = QT_TRANSLATE_NOOP("engine", "Augmentation")


class PixelFields(Settings):
    """Random changes of training images beside those of the warp, drawn for each image from (seed, epoch)."""

    augment_crop: int = setting(
        0,
        ge=0,
        le=32,
        unit="px",
        section=SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Random crop"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Cuts each image at a random place from itself with so many black pixels around it."
        ),
    )
    augment_flip_horizontal: float = setting(
        0.0,
        ge=0,
        le=1,
        section=SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Horizontal flip"),
        doc=QT_TRANSLATE_NOOP("engine", "Mirrors this share of the images left to right; 0.5 is usual."),
    )
    augment_flip_vertical: float = setting(
        0.0,
        ge=0,
        le=1,
        section=SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Vertical flip"),
        doc=QT_TRANSLATE_NOOP("engine", "Turns this share of the images upside down; 0.5 is usual."),
    )
    augment_blur: float = setting(
        0.0,
        ge=0,
        le=8,
        unit="px",
        section=SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Blur"),
        doc=QT_TRANSLATE_NOOP("engine", "Blurs each image by a Gaussian of up to this standard deviation."),
    )
    augment_brightness: float = setting(
        0.0,
        ge=0,
        le=1,
        section=SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Brightness"),
        doc=QT_TRANSLATE_NOOP("engine", "Makes each image brighter or darker by up to this share; 0.2 is 80 to 120 %."),
    )
    augment_contrast: float = setting(
        0.0,
        ge=0,
        le=1,
        section=SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Contrast"),
        doc=QT_TRANSLATE_NOOP("engine", "Raises or lowers each image's contrast by up to this share."),
    )
    augment_noise: float = setting(
        0.0,
        ge=0,
        le=1,
        section=SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Noise"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Adds Gaussian noise of up to this standard deviation to each image, where 1 is white."
        ),
    )
    augment_erase: float = setting(
        0.0,
        ge=0,
        le=1,
        section=SECTION,
        label=QT_TRANSLATE_NOOP("engine", "Erasing"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Blackens a random rectangle in this share of the images (Zhong et al., 2020)."
        ),
    )
    augment_erase_area: float = setting(
        0.2,
        ge=0.02,
        le=1,
        section=SECTION,
        only_if={"augment_erase": ABOVE_ZERO},
        label=QT_TRANSLATE_NOOP("engine", "Erased area"),
        doc=QT_TRANSLATE_NOOP("engine", "The rectangle's area is drawn from 0.02 to this share of the image."),
    )
    augment_random: int = setting(
        0,
        ge=0,
        le=10,
        section=SECTION,
        label="RandAugment",
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "Changes each image by so many operations, chosen at random from shifts, rotation, scaling, shear, blur, "
            "brightness, contrast, noise and erasing (Cubuk et al., 2020).",
        ),
    )
    augment_random_magnitude: float = setting(
        5.0,
        ge=0,
        le=10,
        section=SECTION,
        only_if={"augment_random": ABOVE_ZERO},
        label=QT_TRANSLATE_NOOP("engine", "Magnitude"),
        doc=QT_TRANSLATE_NOOP("engine", "How strongly RandAugment's operations change an image; 10 is the most."),
    )
