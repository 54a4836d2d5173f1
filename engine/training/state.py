"""The whole state of a training between two steps, taken out and put back.

With the order of images and all random numbers functions of (seed, epoch, step), nothing but this is needed to go on
to the same bits: weights, optimizers, averages, the scaler, the plateau, and how far it has come.
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.averaging import UPDATES
from engine.training.checkpoint import State
from engine.training.progress import Progress
from engine.training.schedules import Plateau
from engine.training.setup import TrainingSetup
from engine.weights import copy_state, to_cpu

_MODEL, _OPTIMIZER, _AVERAGE = "model.", "optimizer.", "average."


def take_state(setup: TrainingSetup, progress: Progress, plateau: Plateau, images_at_once: int | None) -> State:
    """A copy of everything, on the CPU."""
    tensors = {_MODEL + name: tensor for name, tensor in copy_state(setup.network).items()}
    optimizer_tensors, optimizer_notes = setup.optimizers.state()
    tensors |= {_OPTIMIZER + name: to_cpu(tensor) for name, tensor in optimizer_tensors.items()}
    average_notes: dict[str, Any] = {}
    if setup.average is not None:
        average_tensors, average_notes = setup.average.state()
        tensors |= {_AVERAGE + name: to_cpu(tensor) for name, tensor in average_tensors.items()}
    return State(
        tensors,
        {
            "project": setup.project.to_data(),
            "progress": progress.to_data(),
            "optimizer": optimizer_notes,
            "average": average_notes,
            "plateau": plateau.to_data(),
            "scaler": None if setup.scaler is None else setup.scaler.state_dict(),
            "plan": setup.plan.to_data(),
            "images_at_once": images_at_once,
        },
    )


@torch.no_grad()
def put_back(setup: TrainingSetup, state: State) -> tuple[Progress, Plateau]:
    """Put a state back into a setup of the same project; returns how far it had come.

    Raises :class:`NetwrightError` where they do not fit.
    """
    try:
        setup.network.load_state_dict(_below(_MODEL, state.tensors))
        setup.optimizers.load(_below(_OPTIMIZER, state.tensors), state.notes["optimizer"], strict=True)
        if setup.average is not None:
            setup.average.load(_below(_AVERAGE, state.tensors), state.notes["average"])
        if setup.scaler is not None and state.notes["scaler"] is not None:
            setup.scaler.load_state_dict(state.notes["scaler"])
        return Progress.from_data(state.notes["progress"]), Plateau.from_data(state.notes["plateau"])
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The checkpoint does not fit the run: {reason}"),
            QT_TRANSLATE_NOOP("engine", "The files of the run do not belong together; train again."),
            reason=" ".join(str(error).split())[:300],
        ) from error


@torch.no_grad()
def carry_over(setup: TrainingSetup, state: State) -> tuple[str, ...]:
    """Put into a changed setup whatever of the state has the same name and shape there.

    Returns the names of the weights that start anew.
    """
    own = setup.network.state_dict()
    given = _below(_MODEL, state.tensors)
    fitting = {name for name, tensor in own.items() if name in given and given[name].shape == tensor.shape}
    for name in fitting:
        own[name].copy_(given[name])
    setup.optimizers.load(_below(_OPTIMIZER, state.tensors), state.notes["optimizer"], strict=False)
    if setup.average is not None:
        alike = state.notes["average"].get("averaging") == setup.config.averaging
        if alike and len(fitting) == len(own):
            setup.average.load(_below(_AVERAGE, state.tensors), state.notes["average"])
        else:
            setup.average.begin_anew(setup.network)
    return tuple(name for name in own if name not in fitting)


def evaluated_weights(state: State) -> dict[str, Tensor]:
    """The weights that are validated and shown: the average's, where one has begun."""
    average = _below(_AVERAGE, state.tensors)
    updates = average.pop(UPDATES, None)
    return average if updates is not None and updates > 0 else _below(_MODEL, state.tensors)


def is_finite(state: State) -> bool:
    """Whether no weight is NaN or infinite."""
    return all(
        bool(torch.isfinite(tensor).all())
        for name, tensor in state.tensors.items()
        if name.startswith(_MODEL) and tensor.is_floating_point()
    )


def _below(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}
