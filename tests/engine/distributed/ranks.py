"""Runs trained by several real processes on this machine, each forked from one that has imported torch."""

import contextlib
import json
import multiprocessing
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any, NamedTuple

from engine.model.edits import append_layer, set_params
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.project import Project

PATIENCE = 60.0
PATIENCE_SETTING = "NETWRIGHT_PATIENCE"
_LOADED = ["engine.distributed.job", "engine.distributed.trainer", "engine.runs.store", "engine.training.setup"]


class Outcome(NamedTuple):
    """What the first process told; ``figures`` are each epoch's, ``ends`` how each process's job ended."""

    losses: list[float]
    figures: list[tuple[float, ...]]
    test_loss: float | None
    warnings: list[str]
    ends: list[str]


def small_network(*layers: str) -> ModelSpec:
    """A convolution and a hidden layer, with batch normalisation of both and of dropout what is named."""
    spec = set_params(template("mnist-cnn"), "conv1", out_channels=6, stride=2)
    spec = set_params(spec, "conv2", out_channels=8)
    spec = set_params(spec, "linear1", out_features=24)
    spec, _ = append_layer(spec, "BatchNorm2d", after="conv1")
    spec, _ = append_layer(spec, "BatchNorm1d", after="linear1")
    for layer, after in zip(layers, ("relu3", "relu1"), strict=False):
        spec, _ = append_layer(spec, layer, after=after)
    return spec


def project_of(spec: ModelSpec, **settings: Any) -> Project:
    """A short training of that network on some of MNIST."""
    values: dict[str, Any] = {
        "device": "cpu",
        "optimizer": "sgd",
        "learning_rate": 0.02,
        "batch_size": 32,
        "limit_train": 260,
        "epochs": 2,
        "tune": False,
        **settings,
    }
    project = Project.from_template("mnist-cnn")
    training = project.training.model_validate({**project.training.model_dump(), **values})
    return replace(project, model=spec, training=training)


def trained_by(size: int, projects: list[Project], home: Path) -> list[Outcome]:
    """Train one project after the other with so many processes; runs are kept below ``home``."""
    answers = [home / f"rank-{rank}.json" for rank in range(size)]
    told = [project.to_data() for project in projects]
    ports = free_ports(len(projects))
    processes = forked(size, home, _train_all, [(told, ports, str(answer)) for answer in answers])
    for process in processes:
        process.join(PATIENCE)
        assert process.exitcode == 0, "a process did not end well; see above"
    every = [json.loads(answer.read_text()) for answer in answers]
    return [
        Outcome(losses, figures, test_loss, warnings, [one[number][-1] for one in every])
        for number, (losses, figures, test_loss, warnings, _) in enumerate(every[0])
    ]


def commanded(size: int, arguments: list[str], home: Path) -> list[ForkServerProcess]:
    """So many processes that run that command; what each complains of goes to ``home / "said-<rank>"``."""
    return forked(size, home, _command, [(arguments, str(home / f"said-{rank}")) for rank in range(size)])


def forked(
    size: int, home: Path, work: Callable[..., None], arguments: list[tuple[Any, ...]]
) -> list[ForkServerProcess]:
    """Start so many processes as torchrun does, each with arguments of its own."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    (port,) = free_ports(1)
    started = []
    for rank, own in enumerate(arguments):
        environment = {
            "RANK": str(rank),
            "WORLD_SIZE": str(size),
            "LOCAL_RANK": str(rank),
            "LOCAL_WORLD_SIZE": str(size),
            "MASTER_ADDR": "127.0.0.1",
            "MASTER_PORT": str(port),
            "NETWRIGHT_HOME": str(home),
            **({PATIENCE_SETTING: os.environ[PATIENCE_SETTING]} if PATIENCE_SETTING in os.environ else {}),
        }
        started.append(context.Process(target=_in_environment, args=(environment, work, own)))
        started[-1].start()
    return started


def free_ports(count: int) -> list[int]:
    """So many different ports of this machine that nobody listens at."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


def _in_environment(environment: dict[str, str], work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    os.environ |= environment
    work(*arguments)


def _command(arguments: list[str], said: str) -> None:
    from engine.cli import run

    with Path(said).open("w", buffering=1) as file:
        sys.stderr = file
        sys.exit(run(arguments))


def _train_all(told: list[dict[str, Any]], ports: list[int], answer: str) -> None:
    from engine.project import project_from_data

    outcomes = []
    for data, port in zip(told, ports, strict=True):
        os.environ["MASTER_PORT"] = str(port)  # the first process may still hold the one before
        outcomes.append(_train(project_from_data(data)))
    Path(answer).write_text(json.dumps(outcomes))


def _train(project: Project) -> tuple[Any, ...]:
    from engine.distributed.job import SharedJob
    from engine.distributed.world import launched
    from engine.runs.store import RunStore
    from engine.training.events import EngineWarning, EpochCompleted, RunFinished, StepsCompleted

    world = launched()
    assert world is not None
    store = RunStore()
    job = SharedJob(world, project, store) if world.leads else SharedJob.following(world, store)
    job.start()
    losses, figures, warnings = [], [], []
    while not isinstance(event := job.events.get(timeout=PATIENCE), RunFinished):
        match event:
            case StepsCompleted():
                losses += event.losses.tolist()
            case EpochCompleted():
                figures.append((event.validation_loss, event.validation_accuracy, event.train_accuracy))
            case EngineWarning():
                warnings.append(str(event.text))
    job.join()
    end = event.outcome if event.failure is None else f"{event.failure.text} {event.failure.details}"
    return losses, figures, event.test_loss, warnings, end
