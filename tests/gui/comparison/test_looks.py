"""Any two runs look different, also to people who see few colours."""

import itertools

import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from gui import theme
from gui.comparison import looks
from gui.theme.contrast import contrast

# Machado, Oliveira & Fernandes (2009): linear RGB as people without red, green or blue cones see it.
_SEEN_BY = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
_TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = np.array((0.95047, 1.0, 1.08883))
_LEAST = 20.0
"""CIE 1976 colour difference; 2.3 is just noticeable."""


def lab(colour: QColor, eyes: str) -> np.ndarray:
    values = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    xyz = np.array(_TO_XYZ) @ np.clip(np.array(_SEEN_BY[eyes]) @ linear, 0, 1) / _WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array((116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_everybody_tells_any_two_colours_of_runs_apart_and_from_the_ground(
    qapp: QApplication, name: theme.ThemeName
) -> None:
    theme.set_theme(name)
    colours = [QColor(colour) for colour in theme.current().runs]
    assert all(contrast(colour, theme.current().raised) >= 3 for colour in colours)
    for eyes in _SEEN_BY:
        for one, other in itertools.combinations(colours, 2):
            apart = float(np.linalg.norm(lab(one, eyes) - lab(other, eyes)))
            assert apart > _LEAST, (one.name(), other.name(), eyes)


def test_no_two_of_fifty_runs_look_the_same() -> None:
    pens = [looks.pen(place, few=False) for place in range(50)]
    assert len({(pen.color().name(), tuple(pen.dashPattern())) for pen in pens}) == 50


def test_neighbours_differ_in_both_and_a_run_that_goes_leaves_its_looks_to_the_next() -> None:
    pens = [looks.pen(place, few=True) for place in range(8)]
    for one, other in itertools.pairwise(pens):
        assert one.color() != other.color()
        assert one.dashPattern() != other.dashPattern()
    assert looks.free_place({0, 1, 3}) == 2
    assert looks.free_place(set()) == 0
