"""What the program remembers of the person's taste: a small JSON file in which a bad entry costs only itself."""

import json
import os
from pathlib import Path
from typing import Any, get_args

from platformdirs import user_config_path

from engine.files import write_atomically
from gui.theme import ThemeChoice
from gui.translation import LanguageChoice

_ALLOWED: dict[str, tuple[str, ...]] = {"theme": get_args(ThemeChoice), "language": get_args(LanguageChoice)}


def preferences_file() -> Path:
    """``NETWRIGHT_HOME/preferences.json`` where that variable is set, else the desktop's place for settings."""
    home = os.environ.get("NETWRIGHT_HOME")
    return (Path(home) if home else user_config_path("netwright", appauthor=False)) / "preferences.json"


class Preferences:
    """Theme, language and window geometry. Reading never fails; where nothing can be written, nothing is remembered."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or preferences_file()
        self._values = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {key: value for key, value in data.items() if isinstance(key, str)} if isinstance(data, dict) else {}

    @property
    def theme(self) -> ThemeChoice:
        value: ThemeChoice = self._choice("theme")
        return value

    @property
    def language(self) -> LanguageChoice:
        value: LanguageChoice = self._choice("language")
        return value

    def _choice(self, key: str) -> Any:
        value = self._values.get(key)
        return value if value in _ALLOWED[key] else "system"

    def text(self, key: str) -> str:
        """A remembered text, empty where there is none."""
        value = self._values.get(key, "")
        return value if isinstance(value, str) else ""

    def remember(self, **values: str) -> None:
        """Keep values and write the file, if it can be written."""
        if all(self._values.get(key) == value for key, value in values.items()):
            return
        self._values |= values
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._file, json.dumps(self._values, indent=1).encode())
        except OSError:
            return
