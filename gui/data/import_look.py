"""The second step of an import: what was found, some of it as it will be, and what a person may correct."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.data.import_choices import ImportChoices
from engine.data.preview import Preview
from engine.data.sources.encodings import ENCODINGS
from engine.data.sources.pixel_rows import squarest
from engine.data.sources.tables import SEPARATORS
from engine.text import NetwrightError
from gui import theme
from gui.data.import_rows import RowsView
from gui.data.shown_pictures import ShownPictures
from gui.fact_card import FactCard, Rows
from gui.forms.form import SettingsForm
from gui.gallery import Gallery
from gui.training.background import BackgroundTask
from gui.translation import say

_MOST_CLASSES = 12
_MOST_LETTERS = 30
_MOST_SIZES = 3
_LEFT_WIDTH = 340
_SIDE = 72


_READ_ANEW = frozenset(
    ("label_column", "numbers", "row_width", "row_height", "row_channels", "merge_case", "encoding", "separator")
)
"""Choices for which the source has to be looked at again."""
_OF_A_TABLE = ("label_column", "encoding", "separator")
_OF_IMAGES = ("width", "height", "colours")


class LookPage(QWidget):
    """``lookAgain(field)`` asks to look anew, because that choice is another; ``changed`` comes when the choices do."""

    lookAgain = Signal(str)  # noqa: N815 - signals are named as Qt names them
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Preview | None = None
        self._problem: NetwrightError | None = None
        self._place = "name"
        self._refused: tuple[str, NetwrightError] | None = None
        self._looking = False
        self._task = BackgroundTask("shape-examples", self)
        self._inside, self._scroll = QWidget(), QScrollArea(self)
        self._scroll.setWidget(self._inside)  # first, for all that it holds is styled anew with it
        self.facts = FactCard("importFacts", self._inside)
        texts = {"label_column": ("",), "encoding": tuple(ENCODINGS), "separator": tuple(SEPARATORS)}
        self.form = SettingsForm(ImportChoices(), choices=texts, choice_title=self._title, parent=self._inside)
        self.form.setObjectName("importForm")
        self.gallery, self.rows = Gallery(self), RowsView(self)
        self.gallery.setObjectName("importGallery")
        self.gallery.set_side(_SIDE)
        self._heading, self._notes = QLabel(self), QLabel(self._inside)
        theme.set_role(self._heading, "heading")
        theme.set_role(self._notes, "warning")
        self._notes.setObjectName("importNotes")
        self._notes.setWordWrap(True)
        self._notes.setMinimumWidth(1)  # a word longer than the page is cut rather than the form
        self._task.done.connect(self.gallery.show_pictures)
        self.form.changed.connect(self._form_changed)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        left = QVBoxLayout(self._inside)
        left.setContentsMargins(0, 0, 6, 0)
        left.setSpacing(10)
        left.addWidget(self.facts)
        left.addWidget(self._notes)
        left.addWidget(self.form)
        left.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setMinimumWidth(_LEFT_WIDTH)
        right = QVBoxLayout()
        right.addWidget(self._heading)
        right.addWidget(self.gallery, 1)
        right.addWidget(self.rows, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._scroll, 2)
        row.addLayout(right, 3)

    @property
    def choices(self) -> ImportChoices:
        """What is chosen now."""
        settings: ImportChoices = self.form.settings
        return settings

    @property
    def is_ready(self) -> bool:
        """Whether nothing that is known stands against the import."""
        return self._found is not None and self._problem is None and not self._looking

    def show_found(self, found: Preview, choices: ImportChoices) -> None:
        """Show what was found, and these choices."""
        self._found, self._refused, self._looking = found, None, False
        reading = found.reading
        self.form.show_settings(choices)
        self.form.set_choices("label_column", reading.columns)
        height, width = squarest(len(found.features)) if reading.pixels is None else reading.pixels[1:]
        self.form.suggest("row_height", height)
        self.form.suggest("row_width", width)
        without = [*(() if reading.encoding else _OF_A_TABLE), *(_OF_IMAGES if found.features else ())]
        if reading.numbers is None:
            without.append("numbers")
        if not found.alike:
            without.append("merge_case")
        if found.test_images:
            without += ["test_share", "seed"]
        self.form.hide_fields(without)
        self.gallery.setVisible(not found.features)
        self.rows.setVisible(bool(found.features))
        self.rows.show_rows(found.features, found.rows)
        self.check()
        self._show_examples()
        self._say()

    def begin_looking(self) -> None:
        """The source is being looked at anew: nothing can be imported until that has ended."""
        self._looking, self._refused = True, None
        self.check()

    def refuse(self, field: str, problem: NetwrightError) -> None:
        """The source cannot be read as that choice wants it; it is said there until another is made."""
        self._looking, self._refused = False, (field, problem)
        self.check()

    def check(self, problem: NetwrightError | None = None) -> None:
        """Say at its field what stands against the import: ``problem``, or what can be known beforehand."""
        self._place, self._problem = "name", problem
        if self._refused is not None:
            self._place, self._problem = self._refused
        elif self._found is not None and problem is None:
            place = "label_column" if self._found.reading.columns else "name"
            for field, check in (("name", self.choices.check), (place, self.choices.check_labels)):
                try:
                    check(self._found)
                except NetwrightError as error:
                    self._place, self._problem = field, error
                    break
        self._say_problem()
        self.changed.emit()

    def stop(self) -> None:
        """End the thread."""
        self._task.stop_and_wait()

    def _form_changed(self, name: str, _value: object) -> None:
        if name in _READ_ANEW:
            self.lookAgain.emit(name)
            return
        if name in _OF_IMAGES:
            self._show_examples()
        self.check()

    def _show_examples(self) -> None:
        if self._found is not None and not self._found.features:
            shown, shape = self._found.shown, self.choices.shape
            self._task.start(lambda _handle: ShownPictures(shown, shape))

    # Words

    def _title(self, name: str, value: str) -> str:
        if name == "label_column":
            return value
        if name == "encoding":
            return ENCODINGS.get(value, value)
        titles = {
            "pixels": self.tr("pixels of images"),
            "features": self.tr("features"),
            "grey": self.tr("grey"),
            "colour": self.tr("in colour"),
            "auto": self.tr("auto"),
            ",": self.tr("comma"),
            ";": self.tr("semicolon"),
            "\t": self.tr("tab"),
            "|": self.tr("vertical bar"),
        }
        return titles.get(value, value)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.facts.heading.setText(self.tr("What was found"))
        self.gallery.setAccessibleName(self.tr("Some of them, as they will be"))
        self._say()

    def _say(self) -> None:
        found = self._found
        if found is None:
            return
        self._heading.setText(self.rows.accessibleName() if found.features else self.gallery.accessibleName())
        number = QLocale().toString
        rows: Rows = [
            (self.tr("Kind"), say(found.kind)),
            (self.tr("Rows") if found.features else self.tr("Images"), number(found.images)),
            (self.tr("Classes"), f"{number(len(found.classes))}: {_counted(found.classes)}"),
            (self.tr("Features"), f"{number(len(found.features))}: {_some(found.features)}")
            if found.features
            else (self.tr("Sizes"), self._sizes_text(found.sizes)),
        ]
        if found.test_images:
            rows.append((self.tr("For the test"), number(found.test_images)))
        self.facts.show_rows(rows)
        notes = [say(note) for note in found.notes]
        if found.left_out:
            count = number(len(found.left_out))
            notes.append(self.tr("Files or lines of no use: {count}. The import will list them.").format(count=count))
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._say_problem()

    def _say_problem(self) -> None:
        problem = self._problem
        parts = () if problem is None else (problem.text, problem.hint)
        sentence = " ".join(say(part) for part in parts if part is not None)
        self.form.show_problems({self._place: sentence} if sentence else {})

    def _sizes_text(self, sizes: Mapping[tuple[int, int], int]) -> str:
        words = ", ".join(f"{width} × {height}" for height, width in list(sizes)[:_MOST_SIZES])
        if len(sizes) > _MOST_SIZES:
            return self.tr("{sizes} and others").format(sizes=words)
        return words or "–"


def _short(name: str) -> str:
    """A name that does not push everything else aside."""
    return name if len(name) <= _MOST_LETTERS else f"{name[: _MOST_LETTERS - 1]}…"


def _some(names: Sequence[str]) -> str:
    return ", ".join(map(_short, names[:_MOST_CLASSES])) + (" …" if len(names) > _MOST_CLASSES else "")


def _counted(classes: Mapping[str, int]) -> str:
    words = ", ".join(
        f"{_short(label)} ({QLocale().toString(count)})" for label, count in list(classes.items())[:_MOST_CLASSES]
    )
    return words + (" …" if len(classes) > _MOST_CLASSES else "")
