"""*Run elsewhere*: the command follows the form, is copied, saved, started; more processes come after measuring."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from engine.distributed import launched, probe
from engine.distributed.places import SlurmCluster
from engine.distributed.scaling import ProcessesMeasured, Scaling
from engine.distributed.slurm import slurm_script
from engine.project import Project, load_project
from gui.elsewhere.dialog import ElsewhereDialog
from gui.main_window import MainWindow
from gui.translation import say
from tests.gui.offers import press
from tests.gui.shouting import shouting
from tests.gui.test_going_on import FollowedScript
from tests.gui.training.scripted import Events

CLUSTER = 2


@pytest.fixture
def dialog(window: MainWindow) -> ElsewhereDialog:
    action = window.findChild(QAction, "runElsewhereAction")
    assert action is not None
    action.trigger()
    found = window.elsewhere.dialog
    assert found is not None
    return found


def scaling(together: float) -> Scaling:
    measured = (ProcessesMeasured(1, 0.010, 0.0), ProcessesMeasured(2, together, 0.0005))
    return Scaling("cpu", "AMD EPYC", "gloo", 64, 225_034, 900_136, 2, measured)


def test_the_script_follows_the_form_is_copied_saved_and_remembered(
    window: MainWindow, dialog: ElsewhereDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    dialog.tabs.setCurrentIndex(CLUSTER)
    place = SlurmCluster(project="mnist-cnn.netwright", run="runs/mnist-cnn")
    assert dialog.script.toPlainText() == slurm_script(place, "mnist-cnn")
    changed = place.model_copy(update={"nodes": 2, "partition": "gpu"})
    dialog.cluster.form.show_settings(changed)
    dialog.cluster.changed.emit()
    qtbot.waitUntil(lambda: "--nodes=2" in dialog.script.toPlainText())
    press(dialog, "elsewhereCopyButton")
    assert QGuiApplication.clipboard().text() == slurm_script(changed, "mnist-cnn")
    file = tmp_path / "my net.netwright"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(file), ""))
    press(dialog, "elsewhereSaveButton")
    assert load_project(file).model == window.document.network
    assert (tmp_path / "my net.sh").read_text() == slurm_script(changed, "mnist-cnn")
    dialog.reject()
    window.elsewhere.open()
    assert window.elsewhere.dialog is not None
    assert window.elsewhere.dialog.cluster.place == changed
    with shouting():
        assert window.elsewhere.dialog.windowTitle() == "RUN ELSEWHERE"
    window.elsewhere.dialog.reject()


@pytest.mark.parametrize(("together", "processes"), [(0.005, 2), (0.010, 1)])
def test_more_processes_are_suggested_only_where_measuring_says_that_they_help(
    dialog: ElsewhereDialog, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, together: float, processes: int
) -> None:
    found = scaling(together)
    monkeypatch.setattr(probe, "probe_scaling", lambda _project, should_stop: found)
    assert "torch.distributed.run" not in dialog.script.toPlainText()
    press(dialog, "measureProcessesButton")
    words = dialog.measure.findChild(QLabel, "processesAdvice")
    assert words is not None
    qtbot.waitUntil(lambda: words.text() == say(found.advice))
    assert dialog.here.place.processes == processes
    assert ("--nproc-per-node=2" in dialog.script.toPlainText()) == (processes == 2)
    dialog.reject()


def test_what_is_started_here_is_followed_and_a_second_training_is_refused_in_the_dialog(
    window: MainWindow, dialog: ElsewhereDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = FollowedScript(Project.from_template("mlp"), [Events.started()])
    monkeypatch.setattr(launched, "launched_job", lambda _project, _place, _store: job)
    press(dialog, "elsewhereStartButton")
    assert not dialog.isVisible()
    assert window.session.job is job
    window.elsewhere.open()
    second = window.elsewhere.dialog
    assert second is not None
    press(second, "elsewhereStartButton")
    assert second.isVisible()
    assert "A training is already running." in second._told.text()
    second.reject()
    window.session.let_go()
