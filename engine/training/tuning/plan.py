"""How a run's steps are computed. It decides the last bits of a run, so it is stored with it."""

from dataclasses import dataclass
from typing import Any, Literal

import torch

MemoryFormat = Literal["channels_last", "contiguous"]


@dataclass(frozen=True, slots=True)
class ExecutionPlan:
    """Memory format of weights and images, threads of the CPU, names of rewrites in the order of their application."""

    memory_format: MemoryFormat
    threads: int
    rewrites: tuple[str, ...] = ()

    @classmethod
    def plain(cls, device: torch.device) -> "ExecutionPlan":
        """Without measuring: what suits most networks on the device."""
        return cls("channels_last" if device.type == "cpu" else "contiguous", torch.get_num_threads())

    def to_data(self) -> dict[str, Any]:
        """Plain JSON data."""
        return {"memory_format": self.memory_format, "threads": self.threads, "rewrites": list(self.rewrites)}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "ExecutionPlan":
        """The plan that :meth:`to_data` wrote."""
        return cls(data["memory_format"], int(data["threads"]), tuple(data["rewrites"]))


@dataclass(frozen=True, slots=True)
class PlanMeasurement:
    """A plan and how long its step took."""

    plan: ExecutionPlan
    milliseconds: float
