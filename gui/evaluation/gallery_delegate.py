"""How an evaluated image looks in the gallery: the image, its true class and the answer, and the confidence."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui import fonts, theme
from gui.evaluation.gallery_model import INDEX_ROLE, EvaluatedImages
from gui.evaluation.words import sure_text
from gui.pictures import fitted, picture_of

THUMBNAIL = 60
_MARGIN = 5
_MOST_KEPT = 1_000


class GalleryDelegate(QStyledItemDelegate):
    """Paints the rows of an :class:`EvaluatedImages`; pictures that were seen are kept until the list changes."""

    def __init__(self, model: EvaluatedImages, view: QWidget) -> None:
        super().__init__(view)
        self._model, self._view = model, view
        self._kept: dict[tuple[int, float], QPixmap] = {}
        model.modelReset.connect(self._forget)

    def _forget(self) -> None:
        self._kept.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        lines = 2 * QFontMetrics(fonts.scaled(option.font, 0.88)).height()
        return QSize(THUMBNAIL + 4 * _MARGIN, THUMBNAIL + 3 * _MARGIN + lines)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        evaluated, image = self._model.evaluated, index.data(INDEX_ROLE)
        if evaluated is None or image is None:
            return
        colours, report = theme.current(), evaluated.report
        seen, area = report.observations, option.rect
        truth, answer = int(seen.labels[image]), int(seen.predicted[image])
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selection if chosen else colours.accent_soft))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.focus), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)
        picture = self._picture(image, self._view.devicePixelRatioF())
        size = picture.deviceIndependentSize().toSize()
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(QRect(area.left(), area.top() + _MARGIN, area.width(), THUMBNAIL).center())
        painter.drawPixmap(place, picture)
        painter.setFont(fonts.scaled(option.font, 0.88))
        metrics = painter.fontMetrics()
        line = QRect(area.left() + 2, area.top() + THUMBNAIL + 2 * _MARGIN, area.width() - 4, metrics.height())
        painter.setPen(QColor(colours.success if truth == answer else colours.error))
        words = report.classes[truth] if truth == answer else f"{report.classes[truth]} → {report.classes[answer]}"
        painter.drawText(
            line, Qt.AlignmentFlag.AlignCenter, metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, line.width())
        )
        painter.setPen(QColor(colours.text if chosen else colours.text_muted))
        sure = sure_text(float(seen.probabilities[image, answer]))
        painter.drawText(line.translated(0, metrics.height()), Qt.AlignmentFlag.AlignCenter, sure)
        painter.restore()

    def _picture(self, image: int, ratio: float) -> QPixmap:
        kept = self._kept.get((image, ratio))
        evaluated = self._model.evaluated
        if kept is None and evaluated is not None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            kept = QPixmap.fromImage(fitted(picture_of(evaluated.image(image)), round(THUMBNAIL * ratio)))
            kept.setDevicePixelRatio(ratio)
            self._kept[image, ratio] = kept
        return kept or QPixmap()
