"""How a sweep stands, for whoever does not work at it: read from its storage, which stays as it is."""

from typing import TYPE_CHECKING

from engine.sweeps.storages import open_storage, shown, unreachable
from engine.sweeps.store import Sweep
from engine.sweeps.trials import SweepState, SweepStatus
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

if TYPE_CHECKING:
    from optuna.storages import BaseStorage

    from engine.sweeps.claims import Claims
    from engine.sweeps.trials import Trial


class SweepReader:
    """Reads one sweep's trials again and again; an ended trial is the same object each time. One thread uses it."""

    def __init__(self, sweep: Sweep) -> None:
        """Raises :class:`NetwrightError` where the sweep cannot be read."""
        self.sweep = sweep
        self._settings, self._space = sweep.settings(), sweep.space()
        self._storage: BaseStorage | None = None
        self._claims: Claims | None = None
        self._ended: dict[int, Trial] = {}

    def read(self) -> SweepState:
        """The newest state; imports Optuna. Raises :class:`NetwrightError` where the storage cannot be had."""
        try:
            return self._read()
        except NetwrightError:
            raise
        except Exception as error:
            reason = unreachable(error)
            if reason is None:
                raise
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "The storage {address} does not answer: {reason}."),
                QT_TRANSLATE_NOOP("engine", "The sweep is as it was; it shows again once the storage answers."),
                address=shown(self._settings.storage) or str(self.sweep.journal),
                reason=reason,
            ) from None

    def _read(self) -> SweepState:
        settings = self._settings
        planned = settings.planned(self._space)
        summary = self.sweep.summary()
        state = SweepState(self.sweep.name, self.sweep.folder, "stopped", settings, self._space, planned)
        if not settings.storage and not self.sweep.journal.exists():
            return state
        from engine.sweeps.claims import Claims
        from engine.sweeps.records import PLANNED, trial_of

        if self._storage is None:
            self._storage = open_storage(settings.storage, self.sweep.journal)
        if self._claims is None:
            try:
                self._claims = Claims(self._storage, self.sweep.name)
            except KeyError:  # nobody began it yet
                return state
        claims = self._claims
        claims.refresh()
        planned = int(claims.attributes.get(PLANNED) or planned)
        study = self._storage.get_study_id_from_name(self.sweep.name)
        trials = []
        for frozen in self._storage.get_all_trials(study, deepcopy=False)[:planned]:
            trial = self._ended.get(frozen.number)
            if trial is None:
                trial = trial_of(frozen, self._space, lambda one: claims.lives(claims.owner(one)))
                if frozen.state.is_finished():
                    self._ended[frozen.number] = trial
            trials.append(trial)
        status: SweepStatus = "stopped"
        if any(trial.state == "running" for trial in trials):
            status = "running"
        elif len(trials) == planned and all(trial.state != "waiting" for trial in trials):
            status = "completed"
        elif summary.status == "failed":
            status = "failed"
        return SweepState(self.sweep.name, self.sweep.folder, status, settings, self._space, planned, tuple(trials))
