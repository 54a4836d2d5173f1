"""The bundled fonts read Chinese, line up figures and cost next to nothing to load."""

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication

from gui import fonts

COMMON = "网匠神经网络训练验证测试学习率批轮次层参数损失准确率绘制数字清除撤销运行检查点，。：；？！（）《》“”…—、％"


def test_all_families_are_found(qapp: QApplication) -> None:
    families = fonts.load()
    assert set(families) == {fonts.LATIN, fonts.CHINESE, fonts.MONOSPACED, fonts.MATHEMATICAL}


def test_chinese_subset_has_every_character_of_gb2312(qapp: QApplication) -> None:
    chinese = QRawFont.fromFont(font_of(fonts.CHINESE))
    rows = [bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    characters = [text for text in (pair.decode("gb2312", errors="ignore") for pair in rows) if text]
    assert len(characters) == 6763
    assert not [text for text in characters + list(COMMON) if not chinese.supportsCharacter(ord(text))]


def font_of(family: str) -> QFont:
    fonts.load()
    font = QFont(family)
    assert QFontInfo(font).family() == family
    return font


def test_latin_subset_has_the_signs_the_window_uses(qapp: QApplication) -> None:
    latin = QRawFont.fromFont(font_of(fonts.LATIN))
    assert not [sign for sign in "×·–—…±≤≥≈→←↑↓∑σμβ²½éüß✓“”«»" if not latin.supportsCharacter(ord(sign))]


def test_mathematical_subset_has_the_signs_of_formulas(qapp: QApplication) -> None:
    signs = QRawFont.fromFont(font_of(fonts.MATHEMATICAL))
    slanted = [chr(0x1D44E + place) for place in range(26) if place != 7]  # h has a place of its own
    assert not [
        sign for sign in [*"∂σ∑ŷˆα←−·≠≤≥×∞ℓℎ⁰⁻⁹({0123456789", *slanted] if not signs.supportsCharacter(ord(sign))
    ]


def test_figures_line_up(qapp: QApplication) -> None:
    metrics = QFontMetricsF(fonts.tabular(font_of(fonts.LATIN)))
    widths = {round(metrics.horizontalAdvance(digit), 2) for digit in "0123456789"}
    assert len(widths) == 1


def test_lines_are_as_high_in_chinese_as_in_english(qapp: QApplication) -> None:
    heights = [QFontMetricsF(font_of(family)).height() for family in (fonts.LATIN, fonts.CHINESE)]
    assert heights[0] == pytest.approx(heights[1], abs=1.0)


def test_installed_font_is_large_enough_and_knows_both_families(qapp: QApplication) -> None:
    before = qapp.font()
    try:
        font = fonts.install(qapp)
        assert font.families()[:2] == [fonts.LATIN, fonts.CHINESE] or fonts.LATIN in font.families()
        assert qapp.font().pointSizeF() >= fonts.MINIMUM_POINTS
        assert fonts.scaled(font, 2.0).pointSizeF() == pytest.approx(2 * font.pointSizeF())
    finally:
        qapp.setFont(before)
