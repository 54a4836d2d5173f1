"""Where to compute: what the machine has, and what a person's choice means on it. torch is imported inside."""

import platform
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.failures import DeviceError

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """A device to choose: ``id`` is what :class:`TrainingConfig.device` takes, ``memory`` is in bytes (0: unknown)."""

    id: str
    name: str
    memory: int


def list_devices() -> tuple[DeviceInfo, ...]:
    """The CPU and each CUDA device of this machine, the CPU first. Imports torch; do not call it on a GUI thread."""
    import torch

    found = [DeviceInfo("cpu", processor_name(), 0)]
    if torch.cuda.is_available():
        for index in range(torch.cuda.device_count()):
            properties = torch.cuda.get_device_properties(index)
            found.append(DeviceInfo(f"cuda:{index}", properties.name, properties.total_memory))
    return tuple(found)


def resolve_device(requested: str, warn: Callable[[Text], None] = lambda text: None) -> "torch.device":
    """What ``auto``, ``cpu``, ``cuda`` or ``cuda:N`` means here.

    ``auto`` takes the first CUDA device that works, else the CPU, telling ``warn`` why where a GPU is there but fails.
    Raises :class:`DeviceError` where the requested device is missing or does not work.
    """
    import torch

    if requested == "cpu":
        return torch.device("cpu")
    if requested == "auto":
        if not torch.cuda.is_available():
            return torch.device("cpu")
        device = torch.device("cuda", 0)
        reason = _trouble(device)
        if reason is None:
            return device
        warn(
            Text(
                QT_TRANSLATE_NOOP("engine", "The GPU {name} cannot be used, the CPU is taken instead: {reason}"),
                {"name": torch.cuda.get_device_name(0), "reason": reason},
            )
        )
        return torch.device("cpu")
    return _cuda_device(requested)


def _cuda_device(requested: str) -> "torch.device":
    import torch

    if not torch.cuda.is_available():
        raise DeviceError(
            QT_TRANSLATE_NOOP("engine", "Expected the device {requested}, found no usable CUDA GPU on this machine."),
            QT_TRANSLATE_NOOP("engine", "Choose auto or cpu, or check the GPU's driver with “doctor”."),
            requested=requested,
        )
    count = torch.cuda.device_count()
    index = int(requested.partition(":")[2] or 0)
    if index >= count:
        raise DeviceError(
            QT_TRANSLATE_NOOP("engine", "Expected the device {requested}, found {count} CUDA devices, up to {last}."),
            QT_TRANSLATE_NOOP("engine", "Choose one of the devices that are there."),
            requested=requested,
            count=count,
            last=f"cuda:{count - 1}",
        )
    device = torch.device("cuda", index)
    reason = _trouble(device)
    if reason is not None:
        raise DeviceError(
            QT_TRANSLATE_NOOP("engine", "The device {requested} cannot be used: {reason}"),
            QT_TRANSLATE_NOOP("engine", "Choose another device, or check the GPU's driver with “doctor”."),
            requested=requested,
            reason=reason,
        )
    return device


def _trouble(device: "torch.device") -> str | None:
    """Why a device that is listed cannot compute (too old for this torch, say); ``None`` where it can."""
    import torch

    try:
        (torch.ones(2, device=device) + 1).cpu()
    except RuntimeError as error:
        return str(error).strip().splitlines()[0]
    return None


def device_name(device: "torch.device") -> str:
    """The device's name for people, such as ``AMD EPYC`` or ``NVIDIA H200``."""
    import torch

    return torch.cuda.get_device_name(device) if device.type == "cuda" else processor_name()


@cache
def processor_name() -> str:
    """The processor's name for people."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            key, _, value = line.partition(":")
            if key.strip() == "model name" and value.strip():
                return value.strip()
    except OSError:  # not Linux
        pass
    return platform.processor() or platform.machine() or "CPU"
