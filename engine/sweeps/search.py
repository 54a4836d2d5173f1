"""The search itself, by Optuna's ask and tell: which trial is next, how each goes, what came of it.

Everything is in the storage before anybody acts on it, so that this object, and its whole program, may die at any time.
One thread uses it; a call raises whatever the storage raises and can be made again.
"""

import contextlib
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import optuna
from optuna.exceptions import UpdateFinishedTrialError
from optuna.storages import BaseStorage
from optuna.trial import FrozenTrial
from optuna.trial import TrialState as OptunaState

from engine.project import Project
from engine.sweeps.claims import Claims
from engine.sweeps.fitting import Candidate, broken, candidate
from engine.sweeps.records import BEGUN, DEFINITION, ENDED, PLANNED, ended_record, trial_of
from engine.sweeps.sampling import distribution_of, make_pruner, make_sampler, value_of
from engine.sweeps.space import SearchSpace
from engine.sweeps.sweep import Measure, SweepSettings
from engine.sweeps.trials import Trial
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

_HOW_MUCH = {"trials", "workers", "stack", "storage"}
"""What programs that work at one sweep need not agree upon."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A trial to train now. ``run`` and ``root`` are where an earlier part of it was trained, if there is one."""

    number: int
    candidate: Candidate
    run: str = ""
    root: str = ""


