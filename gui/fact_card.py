"""A card of names and values, such as what is known of a run or a dataset."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from gui import theme

Rows = list[tuple[str, str]]


class FactCard(QFrame):
    """A card with a heading and rows of name and value."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        theme.set_role(self, "card")
        self.heading = QLabel()
        theme.set_role(self.heading, "heading")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 10)
        layout.addWidget(self.heading)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        self._labels: list[tuple[QLabel, QLabel]] = []

    def show_rows(self, rows: Rows) -> None:
        """Show these names and values, using the labels again."""
        while len(self._labels) < len(rows):
            name, value = QLabel(), QLabel()
            theme.set_role(name, "muted")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setWordWrap(True)
            row = len(self._labels)
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._labels.append((name, value))
        for index, (name, value) in enumerate(self._labels):
            shown = index < len(rows)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(rows[index][0])
                value.setText(rows[index][1])
                value.setAccessibleName(f"{rows[index][0]}: {rows[index][1]}")

    def text(self) -> str:
        """What it says, one line each."""
        return "\n".join(f"{n.text()}: {v.text()}" for n, v in self._labels if not n.isHidden())
