"""Lines in the plots where a run was resumed, changed or went back."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from engine.training.events import Change, Rewound, RunChanged
from gui import theme
from gui.training.curves import CurvePlot
from tests.gui.training.plot_hands import hover, view_of


def test_a_line_stands_where_the_run_was_changed_or_went_back_and_its_words_beside_the_pointer(
    loss: CurvePlot,
) -> None:
    history = loss._history
    assert history is not None
    history.changed(RunChanged(1, 120, (Change("learning_rate", "0.001", "0.01"),), 4, 100, 225_034))
    history.rewound(Rewound(3, 300))
    loss.refresh()
    view = view_of(loss)
    assert view.shown_marks() == ["changed", "went back"]
    hover(loss, 121)
    assert loss.read_out is not None
    assert loss.read_out.text().splitlines()[-1] == "Learning rate 0.001 → 0.01"
    hover(loss, 200)
    assert "→" not in loss.read_out.text()
    view.set_steps(150, 250)
    assert view.shown_marks() == []


def test_what_happened_at_one_step_shares_a_line(loss: CurvePlot) -> None:
    history = loss._history
    assert history is not None
    history.rewound(Rewound(3, 300))
    history.changed(RunChanged(3, 300, (), 4, 100, 225_034))
    history.changed(RunChanged(3, 300, (Change("seed", "1", "2"),), 4, 100, 225_034))
    loss.refresh()
    assert view_of(loss).shown_marks() == ["went back · changed"]


def test_the_line_of_a_mark_is_painted_in_the_themes_colour_over_the_plots_height(loss: CurvePlot) -> None:
    history = loss._history
    assert history is not None
    history.changed(RunChanged(1, 120, (), 4, 100, 225_034))
    for name in ("light", "dark"):
        theme.set_theme(name)
        loss.refresh()
        QApplication.processEvents()
        view = view_of(loss)
        image = view.grab().toImage()
        ratio = image.devicePixelRatio()
        area = view._box.sceneBoundingRect()
        x = round((view._x_of(120.5)) * ratio)
        column = range(round(area.top() * ratio), round(area.bottom() * ratio))
        hint = QColor(theme.current().hint)
        found = sum(image.pixelColor(at, y) == hint for y in column for at in (x - 1, x, x + 1))
        assert found > len(column) / 3
