"""A section of a form: a heading that folds and unfolds it, and a body that is made when it is first needed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from engine.fields import FieldDescription
from gui import icons, theme

SPACING = 6
"""Between label, editor and unit."""
_ICON = 16
_GAP = 5
_ABOVE_AND_BELOW = 5


def section_object_name(heading: str) -> str:
    """The ``objectName`` of a section's button: «Optimizer details» → ``optimizerDetailsSectionButton``."""
    first, *others = "".join(c if c.isalnum() else " " for c in heading).split()
    return first.lower() + "".join(word.capitalize() for word in others) + "SectionButton"


class SectionButton(QAbstractButton):
    """The heading, checked while the section is unfolded. Space and Enter turn it, ← folds and → unfolds.

    While folded it says at its right end what the section holds that is not as usual.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[str, ...] = ()
        self._counted = ""
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.notifier().changed.connect(self.update)

    def show_summary(self, parts: Sequence[str], counted: str) -> None:
        """What to say while folded: as many of the parts as there is room for, or how many they are (``counted``)."""
        if (tuple(parts), counted) != (self._parts, self._counted):
            self._parts, self._counted = tuple(parts), counted
            whole = " · ".join(parts)
            self.setAccessibleDescription(whole)
            self.setToolTip(whole)
            self.update()

    def summary(self) -> str:
        """What it says at its right end now; empty while unfolded."""
        if self.isChecked() or not self._parts:
            return ""
        metrics, room, count = self.fontMetrics(), self._room(), len(self._parts)
        for shown in range(count, 0, -1):
            text = " · ".join(self._parts[:shown])
            text = text if shown == count else f"{text} +{count - shown}"
            if metrics.horizontalAdvance(text) <= room:
                return text
        return self._counted

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 120, metrics.height() + 2 * _ABOVE_AND_BELOW)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys beside Space, which every button knows."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.setChecked(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line above, a chevron, the heading and, folded, the summary."""
        colours = theme.current()
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours.border), 1))
        painter.drawLine(0, 0, self.width(), 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 2.5, -0.5, -1.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() and self.isEnabled():
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(frame, 5, 5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.focus), 1.5))
            painter.drawRoundedRect(frame, 5, 5)
        middle = (self.height() + 1) / 2
        chevron = "chevron-down" if self.isChecked() else "chevron-right"
        icons.paint(painter, chevron, QRectF(0, middle - _ICON / 2, _ICON, _ICON), colours.accent)
        upright = Qt.AlignmentFlag.AlignVCenter
        area = QRectF(_ICON + _GAP, 1, self.width() - _ICON - 2 * _GAP, self.height() - 1)
        painter.setFont(self._bold())
        painter.setPen(QColor(colours.text))
        painter.drawText(area, upright, self.text())
        if summary := self.summary():
            painter.setFont(self.font())
            painter.setPen(QColor(colours.text_muted))
            words = self.fontMetrics().elidedText(summary, Qt.TextElideMode.ElideRight, max(self._room(), 0))
            painter.drawText(area, upright | Qt.AlignmentFlag.AlignRight, words)

    def _room(self) -> int:
        heading = QFontMetrics(self._bold()).horizontalAdvance(self.text())
        return self.width() - _ICON - 2 * _GAP - heading - 2 * _GAP

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font


class Section(QWidget):
    """A heading and, once it was unfolded, the fields below it; ``fill(section)`` puts them into :attr:`grid`."""

    built = Signal()

    def __init__(
        self,
        heading: str,
        fields: Sequence[FieldDescription],
        fill: "Callable[[Section], None]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.heading, self.fields = heading, tuple(fields)
        self._fill = fill
        self._body: QWidget | None = None
        self.button = SectionButton(self)
        self.button.setObjectName(section_object_name(heading))
        self.button.toggled.connect(self._toggled)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.button)

    @property
    def is_built(self) -> bool:
        """Whether its fields exist."""
        return self._body is not None

    @property
    def is_open(self) -> bool:
        """Whether its fields are shown."""
        return self.button.isChecked()

    @property
    def grid(self) -> QGridLayout:
        """The body's layout; the body exists only from :meth:`build` on."""
        layout = self.body.layout()
        assert isinstance(layout, QGridLayout)
        return layout

    @property
    def body(self) -> QWidget:
        """What is below the heading; it exists only from :meth:`build` on."""
        assert self._body is not None, "build() was not called yet"
        return self._body

    def build(self) -> None:
        """Make the fields now, if they are not there yet."""
        if self._body is not None:
            return
        self._body = QWidget(self)
        self._body.hide()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 6)
        grid.setHorizontalSpacing(SPACING)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._fill(self)
        self._column.addWidget(self._body)
        self._body.setVisible(self.is_open)
        self.built.emit()

    def set_open(self, unfolded: bool) -> None:
        """Show or hide the fields."""
        self.button.setChecked(unfolded)

    def _toggled(self, unfolded: bool) -> None:
        if unfolded:
            self.build()
        if self._body is not None:
            self._body.setVisible(unfolded)
        self.button.update()
