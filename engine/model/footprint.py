"""How much memory a training needs, estimated in plain arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.model.context import Context
from engine.model.report import LayerReport

if TYPE_CHECKING:
    from engine.model.analysis import Analysis

_BYTES = 4


def training_bytes(analysis: Analysis, context: Context) -> int:
    """About how many bytes one step holds at its peak, in float32."""
    return bytes_per_step(analysis.layers.values(), context)


def bytes_per_step(reports: Iterable[LayerReport], context: Context) -> int:
    """The same, from the reports of all layers.

    Weights, a gradient and the optimizer's numbers for each that learns, the activations kept for the backward pass of
    one batch, and, while that runs, the gradient of the largest of them twice over (received and passed on).
    """
    weights = activations = largest = 0
    for report in reports:
        weights += report.parameters + report.trainable_parameters * (1 + context.state_copies)
        activations += report.activation_values
        largest = max(largest, report.activation_values)
    return _BYTES * (weights + (context.batch_size or 1) * (activations + 2 * largest))


def weight_bytes(reports: Iterable[LayerReport]) -> int:
    """Bytes of the weights alone, in float32."""
    return _BYTES * sum(report.parameters for report in reports)
