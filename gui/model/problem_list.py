"""Everything that is wrong with the network, always in sight, with a repair at each row where one is known."""

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHeaderView, QToolButton, QTreeWidget, QTreeWidgetItem, QWidget

from engine.model.problems import Problem
from gui import icons, theme
from gui.model.document import ProjectDocument
from gui.model.editor import ModelEditor
from gui.model.figures import problem_sentence
from gui.model.problem_bar import SHORTCUT, ProblemBar
from gui.model.problem_place import go_to_problem
from gui.translation import say

MOST_ROWS = 200
_Row = tuple[str, str, str]
"""Severity, sentence and the label of the repair."""


class ProblemList(QTreeWidget):
    """A row per problem: an icon for its severity, a sentence, a button for its first repair.

    A click (or Enter) selects the layer, opening the block it is in, and tells ``chosen(layer id)``. Above the rows, a
    bar mends all errors at once and says what it did until the next change.
    """

    chosen = Signal(str)

    def __init__(self, document: ProjectDocument, editor: ModelEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document, self.editor = document, editor
        self.setObjectName("problemList")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setHeaderLabels(["", ""])
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setAllColumnsShowFocus(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._shown: tuple[_Row, ...] | None = None
        self._problems: tuple[Problem, ...] = ()
        self._entered = QElapsedTimer()
        """Since a click here has opened a block: other rows are shown now, which the second click does not mean."""
        self._errors = 0
        self._report = self._details = ""
        self.bar = ProblemBar(self)
        self.bar.fixAllRequested.connect(self.fix_all)
        document.modelChanged.connect(self.sync)
        theme.notifier().changed.connect(self.refresh)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._furnish())
        self.itemClicked.connect(self._clicked)
        self.itemActivated.connect(self._clicked)
        self._fix_action = QAction(self)
        self._fix_action.setShortcut("Ctrl+.")
        self._fix_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._fix_action.triggered.connect(self._fix_current)
        self._fix_all_action = QAction(self)
        self._fix_all_action.setShortcut(SHORTCUT)
        self._fix_all_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._fix_all_action.triggered.connect(self.fix_all)
        self.addActions([self._fix_action, self._fix_all_action])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.retranslate()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems shown, in the order of the rows."""
        return self._problems

    def button(self, row: int) -> QToolButton | None:
        """The repair's button of a row, where there is one."""
        self._furnish_row(row)
        item = self.topLevelItem(row)
        widget = self.itemWidget(item, 1) if item is not None else None
        return widget if isinstance(widget, QToolButton) else None

    def sync(self) -> None:
        """Take over the problems of now; rows stay as they are where nothing changed."""
        self._problems = self.document.analysis.problems[:MOST_ROWS]
        self._errors = sum(problem.severity == "error" for problem in self.document.network_analysis.problems)
        self._show_bar()
        shown = tuple(
            (problem.severity, problem_sentence(problem), say(problem.fixes[0].label) if problem.fixes else "")
            for problem in self._problems
        )
        if shown == self._shown:
            return
        self._show_rows(shown)
        self.updateGeometry()
        self.viewport().update()
        self._furnish()
        self._describe()

    def _show_rows(self, shown: tuple[_Row, ...]) -> None:
        """Make the rows anew that are others than before; those above and below them stay."""
        before, self._shown = self._shown or (), shown
        if not before:
            self.clear()
        above = 0
        while above < min(len(before), len(shown)) and before[above] == shown[above]:
            above += 1
        below = 0
        while below < min(len(before), len(shown)) - above and before[-1 - below] == shown[-1 - below]:
            below += 1
        for _ in range(len(before) - below - above):
            self.takeTopLevelItem(above)
        items = []
        for row in range(above, len(shown) - below):
            severity, sentence, _fix = shown[row]
            item = QTreeWidgetItem([sentence, ""])
            item.setIcon(0, icons.icon(severity, getattr(theme.current(), severity)))
            item.setToolTip(0, sentence)
            item.setSizeHint(0, QSize(0, self.row_height()))
            items.append(item)
        self.insertTopLevelItems(above, items)

    def _furnish(self) -> None:
        """Give the rows in sight their buttons: one for each of hundreds would take longer than an edit may."""
        first = max(self.indexAt(QPoint(1, 1)).row(), 0)
        for row in range(first, min(first + self.viewport().height() // self.row_height() + 2, len(self._problems))):
            self._furnish_row(row)

    def _furnish_row(self, row: int) -> None:
        item = self.topLevelItem(row)
        if item is None or self._shown is None or self.itemWidget(item, 1) is not None:
            return
        _severity, sentence, fix = self._shown[row]
        if fix:
            self.setItemWidget(item, 1, self._make_button(item, sentence, fix))

    def _show_bar(self) -> None:
        self.bar.show_state(self._errors, self._report, self._details)
        self._report = self._details = ""
        needed = self.bar.is_needed
        if needed == self.bar.isHidden():
            self.bar.setVisible(needed)
            self.setHeaderHidden(not needed)  # whose place the bar takes: margins of our own Qt would take away again
            self.updateGeometry()
        self._place_bar()

    def _place_bar(self) -> None:
        self.header().setFixedHeight(self.row_height())
        frame = self.frameWidth()
        self.bar.setGeometry(frame, frame, self.width() - 2 * frame, self.row_height())
        self.bar.raise_()

    def _bar_height(self) -> int:
        return 0 if self.bar.isHidden() else self.row_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_bar()
        self._furnish()

    def fix_all(self) -> None:
        """Repair every error of the whole network in one step, and say what was done."""
        if not self._errors:
            return
        from engine.model.mend import mend

        mending = mend(self.document.network, self.document.network_analysis.context)
        count = len(mending.steps)
        steps = [say(step) for step in mending.steps]
        words = self.tr("Made 1 repair: {steps}") if count == 1 else self.tr("Made {count} repairs: {steps}")
        self._report = words.format(count=count, steps="; ".join(steps))
        self._details = "\n".join(steps)
        name = self.tr("Fix all") if count > 1 else steps[0] if steps else self.tr("Fix all")
        had_focus = self.bar.button.hasFocus()
        self.document.apply_to_network(name, mending.spec, self.document.scope)
        if had_focus:  # the button is gone
            self.setFocus()
        QAccessible.updateAccessibility(QAccessibleEvent(self.bar, QAccessible.Event.NameChanged))

    def _make_button(self, item: QTreeWidgetItem, sentence: str, fix: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon("wrench", theme.current().accent))
        button.setText(fix)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setMinimumWidth(self.fontMetrics().horizontalAdvance(fix) + button.iconSize().width() + 26)
        button.setObjectName("fixButton")
        button.setAccessibleName(self.tr("{fix} (repairs: {problem})").format(fix=fix, problem=sentence))
        button.setToolTip(fix)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self._fix(self.indexOfTopLevelItem(item)))
        return button

    def _fix(self, row: int) -> None:
        if row < len(self._problems) and self._problems[row].fixes:
            self.editor.apply_fix(self._problems[row].fixes[0])

    def _fix_current(self) -> None:
        item = self.currentItem()
        if item is not None:
            self._fix(self.indexOfTopLevelItem(item))

    def _clicked(self, item: QTreeWidgetItem) -> None:
        if not self._entered.isValid() or self._entered.hasExpired(QApplication.doubleClickInterval()):
            self._go_to(item)

    def _go_to(self, item: QTreeWidgetItem) -> None:
        row = self.indexOfTopLevelItem(item)
        if row < len(self._problems):
            problem = self._problems[row]
            layer = go_to_problem(self.document, problem)
            if problem.scope:
                self._entered.start()
            if layer is not None:
                self.chosen.emit(layer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._go_to(item)
        else:
            super().keyPressEvent(event)

    # Size: as high as its rows, within reason

    def row_height(self) -> int:
        """Pixels that one row takes."""
        return self.fontMetrics().height() + 15

    @property
    def _border(self) -> int:
        return max(self.frameWidth(), 1)

    def sizeHint(self) -> QSize:
        rows = min(max(len(self._problems), 1), 4)
        first = self.topLevelItem(0)
        row = self.row_height() if first is None else self.rowHeight(self.indexFromItem(first))
        return QSize(400, rows * row + self._bar_height() + 2 * self._border)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.row_height() + 2 * self._border)

    # Looks and words

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._problems:
            return
        now = theme.current()
        painter = QPainter(self.viewport())
        side = self.fontMetrics().height()
        row = QRect(QPoint(8, 0), QSize(self.viewport().width() - 16, self.row_height()))
        icons.paint(
            painter, "check", QRect(row.left(), (row.height() - side) // 2, side, side).toRectF(), now.success, 2.2
        )
        painter.setPen(now.colour("success"))
        painter.drawText(row.adjusted(side + 8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.tr("No problems"))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Problems"))
        self.header().setAccessibleName(self.tr("Problems"))
        self._fix_action.setText(self.tr("Repair"))
        self._fix_all_action.setText(self.tr("Fix all"))
        self.refresh()

    def refresh(self) -> None:
        """Make every row anew (language, theme)."""
        self.bar.restyle()
        self._shown = None
        self.sync()

    def _describe(self) -> None:
        count = len(self.document.analysis.problems)
        words = self.tr("1 problem") if count == 1 else self.tr("{count} problems").format(count=count)
        self.setAccessibleDescription(words if count else self.tr("No problems"))
