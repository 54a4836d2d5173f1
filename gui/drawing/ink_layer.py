"""The ink of a drawing as a picture that grows with the pen, so that a long drawing costs no more than a short one."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QWidget

from gui import theme
from gui.drawing.ink_painter import InkPainter
from gui.drawing.strokes import Drawing, PenStroke


class InkLayer:
    """All ink but what the pen is drawing, as a transparent picture of the pad, made when it is needed."""

    def __init__(self, pad: QWidget) -> None:
        self._pad = pad
        self._picture: QPixmap | None = None
        self._path: tuple[PenStroke, int, QPainterPath] | None = None
        """The stroke being drawn, where it has one width, and its path up to so many points."""

    def forget(self) -> None:
        """Draw everything anew the next time."""
        self._picture = self._path = None

    def painter(self) -> InkPainter:
        """What paints strokes at the pad's size of now."""
        return InkPainter(self._pad.rect().toRectF().center(), side_of(self._pad))

    def tip_area(self, stroke: PenStroke) -> QRectF:
        """What the tip of a stroke covers."""
        return self.painter().tip_area(stroke)

    def add_piece(self, drawing: Drawing, stroke: PenStroke) -> QRectF:
        """Take in what no later point changes; returns the area that has to be shown anew."""
        ink = self.painter()
        if not stroke.tapered:
            return self._lead_on(stroke).united(ink.tip_area(stroke))
        painter = _smooth(self._finished(drawing))
        area = ink.paint_piece(painter, stroke, len(stroke.points) - 1, theme.current().colour("ink"))
        painter.end()
        return area.united(ink.tip_area(stroke))

    def add_tip(self, drawing: Drawing, stroke: PenStroke) -> QRectF:
        """Take in the tip of a stroke that has ended; returns its area."""
        ink, colour = self.painter(), theme.current().colour("ink")
        painter = _smooth(self._finished(drawing, without=stroke))
        area = ink.tip_area(stroke)
        if stroke.tapered:
            ink.paint_tip(painter, stroke, colour)
        else:
            area = area.united(self._lead_on(stroke))
            assert self._path is not None
            ink.paint_path(painter, stroke, self._path[2], colour)
            self._path = None
        painter.end()
        return area

    def paint(self, painter: QPainter, drawing: Drawing) -> None:
        """All of a drawing."""
        active, colour = drawing.active, theme.current().colour("ink")
        painter.drawPixmap(0, 0, self._finished(drawing, without=active))
        if active is None:
            return
        if active.tapered:
            self.painter().paint_tip(painter, active, colour)
        else:
            self._lead_on(active)
            assert self._path is not None
            self.painter().paint_path(painter, active, self._path[2], colour)

    def _lead_on(self, stroke: PenStroke) -> QRectF:
        """Bring the path up to the stroke's last point; returns what the new pieces cover."""
        ink, area = self.painter(), QRectF()
        if self._path is None or self._path[0] is not stroke:
            self._path = stroke, 1, ink.begin_path(stroke)
        _, known, path = self._path
        for end in range(known, len(stroke.points)):
            area = area.united(ink.extend_path(path, stroke, end))
        self._path = stroke, len(stroke.points), path
        return area

    def _finished(self, drawing: Drawing, without: PenStroke | None = None) -> QPixmap:
        """The picture; a stroke of one width that is not finished stays out of it."""
        ratio = self._pad.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self._pad.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = _smooth(self._picture)
            ink, colour = self.painter(), theme.current().colour("ink")
            for stroke in drawing.strokes:
                if stroke.tapered or stroke is not without:
                    ink.paint(painter, stroke, colour)
            painter.end()
        return self._picture


def side_of(pad: QWidget) -> float:
    """The shorter side of the pad in pixels: the unit of what is drawn on it."""
    return float(max(1, min(pad.width(), pad.height())))


def _smooth(picture: QPixmap) -> QPainter:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter
