"""What an edit changed: the layers in which two networks differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.model.spec import LayerSpec, ModelSpec


@dataclass(frozen=True, slots=True)
class Difference:
    """``changed`` are new layers and those that are another object than before, in order; ``removed`` are gone.

    ``reordered`` says that layers of both networks stand in another order.
    """

    changed: tuple[LayerSpec, ...]
    added: frozenset[str]
    removed: tuple[LayerSpec, ...]
    reordered: bool


NO_DIFFERENCE = Difference((), frozenset(), (), False)


def difference(before: ModelSpec, after: ModelSpec) -> Difference:
    """What is to be looked at anew; ids must be unique in both."""
    if before.layers is after.layers:
        return NO_DIFFERENCE
    former, now = before.by_id, after.by_id
    changed = tuple(compress(after.layers, map(is_not, map(former.get, now), after.layers)))
    added = frozenset(layer.id for layer in changed if layer.id not in former)
    gone = len(former) - (len(now) - len(added))
    removed = tuple(layer for layer_id, layer in former.items() if layer_id not in now) if gone else ()
    without = frozenset(layer.id for layer in removed)
    return Difference(changed, added, removed, _in_both(now, added) != _in_both(former, without))


def _in_both(layers: Mapping[str, LayerSpec], others: frozenset[str]) -> list[str]:
    return [layer_id for layer_id in layers if layer_id not in others] if others else list(layers)
