"""The receptive field: the part of the image that one value depends on, place by place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod
from typing import NamedTuple

from engine.model.reach import Along, Reach
from engine.model.spec import Shape

Span = tuple[int, int]
"""The first and the last pixel along one side; ``NOTHING`` for no pixel at all."""
Table = tuple[Span, ...]
"""The span of each place along an axis; a single one holds for all places."""
Layout = tuple[str, ...]
"""What each axis counts: places along the image's sides (``y``, ``x``), both in rows (``yx``), or neither (empty)."""

NOTHING: Span = (1, 0)
IMAGE: Layout = ("", "y", "x")
ANY: Layout = ("any",)
"""All values see the same."""
LOST: Layout = ("lost",)
"""Values see different parts, and which sees which is not followed further; what is known is all of them together."""


@dataclass(frozen=True, slots=True)
class ReceptiveField:
    """What the values of a layer see of the image, which has ``image`` = (height, width) pixels.

    A value sees a box; ``rows`` and ``columns`` have its spans for each place along the axes that ``layout`` names.
    ``height`` and ``width`` are those of the value in the middle, clipped to the image. ``whole`` is the box of all
    values together.

    The box is that of all pixels that can change the value; of a sequence, that of a whole token. It is ``exact`` for
    whatever slides, enlarges, pools, merges or moves values about. It is an upper bound behind a Conv1d or a pooling
    along patches or within rows, of rows behind a class token, along what a Reshape or a Flatten mixed, behind a
    concatenation along a side of the image or of values that such layers mixed, and behind attention whose query and
    memory differ. Statistics that a normalisation takes of the whole image do not count. In a block that is repeated,
    only the first copy is followed place by place; each further one is taken to widen the box by as much.
    """

    height: int
    width: int
    image: tuple[int, int]
    rows: Table | None = None
    columns: Table | None = None
    layout: Layout = IMAGE
    whole: tuple[Span, Span] | None = None
    exact: bool = True
    whole_exact: bool = True

    def through(self, reach: Reach) -> ReceptiveField:
        """The field of what a layer with that reach computes from values with this one."""
        if reach.kind == "same":
            return self
        opened = _opened(self)
        followed = _FOLLOWED.get(reach.kind)
        found = followed(opened, reach) if followed is not None else None
        if found is not None:
            return found._with(found.exact and self.exact, found.whole_exact and self.whole_exact)
        everywhere = _made(self.image, *_box(opened), ANY)
        known = reach.kind in ("everywhere", "gathered") and self.whole_exact
        return everywhere._with(known and reach.kind == "everywhere", known)

    def joined(self, other: ReceptiveField) -> ReceptiveField:
        """The field of what depends on values with this one and on values with another."""
        if self is other:
            return self
        one, two = _opened(self), _opened(other)
        rows, columns = _both(one.rows, two.rows), _both(one.columns, two.columns)
        layout = two.layout if one.layout == ANY else one.layout
        alike = ANY in (one.layout, two.layout) or one.layout == two.layout
        # Where a value sees no row its columns do not count, which the tables, one for each side, cannot tell.
        partial = any(NOTHING in table for table in (one.rows, one.columns, two.rows, two.columns))
        exact = self.exact and other.exact and not partial
        whole_exact = self.whole_exact and other.whole_exact and not partial
        if LOST not in (one.layout, two.layout) and alike and rows is not None and columns is not None:
            return _made(self.image, rows, columns, layout)._with(exact, whole_exact)
        middle = [_hulled((_middle(a), _middle(b))) for a, b in ((one.rows, two.rows), (one.columns, two.columns))]
        found = _made(self.image, (middle[0],), (middle[1],), LOST, _hull(one, two))
        return found._with(exact and one.layout == two.layout, whole_exact)

    def _with(self, exact: bool, whole_exact: bool) -> ReceptiveField:
        if (exact, whole_exact) == (self.exact, self.whole_exact):
            return self
        return replace(self, exact=exact, whole_exact=whole_exact)

    def grown(self, height: int, width: int) -> ReceptiveField:
        """The same with another height and width: every box grows by half of the difference on either side."""
        if (height, width) == (self.height, self.width):
            return self
        opened = _opened(self)
        rows = _grown(opened.rows, height - self.height, self.image[0])
        columns = _grown(opened.columns, width - self.width, self.image[1])
        return _made(self.image, rows, columns, opened.layout, opened.whole)._with(False, False)


