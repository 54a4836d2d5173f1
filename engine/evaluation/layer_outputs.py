"""What every layer makes of one example: the real output of the real layer, also of networks that are not finished."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.data.batches import Normaliser
from engine.data.catalog import Preprocessing
from engine.evaluation.predictor import check_kind
from engine.model.analysis import Analysis
from engine.model.build import Copies, GraphModule, build, fill
from engine.model.initialise import Undrawn
from engine.model.spec import ModelSpec
from engine.text import NetwrightError

if TYPE_CHECKING:
    from engine.data.catalog import Inputs

MAXIMUM_MAPS = 8
MAXIMUM_SIDE = 64
MAXIMUM_VALUES = 256

Kind = Literal["maps", "matrix", "vector"]


@dataclass(frozen=True, slots=True, eq=False)
class LayerOutput:
    """One layer's output for one example, thinned out for showing.

    ``values`` is float32: ``maps`` ``[k, h, w]`` (the first k of ``channels``), ``matrix`` ``[rows, columns]``,
    ``vector`` ``[n]``. ``low`` and ``high`` are the least and the largest of all the layer's values, shown or not.
    ``levels`` are the values as uint8 of the same shape: 128 is 0, and the value furthest from 0 is 1 or 255.
    """

    kind: Kind
    values: NDArray[np.float32]
    levels: NDArray[np.uint8]
    channels: int
    low: float
    high: float


class Probe:
    """A network of every layer whose shape is known, whether the rest is finished or not; on the CPU, never trained.

    Where first weights are not to be had, such as those of a backbone that nobody has downloaded, learned ones must
    come by :meth:`take`; until then :meth:`outputs` raises the reason.
    """

    def __init__(self, spec: ModelSpec, analysis: Analysis, seed: int) -> None:
        known = [
            layer_id
            for layer_id in spec.order
            if analysis.layers[layer_id].output_shape is not None and spec[layer_id].type != "Output"
        ]
        self._entrance = next(layer.id for layer in spec if layer.type == "Input")
        self._shape = analysis.layers[self._entrance].output_shape or ()
        with Undrawn():
            self._graph = GraphModule(spec, analysis, (self._entrance,), known[-1], frozenset(known))
        self._lacking: NetwrightError | None = None
        try:
            fill(self._graph, seed)
            if analysis.ok:  # the very weights that a training with this seed starts from
                self.take(build(spec, seed=seed).state_dict())
        except NetwrightError as error:
            self._lacking = error
        self._graph.eval()

    def take(self, state: Mapping[str, Tensor]) -> int:
        """Take over the weights that have a place here, by name and shape; returns how many did."""
        mine = self._graph.state_dict()
        fitting = {name: tensor for name, tensor in state.items() if name in mine and mine[name].shape == tensor.shape}
        self._graph.load_state_dict(fitting, strict=False)
        if len(fitting) == len(mine):
            self._lacking = None
        return len(fitting)

    def outputs(
        self, image: "Inputs", preprocessing: Preprocessing, scope: tuple[str, ...] = ()
    ) -> dict[str, LayerOutput]:
        """The output of each layer for an image uint8 ``[H, W]`` or ``[C, H, W]``, or features, by layer id.

        ``scope`` names blocks, the outermost first: then the layers are those inside the innermost, in the first copy
        of its first use. Raises :class:`NetwrightError` while weights are lacking.
        """
        self._check_weights()
        batch = self._batch(image)
        with torch.inference_mode():
            values = self._graph.outputs(Normaliser(preprocessing, torch.device("cpu"))(batch))
            graph = self._graph
            for name in scope:
                found = self._first_use(graph, name)
                if found is None:
                    return {}
                graph, sources = found
                values = graph.outputs(*(values[source] for source in sources))
            return {layer_id: _thinned(value[0]) for layer_id, value in values.items()}

    def _check_weights(self) -> None:
        if self._lacking is not None:
            raise self._lacking

    def _batch(self, image: "Inputs") -> Tensor:
        check_kind(self._shape, image.shape)
        return torch.from_numpy(np.array(image[None] if image.ndim == 2 else image))[None]

    @staticmethod
    def _first_use(graph: GraphModule, block: str) -> tuple[GraphModule, tuple[str, ...]] | None:
        """The first copy of a block where it is used first, and the layers that it reads."""
        for layer_id, sources in graph.steps:
            if graph.blocks.get(layer_id) == block:
                module = dict(graph.named_children())[layer_id]
                inside = module[0] if isinstance(module, Copies) else module
                return (inside, sources) if isinstance(inside, GraphModule) else None
        return None


def _thinned(value: Tensor) -> LayerOutput:
    value = value.float()
    low, high = (float(found) for found in torch.aminmax(value)) if value.numel() else (0.0, 0.0)
    if value.dim() == 3:
        values = _fitted(value[:MAXIMUM_MAPS])
        return LayerOutput("maps", values, levels(values, low, high), value.shape[0], low, high)
    if value.dim() == 2:
        values = _fitted(value[None])[0]
        return LayerOutput("matrix", values, levels(values, low, high), 1, low, high)
    flat = value.flatten()
    if flat.numel() > MAXIMUM_VALUES:
        flat = nn.functional.adaptive_avg_pool1d(flat[None], MAXIMUM_VALUES)[0]
    values = flat.numpy().copy()
    return LayerOutput("vector", values, levels(values, low, high), value.numel(), low, high)


def levels(values: NDArray[np.floating[Any]], low: float, high: float) -> NDArray[np.uint8]:
    """Values for showing: 128 is 0, and what is furthest from 0, ``low`` or ``high``, is 1 or 255."""
    furthest = max(abs(low), abs(high)) or 1.0
    scaled = np.nan_to_num(values / furthest, nan=0.0, posinf=1.0, neginf=-1.0)
    return np.ascontiguousarray(np.clip(128 + np.round(127 * scaled), 1, 255).astype(np.uint8))


def _fitted(maps: Tensor) -> NDArray[np.float32]:
    """Maps ``[k, h, w]`` of at most the largest side, by averaging."""
    height, width = maps.shape[1:]
    if max(height, width) > MAXIMUM_SIDE:
        size = (min(height, MAXIMUM_SIDE), min(width, MAXIMUM_SIDE))
        maps = nn.functional.adaptive_avg_pool2d(maps[None], size)[0]
    fitted: NDArray[np.float32] = maps.contiguous().numpy().copy()
    return fitted
