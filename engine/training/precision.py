"""With how many bits a step computes: autocast, TF32, scaling of small gradients, and refusals with their reason."""

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import torch

from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.config import TrainingConfig
from engine.training.failures import DeviceError

_HALF = {"bf16": torch.bfloat16, "fp16": torch.float16}
_TRIALS = 5


def check_precision(config: TrainingConfig, device: torch.device) -> None:
    """Raise :class:`DeviceError` where the precision does not exist on the device or would be slower there."""
    if config.precision == "float32":
        return
    if config.precision == "tf32":
        if device.type != "cuda" or torch.cuda.get_device_capability(device) < (8, 0):
            raise _refused(config, QT_TRANSLATE_NOOP("engine", "it needs a CUDA GPU of the Ampere generation or newer"))
        return
    if device.type == "cuda":
        if config.precision == "bf16" and not torch.cuda.is_bf16_supported(including_emulation=False):
            raise _refused(config, QT_TRANSLATE_NOOP("engine", "this GPU does not compute with bfloat16"))
        return
    if config.precision == "fp16":
        raise _refused(config, QT_TRANSLATE_NOOP("engine", "gradients in float16 need a CUDA GPU"))
    if not torch.cpu._is_avx512_bf16_supported() and not torch.cpu._is_amx_tile_supported():
        raise _refused(
            config,
            QT_TRANSLATE_NOOP(
                "engine", "this processor has neither AVX512-BF16 nor AMX, and would be many times slower"
            ),
        )
    ratio = _slower_on_this_cpu(_HALF[config.precision])
    if ratio > 1:
        raise _refused(
            config,
            QT_TRANSLATE_NOOP("engine", "measured here, a convolution's step takes {ratio} times as long"),
            ratio=f"{ratio:.1f}",
        )


def _refused(config: TrainingConfig, reason: str, **values: object) -> DeviceError:
    return DeviceError(
        QT_TRANSLATE_NOOP("engine", "The precision {precision} cannot be used here: {reason}."),
        QT_TRANSLATE_NOOP("engine", "Choose float32, or another device."),
        precision=config.precision,
        reason=Text(reason, values),
    )


def _slower_on_this_cpu(kind: torch.dtype) -> float:
    """How many times as long a small convolution with its gradient takes as in float32: the best of some trials."""
    layer = torch.nn.Conv2d(32, 64, 3).to(memory_format=torch.channels_last)
    images = torch.ones(32, 32, 14, 14).to(memory_format=torch.channels_last)
    best = dict.fromkeys((torch.float32, kind), float("inf"))
    for _ in range(_TRIALS):
        for chosen in best:
            began = time.perf_counter()
            with torch.autocast("cpu", chosen, enabled=chosen != torch.float32):
                layer(images).float().sum().backward()
            best[chosen] = min(best[chosen], time.perf_counter() - began)
            if best[chosen] > 1:  # hundreds of times slower: seen enough
                break
    return best[kind] / best[torch.float32]


def autocast(config: TrainingConfig, device: torch.device) -> contextlib.AbstractContextManager[object]:
    """The context of a forward pass."""
    kind = _HALF.get(config.precision)
    return contextlib.nullcontext() if kind is None else torch.autocast(device.type, kind)


def gradient_scaler(config: TrainingConfig, device: torch.device) -> "torch.amp.GradScaler | None":
    """For float16, whose small gradients would vanish (Micikevicius et al., 2018)."""
    return torch.amp.GradScaler(device.type) if config.precision == "fp16" else None


@contextlib.contextmanager
def numerics(config: TrainingConfig, device: torch.device) -> Iterator[None]:
    """Torch's switches for the whole process as this run needs them, and afterwards as they were."""
    matmul, cudnn = torch.backends.cuda.matmul, torch.backends.cudnn
    before = (matmul.allow_tf32, cudnn.allow_tf32, cudnn.deterministic, cudnn.benchmark)
    algorithms = torch.get_deterministic_debug_mode()
    memory: Any = torch.utils.deterministic
    filled = memory.fill_uninitialized_memory
    if device.type == "cuda":
        # Deterministic algorithms would also fill all new memory, which costs a kernel for each, and is written anyway.
        memory.fill_uninitialized_memory = False
        matmul.allow_tf32 = cudnn.allow_tf32 = config.precision == "tf32"
        cudnn.deterministic, cudnn.benchmark = config.deterministic, not config.deterministic
        torch.set_deterministic_debug_mode("warn" if config.deterministic else "default")
    try:
        yield
    finally:
        matmul.allow_tf32, cudnn.allow_tf32, cudnn.deterministic, cudnn.benchmark = before
        torch.set_deterministic_debug_mode(algorithms)
        memory.fill_uninitialized_memory = filled