class _Opened(NamedTuple):
    image: tuple[int, int]
    rows: Table
    columns: Table
    layout: Layout
    whole: tuple[Span, Span] | None


def _opened(field: ReceptiveField) -> _Opened:
    """The field with its tables; the image itself has one where each pixel sees itself."""
    rows = field.rows if field.rows is not None else _pixels(field.image[0])
    columns = field.columns if field.columns is not None else _pixels(field.image[1])
    return _Opened(field.image, rows, columns, field.layout, field.whole)


@lru_cache(maxsize=64)
def _pixels(size: int) -> Table:
    return tuple((pixel, pixel) for pixel in range(size))


def _made(
    image: tuple[int, int], rows: Table, columns: Table, layout: Layout, whole: tuple[Span, Span] | None = None
) -> ReceptiveField:
    middle = (_middle(rows), _middle(columns))
    if "yx" in layout:
        row, column = divmod(len(rows) * len(columns) // 2, len(columns))
        middle = (rows[row], columns[column])
    height, width = (0, 0) if NOTHING in middle else (last - first + 1 for first, last in middle)
    return ReceptiveField(height, width, image, rows, columns, layout, whole)


def _middle(table: Table) -> Span:
    return table[len(table) // 2]


def _hulled(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of these."""
    first, last = None, 0
    for low, high in spans:
        if low <= high:
            first = low if first is None or low < first else first
            last = max(last, high)
    return (first, last) if first is not None else NOTHING


def _box(field: _Opened) -> tuple[Table, Table]:
    rows, columns = field.whole or (_hulled(field.rows), _hulled(field.columns))
    return (rows,), (columns,)


def _hull(one: _Opened, two: _Opened) -> tuple[Span, Span]:
    boxes = [_box(field) for field in (one, two)]
    return _hulled(rows[0] for rows, _ in boxes), _hulled(columns[0] for _, columns in boxes)


@lru_cache(maxsize=512)
def _both(one: Table, two: Table) -> Table | None:
    """What each place sees in either; a single span serves all places."""
    if one == two:
        return one
    if len(one) != len(two) and 1 not in (len(one), len(two)):
        return None
    count = max(len(one), len(two))
    pairs = zip(_spread(one, count), _spread(two, count), strict=True)
    return tuple(_either(*pair) for pair in pairs)


def _either(one: Span, two: Span) -> Span:
    if NOTHING in (one, two):
        return two if one == NOTHING else one
    return min(one[0], two[0]), max(one[1], two[1])


def _spread(table: Table, count: int) -> Table:
    return table * count if len(table) == 1 else table


def _grown(table: Table, more: int, size: int) -> Table:
    before = more // 2
    spans = [(first - before, last + more - before) if first <= last else NOTHING for first, last in table]
    return tuple((max(first, 0), min(last, size - 1)) if (first, last) != NOTHING else NOTHING for first, last in spans)


@lru_cache(maxsize=512)
def _slid(table: Table, along: Along) -> Table:
    spread = _spread(table, along.size)
    return tuple(_hulled(spread[seen] for seen in along.seen(place)) for place in range(along.places))


# --- what layers do to the places; ``None`` where that is not followed


def _windows(field: _Opened, reach: Reach) -> ReceptiveField | None:
    if field.layout not in (IMAGE, ANY):
        return None
    rows, columns = _slid(field.rows, reach.sides[0]), _slid(field.columns, reach.sides[1])
    return _made(field.image, rows, columns, IMAGE)


def _patches(field: _Opened, reach: Reach) -> ReceptiveField | None:
    found = _windows(field, reach)
    if found is None or found.rows is None or found.columns is None:
        return None
    return _made(field.image, found.rows, found.columns, ("yx", ""))


def _mixed(field: _Opened, axis: int) -> _Opened:
    """What a layer sees that reads all of an axis at each place of the others."""
    if field.layout in (ANY, LOST):
        return field
    name = field.layout[axis]
    rows = (_hulled(field.rows),) if "y" in name else field.rows
    columns = (_hulled(field.columns),) if "x" in name else field.columns
    layout = list(field.layout)
    layout[axis] = ""
    return field._replace(rows=rows, columns=columns, layout=tuple(layout))


def _features(field: _Opened, reach: Reach) -> ReceptiveField | None:
    if field.layout == LOST:
        return None
    mixed = _mixed(field, -1)
    return _made(field.image, mixed.rows, mixed.columns, mixed.layout)


def _steps(field: _Opened, reach: Reach) -> ReceptiveField | None:
    single = len(field.layout) < 2 or (field.layout[0] == "" and field.layout[1] != "")
    if len(field.layout) == 2:
        field = _mixed(field, 0)
    layout = ("", "y") if field.layout == ANY else field.layout
    if len(layout) != 2 or layout[1] == "yx":
        return None
    along = reach.sides[0]
    rows = _slid(field.rows, along) if layout[1] == "y" else field.rows
    columns = _slid(field.columns, along) if layout[1] == "x" else field.columns
    return _made(field.image, rows, columns, layout)._with(exact=single, whole_exact=single)


def _past(field: _Opened, reach: Reach) -> ReceptiveField | None:
    if field.layout == ANY:
        return _made(field.image, field.rows, field.columns, ANY)
    field = _mixed(field, -1)
    if field.layout not in (("y", ""), ("x", "")):
        return None
    along = field.layout[0]
    rows = _summed_up(field.rows) if along == "y" else field.rows
    columns = _summed_up(field.columns) if along == "x" else field.columns
    return _made(field.image, rows, columns, field.layout)


def _summed_up(table: Table) -> Table:
    found, so_far = [], NOTHING
    for span in table:
        so_far = _hulled((so_far, span))
        found.append(so_far)
    return tuple(found)


def _rows(field: _Opened, reach: Reach) -> ReceptiveField | None:
    if field.layout == ANY:
        return _made(field.image, field.rows, field.columns, ANY)
    if field.layout != IMAGE:
        return None
    if reach.kind == "rows":
        return _made(field.image, field.rows, (_hulled(field.columns),), ("y", ""))
    return _made(field.image, (_hulled(field.rows),), field.columns, ("x", ""))


def _take(field: _Opened, reach: Reach) -> ReceptiveField | None:
    steps = reach.received[0]
    index = reach.numbers[0] % steps
    match field.layout:
        case ("y", rest):
            return _made(field.image, (_spread(field.rows, steps)[index],), field.columns, (rest,) if rest else ANY)
        case ("x", rest):
            return _made(field.image, field.rows, (_spread(field.columns, steps)[index],), (rest,) if rest else ANY)
        case ("yx", *_):
            row, column = divmod(index, len(field.columns))
            return _made(field.image, (field.rows[row],), (field.columns[column],), ANY)
        case ("", place):
            return _made(field.image, field.rows, field.columns, (place,))
    return None


def _lead(field: _Opened, reach: Reach) -> ReceptiveField | None:
    """A token that sees nothing stands before the others: the one in the middle has moved on by one."""
    rows, columns = _box(field)
    steps = reach.received[0]
    middle = _take(field, Reach("take", (), ((steps + 1) // 2 - 1,), reach.received))
    if middle is None or field.layout in (ANY, LOST):
        return None if field.layout != ANY else _made(field.image, field.rows, field.columns, ANY)
    found = _made(field.image, *_box(_opened(middle)), LOST, (rows[0], columns[0]))
    return found._with(exact=field.layout[0] == "yx", whole_exact=True)  # one value of a row sees less than its token


def _permute(field: _Opened, reach: Reach) -> ReceptiveField | None:
    if field.layout in (ANY, LOST):
        return _made(field.image, field.rows, field.columns, field.layout, field.whole)
    return _made(field.image, field.rows, field.columns, tuple(field.layout[axis] for axis in reach.numbers))


def _reshape(field: _Opened, reach: Reach) -> ReceptiveField | None:
    if field.layout in (ANY, LOST):
        return _made(field.image, field.rows, field.columns, field.layout, field.whole)
    sizes = _filled(reach.numbers, prod(reach.received))
    layout = _regrouped(field.layout, reach.received, sizes)
    if layout is not None:
        rows, columns = field.rows, field.columns
        if "yx" in layout:
            sides = dict(zip(field.layout, reach.received, strict=True))
            rows, columns = _spread(rows, sides.get("y", len(rows))), _spread(columns, sides.get("x", len(columns)))
        return _made(field.image, rows, columns, layout)
    # The value in the middle of what leaves, found among those that come in.
    places, rest = {}, _middle_index(sizes)
    for name, size in zip(reversed(field.layout), reversed(reach.received), strict=True):
        rest, places[name] = divmod(rest, size)
    if "yx" in places:
        places["y"], places["x"] = divmod(places["yx"], len(field.columns))
    row = field.rows[places.get("y", 0) if len(field.rows) > 1 else 0]
    column = field.columns[places.get("x", 0) if len(field.columns) > 1 else 0]
    rows, columns = _box(field)
    found = _made(field.image, (row,), (column,), LOST, (rows[0], columns[0]))
    return found._with(exact=field.layout == IMAGE or "yx" in field.layout, whole_exact=True)


def _flatten(field: _Opened, reach: Reach) -> ReceptiveField | None:
    start, end = reach.numbers
    shape = reach.received
    sizes = (*shape[:start], prod(shape[start : end + 1]), *shape[end + 1 :])
    return _reshape(field, Reach("reshape", (), sizes, shape))


def _filled(sizes: tuple[int, ...], count: int) -> tuple[int, ...]:
    known = prod(size for size in sizes if size != -1)
    return tuple(count // known if size == -1 else size for size in sizes)


def _middle_index(sizes: tuple[int, ...]) -> int:
    index = 0
    for size in sizes:
        index = index * size + size // 2
    return index


def _regrouped(layout: Layout, shape: Shape, sizes: Shape) -> Layout | None:
    """What the axes count under other sizes; ``None`` where one would count more than one thing unevenly."""
    left = [(name, size) for name, size in zip(layout, shape, strict=True) if size != 1][::-1]
    found: list[str] = []
    for wanted in sizes:
        names: list[str] = []
        rest = wanted
        while rest > 1:
            if not left or rest % left[-1][1]:
                return None
            name, size = left.pop()
            names.append(name)
            rest //= size
        kept = [name for name in names if name]
        if kept and kept != names and any(names.index(name) for name in kept):
            return None
        if len(names) > len(kept) > 0 or kept not in ([], ["y"], ["x"], ["yx"], ["y", "x"]):
            return None
        found.append("".join(kept))
    # An axis of size 1 that counted a side is gone; its table holds for all.
    return tuple(found)


def _concatenate(field: _Opened, reach: Reach) -> ReceptiveField | None:
    axis = reach.numbers[0]
    kept = field.layout == ANY or (field.layout != LOST and not field.layout[axis])
    found = _made(field.image, field.rows, field.columns, field.layout, field.whole)
    if kept:
        return found
    rows, columns = _box(field)
    lost = _made(field.image, (_middle(field.rows),), (_middle(field.columns),), LOST, (rows[0], columns[0]))
    return lost._with(exact=False, whole_exact=True)


_FOLLOWED = {
    "windows": _windows,
    "patches": _patches,
    "steps": _steps,
    "features": _features,
    "past": _past,
    "rows": _rows,
    "columns": _rows,
    "take": _take,
    "lead": _lead,
    "permute": _permute,
    "reshape": _reshape,
    "flatten": _flatten,
    "concatenate": _concatenate,
}
