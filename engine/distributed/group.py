"""The processes of one run talking to each other, by torch.distributed: gloo on CPUs, NCCL on GPUs."""

import json
import os
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np
import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.distributed.distributed_c10d import PrefixStore
from torch.distributed.rendezvous import rendezvous

from engine.distributed.world import World
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.failures import TrainingError

PATIENCE = "NETWRIGHT_PATIENCE"
"""Environment variable: after so many seconds without an answer a process counts as lost."""
_USUAL_PATIENCE = 300.0
_PREPARING = timedelta(hours=12)
"""A dataset may have to be downloaded first."""
_SIGNS = ("gloo", "NCCL", "Connection closed", "Connection reset", "Timed out waiting", "Broken pipe")
"""What gloo's errors say, which have no class of their own."""


class LostProcessError(TrainingError):
    """Another process of the run has ended, or does not answer."""


class Group:
    """All processes of a run, this one among them. Everything here is called by all of them, in the same order.

    Figures and words go over gloo; what lies on a GPU, over NCCL.
    """

    def __init__(self, world: World) -> None:
        """Wait for the others; raises :class:`LostProcessError` where they do not come."""
        self.world = world
        patience = timedelta(seconds=_patience())
        # With the names of the devices, each transport is only set up when something on its device is sent.
        backend = "cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo"
        store, rank, size = next(rendezvous("env://", world.rank, world.size, timeout=patience))
        # The agent's store outlives a restart, and with it the addresses of processes that are gone.
        attempt = PrefixStore(f"netwright-{world.restarts}", store)
        dist.init_process_group(backend, store=attempt, rank=rank, world_size=size, timeout=patience)
        self._patient: Any = dist.new_group(backend="gloo", timeout=_PREPARING)

    def close(self) -> None:
        """Leave, once all is said."""
        if dist.is_initialized():
            dist.destroy_process_group()

    def wait_for_all(self) -> None:
        """Until every process is here, however long one prepares."""
        dist.barrier(group=self._patient)

    def sum(self, values: Tensor) -> Tensor:
        """``values``, on the CPU or the GPU, summed over the processes, in place."""
        dist.all_reduce(values)
        return values

    def tell(self, data: Any = None) -> Any:
        """JSON data of the first process, for everybody."""
        said = json.dumps(data).encode() if self.world.leads else b""
        size = torch.tensor([len(said)])
        dist.broadcast(size, 0, group=self._patient)
        content = torch.empty(int(size), dtype=torch.uint8)
        if self.world.leads:
            content.copy_(torch.from_numpy(np.frombuffer(said, np.uint8).copy()))
        dist.broadcast(content, 0, group=self._patient)
        return json.loads(bytes(content.numpy()))

    def tell_tensors(self, tensors: Mapping[str, Tensor] | None = None) -> dict[str, Tensor]:
        """Tensors of the first process, on the CPU, for everybody."""
        shapes = {
            name: (str(one.dtype).removeprefix("torch."), list(one.shape)) for name, one in (tensors or {}).items()
        }
        told = self.tell(shapes)
        received = dict(tensors or {})
        for name, (kind, shape) in told.items():
            one = received[name].contiguous() if self.world.leads else torch.empty(shape, dtype=getattr(torch, kind))
            dist.broadcast(one.view(-1).view(torch.uint8), 0, group=self._patient)
            received[name] = one
        return received

    @torch.no_grad()
    def share_buffers(self, network: nn.Module) -> None:
        """Give all processes the first one's buffers, such as running means."""
        for buffer in network.buffers():
            dist.broadcast(buffer, 0)


def _patience() -> float:
    """Seconds; raises :class:`NetwrightError` where the environment has no such number."""
    told = os.environ.get(PATIENCE, str(_USUAL_PATIENCE))
    try:
        seconds = float(told)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < _PREPARING.total_seconds():
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name}: expected a number of seconds, found “{found}”."),
            name=PATIENCE,
            found=told,
        )
    return seconds


def describe_loss(error: BaseException, world: World) -> LostProcessError | None:
    """What to say of an error that another process's end or silence caused; ``None`` for one of this process's own."""
    lost = isinstance(error, dist.DistError) or any(sign in str(error) for sign in _SIGNS)
    if not isinstance(error, RuntimeError) or not lost:
        return None
    return LostProcessError(
        QT_TRANSLATE_NOOP(
            "engine", "Another of the {size} processes of this run has ended or does not answer; {rank} noticed it."
        ),
        QT_TRANSLATE_NOOP(
            "engine",
            "What it printed last tells why. “resume” goes on from the last checkpoint, as torchrun does with "
            "--max-restarts.",
        ),
        size=world.size,
        rank=f"rank {world.rank}",
    )
