"""Problems as cards, the repairs as buttons on them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.model.problems import Problem
from gui import icons, theme
from gui.translation import say


class _Card(QFrame):
    """One problem. Made once and shown again with another: making widgets costs more than an edit may."""

    def __init__(self, cards: "ProblemCards") -> None:
        super().__init__()
        self._cards = cards
        self._problem: Problem | None = None
        self._icon, self._words = QLabel(), QLabel()
        self._buttons: list[QPushButton] = []
        theme.set_role(self, "card")
        self._words.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 8, 10, 8)
        self._column.addLayout(row)

    def show_problem(self, problem: Problem) -> None:
        """Show this one."""
        now = theme.current()
        if self._problem is None or self._problem.severity != problem.severity:
            theme.set_role(self._words, problem.severity)
        self._problem = problem
        self._icon.setPixmap(icons.pixmap(problem.severity, getattr(now, problem.severity), 18))
        self._words.setText(problem_words(problem))
        while len(self._buttons) < len(problem.fixes):
            self._add_button()
        for button, fix in zip(self._buttons, problem.fixes, strict=False):
            button.setIcon(icons.icon("wrench", now.accent))
            button.setText(say(fix.label))
            button.setAccessibleName(say(fix.label))
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(problem.fixes))

    def _add_button(self) -> None:
        number, button = len(self._buttons), QPushButton()
        button.setObjectName("inspectorFixButton")
        button.clicked.connect(lambda: self._choose(number))
        self._column.addWidget(button)
        self._buttons.append(button)

    def _choose(self, number: int) -> None:
        if self._problem is not None and number < len(self._problem.fixes):
            self._cards.fixChosen.emit(self._problem.fixes[number])


class ProblemCards(QWidget):
    """Shows problems one below the other. ``fixChosen(fix)`` comes with a click on a repair."""

    fixChosen = Signal(object)  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._cards: list[_Card] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.hide()

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show these instead; nothing is touched where they look as they did."""
        looks = tuple(
            (problem_words(problem), getattr(theme.current(), problem.severity), problem.fixes, _labels(problem))
            for problem in problems
        )
        if looks == self._shown:
            return
        self._shown = looks
        while len(self._cards) < len(problems):
            self._cards.append(_Card(self))
            self._column.addWidget(self._cards[-1])
        for card, problem in zip(self._cards, problems, strict=False):
            card.show_problem(problem)
        for number, card in enumerate(self._cards):
            card.setVisible(number < len(problems))
        self.setVisible(bool(problems))


def problem_words(problem: Problem) -> str:
    """The problem's words as a sentence."""
    sentence = say(problem.text)
    return sentence[:1].upper() + sentence[1:]


def _labels(problem: Problem) -> tuple[str, ...]:
    return tuple(say(fix.label) for fix in problem.fixes)
