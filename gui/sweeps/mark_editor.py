"""A mark: what a sweep varies of one field, as words that unfold to be edited."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.project import Project
from engine.sweeps.dimension import Dimension
from engine.sweeps.targets import check_dimension, field_of
from engine.text import NetwrightError
from gui import icons, theme
from gui.sweeps.mark_button import FoldButton
from gui.sweeps.mark_values import Typed, Wrong, dimension_of, typed
from gui.sweeps.words import dimension_title, dimension_value_text, range_words
from gui.translation import say

ProjectOfNow = Callable[[], Project]


class MarkEditor(QFrame):
    """Shows one :class:`Dimension`; ``changed(dimension)`` comes for each valid edit, ``removed`` for the cross.

    What is wrong is said below its field at once, and the dimension stays as it was.
    """

    changed = Signal(object)
    removed = Signal()

    def __init__(self, project: ProjectOfNow, *, titled: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sweepMark")
        theme.set_role(self, "card")
        self._project, self._titled = project, titled
        self._dimension: Dimension | None = None
        self._shown_form: tuple[str, ...] = ()
        self._boxes: list[QCheckBox] = []
        self._title = QLabel()
        self._title.setVisible(titled)
        theme.set_role(self._title, "heading")
        self.words = FoldButton("markWords")
        self.remove = QPushButton()
        self.remove.setObjectName("removeMarkButton")
        theme.set_variant(self.remove, "quiet")
        self.body = QWidget()
        self.body.hide()
        self.error = QLabel()
        self.error.setObjectName("markError")
        self.error.setWordWrap(True)
        theme.set_role(self.error, "error")
        self.error.hide()
        self._lay_out()
        self.words.toggled.connect(self.body.setVisible)
        self.remove.clicked.connect(self.removed)
        theme.notifier().changed.connect(self._draw_icons)
        self.retranslate()

    def _lay_out(self) -> None:
        self.kind = QComboBox()
        self.kind.setObjectName("markKind")
        self.kind.addItems(("", ""))
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.low, self.high, self.step, self.choices = (QLineEdit() for _ in range(4))
        for line, name in ((self.low, "Low"), (self.high, "High"), (self.step, "Step"), (self.choices, "Choices")):
            line.setObjectName(f"mark{name}")
            line.setMinimumWidth(44)
            line.textEdited.connect(lambda _text: self._edited())
        self.log = QCheckBox()
        self.log.setObjectName("markLog")
        self.log.toggled.connect(lambda _on: self._edited())
        self._to, self._step_label = QLabel("–"), QLabel()
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.words, 1)
        head.addWidget(self.remove)
        self._grid = QGridLayout(self.body)
        self._grid.setContentsMargins(4, 0, 4, 4)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self._grid.addWidget(self.kind, 0, 0, 1, 4)
        self._grid.addWidget(self.low, 1, 0)
        self._grid.addWidget(self._to, 1, 1)
        self._grid.addWidget(self.high, 1, 2)
        self._grid.addWidget(self.log, 2, 0)
        self._grid.addWidget(self._step_label, 2, 1)
        self._grid.addWidget(self.step, 2, 2)
        self._grid.addWidget(self.choices, 3, 0, 1, 4)
        self._options = QVBoxLayout()
        self._options.setSpacing(2)
        self._grid.addLayout(self._options, 4, 0, 1, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 3, 4, 3)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addLayout(head)
        column.addWidget(self.body)
        column.addWidget(self.error)

    # What is shown

    @property
    def dimension(self) -> Dimension | None:
        """The dimension that is shown."""
        return self._dimension

    def show_dimension(self, dimension: Dimension) -> None:
        """Show a dimension; what a person is typing stays as it is where it means the same."""
        if dimension == self._dimension and self.error.isHidden():
            return
        fresh = self._dimension is None or dimension.name != self._dimension.name
        self._dimension = dimension
        self._say()
        try:
            field = field_of(self._project(), dimension.name)
            check_dimension(self._project(), dimension)
        except NetwrightError as error:
            self._complain("", say(error.text))
            self._offer((), numeric=False)
            return
        self._complain("", "")
        options = field.choices if field.kind == "choice" else ("True", "False") if field.kind == "switch" else ()
        self._offer(options, numeric=field.kind in ("integer", "real"))
        if fresh or not self._means_the_same(dimension):
            self._fill(typed(dimension))

    def unfold(self) -> None:
        """Let it be edited, with the keyboard in its first field."""
        self.words.setChecked(True)
        first = self._boxes[0] if self._boxes else self.choices if self.low.isHidden() else self.low
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()

    def _means_the_same(self, dimension: Dimension) -> bool:
        try:
            return self._typed_dimension() == dimension
        except Wrong:
            return False

    def _offer(self, options: tuple[str, ...], *, numeric: bool) -> None:
        """Have the fields for a range or a list of numbers, or a box for each option."""
        if options != self._shown_form:
            self._shown_form = options
            for box in self._boxes:
                self._options.removeWidget(box)
                box.deleteLater()
            self._boxes = [QCheckBox() for _ in options]
            for box, option in zip(self._boxes, options, strict=True):
                box.setObjectName(f"markOption-{option}")
                box.toggled.connect(lambda _on: self._edited())
                self._options.addWidget(box)
        self._say_options()
        self.kind.setVisible(numeric)
        self._show_parts()

    def _show_parts(self) -> None:
        as_range = not self.kind.isHidden() and self.kind.currentIndex() == 0
        for widget in (self.low, self._to, self.high, self.log):
            widget.setVisible(as_range)
        for widget in (self.step, self._step_label):
            widget.setVisible(as_range and not self.log.isChecked())
        self.choices.setVisible(not as_range and not self._boxes)

    def _fill(self, texts: Typed) -> None:
        assert self._dimension is not None
        chosen = set(map(str, self._dimension.choices))
        blocked = [QSignalBlocker(widget) for widget in (self.log, self.kind, *self._boxes)]
        for line, text in (
            (self.low, texts.low),
            (self.high, texts.high),
            (self.step, texts.step),
            (self.choices, texts.choices),
        ):
            if line.text() != text:
                line.setText(text)
        self.log.setChecked(texts.log)
        self.kind.setCurrentIndex(int(texts.as_choices))
        for box, option in zip(self._boxes, self._shown_form, strict=True):
            box.setChecked(option in chosen)
        del blocked
        self._show_parts()

    # Editing

    def _kind_chosen(self) -> None:
        self._show_parts()
        self._edited()

    def _typed_dimension(self) -> Dimension:
        assert self._dimension is not None
        name = self._dimension.name
        field = field_of(self._project(), name)
        if self._boxes:
            chosen = [option for box, option in zip(self._boxes, self._shown_form, strict=True) if box.isChecked()]
            if not chosen:
                raise Wrong("", self.tr("Choose at least one."))
            switch = field.kind == "switch"
            return Dimension(name, "choice", choices=tuple(one == "True" if switch else one for one in chosen))
        as_choices = self.kind.isHidden() or self.kind.currentIndex() == 1
        texts = Typed(
            self.low.text(), self.high.text(), self.step.text(), self.log.isChecked(), self.choices.text(), as_choices
        )
        return dimension_of(name, field, texts)

    def _edited(self) -> None:
        self._show_parts()
        try:
            dimension = self._typed_dimension()
            check_dimension(self._project(), dimension)
        except Wrong as wrong:
            self._complain(wrong.where, wrong.words)
            return
        except NetwrightError as error:
            self._complain("", say(error.text))
            return
        self._complain("", "")
        if dimension != self._dimension:
            self._dimension = dimension
            self._say()
            self.changed.emit(dimension)

    def _complain(self, where: str, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        lines = {"low": self.low, "high": self.high, "step": self.step, "choices": self.choices}
        for name, line in lines.items():
            theme.set_invalid(line, name == where)

    # Words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        with QSignalBlocker(self.kind):
            self.kind.setItemText(0, self.tr("Range"))
            self.kind.setItemText(1, self.tr("Values"))
        self.kind.setAccessibleName(self.tr("Range or single values"))
        self.low.setAccessibleName(self.tr("Lower end"))
        self.high.setAccessibleName(self.tr("Upper end"))
        self.step.setAccessibleName(self.tr("Step"))
        self._step_label.setText(self.tr("Step"))
        self.step.setPlaceholderText(self.tr("none"))
        self.choices.setAccessibleName(self.tr("Values with semicolons between them"))
        self.choices.setPlaceholderText(self.tr("16; 32; 64"))
        self.log.setText(self.tr("Logarithmic"))
        self.remove.setAccessibleName(self.tr("Vary it no more"))
        self.remove.setToolTip(self.tr("Vary it no more"))
        self._say()
        self._say_options()
        self._draw_icons()

    def _say(self) -> None:
        if self._dimension is None:
            return
        self._title.setText(dimension_title(self._project(), self._dimension.name))
        self.words.setText(range_words(self._project(), self._dimension))
        self.words.setToolTip("\n".join((self.words.text(), self.tr("What a sweep tries; press to change it"))))
        self.words.setAccessibleName(f"{dimension_title(self._project(), self._dimension.name)}: {self.words.text()}")

    def _say_options(self) -> None:
        for box, option in zip(self._boxes, self._shown_form, strict=True):
            value = {"True": True, "False": False}.get(option, option)
            assert self._dimension is not None
            box.setText(dimension_value_text(self._project(), self._dimension.name, value))

    def _draw_icons(self) -> None:
        self.remove.setIcon(icons.icon("delete", theme.current().text_muted))
