"""The last step of an import: what came of it, and everything that was left out."""

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.data.importing import Imported
from gui import theme
from gui.data.left_out import LeftOutList
from gui.data.words import image_text
from gui.translation import say


class ResultPage(QWidget):
    """Shows what an import gave."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._imported: Imported | None = None
        self.title, self.words, self._notes = QLabel(), QLabel(), QLabel()
        theme.set_role(self.title, "title")
        theme.set_role(self._notes, "warning")
        self.title.setObjectName("importResult")
        self.words.setObjectName("importCounts")
        for label in (self.title, self.words, self._notes):
            label.setWordWrap(True)
        self.left_out = LeftOutList()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self.title, self.words, self._notes):
            column.addWidget(widget)
        column.addWidget(self.left_out, 1)
        column.addStretch(0)

    def show_imported(self, imported: Imported) -> None:
        """Show this result."""
        self._imported = imported
        self.left_out.show_left_out(imported.left_out)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        imported = self._imported
        if imported is None:
            return
        info, number = imported.info, QLocale().toString
        title = (
            self.tr("The same images were imported before, as {name}")
            if imported.before
            else self.tr("{name} is a dataset now")
        )
        self.title.setText(title.format(name=info.name))
        counts = (
            self.tr("{train} training and {test} test examples in {classes} classes, {size}")
            if info.has_features
            else self.tr("{train} training images and {test} test images in {classes} classes, {size}")
        )
        self.words.setText(
            counts.format(
                train=number(info.train_images),
                test=number(info.test_images),
                classes=number(len(info.classes)),
                size=image_text(info.image_shape),
            )
        )
        self._notes.setText("\n".join(say(note) for note in imported.notes))
        self._notes.setVisible(bool(imported.notes))
