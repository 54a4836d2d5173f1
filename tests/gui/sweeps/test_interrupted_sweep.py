"""A sweep whose program was killed is offered at the next start, goes on, and shows all its objectives."""

import json
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.project import save_project
from engine.runs.process import this_process
from engine.runs.store import RunStore
from engine.sweeps.interrupted import interrupted, listed
from engine.sweeps.store import SUMMARY_FILE, Sweep, SweepStore
from engine.sweeps.sweep import Objective, SweepSettings
from engine.sweeps.trials import SweepState
from gui.main_window import MainWindow
from gui.sweeps.page import SweepsPage
from tests.engine.sweeps.conftest import RATES, project, space
from tests.engine.sweeps.test_sweeps_at_work import program, until
from tests.gui.offers import look, press, settled
from tests.gui.shouting import shouting

PATIENCE_MS = 120_000


def killed_sweep(name: str, pid: int = 2**22 - 3) -> Sweep:
    """A sweep whose program wrote how it stands, and is no more."""
    settings = SweepSettings(trials=5)
    sweep = SweepStore().create(project(), space(learning_rate=RATES), settings, name)
    sweep.write_summary(SweepState(name, sweep.folder, "running", settings, sweep.space(), 5))
    summary = sweep.folder / SUMMARY_FILE
    data = json.loads(summary.read_text())
    data["program"] |= {"pid": pid, "created": 1.0}
    summary.write_text(json.dumps(data))
    return sweep


def test_a_killed_sweep_is_offered_goes_on_to_its_end_and_shows_its_three_objectives(
    window: MainWindow, home: Path, qtbot: QtBot
) -> None:
    settled(window, qtbot)
    save_project(replace(project("mlp", epochs=50), title="digits"), home / "p.netwright")
    varied = ("--set", "learning_rate=0.001..0.1:log", "linear1.out_features=8..24:8", "--sampler", "random")
    aims = ("--objective", "validation_accuracy", "parameters", "seconds")
    killed = program(home, "sweep", str(home / "p.netwright"), *varied, *aims, "--name", "s", "--trials", "4")
    until(lambda: any(one.ended and one.status == "running" for one in SweepStore().list()))
    killed.send_signal(signal.SIGSTOP)  # else it may be done before it is killed
    look(window, qtbot)
    assert window.notices.text() == "", "it is worked at"
    killed.kill()
    killed.wait(30)
    before = SweepStore().list()[0].ended
    look(window, qtbot)
    assert window.notices.text() == f"The sweep digits was interrupted after {before} of 4 trials."
    with shouting():
        assert "WAS INTERRUPTED" in window.notices.text()
    press(window, "noticeAction0")
    assert window.notices.text() == "", "a trial's run is not offered beside its sweep"
    assert window.place == "runs"
    page = window.others.runs_place.page("sweeps")
    assert isinstance(page, SweepsPage)
    assert page.isVisible()
    status = page.one.head.status
    qtbot.waitUntil(lambda: status.text().startswith("Completed · 4 of 4 trials"), timeout=PATIENCE_MS)
    runs = [run.lineage.index for run in RunStore().list() if run.lineage is not None]
    assert sorted(runs) == [0, 1, 2, 3], "none is lost and none is there twice"
    look(window, qtbot)
    assert window.notices.text() == ""

    state, plots = page.one._state, page.one.plots
    assert state is not None
    plots.show_plot(plots.pareto)
    pareto = plots.pareto
    qtbot.waitUntil(lambda: pareto.upwards.isVisible() and pareto.upwards.width() > 0)
    pareto.upwards.setFocus()
    QTest.keyClick(pareto.upwards, Qt.Key.Key_End)
    chosen = [box.currentText() for box in (pareto.across, pareto.upwards, pareto.colour)]
    assert chosen == ["Parameters", "Training time", "Validation accuracy"]
    assert pareto.plot.unbeaten_numbers() == [one.number for one in state.pareto]
    pair = (Objective.of("parameters"), Objective.of("seconds"))
    front = replace(state, settings=state.settings.model_copy(update={"objectives": pair})).pareto
    assert pareto.plot.staircase_numbers() == [one.number for one in front]


def test_not_now_leaves_the_sweep_in_its_list_and_asks_again_only_after_another_interruption(
    window: MainWindow, qtbot: QtBot
) -> None:
    settled(window, qtbot)
    sweep = killed_sweep("once")
    look(window, qtbot)
    assert "was interrupted after 0 of 5 trials" in window.notices.text()
    press(window, "noticeAction1")
    look(window, qtbot)
    assert window.notices.text() == ""
    assert [one.status for one in listed(SweepStore())] == ["stopped"]
    SweepStore().delete(sweep)
    killed_sweep("once", pid=2**22 - 5)
    look(window, qtbot)
    assert "was interrupted after 0 of 5 trials" in window.notices.text()


def test_whether_a_sweep_is_worked_at_is_asked_of_its_program_or_told_by_its_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sweep = killed_sweep("here")
    store, summary = SweepStore(), sweep.folder / SUMMARY_FILE
    assert [one.name for one in interrupted(store)] == ["here"]
    data = json.loads(summary.read_text())
    summary.write_text(json.dumps(data | {"program": this_process().model_dump()}))
    assert interrupted(store) == []
    summary.write_text(json.dumps(data | {"program": data["program"] | {"host": "elsewhere"}}))
    assert interrupted(store) == []
    monkeypatch.setattr("engine.sweeps.interrupted._SIGN_OF_LIFE_S", -1.0)
    assert [one.name for one in interrupted(store)] == ["here"]
    summary.write_text(json.dumps(data | {"ended": 5}))
    assert interrupted(store) == [], "nothing is left to do"
