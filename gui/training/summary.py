"""A run in figures: cards for now, a table for every epoch."""

import math
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QLocale, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.forms.words import real_text
from gui.training.card_rows import CardRows
from gui.training.estimate import duration_text
from gui.training.history import RunHistory

NOTHING = "–"
_MARGINS = 11, 6, 8, 6
_TIGHT_MARGINS = 8, 2, 5, 2
"""Left, top, right and bottom of a card's words."""
_Index = QModelIndex | QPersistentModelIndex


def loss_text(value: float | None) -> str:
    """Four decimals, or fewer figures where a loss is huge."""
    if value is None or not math.isfinite(value):
        return NOTHING
    return QLocale().toString(float(value), "g" if abs(value) >= 1e4 else "f", 4)


def accuracy_text(value: float | None) -> str:
    """A share from 0 to 1 in percent with two decimals."""
    if value is None or not math.isfinite(value):
        return NOTHING
    return QLocale().toString(float(value) * 100, "f", 2) + " %"


class Card(QFrame):
    """A name and a figure."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        theme.set_role(self, "card")
        self.label, self.value = QLabel(), QLabel(NOTHING)
        for widget, scale in ((self.label, 0.88), (self.value, 1.3)):
            font = widget.font()
            font.setPointSizeF(font.pointSizeF() * scale)
            widget.setFont(font)
        theme.set_role(self.label, "muted")  # after the font: a role set before it would take it back
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.value.font()
        font.setWeight(font.Weight.DemiBold)
        self.value.setFont(font)
        self._words = QVBoxLayout(self)
        self._words.setContentsMargins(*_MARGINS)
        self._words.setSpacing(0)
        self._words.addWidget(self.label)
        self._words.addWidget(self.value)

    def set_tight(self, *, tight: bool) -> None:
        """Leave less room around the words, or as much as usual."""
        self._words.setContentsMargins(*(_TIGHT_MARGINS if tight else _MARGINS))

    def width_of_words(self) -> int:
        """The width that name and figure need."""
        return max(self.label.sizeHint().width(), self.value.sizeHint().width())

    def width_around(self, *, tight: bool) -> int:
        """The width that is left free beside them."""
        left, _, right, _ = _TIGHT_MARGINS if tight else _MARGINS
        return left + right + 2  # and the frame

    def height_of(self, *, tight: bool) -> int:
        """The height of the card."""
        _, top, _, bottom = _TIGHT_MARGINS if tight else _MARGINS
        return self.label.sizeHint().height() + self.value.sizeHint().height() + top + bottom + 2

    def minimumSizeHint(self) -> QSize:
        return QSize(72, super().minimumSizeHint().height())

    def show_value(self, value: str, label: str | None = None) -> None:
        """Show a figure, under another name where one is given."""
        if label is not None and label != self.label.text():
            self.label.setText(label)
        if value != self.value.text():
            self.value.setText(value)
        self.setAccessibleName(f"{self.label.text()}: {value}")


class SummaryCards(CardRows):
    """Epoch, losses, accuracies and the best epoch of a run, and its test accuracy once there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.epoch, self.train_loss = Card("epochCard"), Card("trainLossCard")
        self.validation_loss, self.validation_accuracy = Card("validationLossCard"), Card("validationAccuracyCard")
        self.best, self.test = Card("bestCard"), Card("testCard")
        super().__init__(
            (
                self.epoch,
                self.train_loss,
                self.validation_loss,
                self.validation_accuracy,
                self.best,
                self.test,
            ),
            parent,
        )
        self._history: RunHistory | None = None
        self._test_accuracy: float | None = None
        self.test.hide()
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        words = (
            self.tr("Epoch"),
            self.tr("Training loss"),
            self.tr("Val. loss"),
            self.tr("Val. accuracy"),
            self.tr("Best"),
            self.tr("Test accuracy"),
        )
        for card, word in zip(self._cards, words, strict=True):
            card.label.setText(word)
            card.setToolTip(word)
        self.validation_loss.setToolTip(self.tr("Loss on the validation split after the newest epoch"))
        self.validation_accuracy.setToolTip(self.tr("Accuracy on the validation split after the newest epoch"))
        self.best.setToolTip(self.tr("Validation accuracy of the epoch whose weights are kept as the best"))
        self.refresh()
        self.forget_widths()

    def show_history(self, history: RunHistory | None, test_accuracy: float | None = None) -> None:
        """Show this run."""
        self._history, self._test_accuracy = history, test_accuracy
        self.refresh()
        self.forget_widths()

    def refresh(self) -> None:
        """Read the run's history again."""
        history = self._history
        newest = history.epochs[-1] if history is not None and history.epochs else None
        if history is None or history.is_empty:
            self.epoch.show_value(NOTHING)
            self.train_loss.show_value(NOTHING)
        else:
            now = min(history.epoch_of(max(history.loss.last, 1)), max(history.epoch_count, 1))
            total = f" / {QLocale().toString(history.epoch_count)}" if history.epoch_count else ""
            self.epoch.show_value(QLocale().toString(now) + total)
            smooth = history.loss.smooth
            self.train_loss.show_value(loss_text(float(smooth[-1]) if len(smooth) else None))
        self.validation_loss.show_value(loss_text(newest.validation_loss if newest else None))
        self.validation_accuracy.show_value(accuracy_text(newest.validation_accuracy if newest else None))
        best = history.best if history is not None else None
        name = self.tr("Best, epoch {epoch}").format(epoch=QLocale().toString(best.epoch)) if best else self.tr("Best")
        self.best.show_value(accuracy_text(best.validation_accuracy if best else None), name)
        self.test.setVisible(self._test_accuracy is not None)
        self.test.show_value(accuracy_text(self._test_accuracy))


