"""Hyperparameters: one frozen, validated group, from which the form, the terminal's options and the file derive."""

from engine.training.config.averaging import AveragingFields
from engine.training.config.basics import BasicFields, OptimizerName, RunFields
from engine.training.config.computation import ComputationFields
from engine.training.config.images import ImageFields
from engine.training.config.loss import LossFields, LossName
from engine.training.config.optimizer import OptimizerFields
from engine.training.config.pixels import PixelFields
from engine.training.config.preprocessing import PreprocessingFields
from engine.training.config.regularisation import RegularisationFields
from engine.training.config.resampling import ResamplingFields
from engine.training.config.schedule import ScheduleFields, ScheduleName
from engine.training.config.split import SplitFields

__all__ = ["LossName", "OptimizerName", "ScheduleName", "TrainingConfig"]


# The fields of the last base come first.
class TrainingConfig(
    ComputationFields,
    AveragingFields,
    PixelFields,
    ImageFields,
    PreprocessingFields,
    RegularisationFields,
    LossFields,
    ScheduleFields,
    OptimizerFields,
    RunFields,
    ResamplingFields,
    SplitFields,
    BasicFields,
):
    """What the trainer needs to know besides the network and the data. The defaults are the reference recipe."""

    @property
    def images_per_step(self) -> int:
        """Images of all batches whose gradients make one step."""
        return self.batch_size * self.accumulate

    @property
    def images_at_once(self) -> int | None:
        """Images that are computed together as it was asked for; ``None`` for a step's at once."""
        return self.batch_size if self.micro_batch is None and self.accumulate > 1 else self.micro_batch
