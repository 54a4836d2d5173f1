"""The epochs of a run whose weights were kept, with what is known of each. torch is imported when weights are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.runs.best_notes import best_notes
from engine.runs.metadata import EpochFigures
from engine.runs.run import Run
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.epoch_files import EpochFile, epoch_files

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True, slots=True)
class KeptEpoch:
    """An epoch whose weights can be read; epoch 0 is the start, of which there are no ``figures``."""

    epoch: int
    figures: EpochFigures | None
    kept: EpochFile | None
    """Its file of the history; without one its weights are the run's best."""

    def weights(self, run: Run) -> Mapping[str, Tensor]:
        """The epoch's weights on the CPU; raises :class:`NetwrightError` where they are missing or damaged."""
        if self.kept is not None:
            from engine.training.history import read_epoch

            return read_epoch(self.kept)
        from engine.weights import read_tensors

        tensors, notes = read_tensors(run.best_weights)
        if notes.get("epoch") != str(self.epoch):
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The weights of epoch {epoch} are gone: a better epoch took their place."),
                epoch=self.epoch,
            )
        return tensors


@dataclass(frozen=True, slots=True)
class EpochHistory:
    """The kept epochs of a run in their order, and the best one of all that were trained."""

    epochs: tuple[KeptEpoch, ...]
    best: int | None


def read_history(run: Run) -> EpochHistory:
    """The epochs that can be gone through again; an epoch that the run's record does not know is none of its.

    Raises :class:`NetwrightError` where the record cannot be read, or the run was put together of others.
    """
    if run.metadata().members:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The run {run} was put together of other runs and has no epochs of its own."),
            QT_TRANSLATE_NOOP("engine", "Go through the epochs of one of its members."),
            run=run.name,
        )
    figures = {known.epoch: known for known in run.epochs()}
    best = next((number for number in sorted(figures, reverse=True) if figures[number].best), None)
    found: dict[int, KeptEpoch] = {}
    for kept in epoch_files(run.folder):
        known = figures.get(kept.epoch)
        if kept.epoch == 0 or (known is not None and known.step == kept.step):
            found[kept.epoch] = KeptEpoch(kept.epoch, known, kept)
    if best is not None and best not in found and _best_weights_are_of(run, best):
        found[best] = KeptEpoch(best, figures[best], None)
    return EpochHistory(tuple(found[number] for number in sorted(found)), best)


def _best_weights_are_of(run: Run, epoch: int) -> bool:
    """Whether they are there and this epoch's: of a run cut off between the two, they are ahead of its record."""
    try:
        return best_notes(run).get("epoch") == str(epoch)
    except OSError:  # a damaged file tells why when it is read
        return run.best_weights.is_file()
