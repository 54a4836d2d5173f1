"""From spec to torch; besides ``modules`` and ``initialise`` nothing in :mod:`engine.model` imports it at once."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

import torch
from torch import Tensor, nn

from engine.model.analysis import Analysis, analyse
from engine.model.initialise import Undrawn, initialise
from engine.model.learning import AS_THE_NETWORK, LayerLearning, within
from engine.model.ports import block_ports, output_layer
from engine.model.registry import layer_type
from engine.model.spec import LayerSpec, ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

ANSWERS = ("Softmax", "LogSoftmax")
"""Layers that, right before the output, only turn logits into probabilities."""


class LearningLayer(NamedTuple):
    """One layer's module, its name in the network, and how it learns (with what the blocks around it say).

    ``run_name`` is its name in the run from which it takes its first weights, if it does.
    """

    name: str
    module: nn.Module
    learning: LayerLearning
    run_name: str


class GraphModule(nn.Module):
    """Layers computed along their links. Children carry the layers' ids, so weights are named ``<layer id>.weight``.

    ``forward`` takes one tensor per port, in port order, and returns the value of the layer ``answer``. Only what the
    answer depends on is made, or else the layers named by ``members``.
    """

    def __init__(
        self,
        spec: ModelSpec,
        analysis: Analysis,
        ports: tuple[str, ...],
        answer: str,
        members: Collection[str] | None = None,
    ) -> None:
        super().__init__()
        self.ports, self.answer = ports, answer
        self.steps: list[tuple[str, tuple[str, ...]]] = []
        self.learning: dict[str, LayerLearning] = {}
        self.blocks: dict[str, str] = {}
        """The name of the block that each block layer uses."""
        needed = _needed(spec, answer) if members is None else members
        for layer_id in spec.order:
            layer = spec[layer_id]
            if layer_id in needed and layer.type not in ("Input", "BlockInput", "Output"):
                # Not by add_module, which refuses the names of attributes that only this class has, such as blocks.
                self._modules[layer_id] = _module(spec, layer, analysis)
                self.steps.append((layer_id, layer.inputs))
                self.learning[layer_id] = layer.learning
                if layer.type == "Block":
                    self.blocks[layer_id] = layer.params.block  # type: ignore[attr-defined]

    def forward(self, *received: Tensor) -> Tensor:
        return self.outputs(*received)[self.answer]

    def outputs(self, *received: Tensor) -> dict[str, Tensor]:
        """The output of every layer that the answer depends on, by layer id."""
        values = dict(zip(self.ports, received, strict=True))
        for layer_id, sources in self.steps:
            values[layer_id] = self._modules[layer_id](*(values[source] for source in sources))  # type: ignore[misc]
        return values

    def learning_layers(
        self, outer: LayerLearning = AS_THE_NETWORK, prefix: str = "", run_prefix: str = ""
    ) -> Iterator[LearningLayer]:
        """Every layer, those inside blocks too, in order of computation."""
        for layer_id, _ in self.steps:
            module, learning = self._modules[layer_id], within(self.learning[layer_id], outer)
            name, run_name = prefix + layer_id, run_prefix + (self.learning[layer_id].run_layer or layer_id)
            if isinstance(module, GraphModule):
                yield from module.learning_layers(learning, f"{name}.", f"{run_name}.")
            elif isinstance(module, Copies):
                for number, copy in enumerate(module):
                    assert isinstance(copy, GraphModule)
                    yield from copy.learning_layers(learning, f"{name}.{number}.", f"{run_name}.{number}.")
            elif module is not None:
                yield LearningLayer(name, module, learning, run_name)


class Copies(nn.ModuleList):
    """A repeated block: each copy reads the one before it at its first port and the same at the others."""

    def forward(self, first: Tensor, *others: Tensor) -> Tensor:
        for copy in self:
            first = copy(first, *others)
        return first


class Network(GraphModule):
    """A whole network. Raises :class:`NetwrightError` for a spec with errors.

    ``forward`` takes normalised images ``[N, C, H, W]`` and returns logits ``[N, classes]``: a Softmax right before
    the output is left to :meth:`probabilities`, for cross-entropy applies its own.
    """

    def __init__(self, spec: ModelSpec) -> None:
        analysis = analyse(spec)
        if not analysis.ok:
            first = analysis.problems[0]
            if first.layer is None:
                raise NetwrightError(
                    QT_TRANSLATE_NOOP("engine", "The network cannot be built: {reason}"), reason=first.text
                )
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The network cannot be built: {layer} {reason}."),
                layer=first.layer,
                reason=first.text,
            )
        entrance = next(layer.id for layer in spec.layers if layer.type == "Input")
        super().__init__(spec, analysis, (entrance,), logits_layer(spec))

    @torch.no_grad()
    def probabilities(self, images: Tensor) -> Tensor:
        """Probabilities ``[N, classes]``: Softmax of the logits, once."""
        return torch.softmax(self(images), dim=-1)


def logits_layer(spec: ModelSpec) -> str:
    """The id of the layer whose output are the logits: the last one before the output that is no Softmax."""
    output = output_layer(spec)
    assert output is not None
    walked = spec[output.inputs[0]]
    while walked.type in ANSWERS:
        walked = spec[walked.inputs[0]]
    return walked.id


def build(spec: ModelSpec, *, seed: int) -> Network:
    """Make the network with weights that depend on the seed alone, whatever other threads draw meanwhile.

    Layers draw from one private generator in order of computation. Raises :class:`NetwrightError` for a network with
    errors, or with pretrained weights that are not here yet: nothing is downloaded. Frozen layers have
    ``requires_grad`` off.
    """
    with Undrawn():
        network = Network(spec)
    fill(network, seed)
    return network


def blank(spec: ModelSpec) -> Network:
    """The network without first weights, for weights that are laid over it at once; nothing is drawn or read."""
    with Undrawn():
        return Network(spec)


def fill(network: GraphModule, seed: int) -> None:
    """Give a network its first weights."""
    generator = torch.Generator().manual_seed(seed)
    for layer in network.learning_layers():
        initialise(layer.module, generator, layer.learning.initialisation)
        if not layer.learning.trainable:
            layer.module.requires_grad_(False)


def _module(spec: ModelSpec, layer: LayerSpec, analysis: Analysis) -> nn.Module:
    report = analysis.layers[layer.id]
    assert report.output_shape is not None
    if layer.type == "Block":
        return _block_module(spec.block_named[layer.params.block], layer, report.input_shapes)  # type: ignore[attr-defined]
    return layer_type(layer.type).module(layer.params, report.input_shapes, report.output_shape)


def _block_module(network: ModelSpec, layer: LayerSpec, shapes: tuple[Shape, ...]) -> nn.Module:
    ports, output = block_ports(network), output_layer(network)
    assert output is not None
    copies: list[nn.Module] = []
    repeat: int = layer.params.repeat  # type: ignore[attr-defined]
    for _ in range(repeat):
        given: Mapping[str, Shape] = dict(zip(ports, shapes, strict=True))
        analysis = analyse(network, given=given)
        copies.append(GraphModule(network, analysis, ports, output.inputs[0]))
        leaving = analysis.layers[output.id].output_shape
        assert leaving is not None
        shapes = (leaving, *shapes[1:])
    return copies[0] if repeat == 1 else Copies(copies)


def _needed(spec: ModelSpec, answer: str) -> set[str]:
    needed, stack = {answer}, [answer]
    while stack:
        for source in spec[stack.pop()].inputs:
            if source not in needed:
                needed.add(source)
                stack.append(source)
    return needed
