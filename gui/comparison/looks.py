"""How each of many runs looks: a colour and a line style, which together tell any two of 56 apart.

Neighbours differ in both, so that people who see few colours, and prints without any, still tell them apart.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui import theme

DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (7, 3),
    (2, 2),
    (8, 3, 2, 3),
    (14, 4),
    (8, 3, 2, 3, 2, 3),
    (3, 6),
)
"""Lengths of strokes and gaps, in pixels; the first is a line without gaps. Their number shares no factor with that of
the colours, so that a pair of both comes back as late as can be.
"""
HIGHLIGHTED_WIDTH = 2.6
PALE = 0.25
"""How strong all lines are together while one of them stands out."""
FEW = 12
"""So many lines are drawn a little wider than more of them."""
_WIDTHS = (1.6, 1.0)


def colour(place: int) -> QColor:
    """The colour of the run at that place, in the theme of now."""
    colours = theme.current().runs
    return QColor(colours[place % len(colours)])


def pen(place: int, *, few: bool, highlighted: bool = False) -> QPen:
    """The pen of the run at that place, ``few`` where at most :data:`FEW` are drawn."""
    made = QPen(colour(place), HIGHLIGHTED_WIDTH if highlighted else _WIDTHS[0 if few else 1])
    made.setCosmetic(True)
    dash = DASHES[place % len(DASHES)]
    if dash:
        made.setDashPattern([length / made.widthF() for length in dash])
        made.setCapStyle(Qt.PenCapStyle.FlatCap)
    return made


def free_place(taken: set[int]) -> int:
    """The first place that no run has, so that the others keep their looks when one goes."""
    return next(place for place in range(len(taken) + 1) if place not in taken)


def draw_sample(painter: QPainter, place: int, area: QRectF, *, band: bool = False) -> None:
    """Draw the line of the run at that place, with a band around it where it stands for several runs."""
    painter.save()
    middle = round(area.center().y()) + 0.5
    if band:
        painter.fillRect(QRectF(area.left(), middle - 5, area.width(), 10), band_colour(place))
    painter.setPen(pen(place, few=True))
    painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle))
    painter.restore()


def band_colour(place: int) -> QColor:
    """The colour of the band around the mean of several runs."""
    shade = colour(place)
    shade.setAlphaF(0.2)
    return shade
