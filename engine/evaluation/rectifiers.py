"""Which ReLU cuts off a layer's answers; no torch."""

from engine.model.spec import ModelSpec

RECTIFIERS = ("ReLU", "ReLU6")
_BETWEEN = ("BatchNorm1d", "BatchNorm2d", "LayerNorm", "GroupNorm", "InstanceNorm2d", "Dropout", "Dropout2d")
"""Layers that leave each unit a unit of its own."""


def rectifier_of(spec: ModelSpec, layer_id: str) -> str | None:
    """The layer itself where it is a ReLU, else the one that alone reads it, at most through a normalisation."""
    while layer_id in spec.by_id:
        if spec[layer_id].type in RECTIFIERS:
            return layer_id
        readers = spec.consumers.get(layer_id, ())
        if len(readers) != 1 or spec[readers[0]].type not in (*RECTIFIERS, *_BETWEEN):
            return None
        layer_id = readers[0]
    return None
