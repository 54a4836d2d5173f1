"""A long history: ten thousand edits fit into the memory of a small machine and can all be undone."""

import os

import psutil
import pytest
from PySide6.QtWidgets import QApplication

from engine.model.edits import set_params
from gui.model.document import ProjectDocument

EDITS = 10_000


def memory() -> float:
    """Megabytes that the program takes."""
    return float(psutil.Process(os.getpid()).memory_info().rss) / 2**20


@pytest.fixture
def document(qapp: QApplication) -> ProjectDocument:
    return ProjectDocument()


def test_the_stack_survives_ten_thousand_edits_in_little_memory(document: ProjectDocument) -> None:
    first, before = document.project, memory()
    for number in range(EDITS):
        model = set_params(document.model, "linear1", out_features=1 + (number * 7) % 500)
        assert document.apply("Change", model=model)
    assert document.undo_stack.count() == EDITS
    assert memory() - before < 60
    last = document.project
    document.undo_stack.setIndex(0)
    assert document.project == first
    assert document.analysis.ok
    document.undo_stack.setIndex(EDITS)
    assert document.project == last


def test_what_waits_in_the_stack_keeps_nothing_that_can_be_found_anew(document: ProjectDocument) -> None:
    waiting = document.model
    assert waiting.order
    for width in range(7, 17):
        document.apply("Change", model=set_params(document.model, "linear1", out_features=width))
    assert set(vars(waiting)) == {"layers", "blocks"}
    document.undo_stack.setIndex(0)
    assert document.model is waiting
    assert document.model.order
