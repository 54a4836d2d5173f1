"""The language can be chosen and changed while the window is open, and a missing translation does no harm."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from engine.text import Text
from gui import translation, translation_update

SOURCE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context><name>engine</name>
<message><source>{count} layers in {place}</source><translation>{place}中有 {count} 层</translation></message>
<message><source>the network</source><translation>网络</translation></message>
</context></TS>
"""


@pytest.fixture
def chinese_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[Path]:
    source = tmp_path / "netwright_zh_CN.ts"
    source.write_text(SOURCE, encoding="utf-8")
    translation_update.compile_messages(source, tmp_path / "netwright_zh_CN.qm")
    monkeypatch.setattr(translation, "FOLDER", tmp_path)
    yield tmp_path
    translation.set_language("en")


def test_sentence_of_the_engine_is_said_in_the_chosen_language(chinese_files: Path) -> None:
    text = Text("{count} layers in {place}", {"count": 3, "place": Text("the network")})
    assert translation.say(text) == "3 layers in the network"
    with translation.in_language("zh_CN"):
        assert translation.language() == "zh_CN"
        assert translation.say(text) == "网络中有 3 层"
        assert translation.say("the network") == "网络"
    assert translation.say(text) == "3 layers in the network"


def test_values_that_look_like_placeholders_are_left_alone(qapp: QApplication) -> None:
    assert translation.say(Text("no place {name}", {"name": "{x}"})) == "no place {x}"
    assert translation.say("a bare {string}") == "a bare {string}"


def test_widgets_hear_of_the_change(chinese_files: Path, qtbot: QtBot) -> None:
    class Listener(QWidget):
        heard = 0

        def changeEvent(self, event: QEvent) -> None:
            self.heard += event.type() is QEvent.Type.LanguageChange
            super().changeEvent(event)

    widget = Listener()
    qtbot.addWidget(widget)
    translation.set_language("zh_CN")
    QCoreApplication.sendPostedEvents()
    assert widget.heard >= 1
    before = widget.heard
    translation.set_language("en")
    QCoreApplication.sendPostedEvents()
    assert widget.heard > before


def test_missing_translation_file_leaves_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    monkeypatch.setattr(translation, "FOLDER", tmp_path / "nowhere")
    with translation.in_language("zh_CN"):
        assert translation.say("the network") == "the network"


def test_standard_buttons_are_chinese_too(chinese_files: Path, qtbot: QtBot) -> None:
    with translation.in_language("zh_CN"):
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save)
        qtbot.addWidget(box)
        texts = [button.text() for button in box.buttons()]
    assert any("取消" in text for text in texts)
    assert any("保存" in text for text in texts)


@pytest.mark.parametrize(
    ("preferred", "expected"),
    [(["zh-Hans-CN", "en-US"], "zh_CN"), (["zh_CN"], "zh_CN"), (["de-DE", "zh-CN"], "en"), ([], "en")],
)
def test_system_language_decides_unless_a_language_is_chosen(
    preferred: list[str], expected: str, monkeypatch: pytest.MonkeyPatch, chinese_files: Path
) -> None:
    class System:
        def uiLanguages(self) -> list[str]:
            return preferred

    monkeypatch.setattr(QLocale, "system", System)
    translation.set_language("system")
    assert translation.language() == expected
    assert translation.language_choice() == "system"
    assert (QLocale().language() is QLocale.Language.Chinese) == (expected == "zh_CN")
