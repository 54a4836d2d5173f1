"""What is known of a dataset: where it is from, its licence, splits, fingerprint, and what was left out of it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from engine.data.catalog import DatasetInfo, load_dataset
from engine.data.origin import Origin, read_origin
from engine.data.own import own_folder
from engine.text import NetwrightError
from gui.data.left_out import LeftOutList
from gui.data.listing import Listed
from gui.data.words import image_text
from gui.fact_card import FactCard, Rows
from gui.training.background import BackgroundTask
from gui.translation import say

_MOST_CLASSES = 60
"""So many names of classes are written out."""


@dataclass(frozen=True, slots=True)
class _More:
    """What takes a while to find out."""

    name: str
    origin: Origin | None
    fingerprint: str


def _read_more(listed: Listed) -> _More:
    name = listed.name
    origin = read_origin(name) if listed.origin == "own" else None
    if not listed.here:
        return _More(name, origin, "")
    try:
        return _More(name, origin, load_dataset(name).fingerprint)
    except NetwrightError:  # a damaged one: that is said in its own place
        return _More(name, origin, "")


class AboutDataset(QScrollArea):
    """Facts of one dataset in cards. What has to be read for them is read in a thread, once they are seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDataset")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._listed: Listed | None = None
        self._more: _More | None = None
        self._task = BackgroundTask("about-dataset", self)
        self._task.done.connect(self._read)
        self.facts, self.left_out = FactCard("datasetFacts"), LeftOutList()
        self.left_out.setMinimumHeight(180)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.facts)
        column.addWidget(self.left_out, 1)
        column.addStretch(0)
        self.setWidget(inside)
        self.retranslate()

    def show_dataset(self, listed: Listed | None) -> None:
        """Show what is known of this one."""
        self._listed, self._more = listed, None
        self._task.give_up()
        self.left_out.show_left_out(())
        self._say()
        if self.isVisible():
            self._find_out()

    def stop(self) -> None:
        """End the thread."""
        self._task.stop_and_wait()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._find_out()

    def _find_out(self) -> None:
        listed = self._listed
        if listed is not None and self._more is None and not self._task.is_active:
            self._task.start(lambda _handle: _read_more(listed))

    def _read(self, more: _More) -> None:
        self._more = more
        if more.origin is not None:
            self.left_out.show_left_out(more.origin.left_out, more.origin.left_out_count)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("About the dataset"))
        self.facts.heading.setText(self.tr("What is known of it"))
        self._say()

    def _say(self) -> None:
        listed = self._listed
        self.facts.setVisible(listed is not None and listed.info is not None)
        if listed is None or listed.info is None:
            return
        info, number = listed.info, QLocale().toString
        names = ", ".join(info.classes[:_MOST_CLASSES]) + (" …" if len(info.classes) > _MOST_CLASSES else "")
        rows: Rows = [
            (self.tr("Name"), info.name),
            *self._origin_rows(listed),
            (self.tr("Classes"), f"{number(len(info.classes))}: {names}"),
            (self.tr("Images"), image_text(info.image_shape)),
            (self.tr("Training images"), number(info.train_images)),
            (self.tr("Test images"), number(info.test_images)),
            (self.tr("Mean, deviation"), _moments(info)),
        ]
        if info.licence:
            rows.append((self.tr("Licence"), info.licence))
        if info.citation:
            rows.append((self.tr("Citation"), info.citation))
        if self._more is None:
            rows.append((self.tr("Fingerprint"), self.tr("being computed…")))
        elif self._more.fingerprint:
            rows.append((self.tr("Fingerprint"), self._more.fingerprint))
        self.facts.show_rows(rows)

    def _origin_rows(self, listed: Listed) -> Rows:
        if listed.origin == "built in":
            return [(self.tr("Origin"), self.tr("comes with Netwright"))]
        if listed.origin == "published":
            from engine.data.public.places import ready_folder

            published = [(self.tr("Origin"), self.tr("published, {size} MB to download").format(size=listed.megabytes))]
            folder = [(self.tr("Folder"), str(ready_folder(listed.name)))] if listed.state == "ready" else []
            return published + folder
        rows: Rows = []
        origin = self._more.origin if self._more is not None else None
        if origin is not None:
            day = origin.imported.astimezone().strftime("%Y-%m-%d %H:%M")
            rows.append((self.tr("Origin"), f"{origin.source} ({say(origin.kind)})"))
            rows.append((self.tr("Imported"), day))
            rows += [(self.tr("Note"), say(note)) for note in origin.notes]
        rows.append((self.tr("Folder"), str(own_folder() / listed.name)))
        return rows


def _moments(info: DatasetInfo) -> str:
    """Of each channel, of values from 0 to 1; of the first features by their names."""
    if not info.has_features:
        return " · ".join(f"{middle:.4f} ± {spread:.4f}" for middle, spread in zip(info.mean, info.std, strict=True))
    some = list(zip(info.columns, info.mean, info.std, strict=True))[:_MOST_CLASSES]
    words = " · ".join(f"{column}: {middle:.4g} ± {spread:.4g}" for column, middle, spread in some)
    return words + (" …" if len(info.columns) > _MOST_CLASSES else "")
