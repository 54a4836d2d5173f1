"""The menu bar: projects, edits, places, looks and language, and what the program is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QMenu, QMessageBox

from engine.model.templates import template_names, template_title
from gui import theme, translation
from gui.translation import say
from gui.window.places import PLACES, Place

if TYPE_CHECKING:
    from gui.main_window import MainWindow

Words = Callable[[], str]


class Menus(QObject):
    """Builds the menus once and says them anew in each language."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._spoken: list[tuple[QAction | QMenu, Words]] = []
        self._file_menu()
        self._edit_menu()
        self._view_menu()
        self._run_menu()
        self._help_menu()
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        for spoken, words in self._spoken:
            if isinstance(spoken, QMenu):
                spoken.setTitle(words())
            else:
                spoken.setText(words())

    def _menu(self, words: Words, parent: QMenu | None = None) -> QMenu:
        menu = parent.addMenu("") if parent else self._window.menuBar().addMenu("")
        self._spoken.append((menu, words))
        return menu

    def _action(self, menu: QMenu, words: Words, act: Callable[[], object], *keys: QKeySequence.StandardKey) -> QAction:
        action = menu.addAction("")
        action.triggered.connect(lambda _checked=False: act())
        if keys:
            action.setShortcuts([QKeySequence(key) for key in keys])
        self._spoken.append((action, words))
        return action

    def _file_menu(self) -> None:
        files = self._window.files
        menu = self._menu(lambda: self.tr("&File"))
        gallery = self._action(
            menu, lambda: self.tr("New…"), self._window.templates.choose, QKeySequence.StandardKey.New
        )
        gallery.setObjectName("galleryAction")
        new = self._menu(lambda: self.tr("&New from template"), menu)
        for name in template_names():
            action = self._action(new, partial(_template_words, name), partial(files.new, name))
            action.setObjectName(f"template-{name}")
        self._action(menu, lambda: self.tr("&Open…"), files.open, QKeySequence.StandardKey.Open)
        code = self._window.code_files
        read = self._menu(lambda: self.tr("Open from &code"), menu)
        self._action(read, lambda: self.tr("&Paste PyTorch code…"), code.open).setObjectName("pasteCodeAction")
        opened = self._action(read, lambda: self.tr("PyTorch, ONNX or Keras &file…"), code.ask_and_open)
        opened.setObjectName("openCodeAction")
        data = self._action(menu, lambda: self.tr("&Import data…"), self._window.import_data)
        data.setObjectName("importDataAction")
        menu.addSeparator()
        self._action(menu, lambda: self.tr("&Save"), files.save, QKeySequence.StandardKey.Save)
        self._action(menu, lambda: self.tr("Save &as…"), files.ask_and_save_as, QKeySequence.StandardKey.SaveAs)
        keep = self._action(menu, lambda: self.tr("Keep as &template…"), self._window.templates.keep)
        keep.setObjectName("keepTemplateAction")
        menu.addSeparator()
        export = self._action(menu, lambda: self.tr("&Export training script…"), code.ask_and_export)
        export.setObjectName("exportScriptAction")
        menu.addSeparator()
        leave = self._action(menu, lambda: self.tr("&Quit"), self._window.close, QKeySequence.StandardKey.Quit)
        leave.setMenuRole(QAction.MenuRole.QuitRole)

    def _edit_menu(self) -> None:
        menu = self._menu(lambda: self.tr("&Edit"))
        for action in self._window.build_page.actions_for_menu():
            menu.addAction(action)

    def _view_menu(self) -> None:
        menu = self._menu(lambda: self.tr("&View"))
        names: dict[Place, Words] = {
            "data": lambda: self.tr("Data"),
            "build": lambda: self.tr("Build"),
            "train": lambda: self.tr("Train"),
            "evaluate": lambda: self.tr("Evaluate"),
            "draw": lambda: self.tr("Draw"),
            "runs": lambda: self.tr("Runs"),
        }
        for place in PLACES:
            self._action(menu, names[place], partial(self._window.go_to, place))
        menu.addSeparator()
        looks = self._menu(lambda: self.tr("&Theme"), menu)
        self._choices(
            looks,
            {
                "system": lambda: self.tr("Like the system"),
                "light": lambda: self.tr("Light"),
                "dark": lambda: self.tr("Dark"),
            },
            theme.choice(),
            self._choose_theme,
        )
        languages = self._menu(lambda: self.tr("&Language"), menu)
        self._choices(
            languages,
            {
                "system": lambda: self.tr("Like the system"),
                "en": lambda: "English",
                "zh_CN": lambda: "简体中文",
            },
            translation.language_choice(),
            self._choose_language,
        )

    def _choices(self, menu: QMenu, words: dict[str, Words], chosen: str, choose: Callable[[str], None]) -> None:
        group = QActionGroup(menu)
        for value, name in words.items():
            action = self._action(menu, name, partial(choose, value))
            action.setObjectName(f"choose-{value}")
            action.setCheckable(True)
            action.setChecked(value == chosen)
            group.addAction(action)

    def _choose_theme(self, value: str) -> None:
        theme.set_theme(value)  # type: ignore[arg-type]
        self._window.preferences.remember(theme=value)

    def _choose_language(self, value: str) -> None:
        translation.set_language(value)  # type: ignore[arg-type]
        self._window.preferences.remember(language=value)

    def _run_menu(self) -> None:
        window = self._window
        menu = self._menu(lambda: self.tr("&Run"))
        elsewhere = self._action(menu, lambda: self.tr("Run &elsewhere…"), window.elsewhere.open)
        elsewhere.setObjectName("runElsewhereAction")
        follow = self._action(menu, lambda: self.tr("&Follow a run's folder…"), window.going_on.ask_and_follow)
        follow.setObjectName("followFolderAction")
        menu.addSeparator()
        preferences = (
            self._switch(menu, lambda: self.tr("&Always train in a process of its own"), "in_process"),
            self._switch(menu, lambda: self.tr("Go &on when the window closes"), "keeps_going"),
        )
        window.controls.ways_button.add_preferences(*preferences)

    def _switch(self, menu: QMenu, words: Words, preference: str) -> QAction:
        """One of the preferences of the window's jobs."""
        jobs = self._window.jobs
        action = self._action(menu, words, lambda: setattr(jobs, preference, action.isChecked()))
        action.setObjectName(f"prefer-{preference}")
        action.setCheckable(True)
        action.setChecked(getattr(jobs, preference))
        return action

    def _help_menu(self) -> None:
        menu = self._menu(lambda: self.tr("&Help"))
        lesson = self._action(menu, lambda: self.tr("&Step by step…"), self._window.lesson.open)
        lesson.setObjectName("stepByStepAction")
        menu.addSeparator()
        self._action(menu, lambda: self.tr("Where runs are &kept"), self._show_runs_folder)
        self._action(menu, lambda: self.tr("&About Netwright"), self._about)

    def _show_runs_folder(self) -> None:
        self._window.store.root.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._window.store.root)))

    def _about(self) -> None:
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("About Netwright"))
        box.setText(self.tr("Netwright: build a network, watch it learn, draw a digit and see the answer."))
        box.setInformativeText(
            self.tr("MIT licence. MNIST by Y. LeCun and C. Cortes, CC BY-SA 3.0. Fonts: SIL Open Font License.")
        )
        box.open()


def _template_words(name: str) -> str:
    return say(template_title(name))
