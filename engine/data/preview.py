"""A look at what would be imported: how many images of which classes and sizes, and some of them to be seen."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from engine.data.pictures import BadPicture, hush_decoders, is_grey, no_memory, no_pixels, thumbnail
from engine.data.sources.examples import Example, LeftOut, natural_order
from engine.data.sources.features import Features
from engine.data.sources.labels import alike
from engine.data.sources.opening import OpenSource, opened
from engine.data.sources.options import FIND_OUT, Reading, ReadOptions
from engine.text import QT_TRANSLATE_NOOP, Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")
_Look: TypeAlias = tuple[tuple[int, int], bool]
"""(height, width) of an image, and whether it has colours."""

_LOOKED_AT = 200
"""So many examples say how large the images are and whether they have colours."""
_LARGEST_KEPT = 128
"""Images that are all of one size keep it up to here; others become :data:`_USUAL`."""
_USUAL = 32
_SHOWN = 40
_FEATURES_SHOWN = 40
_SHOWN_SIDE = 256
"""Larger pictures are shown smaller, for memory."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One example to be seen: uint8 pixels ``[H, W]`` or ``[H, W, 3]``."""

    place: str
    label: str
    pixels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One example of plain numbers to be seen: the first of its features."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What lies at a path. Sizes are (height, width) of the examples looked at, with how many have each.

    ``test_images`` are those that the source itself keeps for the test; ``shape`` (channels, height, width) is what the
    images become where nobody wishes otherwise. ``left_out`` has what is known to be of no use without reading every
    image.
    """

    kind: Text
    images: int
    test_images: int
    classes: Mapping[str, int]
    sizes: Mapping[tuple[int, int], int]
    shape: tuple[int, int, int]
    shown: tuple[Shown, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[Text, ...]
    reading: Reading
    alike: bool
    """Whether names of classes differ, or differed, in upper and lower case alone."""
    features: tuple[str, ...] = ()
    """What the numbers of each example are called, where it is no image; sizes and shape mean nothing then."""
    rows: tuple[ShownRow, ...] = ()
    """Some of those examples."""


def preview(
    source: Path | OpenSource,
    options: ReadOptions = FIND_OUT,
    check: Callable[[], None] = lambda: None,
) -> Preview:
    """Look at what lies at a path or is open already; ``check`` is called now and then and may raise.

    Raises :class:`engine.text.NetwrightError` that says what was expected.
    """
    hush_decoders()
    with opened(source) as there:
        found = there.find(options, check)
        if isinstance(found, Features):
            return _preview_of(found, options.merge_case)
        examples = found.examples
        sizes: Counter[tuple[int, int]] = Counter()
        looks: list[_Look] = []
        seen: list[Shown] = []
        unread: list[LeftOut] = []
        for look, shown in _read_some(examples, check, unread.append):
            sizes[look[0]] += 1
            looks.append(look)
            seen.append(shown)
        counts = Counter(example.label for example in examples)
    return Preview(
        kind=found.kind,
        images=len(examples),
        test_images=sum(example.part == "test" for example in examples),
        classes=_ordered(counts),
        sizes=dict(sizes.most_common()),
        shape=_suiting(looks),
        shown=tuple(_evenly(seen, _SHOWN)),
        left_out=found.left_out,
        notes=(*found.notes, *_unread_note(unread)),
        reading=found.reading,
        alike=options.merge_case or bool(alike(counts)),
    )


def _preview_of(found: Features, merge_case: bool) -> Preview:
    return Preview(
        kind=found.kind,
        images=len(found.labels),
        test_images=found.parts.count("test"),
        classes=_ordered(Counter(found.labels)),
        sizes={},
        shape=_suiting(()),
        shown=(),
        left_out=found.left_out,
        notes=found.notes,
        reading=found.reading,
        alike=merge_case or bool(alike(found.labels)),
        features=found.columns,
        rows=tuple(
            ShownRow(found.labels[number], tuple(found.values[number, :_FEATURES_SHOWN].tolist()))
            for number in _evenly(range(len(found.labels)), _SHOWN)
        ),
    )


def _ordered(counts: Counter[str]) -> dict[str, int]:
    return {label: counts[label] for label in sorted(counts, key=natural_order)}


def _unread_note(unread: Sequence[LeftOut]) -> tuple[Text, ...]:
    """What is said of the examples looked at that cannot be read."""
    if not unread:
        return ()
    words = QT_TRANSLATE_NOOP("engine", "Some images cannot be read, such as {place}: {reason}.")
    return (Text(words, {"place": unread[0].place, "reason": unread[0].reason}),)


def _read_some(
    examples: Sequence[Example],
    check: Callable[[], None] = lambda: None,
    tell: Callable[[LeftOut], None] = lambda unread: None,
) -> Iterator[tuple[_Look, Shown]]:
    """Some of the examples, from all over, as they look; those that cannot be read are told instead.

    Threads may be far ahead of whoever takes them, so that none is kept in its full size.
    """
    with ThreadPoolExecutor(os.cpu_count() or 1, "netwright-look") as pool:
        for found in pool.map(_read, _evenly(examples, _LOOKED_AT)):
            check()
            if isinstance(found, LeftOut):
                tell(found)
            else:
                yield found


def suiting_shape(examples: Sequence[Example]) -> tuple[int, int, int]:
    """(channels, height, width) that suits the images, looking at some of them."""
    return _suiting([look for look, _ in _read_some(examples)])


def _read(example: Example) -> tuple[_Look, Shown] | LeftOut:
    try:
        pixels = example.read()
        if not pixels.size:
            raise no_pixels()
        look = (pixels.shape[0], pixels.shape[1]), not is_grey(pixels)
        return look, Shown(example.place, example.label, thumbnail(pixels, _SHOWN_SIDE))
    except BadPicture as bad:
        return LeftOut(example.place, bad.reason)
    except MemoryError:
        return LeftOut(example.place, no_memory().reason)


def _suiting(looks: Sequence[_Look]) -> tuple[int, int, int]:
    sizes = {size for size, _ in looks}
    height, width = _USUAL, _USUAL
    if len(sizes) == 1 and max(only := next(iter(sizes))) <= _LARGEST_KEPT:
        height, width = only
    return 3 if any(coloured for _, coloured in looks) else 1, height, width


def _evenly(items: Sequence[T], most: int) -> Sequence[T]:
    """At most so many, from the whole of them."""
    if len(items) <= most:
        return items
    return [items[number * len(items) // most] for number in range(most)]
