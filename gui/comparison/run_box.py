"""A box in which one of the compared runs is chosen."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QSizePolicy

from engine.comparison.figures import RunFigures

_CHARACTERS = 12


def run_box() -> QComboBox:
    """An empty one, which shares the room of its row."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_CHARACTERS)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


def offer_runs(box: QComboBox, runs: Sequence[RunFigures], otherwise: int) -> None:
    """Offer these without telling of it; the chosen one stays, else the one at a place (or the last) is chosen.

    Where they are the same as before nothing is touched: a list that is open stays open.
    """
    if [box.itemData(place) for place in range(box.count())] == [run.run.folder for run in runs]:
        return
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    for run in runs:
        box.addItem(run.name, run.run.folder)
    place = -1 if chosen is None else box.findData(chosen)
    box.setCurrentIndex(place if place >= 0 else min(otherwise, len(runs) - 1))
    box.blockSignals(False)
