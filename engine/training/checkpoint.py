"""Everything a bit-exact resume needs, in one safetensors file: one rename is atomic, several are not.

Tensors are named ``model.*``, ``optimizer.<number>.*`` and ``random.*``; the optimizer's plain values and the trainer's
progress stand as JSON in the file's header.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from torch import Tensor, nn

from engine.files import write_atomically
from engine.weights import copy_state, read_tensors, to_cpu

BEST_FILE = "best.safetensors"
LAST_FILE = "last/checkpoint.safetensors"


def save_checkpoint(
    path: Path, network: nn.Module, optimizer: torch.optim.Optimizer, progress: Mapping[str, Any]
) -> None:
    """Write everything a resume needs; ``progress`` is plain JSON data."""
    tensors = {f"model.{name}": tensor for name, tensor in copy_state(network).items()}
    described = optimizer.state_dict()
    plain: dict[str, dict[str, Any]] = {}
    for number, values in described["state"].items():
        for name, value in values.items():
            if isinstance(value, Tensor):
                tensors[f"optimizer.{number}.{name}"] = to_cpu(value)
            else:
                plain.setdefault(str(number), {})[name] = value
    tensors["random.cpu"] = torch.get_rng_state()
    device = next(network.parameters()).device
    if device.type == "cuda":
        tensors["random.cuda"] = torch.cuda.get_rng_state(device)
    optimizer_notes = {"groups": described["param_groups"], "values": plain}
    header = {"format": "pt", "optimizer": json.dumps(optimizer_notes), "progress": json.dumps(dict(progress))}
    path.parent.mkdir(exist_ok=True)
    write_atomically(path, safetensors.torch.save(tensors, header))


def load_checkpoint(path: Path, network: nn.Module, optimizer: torch.optim.Optimizer) -> dict[str, Any]:
    """Put a checkpoint back into a network and an optimizer of the same kind, and torch's generators with it.

    Returns the progress. Raises :class:`NetwrightError` where the file is missing or damaged.
    """
    tensors, header = read_tensors(path)
    network.load_state_dict(_below("model.", tensors))
    notes = json.loads(header["optimizer"])
    state: dict[int, dict[str, Any]] = {int(number): dict(values) for number, values in notes["values"].items()}
    parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    for name, tensor in _below("optimizer.", tensors).items():
        number, _, key = name.partition(".")
        state.setdefault(int(number), {})[key] = _laid_out_like(parameters[int(number)], tensor)
    optimizer.load_state_dict({"state": state, "param_groups": notes["groups"]})
    torch.set_rng_state(tensors["random.cpu"])
    device = next(network.parameters()).device
    if device.type == "cuda" and "random.cuda" in tensors:
        torch.cuda.set_rng_state(tensors["random.cuda"], device)
    progress: dict[str, Any] = json.loads(header["progress"])
    return progress


def _laid_out_like(parameter: Tensor, tensor: Tensor) -> Tensor:
    """The values of ``tensor`` in the memory format of ``parameter``, whose companion it is.

    The fused optimizers walk both by address and notice no difference: a momentum in another format would silently
    belong to other weights.
    """
    if tensor.shape != parameter.shape:  # a count of steps
        return tensor
    return torch.empty_like(parameter, dtype=tensor.dtype, device="cpu").copy_(tensor)


def _below(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}
