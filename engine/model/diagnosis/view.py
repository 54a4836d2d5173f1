"""What the rules of a diagnosis look at, and how they say what they find."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from math import prod

from engine.model.context import Context
from engine.model.problems import Fix, Problem, Severity
from engine.model.report import LayerReport
from engine.model.spec import LayerSpec, ModelSpec
from engine.model.totals import Totals
from engine.text import Text

RESHAPING = ("Flatten", "Unflatten", "Reshape", "Permute", "Rows", "Identity")
"""The same numbers under other sizes."""

RANDOM = ("Dropout", "Dropout2d", "GaussianNoise")
"""Layers that do nothing when the network answers."""

AVERAGING = ("AvgPool2d", "AdaptiveAvgPool2d", "GlobalAvgPool2d", "MeanOverTokens", "Upsample")
POOLING = ("MaxPool2d", "GlobalMaxPool2d", *AVERAGING)
BATCH_NORMS = ("BatchNorm1d", "BatchNorm2d")

LOOKED_THROUGH = frozenset((*RESHAPING, *RANDOM, *POOLING, *BATCH_NORMS))
"""The layers behind which a rule about one layer may look for what stands next to it."""
WEIGHTED = ("Linear", "Conv2d", "DepthwiseConv2d", "Conv1d", "ConvTranspose2d")
"""Layers that are one matrix: without a bend between, two of them are one."""

ANSWERS = ("Softmax", "LogSoftmax")
"""Layers that turn logits into probabilities."""


@dataclass(frozen=True, slots=True)
class View:
    """One network with what is known of it. ``context`` is empty of figures inside a block."""

    spec: ModelSpec
    reports: Mapping[str, LayerReport]
    totals: Totals
    context: Context
    inside_block: bool

    def above(self, layer: LayerSpec, through: Collection[str] = ()) -> LayerSpec | None:
        """The layer that this one reads first, looking through layers of some types."""
        layers, inputs = self.spec.by_id, layer.inputs
        while inputs:
            found = layers.get(inputs[0])
            if found is None or found.type not in through:
                return found
            inputs = found.inputs
        return None

    def readers(self, layer: LayerSpec, through: Collection[str] = ()) -> list[LayerSpec]:
        """The layers that read this one, looking through layers of some types."""
        found, stack, seen = [], [layer.id], {layer.id}
        while stack:
            for reader in self.spec.consumers[stack.pop()]:
                if reader in seen:
                    continue
                seen.add(reader)
                if self.spec[reader].type in through:
                    stack.append(reader)
                else:
                    found.append(self.spec[reader])
        return found

    def size(self, layer: LayerSpec) -> int:
        """How many numbers leave a layer for one example."""
        return prod(self.reports[layer.id].output_shape or (0,))


Rule = Callable[[View, LayerSpec], Iterable[Problem]]
"""A rule about one layer whose output shape is known.

It depends on the layer, on the batch size, and on what stands next to the layer, up and down, links and shapes
included; no further than through layers of the types :data:`LOOKED_THROUGH`. Other rules are asked after every edit.
"""


def found(
    severity: Severity,
    code: str,
    words: str,
    layer: LayerSpec | None,
    *fixes: Fix | None,
    field: str | None = None,
    **values: object,
) -> Problem:
    """A problem in words marked for translation; ``expected`` and ``found`` among the values are kept apart, too."""
    return Problem(
        code,
        severity,
        Text(words, values),
        layer.id if layer is not None else None,
        field,
        str(values.get("expected", "")),
        str(values.get("found", "")),
        tuple(fix for fix in fixes if fix is not None),
    )
