"""Both themes can be read: WCAG AA for text (4.5:1) and for parts of controls (3:1)."""

import re
from dataclasses import fields

import pytest

from engine.model.layer_type import CATEGORY_NAMES
from gui.theme import DARK, LIGHT, Theme
from gui.theme.contrast import contrast

THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda theme: theme.name)

BACKGROUNDS = ("sunken", "window", "surface", "raised", "accent_soft", "selection", "canvas", "node", "pad")
TEXTS = ("text", "text_muted")
SIGNALS = ("accent", "error", "warning", "success", "hint")
AREAS = ("window", "surface", "raised")


def weak(colours: Theme, pairs: list[tuple[str, str]], least: float) -> dict[tuple[str, str], float]:
    ratios = {(a, b): contrast(getattr(colours, a), getattr(colours, b)) for a, b in pairs}
    return {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < least}


@THEMES
def test_text_is_readable_on_every_background(colours: Theme) -> None:
    assert not weak(colours, [(text, ground) for text in TEXTS for ground in BACKGROUNDS], 4.5)


@THEMES
def test_coloured_text_is_readable(colours: Theme) -> None:
    plain = [(name, ground) for name in SIGNALS for ground in AREAS]
    tinted = [(name, f"{name}_soft") for name in ("error", "warning", "success", "hint")]
    tinted += [("text", f"{name}_soft") for name in ("error", "warning", "success", "hint")]
    buttons = [("accent_text", ground) for ground in ("accent", "accent_hover", "accent_pressed")]
    assert not weak(colours, plain + tinted + buttons, 4.5)


@THEMES
def test_parts_of_controls_stand_out(colours: Theme) -> None:
    pairs = [(part, ground) for part in ("control_border", "focus", "accent") for ground in AREAS]
    pairs += [("node_border", "canvas"), ("link", "canvas"), ("ink", "pad"), ("control_border", "pad")]
    pairs += [(bar, ground) for bar in ("bar", "bar_winner") for ground in AREAS]
    assert not weak(colours, pairs, 3.0)


@THEMES
def test_curves_and_categories_stand_out(colours: Theme) -> None:
    names = ["curve_train", "curve_validation"] + [f"layer_{name}" for name in CATEGORY_NAMES]
    assert not weak(colours, [(name, ground) for name in names for ground in (*AREAS, "node")], 3.0)
    assert min(contrast(colour, colours.raised) for colour in colours.series) >= 3.0
    assert len(set(colours.series)) == len(colours.series) >= 6


@THEMES
def test_every_category_of_layers_has_a_colour_of_its_own(colours: Theme) -> None:
    found = {colours.category(name) for name in CATEGORY_NAMES}
    assert len(found) == len(CATEGORY_NAMES)


@THEMES
def test_every_colour_is_plain_rgb(colours: Theme) -> None:
    values = [getattr(colours, field.name) for field in fields(colours) if field.name not in ("name", "series", "runs")]
    assert all(re.fullmatch(r"#[0-9a-f]{6}", value) for value in (*values, *colours.series, *colours.runs))
    assert colours.colour("accent", 0.5).alphaF() == pytest.approx(0.5, abs=0.01)


def test_contrast_agrees_with_the_standard() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
