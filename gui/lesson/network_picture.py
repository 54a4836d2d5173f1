"""The network as a picture: values in the units, weights on the links, and the operation of now lit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.lesson.formula import number_text
from engine.lesson.lesson import Lesson, can_be_given
from engine.lesson.notation import Notation
from engine.lesson.quantity import SAMPLE_LOSS, Derivative, Quantity, Value, gradient
from engine.lesson.step import Step
from gui import fonts, theme
from gui.lesson.colours import colour_of
from gui.lesson.formula_view import full_number
from gui.lesson.geometry import Geometry, givens
from gui.lesson.number_field import NumberField
from gui.model.speaking import describe

_DIGITS = 3
"""Significant digits in the picture; the tooltip has all of them."""


class NetworkPicture(QWidget):
    """Shows :meth:`show_step`. A click on a weight, a bias, an input or a target opens a field for another number, as
    Enter does for the one chosen with ↑ and ↓; ``changed(quantity, number)`` asks for it."""

    changed = Signal(object, float)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lessonNetwork")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._lesson = Lesson()
        self._index = 0
        self._fonts: dict[tuple[bool, bool], QFont] = {}
        self._known: dict[Value, float] = {}
        self._lit: frozenset[Value] = frozenset()
        self._pointed: Value | None = None
        self._chosen: Quantity | None = None
        self.field = NumberField(self)
        self.field.entered.connect(self.changed)
        theme.notifier().changed.connect(self.update)
        self.retranslate()

    def show_step(self, lesson: Lesson, index: int) -> None:
        """Show what is known once the step at ``index`` is taken, and light what it reads and finds."""
        self._lesson, self._index = lesson, index
        step = lesson.steps[index]
        self._known = known_at(lesson, index)
        self._lit = frozenset((step.about, *step.reads))
        if self._chosen is not None and self._chosen not in self._known:
            self._chosen = None
        self.field.close_field()
        self._describe()
        self.update()

    def known(self, value: Value) -> float | None:
        """The number shown for a value, ``None`` while it is not computed yet."""
        return self._known.get(value)

    @property
    def lit(self) -> frozenset[Value]:
        """What the operation of now reads and finds."""
        return self._lit

    def point_at(self, value: Value | None) -> None:
        """Mark the place of a value."""
        if value != self._pointed:
            self._pointed = value
            self.update()

    def field_area(self, quantity: Quantity) -> QRectF:
        """Where a click opens the field for that number."""
        return self._geometry().field(quantity)

    # Layout

    def sizeHint(self) -> QSize:
        return QSize(520, 420)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(24 * line, 17 * line)

    def _geometry(self) -> Geometry:
        return Geometry(self._lesson.network.sizes, self.width(), self.height(), self.fontMetrics().height())

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        geometry, network = self._geometry(), self._lesson.network
        self._draw_links(painter, geometry)
        for layer, size in enumerate(network.sizes):
            for unit in range(size):
                self._draw_unit(painter, geometry, Quantity("answer", layer, unit))
        self._draw_loss(painter, geometry)
        weights = [parameter for parameter in network.parameters() if parameter.kind == "weight"]
        for weight in sorted(weights, key=self._is_lit):  # what is lit lies above
            self._draw_label(painter, geometry, weight)

    def _draw_links(self, painter: QPainter, geometry: Geometry) -> None:
        colours = theme.current()
        for parameter in self._lesson.network.parameters():
            if parameter.kind != "weight":
                continue
            lit = self._is_lit(parameter)
            colour = self._step_colour() if lit else colours.colour("link", 0.55)
            painter.setPen(QPen(colour, 3.0 if lit else 1.2))
            painter.drawLine(*geometry.link(parameter))
        outputs = self._lesson.network.sizes[-1]
        for unit in range(outputs):
            cost = Quantity("output loss", self._lesson.network.depth, unit)
            lit = cost in self._lit or gradient(Quantity("answer", self._lesson.network.depth, unit)) in self._lit
            painter.setPen(QPen(self._step_colour() if lit else colours.colour("link", 0.55), 3.0 if lit else 1.2))
            painter.drawLine(geometry.centre(self._lesson.network.depth, unit), geometry.loss_centre())

    def _draw_unit(self, painter: QPainter, geometry: Geometry, answer: Quantity) -> None:
        total = Quantity("sum", answer.layer, answer.unit)
        area = geometry.node(answer)
        lit = any(self._is_lit(part) for part in ((answer,) if answer.layer == 0 else (answer, total)))
        self._draw_circle(painter, area, lit, marked=answer in (self._chosen, self._pointed))
        line = geometry.line
        notation = Notation(self._lesson.network.depth)
        if answer.layer:
            upper = QRectF(area.left(), area.center().y() - 1.05 * line, area.width(), line)
            self._write(painter, upper, self._number(total, "z"), colour_of(total), small=True)
            lower = QRectF(area.left(), area.center().y() - 0.1 * line, area.width(), line)
            self._write(painter, lower, self._number(answer), colour_of(answer), bold=True)
            self._draw_bias(painter, geometry, Quantity("bias", answer.layer, answer.unit))
            if answer.layer == self._lesson.network.depth:
                self._draw_target(painter, geometry, Quantity("target", 0, answer.unit))
        else:
            self._write(painter, area, self._number(answer), colour_of(answer), bold=True)
        above = QRectF(area.center().x() - 4 * line, area.top() - line - 1, 8 * line, line)
        words = notation.plain(answer)
        back = gradient(total if answer.layer else answer)
        if back in self._known:
            words += f"   {'∂L/∂z' if answer.layer else '∂L/∂x'} {number_text(self._known[back], _DIGITS)}"
        colour = colour_of(back) if back in self._known else QColor(theme.current().text_muted)
        self._write(painter, above, words, colour, small=True)

    def _draw_bias(self, painter: QPainter, geometry: Geometry, bias: Quantity) -> None:
        self._draw_label(painter, geometry, bias, "b ", boxed=self._is_lit(bias))

    def _draw_target(self, painter: QPainter, geometry: Geometry, target: Quantity) -> None:
        self._draw_label(painter, geometry, target, Notation(self._lesson.network.depth).plain(target) + " = ")

    def _draw_label(
        self, painter: QPainter, geometry: Geometry, quantity: Quantity, words: str = "", *, boxed: bool = True
    ) -> None:
        """A number that can be changed, with its gradient below it once that is known."""
        colours, back = theme.current(), gradient(quantity)
        lit = self._is_lit(quantity)
        lines = 2 if back in self._known and quantity.kind != "target" else 1
        if quantity.kind == "weight" and not lit:
            lines = min(lines, geometry.lines_of(quantity))
        area = geometry.label(quantity, lines)
        marked = quantity in (self._chosen, self._pointed)
        if boxed or marked:
            painter.setPen(QPen(self._step_colour() if lit else QColor(colours.border), 1.6 if lit else 1.0))
            painter.setBrush(QColor(colours.selection if marked else colours.raised))
            painter.drawRoundedRect(area, 5, 5)
        upper = QRectF(area.left(), area.top(), area.width(), geometry.line * 1.1)
        self._write(painter, upper, words + self._number(quantity), colour_of(quantity), bold=lit)
        if lines == 2:
            lower = upper.translated(0, geometry.line * 0.86)
            self._write(painter, lower, "∂ " + self._number(back), colour_of(back), small=True)

    def _draw_loss(self, painter: QPainter, geometry: Geometry) -> None:
        area = geometry.node(SAMPLE_LOSS)
        lit = SAMPLE_LOSS in self._lit or any(
            isinstance(value, Quantity) and value.kind in ("output loss", "mean loss") for value in self._lit
        )
        self._draw_circle(painter, area, lit, marked=self._pointed == SAMPLE_LOSS)
        self._write(painter, area, self._number(SAMPLE_LOSS), colour_of(SAMPLE_LOSS), bold=True)
        above = QRectF(area.left(), area.top() - geometry.line - 1, area.width(), geometry.line)
        self._write(painter, above, "L", QColor(theme.current().text_muted), small=True)

    def _draw_circle(self, painter: QPainter, area: QRectF, lit: bool, *, marked: bool) -> None:
        colours = theme.current()
        painter.setPen(QPen(self._step_colour() if lit else QColor(colours.node_border), 3.0 if lit else 1.2))
        painter.setBrush(QColor(colours.selection if marked else colours.node))
        painter.drawEllipse(area)

    def _write(
        self, painter: QPainter, area: QRectF, words: str, colour: QColor, *, bold: bool = False, small: bool = False
    ) -> None:
        font = self._fonts.get((bold, small))
        if font is None:
            font = self._fonts[bold, small] = fonts.tabular(
                fonts.scaled(self.font(), 0.86 if small else 1.0, bold=bold)
            )
        painter.setFont(font)
        painter.setPen(colour)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
        painter.drawText(area, flags, words)

    def _number(self, value: Value, name: str = "") -> str:
        number = self._known.get(value)
        if number is None:
            return ""
        text = number_text(number, _DIGITS)
        return f"{name} {text}" if name else text

    def _is_lit(self, quantity: Quantity) -> bool:
        """Whether the operation of now has to do with that quantity or with a derivative by it."""
        return any(value == quantity or (isinstance(value, Derivative) and value.by == quantity) for value in self._lit)

    def _step_colour(self) -> QColor:
        return phase_colour(self._lesson.steps[self._index])

    # Pointing and changing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        quantity = self._given_at(event.position())
        self.field.close_field()
        if quantity is not None and event.button() is Qt.MouseButton.LeftButton:
            self.choose(quantity)
            self.edit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        quantity = self._given_at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if quantity is None else Qt.CursorShape.PointingHandCursor)
        self.pointed.emit(quantity)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(None)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.field.close_field()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            every = list(givens(self._lesson.network))
            place = -1 if self._chosen is None else every.index(self._chosen)
            self.choose(every[max(place + steps[Qt.Key(event.key())], 0) % len(every)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen is not None:
            self.edit()
        else:
            super().keyPressEvent(event)

    def choose(self, quantity: Quantity) -> None:
        """Mark the number that is about to be changed."""
        self._chosen = quantity
        self._describe()
        self.update()

    def edit(self) -> None:
        """Open the field for the chosen number."""
        if self._chosen is not None:
            given = self._lesson.values[self._chosen]
            self.field.open_at(self._chosen, self._name(self._chosen), given, self.field_area(self._chosen))

    def _given_at(self, place: QPointF) -> Quantity | None:
        geometry = self._geometry()
        inside: Callable[[Quantity], bool] = lambda quantity: geometry.field(quantity).contains(place)  # noqa: E731
        return next(filter(inside, reversed(list(givens(self._lesson.network)))), None)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            quantity = self._given_at(QPointF(event.pos()))
            if quantity is None:
                QToolTip.hideText()
            else:
                words = self.tr("{name} = {value}: click to change it")
                value = full_number(self._known.get(quantity, self._lesson.values[quantity]))
                QToolTip.showText(event.globalPos(), words.format(name=self._name(quantity), value=value), self)
            return True
        return super().event(event)

    def _name(self, quantity: Quantity) -> str:
        return Notation(self._lesson.network.depth).plain(quantity)

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            self._fonts.clear()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Network with the values of now"))
        self._describe()

    def _describe(self) -> None:
        if self._chosen is not None and can_be_given(self._chosen):
            value = full_number(self._lesson.values[self._chosen])
            words = self.tr("{name} = {value}. Enter changes it, ↑ and ↓ choose another.")
            describe(self, words.format(name=self._name(self._chosen), value=value))
            return
        notation = Notation(self._lesson.network.depth)
        lit = sorted(notation.plain(value) for value in self._lit if value in self._known)
        describe(self, self.tr("Lit: {values}. ↑ and ↓ choose a number to change.").format(values=", ".join(lit)))


def known_at(lesson: Lesson, index: int) -> dict[Value, float]:
    """Every number known once the step at ``index`` is taken: what is given, and what was found until then."""
    known: dict[Value, float] = {given: lesson.values[given] for given in givens(lesson.network)}
    for step in lesson.steps[: index + 1]:
        known[step.about] = step.value
    return known


def phase_colour(step: Step) -> QColor:
    """The colour of what flows forward, comes back, or is learned."""
    series = theme.current().series
    return QColor({"forward": series[0], "backward": series[1], "update": series[2]}[step.phase])
