"""Which pixels a layer looks at: sizes of images on their way through layers whose rule is known."""

from typing import NamedTuple

from torch import nn

from engine.training.tuning.kinds import POINTWISE

Size = tuple[int, int]
"""Height and width."""

_SAME_SIZE = (*POINTWISE, nn.BatchNorm2d, nn.Dropout, nn.Dropout2d)


class Window(NamedTuple):
    """The sliding window of a convolution or pooling, for height and width each."""

    kernel: Size
    stride: Size
    dilation: Size
    padding: Size

    def answer(self, size: Size) -> Size:
        """The size of the answer to an image of that size."""
        height, width = (
            (given + 2 * padding - dilation * (kernel - 1) - 1) // stride + 1
            for given, kernel, stride, dilation, padding in zip(size, *self, strict=True)
        )
        return height, width

    def needed(self, answer: Size) -> Size:
        """How much of an image, from its upper left corner, so much of the answer depends on; without padding."""
        height, width = (
            (wanted - 1) * stride + dilation * (kernel - 1) + 1
            for wanted, kernel, stride, dilation, _ in zip(answer, *self, strict=True)
        )
        return height, width


def window_of(module: nn.Module) -> Window | None:
    """The window of a layer that has one and computes nothing but whole windows, else ``None``."""
    if type(module) is nn.Conv2d and module.padding_mode == "zeros":
        kernel, stride, dilation = _pair(module.kernel_size), _pair(module.stride), _pair(module.dilation)
        if module.padding == "valid":
            return Window(kernel, stride, dilation, (0, 0))
        if module.padding == "same":
            total = [step * (side - 1) for step, side in zip(dilation, kernel, strict=True)]
            return None if any(both % 2 for both in total) else Window(kernel, stride, dilation, _halves(total))
        return Window(kernel, stride, dilation, _pair(module.padding))
    if type(module) is nn.MaxPool2d and not module.ceil_mode and not module.return_indices:
        sizes = (module.kernel_size, module.stride, module.dilation, module.padding)
        return Window(*(_pair(size) for size in sizes))
    if type(module) is nn.AvgPool2d and not module.ceil_mode:
        return Window(_pair(module.kernel_size), _pair(module.stride), (1, 1), _pair(module.padding))
    return None


def size_behind(module: nn.Module, size: Size | None) -> Size | None:
    """The size of a layer's answer; ``None`` where that is not known here, or where it is no image."""
    if size is None:
        return None
    window = window_of(module)
    if window is not None:
        return window.answer(size)
    return size if type(module) in _SAME_SIZE else None


def size_needed(module: nn.Module, received: Size, wanted: Size) -> Size:
    """How much of an image of the size ``received`` is needed for ``wanted`` pixels of the layer's answer.

    All of it where a layer looks at all pixels (statistics, random masks) or pads the border.
    """
    if type(module) in POINTWISE:
        return wanted
    window = window_of(module)
    if window is None or window.padding != (0, 0):
        return received
    height, width = window.needed(wanted)
    return min(height, received[0]), min(width, received[1])


def _pair(size: object) -> Size:
    if isinstance(size, tuple):
        return int(size[0]), int(size[1])
    assert isinstance(size, int)
    return size, size


def _halves(total: list[int]) -> Size:
    return total[0] // 2, total[1] // 2
