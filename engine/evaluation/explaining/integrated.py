"""Integrated gradients: the score's rise on the way from a baseline, shared out among the pixels."""

from torch import Tensor

from engine.evaluation.explaining.subject import Scores


def integrated_gradients(
    scores: Scores, pixels: Tensor, target: int, *, baseline: Tensor, steps: int, chunk: int
) -> tuple[Tensor, float]:
    """Each pixel's share ``[1, H, W]`` of ``score(pixels) - score(baseline)``, and by how much their sum misses it.

    Sundararajan et al., 2017: Axiomatic Attribution for Deep Networks; the integral by Gauss–Legendre quadrature.
    """
    from captum.attr import IntegratedGradients

    shares, missed = IntegratedGradients(scores).attribute(
        pixels,
        baselines=baseline,
        target=target,
        n_steps=steps,
        internal_batch_size=chunk,
        return_convergence_delta=True,
    )
    return shares.detach().float().sum(dim=1), float(missed)
