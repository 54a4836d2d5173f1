"""Pixels that no layer uses are not computed.

A 2×2 pooling of 11×11 pixels reads 10×10 of them; the convolution before it need not compute the rest, nor the layers
before that, up to the first image. In the reference network that is a sixth of the arithmetic. What is left out has no
influence on the answer and no gradient.
"""

from torch import nn

from engine.model.build import GraphModule
from engine.training.tuning.geometry import Size, size_behind, size_needed
from engine.training.tuning.steps import Steps, module_of

Cuts = dict[int, Size]
"""For positions of convolutions the size to which the image that they read is cut first, where it is larger."""


def cuts(graph: GraphModule, steps: Steps, received: dict[str, Size | None]) -> Cuts:
    """Where to cut; ``received`` has the sizes of what the network's ports bring, ``None`` for what is no image."""
    sizes = _sizes(graph, steps, received)
    wanted: dict[str, Size] = {}
    found: Cuts = {}
    blocked = {step.value for step in steps if step.blocked}
    for position in reversed(range(len(steps))):
        step = steps[position]
        module, behind = module_of(graph, step), sizes[step.value]
        for source in step.sources:
            size = sizes.get(source)
            if size is None:
                continue
            needed = size
            if behind is not None and step.value != graph.answer:
                used = wanted.get(step.value, behind)
                needed = size_needed(module, size, used)
                if type(module) is nn.Conv2d and used != behind and needed != size and source not in blocked:
                    found[position] = needed
            known = wanted.get(source, needed)
            wanted[source] = max(known[0], needed[0]), max(known[1], needed[1])
    return found


def _sizes(graph: GraphModule, steps: Steps, received: dict[str, Size | None]) -> dict[str, Size | None]:
    sizes = dict(received)
    for step in steps:
        alone = len(step.sources) == 1
        sizes[step.value] = size_behind(module_of(graph, step), sizes.get(step.sources[0])) if alone else None
    return sizes
