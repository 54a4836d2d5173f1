"""Axes counted without the batch, as a person sees them, and torch's dimensions, which count the batch."""

from typing import Any

from engine.fields import setting
from engine.model.layer_type import ShapeMismatch, Unreadable
from engine.text import QT_TRANSLATE_NOOP

MAXIMUM_AXES = 4


def axis_setting(default: int, *, label: str, doc: str, advanced: bool = False) -> Any:
    """A field for one axis: 0 is the first after the batch, −1 the last."""
    return setting(default, ge=-MAXIMUM_AXES, le=MAXIMUM_AXES - 1, advanced=advanced, label=label, doc=doc)


def dimension(axis: int) -> int:
    """Torch's dimension of an axis."""
    return axis + 1 if axis >= 0 else axis


def axis_of(dim: object) -> int:
    """The axis of torch's dimension; raises :class:`Unreadable` for the batch's."""
    if not isinstance(dim, int) or dim == 0:
        raise Unreadable(QT_TRANSLATE_NOOP("engine", "works across the batch"))
    return dim - 1 if dim > 0 else dim


def resolved(axis: int, rank: int, field: str) -> int:
    """The axis counted from the front; raises :class:`ShapeMismatch` where there is none such."""
    if not -rank <= axis < rank:
        raise ShapeMismatch(
            QT_TRANSLATE_NOOP("engine", "works on axis {found}, but there are only the axes {expected}"),
            expected=f"0…{rank - 1}" if rank > 1 else "0",
            found=str(axis),
            field=field,
            remedy="nearest_axis",
        )
    return axis % rank


def sizes_are_sensible(sizes: tuple[int, ...]) -> tuple[int, ...]:
    """Check the sizes that a person gives, one of which may be −1, «the rest»; raises :class:`ValueError`."""
    if not 1 <= len(sizes) <= MAXIMUM_AXES:
        raise ValueError(QT_TRANSLATE_NOOP("engine", "expected one to four sizes"))
    if sizes.count(-1) > 1 or not all(size == -1 or 1 <= size <= 100_000_000 for size in sizes):
        raise ValueError(QT_TRANSLATE_NOOP("engine", "expected sizes above 0, or −1 for at most one: the rest"))
    return sizes


def filled(sizes: tuple[int, ...], count: int) -> tuple[int, ...]:
    """The sizes with «the rest» worked out, so that they hold ``count`` numbers; else :class:`ShapeMismatch`."""
    known = 1
    for size in sizes:
        known *= size if size != -1 else 1
    if (-1 in sizes and count % known == 0) or known == count:
        return tuple(count // known if size == -1 else size for size in sizes)
    if -1 in sizes:
        template = QT_TRANSLATE_NOOP("engine", "needs a multiple of {expected} numbers, receives {found}")
    else:
        template = QT_TRANSLATE_NOOP("engine", "makes {expected} numbers, receives {found}")
    raise ShapeMismatch(template, expected=str(known), found=str(count), field="sizes", remedy="fit_sizes")
