"""How much memory a training needs, estimated in plain arithmetic."""

from engine.model.analysis import Analysis
from engine.model.context import Context

_BYTES = 4


def training_bytes(analysis: Analysis, context: Context) -> int:
    """About how many bytes one step holds at its peak, in float32.

    Weights, a gradient and the optimizer's numbers for each that learns, the activations kept for the backward pass of
    one batch, and, while that runs, the gradient of the largest of them twice over (received and passed on).
    """
    batch = context.batch_size or 1
    weights = analysis.parameters + analysis.trainable_parameters * (1 + context.state_copies)
    largest = max((report.activation_values for report in analysis.layers.values()), default=0)
    return _BYTES * (weights + batch * (analysis.activation_values + 2 * largest))
