"""Inside one layer: its filters, its weights, the gradients that one example gives them, and dead units."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.data.batches import Normaliser
from engine.data.catalog import Preprocessing
from engine.evaluation.evaluate import evaluation_batch_size
from engine.evaluation.filters import Filters, flattened_image, layer_filters
from engine.evaluation.layer_outputs import Probe
from engine.evaluation.rectifiers import rectifier_of
from engine.model.analysis import Analysis
from engine.model.build import GraphModule, logits_layer
from engine.model.spec import ModelSpec, Shape

BINS = 40

ShouldStop = Callable[[], bool]


class LookingStopped(Exception):
    """``should_stop`` said so."""


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """How many of the values lie where: ``edges`` float64 ``[B + 1]``, ``counts`` int64 ``[B]``; ``norm`` is Euclidean.

    ``finite`` says whether every value is a number; others are left out.
    """

    edges: NDArray[np.float64]
    counts: NDArray[np.int64]
    norm: float
    finite: bool


@dataclass(frozen=True, slots=True, eq=False)
class LayerInside:
    """What can be seen of one layer. ``gradients`` are of one example's cross-entropy, ``None`` where there are none.

    Both histograms are of all the layer's weights but its biases.
    """

    filters: Filters | None
    weights: Histogram | None
    gradients: Histogram | None
    target: int | None
    """The class that the gradients are for."""


@dataclass(frozen=True, slots=True)
class DeadUnits:
    """Units (channels of an image) of ``layer`` that never answered above 0 over ``images`` images, of ``units``."""

    layer: str
    dead: int
    units: int
    images: int


class InsideProbe(Probe):
    """A probe that can be looked into, layer by layer; its weights take no lasting gradients."""

    def __init__(self, spec: ModelSpec, analysis: Analysis, seed: int) -> None:
        super().__init__(spec, analysis, seed)
        self._spec, self._analysis = spec, analysis

    def inside(
        self,
        layer_id: str,
        image: NDArray[np.uint8],
        preprocessing: Preprocessing,
        label: int | None = None,
        scope: tuple[str, ...] = (),
    ) -> LayerInside:
        """Look into a layer, in ``scope`` as for :meth:`outputs`; gradients for ``label``, else for the answer.

        There are no gradients for a network with errors. Raises :class:`NetwrightError` while weights are lacking.
        """
        self._check_weights()
        graph = self._graph_of(scope)
        module = None if graph is None else dict(graph.named_children()).get(layer_id)
        weights = [] if module is None else [found for name, found in module.named_parameters() if _is_weight(name)]
        if not weights:
            return LayerInside(None, None, None, None)
        gradients, target = self._gradients(weights, image, preprocessing, label)
        return LayerInside(
            None if module is None else layer_filters(module, None if scope else self._read_image(layer_id)),
            histogram(weights),
            None if gradients is None else histogram(gradients),
            target,
        )

    def dead_units(
        self,
        layer_id: str,
        images: NDArray[np.uint8],
        preprocessing: Preprocessing,
        should_stop: ShouldStop = lambda: False,
    ) -> DeadUnits | None:
        """Units that never answer above 0 over images ``[N, C, H, W]``, of a ReLU or of the ReLU right behind a layer.

        ``None`` where there is no such ReLU outside blocks. Raises :class:`LookingStopped`.
        """
        self._check_weights()
        rectifier = rectifier_of(self._spec, layer_id)
        if rectifier is None or rectifier not in dict(self._graph.named_children()):
            return None
        normalise = Normaliser(preprocessing, torch.device("cpu"))
        chunk = evaluation_batch_size(self._analysis.multiply_adds, torch.device("cpu"))
        alive: Tensor | None = None
        for start in range(0, len(images), chunk):
            if should_stop():
                raise LookingStopped
            with torch.inference_mode():
                batch = normalise(torch.from_numpy(np.array(images[start : start + chunk])))
                answers = self._graph.outputs(batch)[rectifier]
                # The features of tokens stand last, the channels of images behind the batch.
                units = answers.transpose(1, 2) if answers.dim() == 3 else answers
                some = (units.flatten(2) > 0).any(dim=2).any(dim=0) if units.dim() > 2 else (units > 0).any(dim=0)
                alive = some if alive is None else alive | some
        if alive is None:
            return None
        return DeadUnits(rectifier, int((~alive).sum()), alive.numel(), len(images))

    def _gradients(
        self, weights: list[nn.Parameter], image: NDArray[np.uint8], preprocessing: Preprocessing, label: int | None
    ) -> tuple[list[Tensor] | None, int | None]:
        """Of the cross-entropy of one example with respect to these weights; nothing is left in ``.grad``."""
        learning = [found for found in weights if found.requires_grad]
        if not self._analysis.ok or not learning:
            return None, None
        batch = Normaliser(preprocessing, torch.device("cpu"))(self._batch(image))
        with torch.enable_grad():
            logits = self._graph.outputs(batch)[logits_layer(self._spec)]
            if logits.dim() != 2 or (label is not None and label >= logits.shape[1]):
                return None, None
            target = int(logits[0].argmax()) if label is None else label
            loss = functional.cross_entropy(logits, torch.tensor([target]))
            found = torch.autograd.grad(loss, learning, allow_unused=True)
        return [gradient for gradient in found if gradient is not None] or None, target

    def _read_image(self, layer_id: str) -> Shape | None:
        return flattened_image(self._spec, self._analysis, layer_id)

    def _graph_of(self, scope: tuple[str, ...]) -> GraphModule | None:
        graph: GraphModule | None = self._graph
        for name in scope:
            found = None if graph is None else self._first_use(graph, name)
            graph = None if found is None else found[0]
        return graph


def histogram(tensors: Sequence[Tensor]) -> Histogram:
    """All values of these tensors in bins of equal width around 0."""
    values = torch.cat([tensor.detach().flatten().double() for tensor in tensors]).numpy()
    numbers = values[np.isfinite(values)]
    furthest = float(np.abs(numbers).max()) if numbers.size else 0.0
    counts, edges = np.histogram(numbers, BINS, (-furthest, furthest) if furthest > 0 else (-1.0, 1.0))
    norm = float(np.linalg.norm(numbers))
    return Histogram(edges, counts.astype(np.int64, copy=False), norm, numbers.size == values.size)


def _is_weight(name: str) -> bool:
    return "bias" not in name.rpartition(".")[2]
