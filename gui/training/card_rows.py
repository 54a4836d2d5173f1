"""Cards side by side, each as wide as its words need; where one row has no room for them, in as many as it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from gui.training.summary import Card

_GAP, _TIGHT_GAP = 8, 5


class _Placed(NamedTuple):
    """Cards row by row, whether there is less room around their words, and between the cards, in pixels."""

    rows: list[list[Card]]
    tight: bool
    gap: int


class CardRows(QWidget):
    """Lays its cards out by hand: a figure that changes must not make the whole page lay itself out again.

    A card never becomes narrower again because of what it says, so that cards stand still while figures change.
    """

    def __init__(self, cards: Sequence[Card], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = tuple(cards)
        self._needs: dict[Card, int] = {}
        self._shape = 1, False
        """In how many rows the cards stand, and whether with less room around their words."""
        for card in self._cards:
            card.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def rows(self) -> int:
        """In how many rows the cards stand."""
        return self._shape[0]

    def forget_widths(self) -> None:
        """Other words come: let each card be as narrow as they allow."""
        self._needs.clear()
        self._arrange()

    def _shown(self) -> list[Card]:
        return [card for card in self._cards if not card.isHidden()]

    def _need(self, card: Card, *, tight: bool) -> int:
        need = self._needs[card] = max(self._needs.get(card, 0), card.width_of_words())
        return need + card.width_around(tight=tight)

    def _placed(self, width: int) -> _Placed:
        """The cards row by row: with as much room as usual, else tighter, else in the fewest rows that have room."""
        cards = self._shown()
        for count, tight in ((1, False), (1, True), (2, True), (3, True)):
            each = max(-(-len(cards) // count), 1)
            rows = [cards[start : start + each] for start in range(0, len(cards), each)]
            found = _Placed(rows, tight, _TIGHT_GAP if tight else _GAP)
            needed = (sum(self._need(one, tight=tight) for one in row) + found.gap * (len(row) - 1) for row in rows)
            if max(needed, default=0) <= width:
                break
        return found

    def _arrange(self) -> None:
        placed, top = self._placed(self.width()), 0
        for card in self._cards:
            card.set_tight(tight=placed.tight)
        for row in placed.rows:
            height, left = row[0].height_of(tight=placed.tight), 0
            room = self.width() - placed.gap * (len(row) - 1)
            needs = [self._need(card, tight=placed.tight) for card in row]
            for card, width in zip(row, _shared(room, needs), strict=True):
                card.setGeometry(QRect(left, top, width, height))
                left += width + placed.gap
            top += height + placed.gap
        shape = len(placed.rows), placed.tight
        if shape != self._shape:
            self._shape = shape
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        placed = self._placed(width)
        heights = [row[0].height_of(tight=placed.tight) for row in placed.rows]
        return sum(heights) + placed.gap * max(len(heights) - 1, 0)

    def sizeHint(self) -> QSize:
        cards = self._shown()
        width = sum(self._need(card, tight=False) for card in cards) + _GAP * max(len(cards) - 1, 0)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)


def _shared(room: int, needs: Sequence[int]) -> list[int]:
    """Widths that fill the room: all the same, but for those that need more."""
    wide: set[int] = set()
    while True:
        left = room - sum(needs[place] for place in wide)
        share = left // max(len(needs) - len(wide), 1)
        more = {place for place, need in enumerate(needs) if place not in wide and need > share}
        if not more or len(wide) + len(more) == len(needs):
            break
        wide |= more
    widths = [needs[place] if place in wide else share for place in range(len(needs))]
    widths[-1] += room - sum(widths)
    return widths
