"""All that measuring a stored run on a split needs, loaded once for whoever measures."""

from typing import TYPE_CHECKING, NamedTuple

import torch

from engine.data.batches import Images, images_on
from engine.data.catalog import load_dataset
from engine.evaluation.evaluate import evaluation_batch_size
from engine.evaluation.predictor import load_network
from engine.evaluation.run_loss import loss_of_run
from engine.evaluation.split import SplitImages, images_of_split
from engine.model.analysis import analyse
from engine.model.build import Network, logits_layer
from engine.model.layer_type import shape_text
from engine.model.spec import ModelSpec
from engine.text import QT_TRANSLATE_NOOP, NetwrightError
from engine.training.losses import Loss

if TYPE_CHECKING:
    from engine.runs.run import Run
    from engine.training.events import Split


class RunOnSplit(NamedTuple):
    """A run's network with its best weights and the images, both on one device; the loss is the one it learned by."""

    network: Network
    split: SplitImages
    images: Images
    batch_size: int
    loss: Loss


def run_on_split(
    run: "Run", dataset: str | None = None, split: "Split" = "test", device: "torch.device | str" = "cpu"
) -> RunOnSplit:
    """A run on a split of ``dataset`` (the run's own without it), prepared as in training.

    Raises :class:`NetwrightError` where the run is damaged or cannot be measured on these images.
    """
    found, target = images_of_split(run, dataset, split), torch.device(device)
    project = run.project()
    _check_outputs(run, project.model, len(found.info.classes))
    network, multiply_adds = load_network(run, target)
    return RunOnSplit(
        network,
        found,
        images_on(target, found.images, found.labels, run.metadata().preprocessing),
        evaluation_batch_size(multiply_adds, target),
        loss_of_run(project, load_dataset(project.dataset), target),
    )


def _check_outputs(run: "Run", spec: ModelSpec, classes: int) -> None:
    """A network of another number of outputs was never trained on these classes: the run's files were changed."""
    analysis = analyse(spec)
    shape = analysis.layers[logits_layer(spec)].output_shape if analysis.ok else None
    if shape is not None and shape != (classes,):
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The run {run} is damaged: its network answers {found}, expected {expected}."),
            run=run.name,
            found=shape_text(shape),
            expected=shape_text((classes,)),
        )
