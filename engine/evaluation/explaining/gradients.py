"""Maps from the gradient of a class's score with respect to the pixels."""

import torch
from torch import Tensor

from engine.evaluation.explaining.subject import Scores


def gradient(scores: Scores, pixels: Tensor, target: int) -> Tensor:
    """The score's derivative at each image's pixels, all channels of a pixel together, ``[N, H, W]``.

    Simonyan et al., 2014: Deep Inside Convolutional Networks. They take the largest magnitude of the channels; the sum
    keeps the sign and is what the score does as the pixel gets brighter as a whole.
    """
    from captum.attr import Saliency

    wanting = pixels.clone().requires_grad_()
    found: Tensor = Saliency(scores).attribute(wanting, target=target, abs=False)
    return found.detach().sum(dim=1)


def smoothgrad(
    scores: Scores, pixels: Tensor, target: int, *, samples: int, noise: float, seed: int, chunk: int
) -> Tensor:
    """The mean of the gradients of ``samples`` noisy copies of one image ``[1, C, H, W]``; ``[1, H, W]``.

    Smilkov et al., 2017: SmoothGrad. The noise comes from a generator of its own: captum's NoiseTunnel draws from
    torch's, which random layers of a run that trains beside may use.
    """
    generator = torch.Generator().manual_seed(seed)
    total = torch.zeros_like(pixels[:, 0])
    for start in range(0, samples, chunk):
        shape = (min(chunk, samples - start), *pixels.shape[1:])
        noisy = pixels + noise * torch.randn(shape, generator=generator)
        total += gradient(scores, noisy, target).sum(dim=0)
    return total / samples
