"""The steps in which a network is computed, as data that rewrites change."""

from typing import NamedTuple

from torch import nn

from engine.model.build import GraphModule


class Step(NamedTuple):
    """One layer's computation: the child's name, the values that it reads, and the name of the one that it makes.

    A value has the name of the layer whose answer it is, but for those between swapped steps, which have a name of
    their own. ``blocked`` steps are computed in oneDNN's layout.
    """

    layer: str
    sources: tuple[str, ...]
    value: str
    blocked: bool = False


Steps = tuple[Step, ...]


def steps_of(graph: GraphModule) -> Steps:
    """The steps as the network itself takes them."""
    return tuple(Step(layer_id, sources, layer_id) for layer_id, sources in graph.steps)


def module_of(graph: GraphModule, step: Step) -> nn.Module:
    """The layer that a step computes."""
    module = graph._modules[step.layer]
    assert module is not None
    return module


def readers(steps: Steps) -> dict[str, list[int]]:
    """For each value the positions of the steps that read it."""
    found: dict[str, list[int]] = {}
    for position, step in enumerate(steps):
        for source in step.sources:
            found.setdefault(source, []).append(position)
    return found
