"""The weights of a run's epochs, kept beside its checkpoints so that the run can be gone through again.

Nothing that a training needs stands here: a file of it may be missing, and none is ever read by one.
"""

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from torch import Tensor

from engine.disk import disk
from engine.files import naming
from engine.tensor_file import parts_of
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.digested import publish, read_whole
from engine.training.epoch_files import HISTORY_FOLDER, EpochFile, epoch_files, superfluous


def save_epoch(folder: Path, weights: Mapping[str, Tensor], epoch: int, step: int, room: int) -> Path:
    """Keep the weights after an epoch of the run in ``folder``, all epochs together in ``room`` bytes at most.

    Raises :class:`OSError` that names the folder of the history; what else is in it stays.
    """
    notes = {"format": "pt", "epoch": str(epoch), "step": str(step)}

    def name(digest: str) -> str:
        return EpochFile.name(epoch, step, digest)

    with naming(folder / HISTORY_FOLDER):
        file = publish(folder / HISTORY_FOLDER, "epoch", parts_of(weights, notes), name)
    _delete(superfluous(epoch_files(folder), room))
    return file


def forget_epochs(folder: Path, after: int) -> None:
    """Let the epochs after that one go: the run was set back, or (-1) its network is another one."""
    _delete(one for one in epoch_files(folder) if one.epoch > after)


def read_epoch(kept: EpochFile) -> dict[str, Tensor]:
    """The weights in a file of the history; raises :class:`NetwrightError` unless each byte is as it was written."""
    try:
        return read_whole(kept.file, kept.digest)[0]
    except (ValueError, OSError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The weights of epoch {epoch} cannot be read: {file} is damaged: {reason}."),
            QT_TRANSLATE_NOOP("engine", "The other epochs and the run itself are as they were."),
            epoch=kept.epoch,
            file=f"{HISTORY_FOLDER}/{kept.file.name.partition('.')[0]}",
            reason=reason[:200],
        ) from error


def _delete(files: Iterable[EpochFile]) -> None:
    for one in files:
        with contextlib.suppress(OSError):
            disk().unlink(one.file)
