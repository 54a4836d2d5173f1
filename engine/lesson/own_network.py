"""One's own network on one example: every layer's output and gradient, by autograd, in float64."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.data.batches import Normaliser
from engine.data.catalog import Preprocessing
from engine.evaluation.layer_outputs import levels
from engine.model.build import build
from engine.model.spec import ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.config import TrainingConfig
from engine.training.losses import build_loss
from engine.training.tuning.threads import compute_alone


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A layer and what it makes of the example: ``output`` and the loss's ``gradient`` by it, of the same shape without
    the batch, and both as uint8 for showing (128 is 0). ``learns`` says whether single weights can be looked at."""

    layer: str
    type: str
    output: NDArray[np.float64]
    gradient: NDArray[np.float64]
    output_levels: NDArray[np.uint8]
    gradient_levels: NDArray[np.uint8]
    learns: bool

    @property
    def busiest(self) -> tuple[int, ...]:
        """The unit whose answer has most to do with the loss: the largest |output · gradient|."""
        flat = int(np.argmax(np.abs(self.output * self.gradient)))
        return tuple(int(part) for part in np.unravel_index(flat, self.output.shape))


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """The layers in order of computation, the input first; ``plain_loss`` says whether the loss is −ln of the right
    class's probability and nothing else."""

    stages: tuple[Stage, ...]
    probabilities: NDArray[np.float64]
    label: int
    loss: float
    plain_loss: bool


class OwnNetwork:
    """A network as in evaluation (dropout lets everything pass, batch normalisation uses what it has learned).

    ``weights`` are laid over the first ones by name and shape. Raises :class:`NetwrightError` for a network that cannot
    be built.
    """

    def __init__(
        self,
        spec: ModelSpec,
        seed: int,
        weights: Mapping[str, Tensor] | None,
        preprocessing: Preprocessing,
        config: TrainingConfig,
    ) -> None:
        compute_alone()
        self.spec, self.config = spec, config
        self.network = build(spec, seed=seed)
        mine = self.network.state_dict()
        fitting = {
            name: tensor
            for name, tensor in (weights or {}).items()
            if name in mine and mine[name].shape == tensor.shape
        }
        self.learned = bool(fitting)
        self.network.load_state_dict(fitting, strict=False)
        self.network.double().eval()
        self._normalise = Normaliser(preprocessing, torch.device("cpu"))
        self.values: dict[str, Tensor] = {}
        self.label = 0

    @property
    def plain_loss(self) -> bool:
        """Whether the loss is cross-entropy without smoothing or class weights."""
        config = self.config
        return config.loss in ("cross_entropy", "nll") and not config.label_smoothing and config.class_weights == "none"

    def walk(self, image: NDArray[np.uint8], label: int) -> Walk:
        """Forward and backward for an image uint8 ``[H, W]`` or ``[C, H, W]`` whose right class is ``label``."""
        batch = torch.from_numpy(np.array(image if image.ndim == 3 else image[None]))[None]
        entrance = self._normalise(batch).double().requires_grad_()
        self.network.zero_grad(set_to_none=True)
        self.values = self.network.outputs(entrance)
        for value in self.values.values():
            value.retain_grad()
        logits = self.values[self.network.answer]
        if logits.dim() != 2 or not 0 <= label < logits.shape[1]:
            raise NetwrightError(
                QT_TRANSLATE_NOOP(
                    "engine", "The network answers with {found} numbers, but the right class is number {label}."
                ),
                QT_TRANSLATE_NOOP("engine", "Give the last layer one output for each class."),
                found=logits[0].numel(),
                label=label + 1,
            )
        self.label = label
        loss = self._loss(logits, torch.tensor([label]))
        loss.backward()  # type: ignore[no-untyped-call]
        return Walk(
            tuple(self._stage(layer) for layer in (*self.network.ports, *(step[0] for step in self.network.steps))),
            torch.softmax(logits.detach(), 1)[0].numpy(),
            label,
            float(loss.detach()),
            self.plain_loss,
        )

    def _loss(self, logits: Tensor, labels: Tensor) -> Tensor:
        if self.plain_loss:
            return functional.cross_entropy(logits, labels)
        classes = logits.shape[1]
        return build_loss(self.config, classes, (1,) * classes, torch.device("cpu"))(logits, labels)

    def _stage(self, layer: str) -> Stage:
        value = self.values[layer]
        gradient = torch.zeros_like(value) if value.grad is None else value.grad
        module = None if layer in self.network.ports else self.module(layer)
        learns = isinstance(module, nn.Linear | nn.Conv2d) and module.weight.grad is not None
        output, back = value.detach()[0].numpy(), gradient[0].numpy()
        return Stage(layer, self.spec[layer].type, output, back, _levels(output), _levels(back), learns)

    def module(self, layer: str) -> nn.Module:
        """The module of a layer that computes something."""
        return self.network.get_submodule(layer)

    def sources(self, layer: str) -> tuple[str, ...]:
        """The layers that a layer reads."""
        return dict(self.network.steps)[layer]

    def readers(self, layer: str) -> tuple[str, ...]:
        """The layers that read a layer on the way to the answer."""
        return tuple(reader for reader, sources in self.network.steps if layer in sources)


def _levels(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    return levels(values, float(values.min()), float(values.max()))
