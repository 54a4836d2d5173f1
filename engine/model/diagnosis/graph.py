"""Problems of the graph itself: its ends, loops, inputs that are missing and branches that lead nowhere."""

from engine.model import fixes
from engine.model.layer_type import ShapeMismatch
from engine.model.problems import Fix, Problem
from engine.model.spec import LayerSpec, ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP, Text


def wrong_ends(spec: ModelSpec, inside_block: bool) -> list[Problem]:
    """Ports that the network must have exactly once."""
    problems = []
    for name in ("Output",) if inside_block else ("Input", "Output"):
        found = sum(layer.type == name for layer in spec.layers)
        if found != 1:
            problems.append(
                Problem(
                    "ports",
                    "error",
                    Text(
                        QT_TRANSLATE_NOOP("engine", "The network needs exactly one {port}, it has {found}."),
                        {"port": name, "found": found},
                    ),
                    expected="1",
                    found=str(found),
                )
            )
    return problems


def loops(spec: ModelSpec) -> list[Problem]:
    """Layers that wait for each other."""
    if len(spec.order) == len(spec.layers):
        return []
    ordered = set(spec.order)
    return [
        Problem("loop", "error", Text(QT_TRANSLATE_NOOP("engine", "is part of a loop of links")), layer.id)
        for layer in spec.layers
        if layer.id not in ordered
    ]


def missing_input(spec: ModelSpec, layer: LayerSpec, least: int) -> Problem:
    """Fewer links than the layer needs."""
    ends = [
        end
        for end in spec.order
        if not spec.consumers[end]
        and end != layer.id
        and spec[end].type != "Output"
        and not spec.reaches(layer.id, end)
    ]
    known: tuple[Fix, ...] = (fixes.join(ends[-1], layer.id),) if ends else ()
    if layer.type != "Output":
        known += (fixes.remove((layer.id,)),)
    if layer.inputs:
        words = Text(
            QT_TRANSLATE_NOOP("engine", "needs {expected} inputs, only {found} connected"),
            {"expected": least, "found": len(layer.inputs)},
        )
    else:
        words = Text(QT_TRANSLATE_NOOP("engine", "nothing is connected to its input"))
    return Problem(
        "missing_input", "error", words, layer.id, expected=str(least), found=str(len(layer.inputs)), fixes=known
    )


def mismatch(spec: ModelSpec, layer: LayerSpec, found: ShapeMismatch, inputs: tuple[Shape, ...]) -> Problem:
    """A layer that cannot take what it receives."""
    return Problem(
        "shape",
        "error",
        found.text,
        layer.id,
        found.field,
        found.expected,
        found.found,
        fixes.remedies(spec, layer, found, inputs),
    )


def unused(spec: ModelSpec) -> list[Problem]:
    """Layers that compute something nobody reads, down to the output."""
    outputs = [layer.id for layer in spec.layers if layer.type == "Output"]
    used = set(outputs)
    stack = list(outputs)
    while stack:
        for source in spec[stack.pop()].inputs:
            if source in spec and source not in used:
                used.add(source)
                stack.append(source)
    return [
        Problem(
            "unused",
            "warning",
            Text(QT_TRANSLATE_NOOP("engine", "does not lead to the output and will not be trained")),
            layer.id,
            fixes=(fixes.remove((layer.id,)),) if layer.type not in ("Input", "BlockInput") else (),
        )
        for layer in spec.layers
        if layer.id not in used and outputs and layer.inputs
    ]
