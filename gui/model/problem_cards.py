"""Problems as cards, the repairs as buttons on them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.model.problems import Problem
from gui import icons, theme
from gui.translation import say


class ProblemCards(QWidget):
    """Shows problems one below the other. ``fixChosen(fix)`` comes with a click on a repair."""

    fixChosen = Signal(object)  # noqa: N815 - signals are named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_problems(self, problems: tuple[Problem, ...]) -> None:
        """Show these instead."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for problem in problems:
            self._column.addWidget(self._card(problem))
        self.setVisible(bool(problems))

    def _card(self, problem: Problem) -> QWidget:
        card, icon, words = QFrame(), QLabel(), QLabel(problem_words(problem))
        theme.set_role(card, "card")
        icon.setPixmap(icons.pixmap(problem.severity, getattr(theme.current(), problem.severity), 18))
        theme.set_role(words, problem.severity)
        words.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 8, 10, 8)
        column.addLayout(row)
        for fix in problem.fixes:
            button = QPushButton(icons.icon("wrench", theme.current().accent), say(fix.label))
            button.setObjectName("inspectorFixButton")
            button.setAccessibleName(say(fix.label))
            button.clicked.connect(lambda _checked=False, fix=fix: self.fixChosen.emit(fix))
            column.addWidget(button)
        return card


def problem_words(problem: Problem) -> str:
    """The problem's words as a sentence."""
    sentence = say(problem.text)
    return sentence[:1].upper() + sentence[1:]
