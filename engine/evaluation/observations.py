"""What a network says of every image of a split, and the questions that are asked of it image by image."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from engine.lazy import lazy_module

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
else:
    np = lazy_module("numpy")

Value = TypeVar("Value", bound="np.generic")
Order = Literal["confident", "unsure", "loss"]
"""Wrong answers first and of those the most confident; the least confident first; the greatest loss first."""


@dataclass(frozen=True, slots=True, eq=False)
class Observations:
    """One row for each image, in the split's order; all arrays are read-only.

    ``labels`` and ``predicted`` are classes, int64 ``[N]``; ``probabilities`` float32 ``[N, C]``. ``losses`` (float32
    ``[N]``) is what each image adds to the run's loss, its class's weight included.
    """

    labels: NDArray[np.int64]
    predicted: NDArray[np.int64]
    probabilities: NDArray[np.float32]
    losses: NDArray[np.float32]

    def __post_init__(self) -> None:
        for name in ("labels", "predicted", "probabilities", "losses"):
            object.__setattr__(self, name, read_only(getattr(self, name)))

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def confidences(self) -> NDArray[np.float32]:
        """The probability of the predicted class, ``[N]``."""
        return self.probabilities[np.arange(len(self)), self.predicted]

    @property
    def right(self) -> NDArray[np.bool_]:
        """Whether the predicted class is the true one, ``[N]``."""
        found: NDArray[np.bool_] = self.predicted == self.labels
        return found

    def images_in(self, truth: int, predicted: int) -> NDArray[np.int64]:
        """The images behind a cell of the confusion matrix, as int64 indices into the split.

        The most confident comes first; where the confidence is the same, the one that stands first in the split.
        """
        found = np.flatnonzero((self.labels == truth) & (self.predicted == predicted))
        return _descending(found, self.confidences[found])

    def in_order(self, indices: NDArray[np.int64], order: Order) -> NDArray[np.int64]:
        """The same images (indices into the split, int64) in another order; of equal ones that which stood first."""
        if order == "loss":
            return _descending(indices, self.losses[indices])
        confidences = self.confidences[indices]
        if order == "unsure":
            return _descending(indices, -confidences)
        return indices[np.lexsort((-confidences, self.right[indices]))]

    def hardest(self, count: int) -> NDArray[np.int64]:
        """At most ``count`` images as int64 indices into the split, the greatest loss first."""
        return _descending(np.arange(len(self)), self.losses)[: max(count, 0)]

    def without_numbers(self) -> int:
        """How many images have a loss or a probability that is NaN or infinite."""
        sound = np.isfinite(self.losses) & np.isfinite(self.probabilities).all(axis=1)
        return len(self) - int(np.count_nonzero(sound))


def read_only(array: NDArray[Value]) -> NDArray[Value]:
    """A view of the array that cannot be written to."""
    view = array.view()
    view.flags.writeable = False
    return view


def _descending(indices: NDArray[np.intp], keys: NDArray[np.float32]) -> NDArray[np.int64]:
    order = np.argsort(-keys, kind="stable")
    return indices[order].astype(np.int64, copy=False)
