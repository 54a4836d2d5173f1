"""What this machine gives to plain processes side by side, each with one thread on a core of its own.

No sweep is in it: the same trainings as its trials', one after the other in each process, or products of matrices that
lie in a core's own cache. What more of them gain over one is the machine's share of what more workers gain.
"""

import multiprocessing
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.project import Project, project_from_data

WARM_UPS, LEFT_OUT = 2, 1
"""Trainings of each process before the first that counts, and after the last, so that all are busy meanwhile."""
_PRODUCT, _PRODUCT_SECONDS = 192, 2.0


def trainings_a_second(project: Project, trainings: int, cores: Sequence[int], root: Path) -> float:
    """So many trainings of that project for each core, a process on each; the rate of all together."""
    ended: list[float] = sorted(
        moment
        for moments in _in_processes(_train, cores, project.to_data(), trainings + WARM_UPS + LEFT_OUT, root)
        for moment in moments
    )
    first = WARM_UPS * len(cores) - 1
    last = first + trainings * len(cores)
    return float((last - first) / (ended[last] - ended[first]))


def products_a_second(cores: Sequence[int]) -> float:
    """Products of matrices of all processes together."""
    return float(sum(_in_processes(_multiply, cores)))


def _in_processes(work: Any, cores: Sequence[int], *arguments: Any) -> list[Any]:
    """What a process on each core answers; all begin together, after their imports."""
    context = multiprocessing.get_context("spawn")
    answers, together = context.Queue(), context.Barrier(len(cores))
    processes = [
        context.Process(target=_answer, args=(work, core, together, answers, *arguments), daemon=True) for core in cores
    ]
    for process in processes:
        process.start()
    found = [answers.get(timeout=600) for _ in processes]
    for process in processes:
        process.join()
    return found


def _answer(work: Any, core: int, together: Any, answers: Any, *arguments: Any) -> None:
    os.sched_setaffinity(0, [core])
    import torch

    torch.set_num_threads(1)
    answers.put(work(together, *arguments))


def _train(together: Any, project: Any, count: int, root: Path) -> list[float]:
    """When each training ended, by the clock that all processes share."""
    from engine.runs.store import RunStore
    from engine.training.job import TrainingJob

    store, ended = RunStore(root), []
    together.wait()
    for _ in range(count):
        job = TrainingJob(project_from_data(project), store)
        job.start()
        if not job.join():
            raise SystemExit("a training did not end")
        ended.append(time.monotonic())
    return ended


def _multiply(together: Any) -> float:
    import torch

    matrix, count = torch.rand(_PRODUCT, _PRODUCT), 0
    torch.mm(matrix, matrix)
    together.wait()
    began = time.monotonic()
    while time.monotonic() - began < _PRODUCT_SECONDS:
        torch.mm(matrix, matrix)
        count += 1
    return count / (time.monotonic() - began)
