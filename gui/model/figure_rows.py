"""Figures in rows, each with its name, its value and, where it is a part of something, a bar of that part."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from gui import theme


class Figure(NamedTuple):
    """One row. ``share`` is the part of the whole, 0 to 1, ``None`` where there is no whole; ``tip`` explains both."""

    name: str
    value: str
    share: float | None = None
    tip: str = ""


class ShareBar(QFrame):
    """A thin bar filled to a share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._colour = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_share(self, share: float, colour: str) -> None:
        """Fill to this part, 0 to 1, in this colour."""
        if (share, colour) != (self._share, self._colour):
            self._share, self._colour = share, colour
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, QColor(theme.current().border))
        if self._share > 0:
            area.setWidth(max(2.0, area.width() * min(self._share, 1.0)))
            painter.fillRect(area, QColor(self._colour or theme.current().accent))


class FigureRows(QWidget):
    """Shows a list of figures; rows are made once and kept, so that showing others costs next to nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QLabel, QLabel, ShareBar]] = []
        self._shown: tuple[tuple[Figure, ...], str] = ((), "")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What is shown."""
        return self._shown[0]

    def show_figures(self, figures: Sequence[Figure], colour: str = "") -> None:
        """Show these; bars in ``colour``, else in the accent."""
        wanted = (tuple(figures), colour or theme.current().accent)
        if wanted == self._shown:
            return
        self._shown = wanted
        while len(self._rows) < len(figures):
            self._add_row()
        for number, (name, value, bar) in enumerate(self._rows):
            figure = figures[number] if number < len(figures) else None
            for widget in (name, value):
                widget.setVisible(figure is not None)
            bar.setVisible(figure is not None and figure.share is not None)
            if figure is not None:
                self._fill(figure, name, value, bar, wanted[1])

    def _add_row(self) -> None:
        name, value, bar = QLabel(), QLabel(), ShareBar()
        theme.set_role(name, "muted")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = 2 * len(self._rows)
        self._grid.addWidget(name, line, 0)
        self._grid.addWidget(value, line, 1)
        self._grid.addWidget(bar, line + 1, 0, 1, 2)
        self._rows.append((name, value, bar))

    @staticmethod
    def _fill(figure: Figure, name: QLabel, value: QLabel, bar: ShareBar, colour: str) -> None:
        name.setText(figure.name)
        value.setText(figure.value)
        spoken = f"{figure.name}: {figure.value}"
        value.setAccessibleName(spoken)
        value.setAccessibleDescription(figure.tip)
        for widget in (name, value):
            widget.setToolTip(figure.tip)
        if figure.share is not None:
            bar.show_share(figure.share, colour)
