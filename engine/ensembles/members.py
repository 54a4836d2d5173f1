"""The runs that are put together: what they must have in common, and what they were measured on."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.model.layers.merge import MOST_INPUTS
from engine.project import Project
from engine.runs.metadata import Member, RunMetadata
from engine.runs.run import Run
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.config import TrainingConfig
from engine.training.splitting import seed_of_split


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A run that can be a member."""

    run: Run
    project: Project
    metadata: RunMetadata

    def member(self, share: int) -> Member:
        """As it is told in the metadata of what it becomes a part of."""
        accuracy = self.run.summary().val_accuracy
        return Member(name=self.run.name, title=self.metadata.title, share=share, validation_accuracy=accuracy)


def candidates(runs: Sequence[Run], most: int = MOST_INPUTS) -> tuple[Candidate, ...]:
    """The runs, checked: two or more, of the same classes and shape of images, none twice or without weights.

    Raises :class:`NetwrightError`.
    """
    if not 2 <= len(runs) <= most:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "An ensemble has 2 to {most} members, found {count}."),
            QT_TRANSLATE_NOOP("engine", "Choose other runs."),
            most=most,
            count=len(runs),
        )
    found = tuple(Candidate(run, run.project(with_dataset=False), run.metadata()) for run in runs)
    first = found[0]
    for number, one in enumerate(found):
        if any(other.run.folder == one.run.folder for other in found[:number]):
            raise NetwrightError(QT_TRANSLATE_NOOP("engine", "The run {run} was chosen twice."), run=one.run.name)
        if not one.run.best_weights.is_file():
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The run {run} has no weights yet."),
                QT_TRANSLATE_NOOP("engine", "Train it, or leave it out."),
                run=one.run.name,
            )
        _check_alike(first.metadata, one.metadata, one.run.name)
    return found


def _check_alike(first: RunMetadata, other: RunMetadata, name: str) -> None:
    if other.classes != first.classes:
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine", "The run {run} knows other classes than {first}: {found}, expected {expected}."
            ),
            QT_TRANSLATE_NOOP("engine", "Choose runs that learned the same classes."),
            run=name,
            first=first.name,
            found=", ".join(other.classes)[:80],
            expected=", ".join(first.classes)[:80],
        )
    if (other.image_shape, other.columns) != (first.image_shape, first.columns):
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine", "The run {run} takes other examples than {first}: {found}, expected {expected}."
            ),
            QT_TRANSLATE_NOOP("engine", "Choose runs that learned from examples of the same shape."),
            run=name,
            first=first.name,
            found="×".join(map(str, other.image_shape)),
            expected="×".join(map(str, first.image_shape)),
        )


def share_their_split(members: Sequence[Candidate]) -> bool:
    """Whether all keep the same images aside, so that these are new to each of them."""
    return len({(one.metadata.dataset, _split_of(one.project.training)) for one in members}) == 1


def check_validation(members: Sequence[Candidate]) -> None:
    """Raise :class:`NetwrightError` where there are no images by which members could be chosen."""
    training = members[0].project.training
    if not share_their_split(members):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The runs kept different images aside, so that there are none to choose by."),
            QT_TRANSLATE_NOOP(
                "engine", "Take runs with the same split, such as “Repeat with other seeds” makes; or average them all."
            ),
        )
    if training.folds is None and training.validation_split == 0:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The runs kept no images aside, so that there are none to choose by."),
            QT_TRANSLATE_NOOP("engine", "Take runs with a validation split, or average them all."),
        )


def training_of(members: Sequence[Candidate]) -> TrainingConfig:
    """The hyperparameters that what they become is kept with: the first one's, with a split that is true of all."""
    training = members[0].project.training
    changes: dict[str, object] = {"resample_seed": None, "boosted_on": "", "start_from": ""}
    if share_their_split(members):
        changes["split_seed"] = seed_of_split(training)
    else:  # what one kept aside, another learned from
        changes |= {"validation_split": 0.0, "folds": None, "fold": 1, "limit_train": None}
    return TrainingConfig.model_validate(training.model_dump() | changes)


def _split_of(training: TrainingConfig) -> tuple[object, ...]:
    kept = training.kept_fold or training.validation_split
    return kept, training.stratified, seed_of_split(training), training.limit_train
