"""The fields that the layers with a sliding window share."""

from typing import Any, Literal

from engine.fields import setting
from engine.text import QT_TRANSLATE_NOOP

Padding = Literal["valid", "same", "explicit"]


def filters(default: int = 32) -> Any:
    """How many channels a convolution answers."""
    return setting(
        default,
        ge=1,
        le=65_536,
        label=QT_TRANSLATE_NOOP("engine", "Filters"),
        doc=QT_TRANSLATE_NOOP("engine", "How many filters slide over the image; each answers one channel."),
    )


def kernel_size(default: int = 3) -> Any:
    """The window's side, or its height where the width is set apart."""
    return setting(
        default,
        ge=1,
        le=255,
        unit="px",
        label=QT_TRANSLATE_NOOP("engine", "Kernel size"),
        doc=QT_TRANSLATE_NOOP("engine", "Side of the square window that each filter looks at."),
    )


def kernel_width() -> Any:
    """The window's width where it is not square."""
    return setting(
        None,
        ge=1,
        le=255,
        unit="px",
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Kernel width"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "Width of a window that is not square, the kernel size being its height; automatic is square."
        ),
    )


def stride(default: int = 1) -> Any:
    """The step of the window."""
    return setting(
        default,
        ge=1,
        le=255,
        unit="px",
        label=QT_TRANSLATE_NOOP("engine", "Stride"),
        doc=QT_TRANSLATE_NOOP("engine", "How far the window moves at a time; 2 halves the image."),
    )


def padding() -> Any:
    """How a convolution treats the border."""
    return setting(
        "valid",
        label=QT_TRANSLATE_NOOP("engine", "Padding"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "valid keeps the window inside the image; same adds zeros at the border so that the size stays; "
            "explicit adds as many as you say.",
        ),
    )


def padding_size() -> Any:
    """The zeros that explicit padding adds."""
    return setting(
        1,
        ge=1,
        le=255,
        unit="px",
        only_if={"padding": ("explicit",)},
        label=QT_TRANSLATE_NOOP("engine", "Padding size"),
        doc=QT_TRANSLATE_NOOP("engine", "How many zeros are added at each border."),
    )


def dilation() -> Any:
    """The gaps between the pixels of a window."""
    return setting(
        1,
        ge=1,
        le=255,
        unit="px",
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Dilation"),
        doc=QT_TRANSLATE_NOOP(
            "engine", "How far apart the pixels of the window lie; 2 sees nearly twice as far with as many weights."
        ),
    )


def groups() -> Any:
    """Into how many separate parts the channels fall."""
    return setting(
        1,
        ge=1,
        le=65_536,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Groups"),
        doc=QT_TRANSLATE_NOOP(
            "engine",
            "The channels fall into so many groups that do not see each other; must divide both channel counts.",
        ),
    )


def in_channels() -> Any:
    """The channels received, where a person pins them."""
    return setting(
        None,
        ge=1,
        le=65_536,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Channels in"),
        doc=QT_TRANSLATE_NOOP("engine", "How many channels it receives; automatic takes what comes."),
    )


def bias() -> Any:
    """Whether sums get a learned number added."""
    return setting(
        True,
        advanced=True,
        label=QT_TRANSLATE_NOOP("engine", "Bias"),
        doc=QT_TRANSLATE_NOOP("engine", "Add a learned number to each sum."),
    )
