"""What a short probe found out about training with more processes, as plain values. No torch."""

from dataclasses import asdict, dataclass
from typing import Any

from engine.text import QT_TRANSLATE_NOOP, Text

WORTHWHILE = 1.1
"""So many times as fast must more processes be that it is worth the trouble."""


@dataclass(frozen=True, slots=True)
class ProcessesMeasured:
    """``processes`` processes at the same batch: each computes its part, then they add up the gradients.

    ``compute_seconds`` is the slowest one's part of a step, while all of them compute; ``all_reduce_seconds`` is what
    adding up the gradients takes by itself, and ``statistics_seconds`` what exchanging the statistics of synchronised
    batch normalisation takes.
    """

    processes: int
    compute_seconds: float
    all_reduce_seconds: float
    statistics_seconds: float = 0.0

    @property
    def step_seconds(self) -> float:
        """A step of all of them, where nothing is computed while gradients are added up."""
        return self.compute_seconds + self.talk_seconds

    @property
    def talk_seconds(self) -> float:
        """What is not computing: gradients and statistics."""
        return self.all_reduce_seconds + self.statistics_seconds


@dataclass(frozen=True, slots=True)
class Scaling:
    """A step of a project as one process takes it, and as several would; the first of ``measured`` is one process.

    ``backend`` is what adds up the gradients: ``gloo`` on CPUs, ``nccl`` on GPUs. ``most`` is how many processes could
    be started here: one for each GPU or core.
    """

    device: str
    device_name: str
    backend: str
    batch_size: int
    parameters: int
    gradient_bytes: int
    most: int
    measured: tuple[ProcessesMeasured, ...]

    @property
    def one(self) -> ProcessesMeasured:
        """One process."""
        return self.measured[0]

    @property
    def best(self) -> ProcessesMeasured:
        """The number of processes with the shortest step."""
        return min(self.measured, key=lambda one: one.step_seconds)

    def speedup(self, measured: ProcessesMeasured) -> float:
        """How many times as fast as one process."""
        return self.one.step_seconds / measured.step_seconds

    @property
    def helps(self) -> bool:
        """Whether more processes would be worth it."""
        return self.best.processes > 1 and self.speedup(self.best) >= WORTHWHILE

    @property
    def advice(self) -> Text:
        """Whether more processes would help, in a sentence with figures."""
        shown = self.best if self.helps else min(self.measured[1:] or self.measured, key=lambda one: one.step_seconds)
        values = {
            "one": _milliseconds(self.one.step_seconds),
            "processes": shown.processes,
            "compute": _milliseconds(shown.compute_seconds),
            "add": _milliseconds(shown.talk_seconds),
            "megabytes": f"{self.gradient_bytes / 1e6:.2f}",
            "times": f"{self.speedup(shown):.2f}",
        }
        if shown.processes == 1:
            return Text(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "More processes would not help: a step takes {one} ms, and this machine has room for one process.",
                ),
                values,
            )
        if self.helps:
            return Text(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "{processes} processes would help: a step takes {one} ms alone, and {compute} ms to compute and "
                    "{add} ms to add up {megabytes} MB of gradients together, {times} times as fast.",
                ),
                values,
            )
        return Text(
            QT_TRANSLATE_NOOP(
                "engine",
                "More processes would not help: a step takes {one} ms alone; with {processes} processes it would take "
                "{compute} ms to compute and {add} ms to add up {megabytes} MB of gradients, {times} times as fast.",
            ),
            values,
        )

    def to_data(self) -> dict[str, Any]:
        """Plain JSON data, with what follows from the figures."""
        rows = [
            {**asdict(one), "step_seconds": one.step_seconds, "speedup": self.speedup(one)} for one in self.measured
        ]
        return {**asdict(self), "measured": rows, "helps": self.helps, "advice": str(self.advice)}


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.3g}"
