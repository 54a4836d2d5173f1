"""Which device each of several processes computes on. torch is imported inside."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.distributed.world import World
from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.device import resolve_device
from engine.training.failures import DeviceError

if TYPE_CHECKING:
    import torch


def device_of(requested: str, world: World, warn: Callable[[Text], None]) -> "torch.device":
    """What ``auto``, ``cpu``, ``cuda`` or ``cuda:N`` means for this process: a GPU for each, or the CPU for all.

    Raises :class:`DeviceError` where there is no GPU for each of the processes on this machine, but one was asked for.
    """
    import torch

    gpus, processes = torch.cuda.device_count(), world.local_size
    if requested == "auto" and gpus < processes:
        if gpus:
            template = QT_TRANSLATE_NOOP(
                "engine", "This machine has {gpus} GPUs for {processes} processes: all of them take the CPU."
            )
            warn(Text(template, {"gpus": gpus, "processes": processes}))
        return torch.device("cpu")
    if requested == "cpu":
        return torch.device("cpu")
    if ":" in requested and processes > 1:
        raise DeviceError(
            QT_TRANSLATE_NOOP("engine", "Expected a GPU for each of {processes} processes, found the device {device}."),
            QT_TRANSLATE_NOOP("engine", "Choose auto or cuda: each process then takes a GPU of its own."),
            processes=processes,
            device=requested,
        )
    device = resolve_device(requested if ":" in requested else f"cuda:{world.local_rank}", warn)
    torch.cuda.set_device(device)
    return device
