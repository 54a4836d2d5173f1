"""What a network makes of single images: a network of its own, on the CPU, in evaluation mode."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.data.batches import Normaliser
from engine.data.catalog import Preprocessing
from engine.model.analysis import analyse
from engine.model.build import Network, blank, logits_layer
from engine.model.layer_type import shape_text
from engine.model.spec import ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.tuning.plan import ExecutionPlan
from engine.training.tuning.rewrites import apply
from engine.weights import load_weights

if TYPE_CHECKING:
    from engine.data.catalog import Inputs
    from engine.runs.run import Run

_BATCH = 128
_CPU = torch.device("cpu")


class Predictor:
    """Probabilities for uint8 images or rows of features, with the preprocessing of the run that the weights come from.

    Its network is never a trainer's: weights are copied in. Not to be used from two threads at once.
    """

    def __init__(self, spec: ModelSpec, preprocessing: Preprocessing, state: Mapping[str, Tensor]) -> None:
        self._shape = _input_shape(spec)
        self._read = spec[logits_layer(spec)].inputs
        shapes = [analyse(spec).layers[layer].output_shape for layer in self._read]
        self.feature_count = sum(shape[0] if shape else 1 for shape in shapes)
        """How many features :meth:`look` gives of an image."""
        self._network = blank(spec).to(memory_format=torch.channels_last).eval()
        self._normalise = Normaliser(preprocessing, _CPU)
        self.load_state(state)

    @classmethod
    def from_run(cls, run: "Run") -> Self:
        """A predictor with a stored run's best weights; raises :class:`NetwrightError`."""
        return cls(run.project(with_dataset=False).model, run.metadata().preprocessing, _stored_weights(run))

    @property
    def network(self) -> Network:
        """The network with the weights of now, for looking at them."""
        return self._network

    def load_state(self, state: Mapping[str, Tensor]) -> None:
        """Take over newer weights (copied); raises :class:`NetwrightError` where they belong to another network."""
        _load(self._network, state)

    def predict(self, images: "Inputs") -> NDArray[np.float32]:
        """Probabilities float32 ``[N, classes]`` of images uint8 ``[N, C, H, W]``, or ``[N, H, W]`` of one channel.

        Of features, float64 ``[N, features]``. Raises :class:`NetwrightError` for other ones than the network takes.
        """
        batch = self.checked(images)
        with torch.inference_mode():
            parts = [self._network.probabilities(part) for part in self._parts(batch)]
            answers: NDArray[np.float32] = torch.cat(parts).numpy()
        return answers

    def look(self, images: "Inputs") -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Logits float32 ``[N, classes]`` of images as for :meth:`predict`, and features ``[N, feature_count]``.

        Features are all that the last layer reads; of maps, the mean of each.
        """
        logits, features = [], []
        with torch.inference_mode():
            for part in self._parts(self.checked(images)):
                values = self._network.outputs(part)
                logits.append(values[self._network.answer].float())
                read = [values[layer].float() for layer in self._read]
                means = [value.flatten(2).mean(dim=2) if value.ndim > 2 else value for value in read]
                features.append(torch.cat(means, dim=1))
        return torch.cat(logits).numpy(), torch.cat(features).numpy()

    def _parts(self, batch: "Inputs") -> list[Tensor]:
        return [self._normalise(part) for part in torch.split(torch.from_numpy(np.array(batch)), _BATCH)]

    def checked(self, images: "Inputs") -> "Inputs":
        """Such images as ``[N, C, H, W]``; raises :class:`NetwrightError` for those that the network does not take."""
        check_kind(self._shape, images.shape[1:])
        batch = images[:, None] if images.ndim == 3 else images
        if batch.shape[1:] != self._shape or batch.dtype != (np.float64 if len(self._shape) == 1 else np.uint8):
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "Expected examples of {expected}, found {found} of type {type}."),
                expected=shape_text(self._shape),
                found="×".join(map(str, images.shape)),
                type=images.dtype.name,
            )
        return batch


def check_kind(expected: Shape, found: Shape) -> None:
    """Raise :class:`NetwrightError` where an image is put to a network that takes features, or the other way round."""
    if len(expected) == 1 and len(found) > 1:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "This network takes {count} numbers, not images."), count=expected[0]
        )
    if len(found) == 1 and len(expected) > 1:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "This network takes images, not {count} numbers."), count=found[0]
        )


def load_network(run: "Run", device: torch.device) -> tuple[Network, int]:
    """A stored run's network with its best weights on ``device``, and its multiply-adds for one image.

    On the CPU it is computed as the run was, so that its figures come out to the last digit.
    """
    spec, described = run.project(with_dataset=False).model, run.metadata().plan
    network = blank(spec)
    _load(network, _stored_weights(run))
    network = network.to(device)
    if device.type == "cpu":
        plan = ExecutionPlan.plain(device) if described is None else ExecutionPlan.from_data(described)
        if plan.memory_format == "channels_last":
            network = network.to(memory_format=torch.channels_last)
        apply(network, plan)
    return network.eval(), analyse(spec).multiply_adds


def _stored_weights(run: "Run") -> dict[str, Tensor]:
    return load_weights(run.best_weights)


def _load(network: Network, state: Mapping[str, Tensor]) -> None:
    try:
        network.load_state_dict(dict(state))
    except RuntimeError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The weights do not fit the network: {reason}"),
            QT_TRANSLATE_NOOP("engine", "Network and weights must come from the same run."),
            reason=" ".join(str(error).split())[:300],
        ) from None


def _input_shape(spec: ModelSpec) -> Shape:
    shapes = analyse(spec).layers
    return next(shapes[layer.id].output_shape or () for layer in spec if layer.type == "Input")
