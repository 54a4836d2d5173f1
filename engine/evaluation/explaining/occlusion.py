"""Occlusion: what the score loses when a part of the image is covered."""

from torch import Tensor

from engine.evaluation.explaining.subject import Scores


def occlusion(
    scores: Scores, pixels: Tensor, target: int, *, baseline: Tensor, window: int, stride: int, chunk: int
) -> Tensor:
    """By how much the score falls when a square is covered, at each pixel the mean over its squares, ``[1, H, W]``.

    Zeiler and Fergus, 2014: Visualizing and Understanding Convolutional Networks. All channels are covered at once,
    with what ``baseline`` has there.
    """
    from captum.attr import Occlusion

    channels = pixels.shape[1]
    found: Tensor = Occlusion(scores).attribute(
        pixels,
        sliding_window_shapes=(channels, window, window),
        strides=(channels, stride, stride),
        baselines=baseline,
        target=target,
        perturbations_per_eval=chunk,
    )
    return found.detach()[:, 0]
