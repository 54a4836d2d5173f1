"""Augmentation as a list: the operations that are on with their strengths, a menu with the others, and a preview."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from engine.data.symbols import has_symbols
from engine.training.config.augmentations import (
    active_operations,
    details,
    operations,
    with_operation,
    without_operation,
)
from gui import icons, theme
from gui.forms import SettingsForm
from gui.model.document import ProjectDocument
from gui.training.augmentation_preview import AugmentationPreview
from gui.training.words import FIELDS
from gui.translation import say

_ICON = 14
_FLIPS = ("augment_flip_horizontal", "augment_flip_vertical")
_ROOM_FOR_THE_ARROW = "\u2002"


class RemoveButton(QToolButton):
    """Takes an operation off the list; Delete does the same while it has the focus."""

    def __init__(self, operation: str) -> None:
        super().__init__()
        self.setObjectName(f"remove-{operation}")
        self.setIconSize(QSize(_ICON, _ICON))
        self.setAutoRaise(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)


class AugmentationList(QWidget):
    """Stands above the rows of the form's section and decides which of them show; each edit is an undo step.

    Call :meth:`take_rows` once the section's rows are there. A row whose strength was just turned down to 0 stays until
    it is left.
    """

    def __init__(self, document: ProjectDocument, form: SettingsForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("augmentationList")
        self._document, self._form = document, form
        self._removers: dict[str, RemoveButton] = {}
        self._kept = ""
        self._locked = False
        self.preview = AugmentationPreview(document)
        self.add_button, self.again_button = QPushButton(), QPushButton()
        self.add_button.setObjectName("addAugmentationButton")
        self.again_button.setObjectName("augmentAgainButton")
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.add_button.setMenu(self._menu)
        for button in (self.add_button, self.again_button):
            theme.set_variant(button, "quiet")
        self.again_button.clicked.connect(self.preview.draw_anew)
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        line.addWidget(self.again_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.preview)
        column.addLayout(line)
        document.trainingChanged.connect(self.refresh)
        document.modelChanged.connect(self.refresh)
        theme.notifier().changed.connect(self._draw_icons)
        self.retranslate()

    def take_rows(self) -> None:
        """The form has made the rows: give each a button that removes it, and show those that are on."""
        for operation in operations():
            button = self._removers[operation] = RemoveButton(operation)
            button.clicked.connect(lambda _=False, name=operation: self.remove(name))
            self._form.put_beside(operation, button, at_end=True)
            control = self._form.editor(operation)
            control.installEventFilter(self)
            control.editingFinished.connect(self._left)
        self.set_locked(self._locked)
        self._draw_icons()
        self.retranslate()
        self.refresh()

    def keep(self, name: str) -> None:
        """A person is changing that field: its row stays, even if the strength becomes 0 on the way."""
        self._kept = name

    def set_locked(self, locked: bool) -> None:
        """Let the list be seen only, or be edited again."""
        self._locked = locked
        for button in (self.add_button, *self._removers.values()):
            button.setEnabled(not locked)

    def stop(self) -> None:
        """End the preview's thread; for closing the window."""
        self.preview.stop()

    def add(self, operation: str) -> None:
        """Put an operation on the list, as strong as usual, with the keyboard in its field."""
        title = say(FIELDS[operation].label)
        training = with_operation(self._document.training, operation)
        self._document.apply(self.tr("Add {operation}").format(operation=title), training=training)
        self._form.focus_field(operation)
        self._form.editor(operation).selectAll()

    def remove(self, operation: str) -> None:
        """Take an operation off the list; the keyboard goes to the one that takes its place."""
        shown = [name for name in operations() if not self._removers[name].isHidden()]
        place = shown.index(operation)
        others = [name for name in shown if name != operation]
        title = say(FIELDS[operation].label)
        training = without_operation(self._document.training, operation)
        self._document.apply(self.tr("Remove {operation}").format(operation=title), training=training)
        self.refresh()
        following = self._removers[others[min(place, len(others) - 1)]] if others else self.add_button
        following.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the rows of what is on, and what is to be said of them."""
        if not self._removers:
            return
        kept, self._kept = self._kept, ""
        shown = {*active_operations(self._document.training), kept}
        off = [name for name in operations() if name not in shown]
        self._form.hide_fields([*off, *(detail for name in off for detail in details(name))])
        self.add_button.setVisible(bool(off))
        mirrors_symbols = has_symbols(self._document.dataset)
        self._form.show_warnings({name: self._flip_warning() for name in _FLIPS if mirrors_symbols and name not in off})

    def _flip_warning(self) -> str:
        return self.tr("The classes are digits or letters: mirrored, most are none any more, or another one.")

    def _left(self) -> None:
        self._kept = ""
        self.refresh()

    def _fill_menu(self) -> None:
        self._menu.clear()
        active = active_operations(self._document.training)
        for name, field in operations().items():
            if name not in active:
                action = QAction(say(field.label), self._menu)
                action.setObjectName(f"add-{name}")
                action.setToolTip(say(field.doc))
                action.triggered.connect(lambda _=False, operation=name: self.add(operation))
                self._menu.addAction(action)

    # Keys and words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete in a field whose whole number is selected removes its row, as at its button."""
        is_delete = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Delete
            and isinstance(watched, QAbstractSpinBox)
            and watched.lineEdit().selectedText() == watched.lineEdit().text()
        )
        if is_delete and not self._locked:
            self.remove(next(name for name in self._removers if self._form.editor(name) is watched))
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.refresh()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.add_button.setText(self.tr("Add") + _ROOM_FOR_THE_ARROW)
        self.add_button.setAccessibleName(self.tr("Add an augmentation"))
        self.add_button.setToolTip(self.tr("Change training images in one more way"))
        self.again_button.setText(self.tr("Again"))
        self.again_button.setAccessibleName(self.tr("Draw the preview again"))
        self.again_button.setToolTip(self.tr("Show other images with other random changes: those of the next epoch"))
        for name, button in self._removers.items():
            button.setAccessibleName(self.tr("Remove {operation}").format(operation=say(FIELDS[name].label)))
            button.setToolTip(self.tr("Remove (Delete)"))

    def _draw_icons(self) -> None:
        for button in self._removers.values():
            button.setIcon(icons.icon("delete", theme.current().text_muted))
