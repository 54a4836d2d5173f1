"""How much memory a training needs, estimated in plain arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.context import Context
from engine.model.totals import Totals

if TYPE_CHECKING:
    from engine.model.analysis import Analysis

_BYTES = 4


def training_bytes(analysis: Analysis, context: Context) -> int:
    """About how many bytes one step holds at its peak, in float32."""
    return bytes_per_step(analysis.totals, context)


def bytes_per_step(totals: Totals, context: Context) -> int:
    """The same, from what all layers come to.

    Weights, a gradient and the optimizer's numbers for each that learns, the activations kept for the backward pass of
    one batch, and, while that runs, the gradient of the largest of them twice over (received and passed on).
    """
    weights = totals.parameters + totals.trainable_parameters * (1 + context.state_copies)
    activations = totals.activation_values + 2 * totals.largest_activation
    return _BYTES * (weights + (context.batch_size or 1) * activations)


def weight_bytes(totals: Totals) -> int:
    """Bytes of the weights alone, in float32."""
    return _BYTES * totals.parameters
