"""Drawing for a network that learned from other images than MNIST's: dark ink on small papers."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from engine.data.catalog import load_dataset
from engine.data.importing import ImportSettings, import_data
from engine.model.mend import fix_all
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.job import TrainingJob
from gui.main_window import MainWindow
from tests.gui.drawing.pens import SEVEN, draw


@pytest.fixture
def papers(tmp_path: Path) -> Project:
    """A small network for sevens and zeros in dark ink on papers of 14×14."""
    digits = load_dataset("mnist")
    for name in (0, 7):
        (tmp_path / "papers" / str(name)).mkdir(parents=True)
        for place in np.flatnonzero(digits.train_labels == name)[:60]:
            grey = 255 - np.asarray(Image.fromarray(digits.train_images[place, 0]).resize((14, 14)))
            Image.fromarray(grey).save(tmp_path / "papers" / str(name) / f"{place}.png")
    import_data(tmp_path / "papers", ImportSettings("papers"))
    project = replace(Project.from_template("mlp"), dataset="papers")
    training = project.training.model_copy(update={"epochs": 6, "batch_size": 8, "device": "cpu", "tune": False})
    return replace(project, model=fix_all(project.model, project.context()), training=training)


def test_the_pad_shows_a_drawing_as_the_networks_own_images_and_the_answer_is_right(
    papers: Project, window: MainWindow, qtbot: QtBot
) -> None:
    job = TrainingJob(papers, RunStore(), "papers")
    job.start()
    job.join()
    panel = window.draw_panel
    window.resize(1280, 900)
    window.go_to("draw")
    qtbot.waitUntil(lambda: panel.canvas.width() > 200)
    draw(panel.canvas, SEVEN)
    window.open_run(window.store.open("papers"))
    window.go_to("draw")
    qtbot.waitUntil(lambda: panel.fit is not None and panel.fit.dark, timeout=20_000)
    qtbot.waitUntil(lambda: panel.digit.text() == "7", timeout=20_000)
    seen = panel.image()
    assert seen is not None
    assert (seen.shape, int(seen[0, 0])) == ((14, 14), 255)
    shown = panel.preview.image()
    assert shown is not None
    assert (shown.width(), shown.height()) == (14, 14)
    assert panel.preview.grab().toImage().pixelColor(panel.preview.width() // 2, 8).lightness() > 200
    qtbot.waitUntil(lambda: "bright ink" in panel.second.words.text())
    panel.why.click()
    dialog = window.others.explaining.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.view.is_busy, timeout=30_000)
