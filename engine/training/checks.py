"""What must be right before torch is even imported: the network fits the dataset and can learn from it."""

from engine.data.catalog import DatasetInfo, dataset_info
from engine.fields import describe
from engine.model.analysis import Analysis, analyse
from engine.model.layer_type import shape_text
from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text
from engine.training.config import TrainingConfig
from engine.training.failures import BadDataError, BadModelError
from engine.training.splitting import check_split

_HOW = ("_magnitude", "_area")
"""Fields that say how something is done, not whether."""


def check_project(project: Project) -> tuple[DatasetInfo, Analysis]:
    """The dataset's description and the network's analysis.

    Raises :class:`BadModelError` with the words of the first error and :class:`BadDataError` for an unknown dataset.
    """
    try:
        info = dataset_info(project.dataset)
    except NetwrightError as error:
        raise BadDataError.of(error) from error
    analysis = analyse(project.model, project.context())
    first = next((problem for problem in analysis.problems if problem.severity == "error"), None)
    if first is not None:
        if first.layer is None:
            raise BadModelError(first.text.template, "", **first.text.values)
        raise BadModelError(
            QT_TRANSLATE_NOOP("engine", "The network cannot be trained: {layer} {reason}."),
            layer=first.layer,
            reason=first.text,
        )
    shape = next(analysis.layers[layer.id].output_shape for layer in project.model if layer.type == "Input")
    if shape != info.image_shape:
        raise BadModelError(
            QT_TRANSLATE_NOOP(
                "engine", "The network cannot be trained: its input expects {expected}, {dataset} gives {found}."
            ),
            QT_TRANSLATE_NOOP("engine", "Set the input's shape to the dataset's."),
            expected=shape_text(shape or ()),
            dataset=info.title,
            found=shape_text(info.image_shape),
        )
    try:
        check_split(info.train_images, project.training)
    except NetwrightError as error:
        raise BadDataError.of(error) from error
    if info.has_features and (moved := _moving_pixels(project.training)):
        raise BadModelError(
            QT_TRANSLATE_NOOP(
                "engine",
                "{field} changes pixels, but the examples of {dataset} are no images: each is {count} numbers.",
            ),
            QT_TRANSLATE_NOOP("engine", "Set it to 0."),
            field=moved,
            dataset=info.title,
            count=info.image_shape[0],
        )
    return info, analysis


def _moving_pixels(config: TrainingConfig) -> Text | None:
    """The name of a hyperparameter that is used and that only images have a use for."""
    for field in describe(TrainingConfig):
        moves = field.name == "cutmix" or (field.name.startswith("augment_") and not field.name.endswith(_HOW))
        if moves and getattr(config, field.name):
            return Text(field.label)
    return None
