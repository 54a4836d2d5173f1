"""What a sweep is to vary is marked beside the fields, checked as it is typed, undone and saved with the project."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from engine.project import Project, load_project, parse_project, save_project
from engine.sweeps.dimension import Dimension
from engine.text import NetwrightError
from gui.model.document import ProjectDocument
from gui.model.page import BuildPage
from gui.sweeps.mark_editor import MarkEditor
from gui.sweeps.marking import FormMarks
from gui.training.hyperparameters import HyperparameterPanel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def document() -> ProjectDocument:
    return ProjectDocument()


@pytest.fixture
def marks(document: ProjectDocument, qtbot: QtBot) -> FormMarks:
    panel = HyperparameterPanel(document)
    qtbot.addWidget(panel)
    panel.resize(320, 900)
    panel.show()
    qtbot.waitExposed(panel)
    return panel.marks


def type_over(editor: MarkEditor, name: str, text: str) -> None:
    line = getattr(editor, name)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_a_click_beside_a_field_marks_it_with_a_range_around_its_value(
    marks: FormMarks, document: ProjectDocument
) -> None:
    QTest.mouseClick(marks.button("learning_rate"), LEFT)
    assert document.varied == (Dimension("learning_rate", "real", 1e-4, 1e-2, log=True),)
    editor = marks.editor("learning_rate")
    assert editor.isVisible()
    assert editor.words.text() == "0.0001 – 0.01, logarithmic"
    assert marks.button("learning_rate").isChecked()
    type_over(editor, "high", "0.1")
    assert document.varied[0].high == 0.1
    assert document.undo_stack.undoText() == "Change what a sweep tries of Learning rate"
    document.undo_stack.undo()
    assert document.varied[0].high == 1e-2
    document.undo_stack.undo()
    assert [mark.name for mark in document.varied] == []
    assert (marks.editor("learning_rate").isVisible(), marks.button("learning_rate").isChecked()) == (False, False)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("high", "0.00001", "Must be 0.0001 or more, the lower end."),
        ("low", "0", "learning_rate: a logarithmic range begins above 0, found 0."),
        ("high", "abc", "Expected a number such as 0.001 or 1e-3."),
        ("high", "1e9", "learning_rate cannot be 1000000000"),
    ],
)
def test_a_wrong_range_is_explained_at_once_and_the_mark_stays_as_it_was(
    marks: FormMarks, document: ProjectDocument, name: str, text: str, expected: str
) -> None:
    QTest.mouseClick(marks.button("learning_rate"), LEFT)
    kept = document.varied
    editor = marks.editor("learning_rate")
    type_over(editor, name, text)
    assert editor.error.isVisible()
    assert expected in editor.error.text()
    type_over(editor, name, "0.005")
    assert not editor.error.isVisible()
    assert document.varied != kept


def test_choices_are_ticked_and_whole_numbers_may_be_listed(marks: FormMarks, document: ProjectDocument) -> None:
    QTest.mouseClick(marks.button("optimizer"), LEFT)
    boxes = marks.editor("optimizer").findChildren(QCheckBox)
    for box in boxes:
        if box.isVisible() and box.text() not in ("AdamW", "SGD"):
            QTest.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    assert document.varied[0].choices == ("sgd", "adamw")
    QTest.mouseClick(marks.button("batch_size"), LEFT)
    editor = marks.editor("batch_size")
    editor.kind.setFocus()
    QTest.keyClick(editor.kind, Qt.Key.Key_Down)
    type_over(editor, "choices", "16; 64; 256")
    assert document.varied[1] == Dimension("batch_size", "choice", choices=(16, 64, 256))
    type_over(editor, "choices", "16; x")
    assert editor.error.text() == "Expected a whole number."
    marks._form.editor("epochs").setFocus()
    QTest.keyClick(
        marks._form.editor("epochs"),
        Qt.Key.Key_V,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert document.varied[-1].name == "epochs"


def test_marks_of_layers_follow_renaming_go_with_the_layer_and_come_back_with_undo(qtbot: QtBot) -> None:
    document = ProjectDocument()
    page = BuildPage(document)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    document.select(("conv1",))
    marks = page.inspector.marks
    assert marks is not None
    QTest.mouseClick(marks.button("out_channels"), LEFT)
    assert [one.name for one in document.varied] == ["conv1.out_channels"]
    document.select(("conv2",))
    assert not marks.button("out_channels").isChecked()
    QTest.mouseClick(marks.button("out_channels"), LEFT)
    assert page.editor.rename("conv1", "first")
    assert [one.name for one in document.varied] == ["first.out_channels", "conv2.out_channels"]
    document.select(("conv2",))
    page.editor.delete()
    assert [one.name for one in document.varied] == ["first.out_channels"]
    document.undo_stack.undo()
    assert [one.name for one in document.varied] == ["first.out_channels", "conv2.out_channels"]
    page.stop()


def test_marks_are_saved_with_the_project_and_files_without_them_stay_as_they_were(
    marks: FormMarks, document: ProjectDocument, tmp_path: Path
) -> None:
    before = document.project.to_json()
    assert "varied" not in before
    QTest.mouseClick(marks.button("learning_rate"), LEFT)
    file = tmp_path / "marked.netwright"
    save_project(document.project, file)
    assert load_project(file).varied == document.varied
    assert parse_project(before).varied == ()
    broken = document.project.to_json().replace('"high": 0.01', '"high": "x"')
    with pytest.raises(NetwrightError, match="learning_rate"):
        parse_project(broken)
    document.replace_project(Project.from_template())
    assert not marks.button("learning_rate").isChecked()
