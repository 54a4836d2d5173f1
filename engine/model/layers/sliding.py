"""What layers need of the shapes they receive: images, sequences, and windows that fit into them."""

from engine.model.layer_type import ShapeMismatch, shape_text
from engine.model.spec import Shape
from engine.text import QT_TRANSLATE_NOOP


def require_image(shape: Shape) -> tuple[int, int, int]:
    """The (channels, height, width) of an image; raises :class:`ShapeMismatch` for anything else."""
    if len(shape) == 2:
        raise ShapeMismatch(
            QT_TRANSLATE_NOOP("engine", "expects an image ({expected}), receives a sequence {found}"),
            expected=QT_TRANSLATE_NOOP("engine", "height×width×channels"),
            found=shape_text(shape),
            remedy="add_channel_axis",
        )
    if len(shape) != 3:
        raise ShapeMismatch(
            QT_TRANSLATE_NOOP("engine", "expects an image ({expected}), receives {found} numbers in a row"),
            expected=QT_TRANSLATE_NOOP("engine", "height×width×channels"),
            found=shape_text(shape),
            remedy="move_before_flatten",
        )
    channels, height, width = shape
    return channels, height, width


def require_sequence(shape: Shape, image_remedy: str = "insert_rows") -> tuple[int, int]:
    """The two sizes of a sequence; raises :class:`ShapeMismatch` with a way to make one for anything else."""
    if len(shape) == 2:
        return shape[0], shape[1]
    if len(shape) == 3:
        template = QT_TRANSLATE_NOOP("engine", "expects a sequence ({expected}), receives an image {found}")
        remedy = image_remedy
    else:
        template = QT_TRANSLATE_NOOP("engine", "expects a sequence ({expected}), receives {found} numbers in a row")
        remedy = "add_channel_axis"
    raise ShapeMismatch(
        template, expected=QT_TRANSLATE_NOOP("engine", "steps×features"), found=shape_text(shape), remedy=remedy
    )


def require_channels(found: int, pinned: int | None) -> None:
    """Raises :class:`ShapeMismatch` where a person pinned another number of channels than comes."""
    if pinned not in (None, found):
        raise ShapeMismatch(
            QT_TRANSLATE_NOOP("engine", "expects {expected} channels, receives {found}"),
            expected=str(pinned),
            found=str(found),
            field="in_channels",
            remedy="take_what_comes",
        )


def require_divisible(count: int, parts: int, template: str, *, field: str, remedy: str) -> None:
    """Raises :class:`ShapeMismatch` where ``parts`` does not divide ``count``.

    The template reads ``{expected}``, the parts, and ``{found}``, the count.
    """
    if count % parts:
        raise ShapeMismatch(template, expected=str(parts), found=str(count), field=field, remedy=remedy)


def slide(
    size: int,
    window: int,
    stride: int,
    *,
    padding: int = 0,
    dilation: int = 1,
    ceil_mode: bool = False,
    field: str = "kernel_size",
) -> int:
    """How many places a window finds along one side, as torch counts them; at least one or it does not fit.

    ``ceil_mode`` lets the last window reach over the border, if it begins inside the image or its leading padding.
    """
    reach = dilation * (window - 1) + 1
    room = size + 2 * padding - reach
    places = (room + (stride - 1 if ceil_mode else 0)) // stride + 1
    if ceil_mode and (places - 1) * stride >= size + padding:
        places -= 1
    if places < 1:
        dilated = dilation > 1 and window <= size
        raise ShapeMismatch(
            QT_TRANSLATE_NOOP("engine", "needs at least {expected} pixels a side, receives {found}"),
            expected=str(reach - 2 * padding),
            found=str(size),
            field="dilation" if dilated else field,
            remedy="undilate" if dilated else "shrink_window",
        )
    return places
