"""Stretches of a network that are computed in oneDNN's own layout.

oneDNN stores images as blocks of 8 or 16 channels. Given torch's layouts it converts them at each convolution, forward
and backward, or takes slower kernels, and torch has no vectorised pooling for most of them. Tensors in oneDNN's layout
(``Tensor.to_mkldnn``) stay in it from a stretch's first layer to its last, through the backward pass, too.
"""

from torch import nn

from engine.model.build import GraphModule
from engine.model.modules import Add
from engine.training.tuning.geometry import window_of
from engine.training.tuning.kinds import POINTWISE
from engine.training.tuning.steps import Steps, module_of, readers


def blocked(graph: GraphModule, steps: Steps) -> Steps:
    """Mark the steps to be computed so: layers that can be, where a convolution is among those linked to them."""
    able = [can_be_blocked(module_of(graph, step)) for step in steps]
    chosen: set[int] = set()
    reading = readers(steps)
    made_by = {step.value: position for position, step in enumerate(steps)}
    for start, step in enumerate(steps):
        if able[start] and start not in chosen and isinstance(module_of(graph, step), nn.Conv2d):
            waiting = [start]
            while waiting:
                position = waiting.pop()
                if position in chosen or not able[position]:
                    continue
                chosen.add(position)
                waiting += reading.get(steps[position].value, [])
                waiting += [made_by[source] for source in steps[position].sources if source in made_by]
    chosen -= _at_the_end(graph, steps, chosen)
    return tuple(step._replace(blocked=position in chosen) for position, step in enumerate(steps))


def _at_the_end(graph: GraphModule, steps: Steps, chosen: set[int]) -> set[int]:
    """Activations that only torch's layers read: torch computes those faster, backward above all."""
    found: set[int] = set()
    reading = readers(steps)
    for position in reversed(range(len(steps))):
        ends = all(reader not in chosen or reader in found for reader in reading.get(steps[position].value, []))
        if position in chosen and ends and type(module_of(graph, steps[position])) in POINTWISE:
            found.add(position)
    return found


def can_be_blocked(module: nn.Module) -> bool:
    """Whether oneDNN computes the layer and its gradient, as torch does."""
    kind = type(module)
    if kind is nn.BatchNorm2d:
        return module.affine  # type: ignore[return-value]
    if kind is nn.GELU:
        return module.approximate == "none"
    if kind is nn.AvgPool2d:
        return window_of(module) is not None and module.divisor_override is None
    if kind in (nn.Conv2d, nn.MaxPool2d):
        return window_of(module) is not None and (kind is nn.Conv2d or module.dilation in (1, (1, 1)))
    return kind in (nn.ReLU, nn.Identity, Add)
