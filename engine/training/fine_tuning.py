"""How a trained network learns a person's own drawings without forgetting the digits of others."""

from dataclasses import replace
from typing import Any

from engine.data.catalog import MNIST, dataset_info
from engine.data.drawings import LEAST, MIXED, counted_name, read_drawings
from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.config import TrainingConfig

STEPS = 250
"""So many steps suffice to move a network a little; more epochs are taken where a dataset is small."""
_EPOCHS = 3, 40
_BATCH = 32
_LEARNING: dict[str, Any] = {
    # A third of the usual rate, coming down to nothing: large steps would throw away what was learned.
    "optimizer": "adam",
    "learning_rate": 3e-4,
    "schedule": "cosine",
    # Few drawings have to stand for all that the same hand may draw.
    "augment_shift": 1.0,
    "augment_rotation": 8.0,
    "augment_scale": 0.08,
    "augment_shear": 8.0,
    "validation_split": 0.1,
}


def fine_tuning(project: Project, run: str) -> Project:
    """The project of a run with which another one goes on from its weights, on the drawings of now mixed with MNIST.

    Raises :class:`NetwrightError` with too few drawings, or a network for other images or classes.
    """
    count = len(read_drawings())
    if count < LEAST:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "There are {count} drawings of yours, at least {least} are needed."),
            QT_TRANSLATE_NOOP("engine", "Draw digits and say with “That was a…” what they are."),
            count=count,
            least=LEAST,
        )
    learned = dataset_info(project.dataset)
    if learned.image_shape != MNIST.image_shape or learned.classes != MNIST.classes:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The run {run} learned no digits of 28×28 pixels."),
            QT_TRANSLATE_NOOP("engine", "Open a run on MNIST and fine-tune that."),
            run=run,
        )
    name = counted_name(MIXED)
    fewest, most = _EPOCHS
    epochs = min(max(round(STEPS * _BATCH / dataset_info(name).train_images), fewest), most)
    training = TrainingConfig(
        **_LEARNING,
        batch_size=_BATCH,
        epochs=epochs,
        start_from=run,
        seed=project.training.seed,
        device=project.training.device,
    )
    return replace(project, dataset=name, training=training)
