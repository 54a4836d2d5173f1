"""Every sentence of the program is a literal that Qt's tools find, in the context in which it is looked up."""

import ast
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from gui import translation_update

EXEMPT = Path("gui/translation.py")
"""Looks up the engine's templates, which are variables there by design."""


def sources() -> list[Path]:
    """All Python files that Qt's tools read."""
    found: list[Path] = []
    for name in translation_update.SOURCES:
        path = translation_update.ROOT / name
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path] * path.exists()
    return [path for path in found if path.relative_to(translation_update.ROOT) != EXEMPT]


class Sentences(ast.NodeVisitor):
    """Collects (context, text) of each call that translates, and the calls whose arguments are no literals."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, int]] = []
        self.unusable: list[int] = []
        self._classes: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "tr" and isinstance(node.func, ast.Attribute):
            self._take(node, [self._classes[-1] if self._classes else "", *_literals(node.args[:1])])
        elif name in ("translate", "QT_TRANSLATE_NOOP") and len(node.args) >= 2:
            self._take(node, _literals(node.args[:2]))
        self.generic_visit(node)

    def _take(self, node: ast.Call, values: list[str]) -> None:
        if len(values) == 2:
            self.found.append((values[0], values[1], node.lineno))
        else:
            self.unusable.append(node.lineno)


def _literals(arguments: list[ast.expr]) -> list[str]:
    return [a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def sentences() -> Iterator[tuple[Path, Sentences]]:
    for path in sources():
        visitor = Sentences()
        visitor.visit(ast.parse(path.read_text(encoding="utf-8")))
        yield path.relative_to(translation_update.ROOT), visitor


def messages(path: Path) -> dict[tuple[str, str], str | None]:
    """What a .ts file holds: the translation, or None while it is unfinished."""
    held: dict[tuple[str, str], str | None] = {}
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") != "unfinished"
            text = "".join(translation.itertext()) if translation is not None and finished else None
            held[name, message.findtext("source", "")] = text or None
    return held


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """What Qt's own tool finds in the program as it is."""
    target = tmp_path_factory.mktemp("translation") / "found.ts"
    translation_update.extract(target)
    return set(messages(target))


def test_every_sentence_is_a_literal() -> None:
    wrong = [f"{path}:{line}" for path, visitor in sentences() for line in visitor.unusable]
    assert not wrong, f"translated, but not literal: {wrong}"


def test_qt_finds_every_sentence_in_its_context(extracted: set[tuple[str, str]]) -> None:
    lost = [
        f"{path}:{line}: {context!r} {text!r}"
        for path, visitor in sentences()
        for context, text, line in visitor.found
        if (context, text) not in extracted
    ]
    assert not lost, "not extracted (nested class, f-string or parentheses?):\n" + "\n".join(lost)


COMMITTED = translation_update.FOLDER / "netwright_zh_CN.ts"


def test_every_sentence_is_translated_into_chinese(extracted: set[tuple[str, str]]) -> None:
    held = messages(COMMITTED)
    missing = sorted(key for key in extracted if not held.get(key))
    assert not missing, f"{len(missing)} sentences without Chinese, the first: {missing[:10]}"


def test_placeholders_survive_translation() -> None:
    def names(text: str) -> set[str]:
        return {part.split("}")[0].split(":")[0].split("!")[0] for part in text.split("{")[1:]}

    wrong = {source: text for (_, source), text in messages(COMMITTED).items() if text and names(source) != names(text)}
    assert not wrong


def test_compiled_translation_is_up_to_date(tmp_path: Path, qapp: QCoreApplication) -> None:
    fresh = tmp_path / "fresh.qm"
    translation_update.compile_messages(COMMITTED, fresh)
    assert fresh.read_bytes() == COMMITTED.with_suffix(".qm").read_bytes(), "run python -m gui.translation_update"
