"""From an exception to words for a person: what kind of failure it is, what happened and what to do about it."""

import errno
import math
import sys
import traceback
from typing import ClassVar, Literal

from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.events import Failure

FailureKind = Literal["out_of_memory", "not_finite", "disk_full", "bad_model", "bad_data", "device", "unexpected"]

_DISK_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_NO_CPU_MEMORY = ("can't allocate memory", "not enough memory", "DefaultCPUAllocator")
_DEVICE = ("CUDA error", "cuDNN error", "CUBLAS_STATUS", "CUDNN_STATUS", "no kernel image", "NVIDIA driver")
_ONE_VALUE = "Expected more than 1 value per channel"


class Cancelled(Exception):
    """A person asked to stop; unwinds the trainer from wherever it is."""


class TrainingError(NetwrightError):
    """An error with a kind, for programs."""

    kind: ClassVar[FailureKind] = "unexpected"

    @classmethod
    def of(cls, error: NetwrightError) -> "TrainingError":
        """The same words as ``error``, with this class's kind."""
        hint = "" if error.hint is None else error.hint.template
        return cls(error.text.template, hint, **error.text.values)


class BadModelError(TrainingError):
    """The network cannot be trained on this dataset."""

    kind = "bad_model"


class BadDataError(TrainingError):
    """The dataset cannot be used."""

    kind = "bad_data"


class DeviceError(TrainingError):
    """The requested device is not there or does not work."""

    kind = "device"


class NotFiniteError(TrainingError):
    """A loss is NaN, infinite, or has exploded. ``where`` says in which layer it began, where that is known."""

    kind = "not_finite"

    def __init__(self, loss: float, step: int, *, validation: bool = False, where: Text | None = None) -> None:
        self.loss, self.step, self.validation = loss, step, validation
        if validation and where is not None:
            words = QT_TRANSLATE_NOOP(
                "engine", "The validation loss is {loss} after step {step}. It shows first {where}."
            )
        elif validation:
            words = QT_TRANSLATE_NOOP(
                "engine", "The validation loss is {loss} after step {step}: the weights are of no use."
            )
        elif where is None:
            words = QT_TRANSLATE_NOOP("engine", "The loss is {loss} at step {step}: the weights are no longer of use.")
        else:
            words = QT_TRANSLATE_NOOP("engine", "The loss is {loss} at step {step}. It began {where}.")
        super().__init__(
            words,
            QT_TRANSLATE_NOOP(
                "engine",
                "Lower the learning rate, clip the gradient, or add batch normalisation to keep numbers in range.",
            ),
            loss=_loss_word(loss),
            step=step,
            **({} if where is None else {"where": where}),
        )


def _loss_word(loss: float) -> str:
    if math.isnan(loss):
        return "NaN"
    return "∞" if math.isinf(loss) else f"{loss:.3g}"


def describe_failure(error: BaseException) -> Failure:
    """Tell a person about an exception that ended a run. Never raises."""
    details = "".join(traceback.format_exception(error))
    if isinstance(error, NetwrightError):
        kind = error.kind if isinstance(error, TrainingError) else "unexpected"
        return Failure(kind, error.text, error.hint, details)
    message = _first_line(error)
    if _is_cuda_out_of_memory(error):
        return Failure(
            "out_of_memory",
            Text(QT_TRANSLATE_NOOP("engine", "The GPU has too little free memory for this training.")),
            Text(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "Choose a smaller batch or network, close other programs that use the GPU, or use the CPU.",
                )
            ),
            details,
        )
    if is_out_of_memory(error):
        return Failure(
            "out_of_memory",
            Text(QT_TRANSLATE_NOOP("engine", "The computer has too little free memory for this training.")),
            Text(QT_TRANSLATE_NOOP("engine", "Choose a smaller batch or network, or close other programs.")),
            details,
        )
    if isinstance(error, OSError):
        return _describe_os_error(error, details)
    if isinstance(error, RuntimeError) and _contains(error, _DEVICE):
        return Failure(
            "device",
            Text(QT_TRANSLATE_NOOP("engine", "The GPU reported an error: {message}"), {"message": message}),
            Text(QT_TRANSLATE_NOOP("engine", "Train on the CPU, or restart the program and check the GPU's driver.")),
            details,
        )
    if isinstance(error, ValueError) and _ONE_VALUE in str(error):
        return Failure(
            "bad_model",
            Text(QT_TRANSLATE_NOOP("engine", "Batch normalisation cannot learn from batches of a single image.")),
            Text(QT_TRANSLATE_NOOP("engine", "Choose a batch size of 2 or more.")),
            details,
        )
    return Failure(
        "unexpected",
        Text(
            QT_TRANSLATE_NOOP("engine", "The training stopped with an unexpected error: {kind}: {message}"),
            {"kind": type(error).__name__, "message": message},
        ),
        Text(QT_TRANSLATE_NOOP("engine", "Weights saved before it are kept. The details help to report it.")),
        details,
    )


def is_out_of_memory(error: BaseException) -> bool:
    """Whether the GPU's or the computer's memory is what was lacking."""
    if _is_cuda_out_of_memory(error) or isinstance(error, MemoryError):
        return True
    return isinstance(error, RuntimeError) and _contains(error, _NO_CPU_MEMORY)


def _describe_os_error(error: OSError, details: str) -> Failure:
    file = str(error.filename) if error.filename else ""
    if error.errno in _DISK_FULL:
        return Failure(
            "disk_full",
            Text(QT_TRANSLATE_NOOP("engine", "The disk is full: the run could not be saved. {file}"), {"file": file}),
            Text(QT_TRANSLATE_NOOP("engine", "Free some space or delete old runs, then train again.")),
            details,
        )
    return Failure(
        "unexpected",
        Text(
            QT_TRANSLATE_NOOP("engine", "The run could not be saved: {reason}. {file}"),
            {"reason": error.strerror or str(error), "file": file},
        ),
        Text(QT_TRANSLATE_NOOP("engine", "Check that the folder of the runs exists and can be written.")),
        details,
    )


def _is_cuda_out_of_memory(error: BaseException) -> bool:
    torch = sys.modules.get("torch")  # where torch was never imported, none of its errors can have happened
    return torch is not None and isinstance(error, torch.cuda.OutOfMemoryError)


def _contains(error: BaseException, signs: tuple[str, ...]) -> bool:
    message = str(error)
    return any(sign in message for sign in signs)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__
