"""What assistive tools hear of the canvas: they cannot see the items of a graphics view."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from gui.model.document import ProjectDocument
from gui.model.figures import spoken_layer


def selection_words(document: ProjectDocument) -> str:
    """The selected layer in words, or how many layers there are."""
    translate = QCoreApplication.translate
    current, count = document.current, len(document.selection)
    if current is None:
        words = translate("ModelCanvas", "{count} layers, none selected. Arrow keys select one.")
        return words.format(count=len(document.model))
    words = spoken_layer(document.model, document.analysis, current)
    if count > 1:
        return translate("ModelCanvas", "{count} layers selected, last {layer}").format(count=count, layer=words)
    return words


def describe(widget: QWidget, words: str) -> None:
    """Give a widget a description; where it has the keyboard, let it be said at once."""
    if words == widget.accessibleDescription():
        return
    widget.setAccessibleDescription(words)
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.DescriptionChanged))
        if widget.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
