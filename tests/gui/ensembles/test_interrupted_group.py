"""Repeated runs whose program was killed are offered together at the next start, and go on to their end."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from engine.ensembles.group import standing
from engine.ensembles.plan import plans
from engine.project import save_project
from engine.runs.store import RunStore
from engine.training.generations import checkpoints
from gui.ensembles.page import GroupsPage
from gui.main_window import MainWindow
from tests.engine.ensembles.conftest import project_of
from tests.engine.sweeps.test_sweeps_at_work import program, until
from tests.gui.offers import look, press, settled
from tests.gui.shouting import shouting

PATIENCE_MS = 120_000


def test_a_killed_group_is_offered_instead_of_its_member_and_goes_on_to_its_end(
    window: MainWindow, home: Path, qtbot: QtBot
) -> None:
    settled(window, qtbot)
    project = project_of("softmax-regression", epochs=20, limit_train=6_000, checkpoint_seconds=1)
    save_project(project, home / "p.netwright")
    killed = program(home, "repeat", str(home / "p.netwright"), "--seeds", "2")
    store = RunStore()
    until(store.list)
    assert look(window, qtbot) == "", "its member is trained"
    until(lambda: any(run.epochs_done and checkpoints(run.folder) for run in store.list()))
    killed.kill()
    killed.wait(30)
    (plan,) = plans(store)
    until(lambda: all(run.status != "running" for run in store.list()))
    words = f"Other seeds of {plan.name}: interrupted after 0 of 2 runs."
    assert look(window, qtbot) == words
    with shouting():
        assert "INTERRUPTED AFTER" in window.notices.text()
    press(window, "noticeAction1")
    assert look(window, qtbot) == "", "this interruption was declined, and its member is not offered by itself"
    window.preferences.remember(declined_group="")
    assert look(window, qtbot) == words
    press(window, "noticeAction0")
    assert window.place == "runs"
    page = window.others.runs_place.page("groups")
    assert isinstance(page, GroupsPage)
    assert page.isVisible()
    qtbot.waitUntil(lambda: page.card.words.isVisible() and "2 seeds" in page.card.words.text(), timeout=PATIENCE_MS)
    assert page.note.text() == ""
    assert standing(store, plan).done == 2
    assert len(store.list()) == 2, "none is there twice"
    assert all(run.epochs_done == 20 for run in store.list())
    assert look(window, qtbot) == ""
