"""The learning-rate schedule before the run: the curve that is drawn, and what is said of it."""

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from engine.training.config import TrainingConfig
from engine.training.schedules import rate_factor
from gui import theme
from gui.model.document import ProjectDocument
from gui.training.hyperparameters import HyperparameterPanel
from gui.training.schedule_picture import SchedulePicture
from gui.training.schedule_words import schedule_words

WARM_COSINE = TrainingConfig(schedule="cosine", learning_rate=0.01, warmup_epochs=1)


@pytest.fixture
def picture(qtbot: QtBot) -> SchedulePicture:
    widget = SchedulePicture()
    qtbot.addWidget(widget)
    widget.resize(240, 120)
    return widget


def colour_rows(picture: SchedulePicture, column: int) -> list[int]:
    """Rows of a column of pixels that have the curve's colour, from the top."""
    image = picture.grab().toImage()
    wanted = theme.current().colour("curve_train", 1.0)
    rows = []
    for row in range(image.height()):
        found = image.pixelColor(column, row)
        parts = ((found.red(), wanted.red()), (found.green(), wanted.green()), (found.blue(), wanted.blue()))
        if all(abs(one - other) < 60 for one, other in parts):
            rows.append(row)
    return rows


def test_the_curve_is_the_schedules_own(picture: SchedulePicture) -> None:
    picture.show_schedule(WARM_COSINE, 100)
    *curve, end = picture.points
    assert [curve[0][0], end[0]] == [0, 10]
    assert [rate for _, rate in curve] == [0.01 * rate_factor(WARM_COSINE, epochs, 0.01) for epochs, _ in curve]
    assert max(rate for _, rate in curve) == pytest.approx(0.01, rel=0.01)
    assert end[1] == curve[-1][1] < 1e-4


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_curve_is_painted_high_where_the_rate_is_high(picture: SchedulePicture, look: theme.ThemeChoice) -> None:
    theme.set_theme(look)
    picture.show_schedule(WARM_COSINE, 100)
    image = picture.grab().toImage()
    left, middle, right = (colour_rows(picture, round(image.width() * share)) for share in (0.32, 0.6, 0.93))
    assert left
    assert middle
    assert right
    assert left[0] < middle[0] < right[0]


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (TrainingConfig(), "Begins at 0.001, stays there."),
        (WARM_COSINE, "Rises to 0.01 over 1 epoch, then falls as a cosine to 0 at epoch 10."),
        (
            TrainingConfig(schedule="cosine", cycles=3, final_factor=0.1, epochs=30),
            "Begins at 0.001, falls as a cosine to 0.0001, 3 times until epoch 30.",
        ),
        (TrainingConfig(schedule="step"), "Begins at 0.001, is multiplied by 0.1 after every 5 epochs."),
        (
            TrainingConfig(schedule="multistep", milestones=(3, 7)),
            "Begins at 0.001, is multiplied by 0.1 after the epochs 3, 7.",
        ),
        (TrainingConfig(schedule="multistep", milestones=()), "Begins at 0.001, stays there."),
        (TrainingConfig(schedule="exponential"), "Begins at 0.001, is multiplied by 0.9 over each epoch."),
        (
            TrainingConfig(schedule="one_cycle", learning_rate=0.1),
            "Begins at 0.004, rises to 0.1 at epoch 3, falls to 0 at epoch 10.",
        ),
        (TrainingConfig(schedule="polynomial"), "Begins at 0.001, falls in a straight line to 0 at epoch 10."),
        (
            TrainingConfig(schedule="polynomial", power=2, warmup_epochs=0.5),
            "Rises to 0.001 over 0.5 epochs, then falls with the power 2 to 0 at epoch 10.",
        ),
        (
            TrainingConfig(schedule="plateau", plateau_patience=1),
            "Begins at 0.001, is multiplied by 0.1 when validation is no better for more than 1 epoch.",
        ),
        (TrainingConfig(warmup_epochs=20), "Rises towards 0.001; the warm-up takes the whole run."),
    ],
    ids=lambda value: value.schedule if isinstance(value, TrainingConfig) else "",
)
def test_the_schedule_is_said_in_words(config: TrainingConfig, words: str, picture: SchedulePicture) -> None:
    assert schedule_words(config) == words
    picture.show_schedule(config, 50)
    assert picture.accessibleDescription() == words
    assert not picture.grab().isNull()


@pytest.mark.parametrize("config", [TrainingConfig(epochs=1), TrainingConfig(epochs=100_000, schedule="step")])
def test_runs_of_one_and_of_very_many_epochs_are_painted(config: TrainingConfig, picture: SchedulePicture) -> None:
    picture.show_schedule(config, 1)
    assert any(colour_rows(picture, column) for column in range(60, 200))


def test_the_picture_stands_in_its_section_and_follows_every_edit(qtbot: QtBot) -> None:
    document = ProjectDocument()
    panel = HyperparameterPanel(document)
    qtbot.addWidget(panel)
    panel.show()
    button = panel.findChild(QAbstractButton, "scheduleSectionButton")
    assert button is not None
    button.click()
    picture = panel.findChild(SchedulePicture, "schedulePicture")
    assert picture is not None
    assert picture.isVisible()
    assert picture.accessibleDescription() == "Begins at 0.001, stays there."
    panel.form.editor("schedule").setCurrentText("Cosine")
    panel.form.editor("warmup_epochs").setValue(2)
    assert picture.accessibleDescription() == "Rises to 0.001 over 2 epochs, then falls as a cosine to 0 at epoch 10."
    assert picture.points[0][1] < 1e-5
    document.undo_stack.undo()
    assert picture.accessibleDescription() == "Begins at 0.001, falls as a cosine to 0 at epoch 10."
