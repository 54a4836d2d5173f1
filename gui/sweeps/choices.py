"""Boxes above a sweep's plots, in which a person chooses among its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel

from gui import theme
from gui.sweeps.columns import Column


def chooser(name: str) -> QComboBox:
    """An empty box as wide as what it will offer."""
    box = QComboBox()
    box.setObjectName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def offer(box: QComboBox, columns: Sequence[Column]) -> bool:
    """Offer these columns, without a signal; returns whether they are others than before."""
    offered = [(column.title, column.key) for column in columns]
    if offered == [(box.itemText(index), box.itemData(index)) for index in range(box.count())]:
        return False
    with QSignalBlocker(box):
        box.clear()
        for title, key in offered:
            box.addItem(title, key)
    return True


def choice_row(choices: Iterable[tuple[QLabel, QComboBox]]) -> QHBoxLayout:
    """Boxes side by side, each behind its label."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for label, box in choices:
        theme.set_role(label, "muted")
        label.setBuddy(box)
        row.addWidget(label)
        row.addWidget(box)
        row.addSpacing(10)
    row.addStretch(1)
    return row
