"""One image, one class, one method: the map with what is to be said of it."""

import time

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.evaluation.explaining.explanation import Explanation, Method, Settings, ShouldStop
from engine.evaluation.explaining.grad_cam import grad_cam
from engine.evaluation.explaining.gradients import gradient, smoothgrad
from engine.evaluation.explaining.integrated import integrated_gradients
from engine.evaluation.explaining.layers import chosen_layer
from engine.evaluation.explaining.occlusion import occlusion
from engine.evaluation.explaining.subject import Subject
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

DEFAULTS = Settings()


def explain(
    subject: Subject,
    image: NDArray[np.uint8],
    target: int,
    method: Method,
    settings: Settings = DEFAULTS,
    *,
    baseline: NDArray[np.uint8] | None = None,
    should_stop: ShouldStop = lambda: False,
) -> Explanation:
    """Explain the score of class ``target`` for an image uint8 ``[C, H, W]``, or ``[H, W]`` of one channel.

    ``baseline`` is the image without anything in it, of the same shape; black without it. ``should_stop`` is asked
    before each chunk of some 20 ms; a yes raises :class:`ExplanationStopped`. Raises :class:`NetwrightError`.
    """
    import captum.attr  # noqa: F401 - loading it takes seconds, which are not the method's

    pixels = subject.pixels(image)
    nothing = torch.zeros_like(pixels) if baseline is None else subject.pixels(baseline)
    scores = subject.scores(should_stop)
    with torch.no_grad():
        logits = scores(pixels)[0]
    _check(settings, target, len(logits))
    began, layer, missed = time.perf_counter(), None, None
    match method:
        case "gradient":
            found = gradient(scores, pixels, target)
            words = Text(
                QT_TRANSLATE_NOOP("engine", "How the score changes as a pixel gets brighter: up or down, and how fast.")
            )
        case "smoothgrad":
            found = smoothgrad(
                scores,
                pixels,
                target,
                samples=settings.samples,
                noise=settings.noise,
                seed=settings.seed,
                chunk=subject.backward_chunk,
            )
            words = Text(
                QT_TRANSLATE_NOOP(
                    "engine", "The gradient, averaged over {samples} copies of the image with {noise} % noise."
                ),
                {"samples": settings.samples, "noise": f"{100 * settings.noise:.3g}"},
            )
        case "integrated-gradients":
            found, missed = integrated_gradients(
                scores, pixels, target, baseline=nothing, steps=settings.steps, chunk=subject.backward_chunk
            )
            words = _completeness(float(found.sum()), missed)
        case "grad-cam":
            layer = chosen_layer(subject.spec, settings.layer)
            found, size = grad_cam(scores, pixels, target, subject.layer(layer))
            words = Text(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "Where channels of {layer} that speak for the class answer strongly, on {height}×{width} places.",
                ),
                {"layer": layer, "height": size[0], "width": size[1]},
            )
        case "occlusion":
            window, stride = _window(settings, pixels)
            found = occlusion(
                scores,
                pixels,
                target,
                baseline=nothing,
                window=window,
                stride=stride,
                chunk=subject.forward_chunk,
            )
            words = Text(
                QT_TRANSLATE_NOOP(
                    "engine", "How much the score falls when {side}×{side} pixels are covered, every {stride} pixels."
                ),
                {"side": window, "stride": stride},
            )
    values: NDArray[np.float32] = found[0].to(torch.float32).contiguous().numpy()
    seconds = time.perf_counter() - began
    return Explanation(method, target, values, float(logits[target]), words, seconds, layer, missed)


def _completeness(total: float, missed: float) -> Text:
    return Text(
        QT_TRANSLATE_NOOP(
            "engine",
            "What each pixel adds to the score, from a black image on. "
            "The sum is {total}, the score rose by {rise}: {missed} off.",
        ),
        {"total": f"{total:.4g}", "rise": f"{total - missed:.4g}", "missed": f"{abs(missed):.2g}"},
    )


def _window(settings: Settings, pixels: Tensor) -> tuple[int, int]:
    """Side and stride of the covered square; raises :class:`NetwrightError` where they do not fit the image."""
    height, width = pixels.shape[2:]
    window = max(1, round(max(height, width) / 7)) if settings.window is None else settings.window
    if settings.window is None:
        window = min(window, height, width)
    stride = max(1, window // 2) if settings.stride is None else settings.stride
    if not 1 <= window <= min(height, width):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The covered square has a side of {found}, expected 1 to {most} pixels."),
            found=window,
            most=min(height, width),
        )
    if not 1 <= stride <= window:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The stride is {found}, expected 1 to the square's side of {most} pixels."),
            found=stride,
            most=window,
        )
    return window, stride


def _check(settings: Settings, target: int, classes: int) -> None:
    if not 0 <= target < classes:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "There is no class of index {found}: expected 0 to {last}."),
            found=target,
            last=classes - 1,
        )
    if settings.samples < 1 or settings.steps < 1:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Expected at least 1 sample and 1 step, found {samples} and {steps}."),
            samples=settings.samples,
            steps=settings.steps,
        )
    if not 0 <= settings.noise <= 1:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The noise is {found}, expected 0 to 1 of full brightness."),
            found=settings.noise,
        )
