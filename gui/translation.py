"""The language of the window: chosen by the system or by the person, and changed while running."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from engine.text import NetwrightError, Text

Language = Literal["en", "zh_CN"]
LanguageChoice = Literal["en", "zh_CN", "system"]

LANGUAGES: tuple[Language, ...] = ("en", "zh_CN")
ENGINE_CONTEXT = "engine"
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"


class _State:
    choice: LanguageChoice = "system"
    language: Language = "en"
    installed: tuple[QTranslator, ...] = ()


def say(text: Text | str) -> str:
    """A sentence of the engine in the window's language; a bare string is looked up as a template without values."""
    if isinstance(text, str):
        return QCoreApplication.translate(ENGINE_CONTEXT, text)
    values = {name: say(value) if isinstance(value, Text) else value for name, value in text.values.items()}
    return QCoreApplication.translate(ENGINE_CONTEXT, text.template).format(**values)


def say_error(error: Exception, between: str = " ") -> str:
    """What an error says and what to do about it; of one that nobody expected, its kind and message."""
    if not isinstance(error, NetwrightError):
        return f"{type(error).__name__}: {error}"
    return say(error.text) if error.hint is None else f"{say(error.text)}{between}{say(error.hint)}"


def language() -> Language:
    """The language in force."""
    return _State.language


def language_choice() -> LanguageChoice:
    """What was asked for: a language or ``"system"``."""
    return _State.choice


def set_language(choice: LanguageChoice) -> None:
    """Choose a language; every widget receives ``QEvent.LanguageChange``. A missing translation file leaves English."""
    _State.choice = choice
    _State.language = _system_language() if choice == "system" else choice
    # Qt itself formats numbers and dates (spin boxes) by the default locale.
    QLocale.setDefault(QLocale(_State.language) if _State.language == "zh_CN" else QLocale("en_US"))
    app = QCoreApplication.instance()
    for translator in _State.installed:
        if app is not None:
            QCoreApplication.removeTranslator(translator)
    _State.installed = ()
    if _State.language == "en" or app is None:
        return
    # The last installed is asked first, so ours may override Qt's own words.
    for path in (_qt_translation(_State.language), FOLDER / f"netwright_{_State.language}.qm"):
        translator = QTranslator()
        if path.is_file() and translator.load(str(path)):
            QCoreApplication.installTranslator(translator)
            _State.installed += (translator,)


@contextmanager
def in_language(choice: LanguageChoice) -> Iterator[None]:
    """Run a block in another language and return to the former one (screenshots, tests)."""
    before = _State.choice
    set_language(choice)
    try:
        yield
    finally:
        set_language(before)


def _qt_translation(name: Language) -> Path:
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{name}.qm"


def _system_language() -> Language:
    """Simplified Chinese where the person's first preferred language is Chinese of any kind, else English."""
    preferred = QLocale.system().uiLanguages()
    return "zh_CN" if preferred and preferred[0].replace("_", "-").startswith("zh") else "en"
