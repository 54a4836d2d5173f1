"""Weights of a network, in memory and from safetensors files, named ``<layer id>.weight`` and so on; no pickle."""

from pathlib import Path

import safetensors
from safetensors import SafetensorError
from torch import Tensor, nn

from engine.text import QT_TRANSLATE_NOOP, NetwrightError


def copy_state(network: nn.Module) -> dict[str, Tensor]:
    """A copy of all weights and buffers on the CPU."""
    return {name: to_cpu(tensor) for name, tensor in network.state_dict().items()}


def load_weights(path: Path) -> dict[str, Tensor]:
    """Read weights onto the CPU; raises :class:`NetwrightError` where the file is missing or damaged."""
    return read_tensors(path)[0]


def read_tensors(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    """The tensors of a safetensors file, on the CPU, and its header's notes; raises :class:`NetwrightError`."""
    try:
        with safetensors.safe_open(path, framework="pt") as file:
            # Clones, for a tensor of safetensors may be a view of the mapped file, which the next save replaces.
            tensors = {name: file.get_tensor(name).clone() for name in file.keys()}  # noqa: SIM118 - not a mapping
            return tensors, file.metadata() or {}
    except FileNotFoundError:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The weights {file} are missing."),
            QT_TRANSLATE_NOOP(
                "engine", "The run was stopped before its first weights were saved, or they were deleted."
            ),
            file=str(path),
        ) from None
    except (SafetensorError, OSError) as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The weights {file} cannot be read: {reason}."),
            QT_TRANSLATE_NOOP("engine", "The file is damaged; train again or restore it from a copy."),
            file=str(path),
            reason=str(error),
        ) from error


def to_cpu(tensor: Tensor) -> Tensor:
    """A contiguous copy on the CPU, whatever memory format the network computes in."""
    return tensor.detach().to("cpu", copy=True).contiguous()
