"""Max pooling before the activation in front of it: the same function, and a quarter of the activation's work.

The largest of a window stays the largest under an activation that never falls, so max(a(x)) = a(max(x)), to the bit.
"""

from torch import nn

from engine.model.build import GraphModule
from engine.training.tuning.kinds import rises
from engine.training.tuning.steps import Step, Steps, module_of, readers

_BETWEEN = "{}~"
"""No layer is called so: its name is an identifier."""


def pool_first(graph: GraphModule, steps: Steps) -> Steps:
    """Swap every max pooling with the activations that it alone reads."""
    while True:
        position = _swappable(graph, steps)
        if position is None:
            return steps
        steps = _swapped(steps, *position)


def _swappable(graph: GraphModule, steps: Steps) -> tuple[int, int] | None:
    """The positions of an activation and of the max pooling that alone reads it."""
    found = readers(steps)
    for first, activation in enumerate(steps):
        reading = found.get(activation.value, [])
        if activation.value != graph.answer and len(reading) == 1 and rises(module_of(graph, activation)):
            pooling = module_of(graph, steps[reading[0]])
            if type(pooling) is nn.MaxPool2d and not pooling.return_indices:
                return first, reading[0]
    return None


def _swapped(steps: Steps, first: int, second: int) -> Steps:
    activation, pooling = steps[first], steps[second]
    between = _BETWEEN.format(activation.value)
    pooled = Step(pooling.layer, activation.sources, between)
    activated = Step(activation.layer, (between,), pooling.value)
    return (*steps[:first], *steps[first + 1 : second], pooled, activated, *steps[second + 1 :])
