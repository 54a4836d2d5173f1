"""Grad-CAM: where the channels of one layer that speak for a class answer strongly."""

from torch import Tensor, nn
from torch.nn import functional

from engine.evaluation.explaining.subject import Scores


def grad_cam(scores: Scores, pixels: Tensor, target: int, layer: nn.Module) -> tuple[Tensor, tuple[int, int]]:
    """The map ``[1, H, W]``, not negative, as large as the image, and the height and width that it was computed with.

    Selvaraju et al., 2017: Grad-CAM. ``layer`` answers ``[N, C, h, w]``.
    """
    from captum.attr import LayerGradCam

    found: Tensor = LayerGradCam(scores, layer).attribute(pixels, target=target, relu_attributions=True)
    coarse = found.detach()
    height, width = coarse.shape[2:]
    fine = functional.interpolate(coarse, size=pixels.shape[2:], mode="bilinear", align_corners=False)
    return fine[:, 0], (height, width)