class Search:
    """One sweep in its storage, made there by whoever comes first."""

    def __init__(
        self, name: str, project: Project, space: SearchSpace, settings: SweepSettings, storage: BaseStorage
    ) -> None:
        """Raises :class:`NetwrightError` where the storage has another sweep of this name."""
        self._project, self._space, self._settings, self._storage = project, space, settings, storage
        directions = [objective.direction for objective in settings.objectives]
        self._study = optuna.create_study(
            storage=storage,
            study_name=name,
            directions=directions,
            sampler=make_sampler(settings, space),
            pruner=make_pruner(settings, project.training.epochs),
            load_if_exists=True,
        )
        self._distributions = {dimension.name: distribution_of(dimension) for dimension in space}
        self._trials: dict[int, optuna.Trial] = {}
        """The trials that are trained here, by their numbers."""
        self._ended: dict[int, Trial] = {}
        self.claims = Claims(storage, name)
        self._agree(name)
        self.claims.beat()
        self.claims.refresh()

    def _agree(self, name: str) -> None:
        project = self._project.to_data()
        mine = {
            "space": self._space.to_data(),
            "settings": self._settings.model_dump(mode="json", exclude=_HOW_MUCH),
            "model": project["model"],
            "training": {**project["training"], "device": None},  # machines differ
            "dataset": project["dataset"],
        }
        known = self._study.user_attrs.get(DEFINITION)
        if known is None:
            self._study.set_user_attr(DEFINITION, mine)
        elif known != mine:
            raise _another(name)

    @property
    def planned(self) -> int:
        """How many trials there are to be, for all programs."""
        planned = self.claims.attributes.get(PLANNED)
        return self._settings.planned(self._space) if planned is None else int(planned)

    def extend(self, trials: int) -> None:
        """So many trials more, for all programs; a grid has no more than all of its points."""
        self.claims.refresh()
        planned = self.planned + trials
        if self._settings.sampler == "grid":
            planned = min(planned, self._space.grid_size)
        self.claims.set(PLANNED, planned)
        self.claims.refresh()

    def next(self, planned: int) -> Assignment | Trial | None:
        """The next trial to train: one that its program left, else a new one while there are less than ``planned``.

        A point that cannot be trained comes back as the :class:`Trial` that it was told as; ``None`` is all there is.
        """
        trials = self._all()
        for frozen in trials[:planned]:
            if frozen.state == OptunaState.RUNNING and frozen.number not in self._trials and self._is_free(frozen):
                return self._assigned(frozen._trial_id)
        if len(trials) >= planned:
            return None
        trial_id = self.claims.new_trial({})
        # Another program may have made the last one meanwhile: this one then waits for an extension.
        return self._assigned(trial_id) if self._storage.get_trial_number_from_id(trial_id) < planned else None

    def _is_free(self, frozen: FrozenTrial) -> bool:
        owner = self.claims.owner(frozen)
        return owner == self.claims.me or (not self.claims.lives(owner) and self.claims.take(frozen))

    def _assigned(self, trial_id: int) -> Assignment | Trial:
        trial = optuna.Trial(self._study, trial_id)
        point = {}
        for dimension in self._space:
            point[dimension.name] = value_of(dimension, self._suggested(trial, dimension.name))
        known: dict[str, Any] = trial.user_attrs.get(BEGUN, {})
        try:
            ready = candidate(self._project, self._space, point)
        except NetwrightError as error:
            trial.set_constraint("network", 1.0)
            return self._refused(trial, {}, error.text)
        if (reason := broken(self._settings.constraints, ready.measures)) is not None:
            self._constrain(trial, ready.measures)
            return self._refused(trial, ready.measures, reason)
        self._trials[trial.number] = trial
        return Assignment(trial.number, ready, known.get("run", ""), known.get("root", ""))

    def _suggested(self, trial: optuna.Trial, name: str) -> Any:
        distribution = self._distributions[name]
        match distribution:
            case optuna.distributions.CategoricalDistribution():
                return trial.suggest_categorical(name, distribution.choices)
            case optuna.distributions.IntDistribution(low=low, high=high, step=step, log=log):
                return trial.suggest_int(name, low, high, step=step, log=log)
            case optuna.distributions.FloatDistribution(low=low, high=high, step=step, log=log):
                return trial.suggest_float(name, low, high, step=step, log=log)
        raise TypeError(distribution)

    def _refused(self, trial: optuna.Trial, measures: Mapping[Measure, float], reason: Text) -> Trial:
        self._trials[trial.number] = trial
        try:
            # As pruned rather than failed, so that samplers learn which points not to try.
            return self._tell(trial.number, ended_record(measures, [], True, reason), OptunaState.PRUNED)
        finally:
            self.forget(trial.number)

    def begin(self, assignment: Assignment, run: str, root: str) -> None:
        """Keep where the trial will be trained, before it is."""
        record = {
            "run": run,
            "root": root,
            "host": socket.gethostname(),
            "measures": dict(assignment.candidate.measures),
            "epochs": assignment.candidate.project.training.epochs,
        }
        self._trials[assignment.number].set_user_attr(BEGUN, record)

    def report(self, number: int, epoch: int, value: float) -> None:
        """Keep the validation after an epoch."""
        trial = self._trials[number]
        self._storage.set_trial_intermediate_value(trial._trial_id, epoch, value)

    def should_prune(self, number: int) -> bool:
        """Whether the trial does so badly that it is to end."""
        trial = self._storage.get_trial(self._trials[number]._trial_id)
        return self._study.pruner.prune(self._study, trial)

    def is_mine(self, number: int) -> bool:
        """Whether the trial still belongs to this program: another one takes it that hears nothing for too long."""
        frozen = self._storage.get_trial(self._trials[number]._trial_id)
        return self.claims.owner(frozen) == self.claims.me and not frozen.state.is_finished()

    def completed(self, number: int, measures: Mapping[Measure, float], curve: list[float | None]) -> Trial:
        """Tell a trial that was trained to its end."""
        wanted = [objective.measure for objective in self._settings.objectives]
        missing = next((measure for measure in wanted if measures.get(measure) is None), None)
        if missing is not None:
            text = Text(QT_TRANSLATE_NOOP("engine", "Its {measure} is not known."), {"measure": missing})
            return self.failed(number, text, measures, curve)
        reason = broken(self._settings.constraints, measures)
        self._constrain(self._trials[number], measures)
        record = ended_record(measures, curve, reason is not None, reason)
        return self._tell(number, record, OptunaState.COMPLETE, [measures[measure] for measure in wanted])

    def pruned(self, number: int, measures: Mapping[Measure, float], curve: list[float | None]) -> Trial:
        """Tell a trial that was ended early."""
        return self._tell(number, ended_record(measures, curve, False, None), OptunaState.PRUNED)

    def failed(self, number: int, reason: Text, measures: Mapping[Measure, float], curve: list[float | None]) -> Trial:
        """Tell a trial that failed, and why."""
        return self._tell(number, ended_record(measures, curve, False, reason), OptunaState.FAIL)

    def _tell(
        self, number: int, record: Mapping[str, Any], state: OptunaState, values: list[float] | None = None
    ) -> Trial:
        """Keep what came of a trial, unless another program has it or told it already."""
        trial = self._trials[number]
        self.claims.refresh()
        if self.is_mine(number):
            with contextlib.suppress(UpdateFinishedTrialError):
                trial.set_user_attr(ENDED, dict(record))
                self._study.tell(trial, values, state=state, skip_if_finished=True)
        return self._plain(self._trials.pop(number))

    def forget(self, number: int) -> None:
        """A trial is trained here no more, and not told: whoever comes next goes on with it."""
        self._trials.pop(number, None)

    def trials(self, planned: int) -> tuple[Trial, ...]:
        """All trials, by their numbers."""
        found = []
        for frozen in self._all()[:planned]:
            if frozen.number not in self._ended:
                trial = trial_of(frozen, self._space, self._is_worked_at)
                if not frozen.state.is_finished():
                    found.append(trial)
                    continue
                self._ended[frozen.number] = trial
            found.append(self._ended[frozen.number])
        return tuple(found)

    def _all(self) -> list[FrozenTrial]:
        return self._study.get_trials(deepcopy=False)

    def _plain(self, trial: optuna.Trial) -> Trial:
        return trial_of(self._storage.get_trial(trial._trial_id), self._space, self._is_worked_at)

    def _is_worked_at(self, frozen: FrozenTrial) -> bool:
        return frozen.number in self._trials or (
            (owner := self.claims.owner(frozen)) != self.claims.me and self.claims.lives(owner)
        )

    def _constrain(self, trial: optuna.Trial, measures: Mapping[Measure, float]) -> None:
        told = self._storage.get_trial(trial._trial_id).constraints
        for constraint in self._settings.constraints:
            value = measures.get(constraint.measure)
            if value is not None and constraint.text not in told:
                trial.set_constraint(constraint.text, constraint.excess(value))


def _another(name: str) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The storage has another sweep called {sweep}: its space, aims or project differ."),
        QT_TRANSLATE_NOOP("engine", "Give this one another name."),
        sweep=name,
    )
