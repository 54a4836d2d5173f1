"""Collect every sentence of the program for translation: ``python -m gui.translation_update``.

Reads ``gui/``, ``engine/`` and ``app.py`` into ``resources/translations/netwright_zh_CN.ts`` (keeps what is translated,
drops what is gone) and compiles that into the ``.qm`` file which the program loads. Both files are committed.

Qt's parser takes the context of ``self.tr`` from the class it last met, so a class inside a method, or a sentence in an
f-string or in parentheses of its own, is lost; ``tests/gui/test_translation_extraction.py`` finds those.
"""

import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
SOURCES = ("gui", "engine", "app.py")


def tool(name: str) -> str:
    """The path of one of Qt's tools as installed with PySide6 (``lupdate``, ``lrelease``)."""
    suffix = ".exe" if sys.platform == "win32" else ""
    return str(Path(sysconfig.get_path("scripts")) / f"pyside6-{name}{suffix}")


def extract(target: Path, root: Path = ROOT) -> None:
    """Bring ``target`` (``.ts``) up to date with the sources below ``root``."""
    target.parent.mkdir(parents=True, exist_ok=True)
    sources = [str(root / name) for name in SOURCES if (root / name).exists()]
    options = ["-silent", "-extensions", "py", "-locations", "none", "-no-obsolete", "-sort-messages"]
    options += ["-disable-heuristic", "similartext", "-source-language", "en", "-target-language", "zh_CN"]
    subprocess.run([tool("lupdate"), *options, *sources, "-ts", str(target)], check=True)


def compile_messages(source: Path, target: Path) -> None:
    """Compile a ``.ts`` file into the ``.qm`` file that Qt loads."""
    subprocess.run([tool("lrelease"), "-silent", "-nounfinished", str(source), "-qm", str(target)], check=True)


def main() -> int:
    """Extract, then compile."""
    source = FOLDER / "netwright_zh_CN.ts"
    extract(source)
    compile_messages(source, source.with_suffix(".qm"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
