"""From spec to torch: the only module of :mod:`engine.model` that imports it."""

import math

import torch
from torch import Tensor, nn

from engine.model.analysis import analyse
from engine.model.registry import layer_type
from engine.model.spec import ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError


class Network(nn.Module):
    """A network whose children carry the layers' ids, so that weights are named ``<layer id>.weight``.

    ``forward`` takes normalised images ``[N, C, H, W]`` and returns logits ``[N, classes]``: a Softmax right before
    the output is left to :meth:`probabilities`, for cross-entropy applies its own.
    """

    def __init__(self, spec: ModelSpec) -> None:
        super().__init__()
        analysis = analyse(spec)
        if not analysis.ok:
            first = next(problem for problem in analysis.problems if problem.severity == "error")
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The network cannot be built: {layer} {reason}."),
                layer=first.layer or "",
                reason=first.text,
            )
        answer = logits_layer(spec)
        needed = _needed(spec, answer)
        self.steps: list[tuple[str, tuple[str, ...]]] = []
        for layer_id in spec.order:
            layer = spec[layer_id]
            if layer_id not in needed or layer.type == "Output":
                continue
            report = analysis.layers[layer_id]
            assert report.output_shape is not None
            if layer.type != "Input":
                kind = layer_type(layer.type)
                self.add_module(layer_id, kind.module(layer.params, report.input_shapes, report.output_shape))
                self.steps.append((layer_id, layer.inputs))
            else:
                self.input_id = layer_id
        self.answer = answer

    def forward(self, images: Tensor) -> Tensor:
        values = {self.input_id: images}
        for layer_id, sources in self.steps:
            values[layer_id] = self._modules[layer_id](*(values[source] for source in sources))  # type: ignore[misc]
        return values[self.answer]

    @torch.no_grad()
    def probabilities(self, images: Tensor) -> Tensor:
        """Probabilities ``[N, classes]``: Softmax of the logits, once."""
        return torch.softmax(self(images), dim=-1)


def logits_layer(spec: ModelSpec) -> str:
    """The id of the layer whose output are the logits: the last one before the output that is no Softmax."""
    walked = next(layer for layer in spec.layers if layer.type == "Output")
    walked = spec[walked.inputs[0]]
    while walked.type == "Softmax":
        walked = spec[walked.inputs[0]]
    return walked.id


def build(spec: ModelSpec, *, seed: int) -> Network:
    """Make the network with weights that depend on the seed alone, whatever other threads draw meanwhile.

    Raises :class:`NetwrightError` for a network with errors. Weights and biases are drawn as torch's own layers do
    (Kaiming uniform with a = √5, that is U(−1/√fan_in, 1/√fan_in) for both), from a private generator.
    """
    with torch.device("meta"):
        network = Network(spec)
    network.to_empty(device="cpu")
    generator = torch.Generator().manual_seed(seed)
    for module in network.modules():
        _initialise(module, generator)
    return network


def _initialise(module: nn.Module, generator: torch.Generator) -> None:
    if isinstance(module, nn.Linear | nn.Conv2d):
        bound = 1 / math.sqrt(module.weight[0].numel())
        with torch.no_grad():
            for parameter in (module.weight, module.bias):
                if parameter is not None:
                    parameter.uniform_(-bound, bound, generator=generator)
    elif isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
        module.reset_parameters()
    elif any(True for _ in module.parameters(recurse=False)):
        raise TypeError(f"no initialisation is declared for {type(module).__name__}")


def _needed(spec: ModelSpec, answer: str) -> set[str]:
    needed, stack = {answer}, [answer]
    while stack:
        for source in spec[stack.pop()].inputs:
            if source not in needed:
                needed.add(source)
                stack.append(source)
    return needed
