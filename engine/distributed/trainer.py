"""The loop of one of several processes that train one run.

All of them take the same steps and the same decisions. What depends on a clock, a signal or a person is decided
together, some twenty times a second: then the figures of the steps are summed, a wish to stop, to pause or to go on
changed is heard by all, and the first process says after how many steps they meet next.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.distributed.control import SharedControl
from engine.distributed.group import Group
from engine.distributed.judging import SharedJudge
from engine.distributed.keeping import FollowersKeeper, LeadersKeeper
from engine.distributed.meeting import Meeting
from engine.distributed.share import Pieces
from engine.distributed.step import SharedStep
from engine.project import Project
from engine.text import Text
from engine.training.checkpoint import State
from engine.training.events import EngineWarning, Event
from engine.training.failures import NotFiniteError
from engine.training.health import HealthCheck
from engine.training.judging import REPORT_SECONDS, Judge
from engine.training.keeping import Keeper
from engine.training.live import LiveWeights
from engine.training.runners import EagerSteps, StepRunner
from engine.training.setup import TrainingSetup
from engine.training.step import TrainingStep
from engine.training.step_buffer import Figures
from engine.training.trainer import Trainer

_MOST_STEPS = 1024
"""Between two meetings."""


class SharedTrainer(Trainer):
    """A :class:`Trainer` in a group. Every process makes one, of the same setup and state; the first one writes."""

    def __init__(
        self,
        group: Group,
        meeting: Meeting,
        pieces: Pieces,
        setup: TrainingSetup,
        folder: Path,
        emit: Callable[[Event], None],
        control: SharedControl,
        live: LiveWeights,
        rebuild: Callable[[Project], TrainingSetup],
        state: State | None = None,
    ) -> None:
        self._group, self._meeting, self._pieces = group, meeting, pieces
        self._meets_at = 0
        super().__init__(setup, folder, emit, control, live, rebuild, state)
        if not group.world.leads:
            self._health = HealthCheck(clock=lambda: 0.0)  # looks never

    def train(self) -> None:
        """Train as :meth:`Trainer.train`; raises :class:`RuntimeError` where another process is lost, too."""
        self._meet(torch.zeros(0))
        super().train()

    def _keeper_of(self, folder: Path, setup: TrainingSetup) -> Keeper:
        kind = LeadersKeeper if self._group.world.leads else FollowersKeeper
        return kind(folder, self._emit, setup.config)

    def _judge_of(self) -> Judge:
        return SharedJudge(self._emit, self._heed, self._clock, self._group)

    def _step_of(self, setup: TrainingSetup) -> TrainingStep:
        return SharedStep(setup, self._buffer, self._warn, self._group.world, self._pieces)

    def _runner_of(self, setup: TrainingSetup) -> StepRunner:
        return EagerSteps(setup, self._step)

    def _warn(self, text: Text) -> None:
        self._emit(EngineWarning(text))

    def _report_is_due(self) -> bool:
        return self.progress.step >= self._meets_at or self._buffer.is_full

    def _read_back(self) -> Figures:
        losses, right, sizes = self._buffer.read_back()
        summed = self._meet(torch.from_numpy(np.concatenate([losses, right])))
        loss, answers = np.split(summed, 2)
        return loss.astype(np.float32), answers.round().astype(np.int64), sizes

    def _meet(self, figures: torch.Tensor) -> NDArray[np.float64]:
        """Sum figures over the processes, and agree on when to meet again."""
        steps = max(len(figures) // 2, 1)
        each = (self._clock() - self._last_report) / steps
        fitting = min(max(int(REPORT_SECONDS / max(each, 1e-9)), 1), _MOST_STEPS)
        summed, steps_to_next = self._meeting.meet(figures, fitting)
        self._meets_at = self.progress.step + steps_to_next
        return summed

    def _go_back(self, error: NotFiniteError) -> None:
        """Return to the first process's last good state: to wait there together, or to stop.

        Looking for the layer would need all of them to look; it is not told.
        """
        good = self._good_of_all()
        if good is None:
            raise error
        self._return_to(good)
        if self._setup.config.on_not_finite == "stop":
            self._keep_good(good)
            raise error
        self._wait_at_last_good(error)

    def _good_of_all(self) -> State | None:
        good = self._keeper.good
        notes = self._group.tell(None if good is None else good.notes)
        return None if notes is None else State(self._group.tell_tensors(None if good is None else good.tensors), notes)

    def _pause(self) -> None:
        """One of them asks for it, and may ask to go on."""
        if self._group.world.leads:
            super()._pause()
        self._meet(torch.zeros(0))
