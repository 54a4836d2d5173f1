"""Computing a network by a schedule of steps instead of layer by layer.

The modules, their weights, names and forward hooks stay what they were; hooks get every layer's answer, though of
swapped layers what they compute now, and without the pixels that nobody uses.
"""

from types import MethodType

import torch
from torch import Tensor, nn

from engine.model.build import GraphModule, Network
from engine.training.tuning.crop import Cuts, cuts
from engine.training.tuning.geometry import Size
from engine.training.tuning.layouts import Values
from engine.training.tuning.steps import Step, Steps, module_of


class Schedule:
    """How the layers of one network (or block) are computed. Where pixels are left out is worked out for each size."""

    def __init__(self, steps: Steps, crops: bool) -> None:
        self.steps, self.crops = steps, crops
        self.blocks = any(step.blocked for step in steps)
        """Whether any step is computed in oneDNN's layout."""
        self._cuts: dict[tuple[Size | None, ...], Cuts] = {}

    @property
    def leaves_out_pixels(self) -> bool:
        """Whether it did so for any size of images that it has met."""
        return any(self._cuts.values())

    def run(self, graph: GraphModule, received: tuple[Tensor, ...]) -> Tensor:
        """The network's answer."""
        blocks = self.blocks and _suit_onednn(received)
        found = self._cuts_for(graph, received) if self.crops else {}
        guarded = [module_of(graph, step) for step in self.steps if step.blocked] if blocks else []
        images = graph.ports if isinstance(graph, Network) else ()  # they come from whole numbers and are finite
        values = Values(dict(zip(graph.ports, received, strict=True)), guarded, images)
        for position, step in enumerate(self.steps):
            module, cut = module_of(graph, step), found.get(position)
            if blocks and step.blocked:
                answer = _blocked_answer(module, _blocked_inputs(step, values, cut))
            else:
                inputs = [values.dense(source) for source in step.sources]
                answer = module(*inputs) if cut is None else module(*(_cut(value, cut) for value in inputs))
            values.set(step.value, answer)
        return values.dense(graph.answer)

    def _cuts_for(self, graph: GraphModule, received: tuple[Tensor, ...]) -> Cuts:
        sizes = tuple((value.shape[2], value.shape[3]) if value.dim() == 4 else None for value in received)
        found = self._cuts.get(sizes)
        if found is None:
            found = self._cuts[sizes] = cuts(graph, self.steps, dict(zip(graph.ports, sizes, strict=True)))
        return found


def install(graph: GraphModule, schedule: Schedule) -> None:
    """Let the network be computed by the schedule from now on; a deep copy of it is, too."""

    graph.forward = MethodType(_Forward(schedule), graph)  # type: ignore[method-assign]


def schedule_of(graph: nn.Module) -> Schedule | None:
    """The schedule that the network is computed by, if it is."""
    forward = getattr(graph.forward, "__func__", None)
    return forward.schedule if isinstance(forward, _Forward) else None


class _Forward:
    """What stands in for ``GraphModule.forward``. As the function of a bound method it is copied with its network."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule

    def __call__(self, graph: GraphModule, *received: Tensor) -> Tensor:
        return self.schedule.run(graph, received)


def _suit_onednn(received: tuple[Tensor, ...]) -> bool:
    """Whether oneDNN can take these values: float32 on the CPU, at least one example, no automatic casts."""
    return not torch.is_autocast_enabled("cpu") and all(
        value.dtype == torch.float32 and value.device.type == "cpu" and value.numel() > 0 for value in received
    )


def _blocked_inputs(step: Step, values: Values, cut: Size | None) -> list[Tensor]:
    if cut is None:
        return [values.blocked(source) for source in step.sources]
    (source,) = step.sources
    whole = values.dense(source)
    part = _cut(whole, cut)
    return [values.blocked(source, None if part is whole else part)]


def _blocked_answer(module: nn.Module, inputs: list[Tensor]) -> Tensor:
    """What a layer makes of values in oneDNN's layout; its hooks see them in torch's."""
    answer: Tensor = module.forward(*inputs)
    if module._forward_hooks:
        dense = tuple(value.to_dense() for value in inputs)
        for hook in tuple(module._forward_hooks.values()):
            hook(module, dense, answer.to_dense())
    return answer


def _cut(image: Tensor, size: Size) -> Tensor:
    height, width = size
    return image if tuple(image.shape[2:]) == size else image[:, :, :height, :width]
