"""Who keeps what of a run that several processes train: the first one all of it, the others nothing."""

from collections.abc import Callable

from torch import nn

from engine.training.checkpoint import State
from engine.training.keeping import Keeper
from engine.training.progress import Progress


class LeadersKeeper(Keeper):
    """Writes a checkpoint before the first step, too, so that a run can always go on after a process was lost."""

    def begin(self, take: Callable[[], State], network: nn.Module, progress: Progress) -> None:
        super().begin(take, network, progress)
        if self.good is not None:
            self.save(self.good)


class FollowersKeeper(Keeper):
    """Keeps nothing."""

    @property
    def due(self) -> bool:
        return False

    def keep(self, take: Callable[[], State], *, save: bool = False) -> None:
        return

    def save(self, state: State) -> None:
        return

    def save_best(self, network: nn.Module, epoch: int, step: int) -> None:
        return

    def go_back(self, progress: Progress) -> None:
        return

    def begin_anew(self, network: nn.Module, epoch: int, step: int) -> None:
        return

    def _keep_epoch(self, network: nn.Module, progress: Progress, *, certainly: bool) -> None:
        return
