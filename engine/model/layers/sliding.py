"""What every window that slides over an image shares: it needs an image, and it must fit into it."""

from engine.model.layer_type import ShapeMismatch, shape_text
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


def require_image(shape: Shape) -> tuple[int, int, int]:
    """The (channels, height, width) of an image; raises :class:`ShapeMismatch` for anything else."""
    if len(shape) != 3:
        raise ShapeMismatch(
            QT_TRANSLATE_NOOP("engine", "expects an image ({expected}), receives {found} numbers in a row"),
            expected=QT_TRANSLATE_NOOP("engine", "height×width×channels"),
            found=shape_text(shape),
            remedy="move_before_flatten",
        )
    channels, height, width = shape
    return channels, height, width


def slide(size: int, window: int, stride: int) -> int:
    """How many places a window finds along one side, as torch counts them (floor); at least one or it does not fit."""
    places = (size - window) // stride + 1
    if size < window:
        raise ShapeMismatch(
            QT_TRANSLATE_NOOP("engine", "needs at least {expected} pixels a side, receives {found}"),
            expected=str(window),
            found=str(size),
            field="kernel_size",
            remedy="shrink_window",
        )
    return places
