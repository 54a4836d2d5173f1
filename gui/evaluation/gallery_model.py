"""Evaluated images as a list: what each is, what it was taken for, and how sure the network was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.evaluation.words import sure_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.evaluation.results import Evaluated

INDEX_ROLE = Qt.ItemDataRole.UserRole
"""The image's index into the split."""
_Index = QModelIndex | QPersistentModelIndex


class EvaluatedImages(QAbstractListModel):
    """One row for each image of a selection, in the order in which it was given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._evaluated: Evaluated | None = None
        self._indices: list[int] = []

    def show_images(self, evaluated: Evaluated, indices: NDArray[np.int64]) -> None:
        """Show these images of the split."""
        self.beginResetModel()
        self._evaluated, self._indices = evaluated, indices.tolist()
        self.endResetModel()

    @property
    def indices(self) -> list[int]:
        """The images from first to last, as indices into the split."""
        return list(self._indices)

    @property
    def evaluated(self) -> Evaluated | None:
        """What the images belong to."""
        return self._evaluated

    def retranslate(self) -> None:
        """Let the views ask for every word again."""
        if self._indices:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._indices) - 1, 0))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._indices)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._evaluated is None:
            return None
        image = self._indices[index.row()]
        if role == INDEX_ROLE:
            return image
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        report = self._evaluated.report
        seen, names = report.observations, report.classes
        truth, answer = names[seen.labels[image]], names[seen.predicted[image]]
        sure = sure_text(float(seen.probabilities[image, seen.predicted[image]]))
        if truth == answer:
            return self.tr("“{truth}” recognised, {sure}").format(truth=truth, sure=sure)
        return self.tr("“{truth}” taken for “{answer}”, {sure}").format(truth=truth, answer=answer, sure=sure)
