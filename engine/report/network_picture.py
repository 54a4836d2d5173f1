"""The network as it stands on the canvas, as a drawing."""

from __future__ import annotations

from engine.model.analysis import Analysis
from engine.model.layer_type import shape_text
from engine.model.layout import NODE_HEIGHT, NODE_WIDTH, Layout
from engine.model.registry import layer_type
from engine.model.spec import ModelSpec
from engine.report.drawing import FAINT, GOOD, INK, MUTED, PAPER, TRAINING, VALIDATION, Box, Drawing, Label, Mark, Path

_MARGIN = 10.0
_COLOURS = {
    "ports": MUTED,
    "dense": TRAINING,
    "convolution": TRAINING,
    "recurrent": TRAINING,
    "attention": TRAINING,
    "activation": VALIDATION,
    "normalisation": GOOD,
    "regularisation": GOOD,
}
"""The edge of a node by its layer's category; other categories are grey."""


def network_picture(spec: ModelSpec, layout: Layout, analysis: Analysis, words: str) -> Drawing:
    """Nodes with their type, settings and the shape of what they answer, and the links between them."""
    places = {layer.id: layout.get(layer.id, (0.0, 0.0)) for layer in spec.layers}
    left = min(x for x, _ in places.values()) - NODE_WIDTH / 2 - _MARGIN
    top = min(y for _, y in places.values()) - NODE_HEIGHT / 2 - _MARGIN
    width = max(x for x, _ in places.values()) + NODE_WIDTH / 2 + _MARGIN - left
    height = max(y for _, y in places.values()) + NODE_HEIGHT / 2 + _MARGIN - top
    moved = {layer_id: (x - left, y - top) for layer_id, (x, y) in places.items()}
    marks: list[Mark] = []
    for layer in spec.layers:
        for source in layer.inputs:
            if source in moved:
                marks += _link(moved[source], moved[layer.id])
    for layer in spec.layers:
        marks += _node(spec, layer.id, *moved[layer.id], analysis)
    return Drawing(width, height, tuple(marks), words)


def _link(start: tuple[float, float], end: tuple[float, float]) -> list[Mark]:
    (x, y), (to_x, to_y) = start, end
    above, below = y + NODE_HEIGHT / 2, to_y - NODE_HEIGHT / 2
    middle = (above + below) / 2
    points = ((x, above), (to_x, below)) if x == to_x else ((x, above), (x, middle), (to_x, middle), (to_x, below))
    head = Path(((to_x - 4, below - 6), (to_x, below), (to_x + 4, below - 6)), MUTED, 1.2)
    return [Path(points, MUTED, 1.2), head]


def _node(spec: ModelSpec, layer_id: str, x: float, y: float, analysis: Analysis) -> list[Mark]:
    layer, kind = spec[layer_id], layer_type(spec[layer_id].type)
    report = analysis.layers.get(layer_id)
    shape = None if report is None else report.output_shape
    left, top = x - NODE_WIDTH / 2, y - NODE_HEIGHT / 2
    name = f"{layer.type}  {kind.summary(layer.params)}".strip()
    return [
        Box(left, top, NODE_WIDTH, NODE_HEIGHT, PAPER, FAINT, 6),
        Box(left, top, 5, NODE_HEIGHT, _COLOURS.get(kind.category, MUTED), None, 2),
        Label(left + 14, y - 2, name[:34], 12, INK, bold=True),
        Label(left + 14, y + 12, layer_id[:34], 9, MUTED),
        Label(left + NODE_WIDTH - 10, y + 4, "–" if shape is None else shape_text(shape), 11, MUTED, "end"),
    ]
