"""A training in which this process is one of several. It imports torch when it starts."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.distributed.control import SharedControl
from engine.distributed.world import World
from engine.project import DEFAULT_TEMPLATE, Project, project_from_data
from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.checks import check_project
from engine.training.failures import Cancelled
from engine.training.job import TrainingJob
from engine.training.missing import download_what_is_missing

if TYPE_CHECKING:
    from torch import Tensor

    from engine.distributed.group import Group
    from engine.model.build import Network
    from engine.runs.run import Run
    from engine.runs.store import RunStore
    from engine.runs.writer import RunWriter
    from engine.training.checkpoint import State
    from engine.training.setup import TrainingData, TrainingSetup
    from engine.training.tuning.plan import ExecutionPlan


_SECONDS_TO_LEAVE = 1.0


class SharedJob(TrainingJob):
    """A :class:`TrainingJob` in a :class:`World`: the first process keeps the run and says what is trained.

    The others send no :class:`RunStarted`, and their ``project`` is nobody's until the training starts.
    """

    def __init__(
        self,
        world: World,
        project: Project,
        store: "RunStore",
        name: str | None = None,
        folder: Path | None = None,
        *,
        resumed: "Run | None" = None,
    ) -> None:
        super().__init__(project, store, name, folder, resumed=resumed)
        self._world = world
        self._control = self._shared_control = SharedControl()
        self._group: Group | None = None

    @classmethod
    def following(cls, world: World, store: "RunStore") -> "SharedJob":
        """What another process than the first does."""
        return cls(world, Project.from_template(DEFAULT_TEMPLATE), store)

    def join(self, timeout: float | None = None) -> bool:
        """As :meth:`TrainingJob.join`; but nobody waits for a process that itself only waits for the others to come."""
        alone = self._group is None and self._shared_control.asked_to_stop
        return super().join(_SECONDS_TO_LEAVE if timeout is None and alone else timeout)

    def _train(self) -> None:
        self._stop_if_cancelled()
        state = None if self._resumed is None else self._checkpoint_of(self._resumed)
        from engine.distributed.group import Group, describe_loss

        try:
            group = self._group = Group(self._world)
            self._train_together(group, state)
            group.wait_for_all()
        except Cancelled:  # by all of them, after the same step
            group.close()
            raise
        except RuntimeError as error:
            lost = describe_loss(error, self._world)
            if lost is None:
                raise
            raise lost from error
        group.close()

    def _train_together(self, group: "Group", state: "State | None") -> None:
        state = self._agree(group, state)
        check_project(self.project)
        if self._world.local_rank == 0:
            download_what_is_missing(self.project, self._emit, self._control)
        group.wait_for_all()
        from engine.distributed.batch_norm import synchronise
        from engine.distributed.devices import device_of
        from engine.distributed.meeting import Meeting
        from engine.distributed.randomness import SharedRandomness
        from engine.distributed.share import Pieces
        from engine.distributed.trainer import SharedTrainer
        from engine.training.setup import load_data, set_up

        meeting, pieces = Meeting(group, self._shared_control), Pieces(self._world)
        self._shared_control.together(meeting.beat)
        device = device_of(self.project.training.device, self._world, self._warn)
        data = load_data(self.project, self._warn, self._stop_if_cancelled, device)

        def made(project: Project, plan: "ExecutionPlan") -> "TrainingSetup":
            def prepare(network: "Network") -> None:
                if project.training.sync_batch_norm:
                    synchronise(network, pieces)

            _, analysis = check_project(project)
            setup = set_up(project, analysis, data, self._stop_if_cancelled, self._weights_of, plan, prepare)
            randomness = SharedRandomness(setup.network, device, setup.config.seed, pieces, self._world.rank)
            self._warn_of(randomness.others)
            return replace(setup, randomness=randomness)

        def rebuild(project: Project) -> "TrainingSetup":
            self.project = project
            return made(project, self._plan_of(group, None, data))

        setup = made(self.project, self._plan_of(group, state, data))
        run = self._open_run(setup) if self._world.leads else None
        folder = Path() if run is None else run.folder
        self._trainer = SharedTrainer(
            group, meeting, pieces, setup, folder, self._emit, self._shared_control, self.live, rebuild, state
        )
        if run is not None:
            self._tell_start(setup, run, self._trainer)
        self._trainer.train()

    def _agree(self, group: "Group", state: "State | None") -> "State | None":
        """The first process's project and state."""
        from engine.training.checkpoint import State

        notes = None if state is None else state.notes
        told = group.tell({"project": self.project.to_data(), "notes": notes})
        self.project = project_from_data(told["project"])
        if told["notes"] is None:
            return None
        return State(group.tell_tensors(None if state is None else state.tensors), told["notes"])

    def _plan_of(self, group: "Group", state: "State | None", data: "TrainingData") -> "ExecutionPlan":
        """How all of them compute: as an earlier part of the run, or as the first process finds best for its part."""
        from engine.training.setup import find_plan
        from engine.training.tuning.plan import ExecutionPlan

        if state is not None:
            return ExecutionPlan.from_data(state.notes["plan"])
        if not self._world.leads:
            return ExecutionPlan.from_data(group.tell())
        plan, _ = find_plan(self.project, data, self._stop_if_cancelled, self._world.size)
        if "OMP_NUM_THREADS" not in os.environ:  # otherwise who started the processes has divided the processor
            plan = replace(plan, threads=max(1, plan.threads // self._world.local_size))
        group.tell(plan.to_data())
        return plan

    def _weights_of(self, run: str) -> "Mapping[str, Tensor]":
        assert self._group is not None
        return self._group.tell_tensors(super()._weights_of(run) if self._world.leads else None)

    def _begin_record(self, writer: "RunWriter", setup: "TrainingSetup") -> None:
        data, world = setup.data, self._world
        writer.begin(
            data.dataset,
            data.device_name,
            str(data.device),
            setup.parameters,
            setup.plan.to_data(),
            processes=world.size,
            launch=world.launch,
        )

    def _warn_of(self, layers: Sequence[str]) -> None:
        if layers:
            template = QT_TRANSLATE_NOOP(
                "engine", "The random numbers of {layers} differ from those that one process would draw."
            )
            self._warn(Text(template, {"layers": ", ".join(layers)}))