class EpochModel(QAbstractTableModel):
    """One row for each epoch, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history: RunHistory | None = None
        self._shown = 0

    def show_history(self, history: RunHistory | None) -> None:
        """Show this run."""
        self.beginResetModel()
        self._history = history
        self._shown = len(history.epochs) if history is not None else 0
        self.endResetModel()

    def refresh(self) -> None:
        """Take in the epochs that came since."""
        count = len(self._history.epochs) if self._history is not None else 0
        if count < self._shown:
            self.show_history(self._history)  # the run went back
        elif count > self._shown:
            self.beginInsertRows(QModelIndex(), 0, count - self._shown - 1)
            self._shown = count
            self.endInsertRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 8

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Epoch"),
                self.tr("Loss"),
                self.tr("Accuracy"),
                self.tr("Val. loss"),
                self.tr("Val. accuracy"),
                self.tr("Rate"),
                self.tr("Time"),
                self.tr("Best"),
            )[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                None,
                self.tr("Training loss"),
                self.tr("Training accuracy"),
                self.tr("Validation loss"),
                self.tr("Validation accuracy"),
                self.tr("Learning rate at the epoch's end"),
                self.tr("With its validation"),
                self.tr("The epoch whose weights are kept"),
            )[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._history is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        epoch = self._history.epochs[self._shown - 1 - index.row()]
        best = self._history.best
        return (
            QLocale().toString(epoch.epoch),
            loss_text(epoch.train_loss),
            accuracy_text(epoch.train_accuracy),
            loss_text(epoch.validation_loss),
            accuracy_text(epoch.validation_accuracy),
            real_text(epoch.learning_rate) if epoch.learning_rate > 0 else NOTHING,
            duration_text(epoch.seconds),
            "★" if best is not None and best.epoch == epoch.epoch else "",
        )[index.column()]


class EpochTable(QTableView):
    """The epochs of a run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("epochTable")
        self._model = EpochModel(self)
        self.setModel(self._model)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Epochs"))
        self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 7)
        self.viewport().update()

    def show_history(self, history: RunHistory | None) -> None:
        """Show this run."""
        self._model.show_history(history)

    def refresh(self) -> None:
        """Take in the epochs that came since."""
        before = self._model.rowCount()
        self._model.refresh()
        if self._model.rowCount() != before:
            self.viewport().update()  # the star of the best epoch may have moved
