"""The named colours of both themes: the only place in the program where a colour is written down."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor

ThemeName = Literal["light", "dark"]
_FEW_CLASSES = 12


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colours as ``#rrggbb``; give one to ``QColor``, pyqtgraph or a style sheet, or ask :meth:`colour`.

    Text colours keep WCAG AA (4.5:1) on every background they are meant for, parts of controls 3:1 (the tests compute
    it).
    """

    name: ThemeName

    # Backgrounds, from the furthest back to the nearest.
    sunken: str
    window: str
    surface: str
    raised: str
    # Lines: ``border`` parts areas and is decoration; ``control_border`` outlines what can be used.
    border: str
    control_border: str

    text: str
    text_muted: str
    text_disabled: str

    accent: str
    accent_hover: str
    accent_pressed: str
    accent_text: str
    """Text and icons on ``accent``."""
    accent_soft: str
    """A tint of the accent that takes ``text``: hovered or chosen rows, pressed tool buttons."""
    selection: str
    """Background of a chosen row or of marked text; takes ``text``."""
    focus: str
    """The ring around what has the keyboard."""

    error: str
    error_soft: str
    warning: str
    warning_soft: str
    success: str
    success_soft: str
    hint: str
    hint_soft: str

    canvas: str
    grid: str
    node: str
    node_border: str
    link: str

    curve_train: str
    curve_validation: str
    series: tuple[str, ...]
    """Colours to tell several curves apart."""
    runs: tuple[str, ...]
    """Colours to tell runs beside each other apart, also for people who lack one kind of cones; chosen by a search for
    the largest least difference between any two, the first two given.
    """

    pad: str
    ink: str
    bar: str
    bar_winner: str
    bar_track: str

    layer_ports: str
    layer_dense: str
    layer_convolution: str
    layer_pooling: str
    layer_normalisation: str
    layer_regularisation: str
    layer_activation: str
    layer_shape: str
    layer_merge: str
    layer_attention: str
    layer_recurrent: str
    layer_pretrained: str
    layer_block: str

    # Layer outputs: colours of 0 and of the values furthest below and above it.
    output_zero: str
    output_low: str
    output_high: str

    # Explanations: what speaks for a class and against it. They lie over images, which are the same in both themes.
    evidence_for: str
    evidence_against: str

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on dark backgrounds."""
        return self.name == "dark"

    def colour(self, name: str, alpha: float = 1.0) -> QColor:
        """The colour of that field as a ``QColor``, with an opacity from 0 to 1."""
        colour = QColor(getattr(self, name))
        colour.setAlphaF(alpha)
        return colour

    def classes(self, count: int) -> tuple[QColor, ...]:
        """Colours to tell so many classes of points apart: hues all around, of two strengths where there are many."""
        lightness = (0.68, 0.56) if self.is_dark else (0.42, 0.56)
        strong = count <= _FEW_CLASSES
        return tuple(
            QColor.fromHslF(number / count, 0.72, lightness[0 if strong else number % 2]) for number in range(count)
        )

    def category(self, category: str) -> str:
        """The colour of a layer category (a key of ``engine.model.layer_type.CATEGORY_NAMES``)."""
        return str(getattr(self, f"layer_{category}", self.layer_shape))


LIGHT = Theme(
    name="light",
    sunken="#e9e6de",
    window="#f3f1eb",
    surface="#faf9f5",
    raised="#ffffff",
    border="#dad5ca",
    control_border="#878176",
    text="#1d2426",
    text_muted="#566061",
    text_disabled="#8f9492",
    accent="#0a6b68",
    accent_hover="#085a58",
    accent_pressed="#064846",
    accent_text="#ffffff",
    accent_soft="#dcece8",
    selection="#c9e3de",
    focus="#0c8a85",
    error="#b0261d",
    error_soft="#fbe4e0",
    warning="#855000",
    warning_soft="#f9ead0",
    success="#1e6a39",
    success_soft="#dcefdf",
    hint="#2a5ca3",
    hint_soft="#e0e9f6",
    canvas="#f0eee7",
    grid="#dcd8cd",
    node="#ffffff",
    node_border="#8b857a",
    link="#6b7371",
    curve_train="#0a6b68",
    curve_validation="#c2470c",
    series=("#0a6b68", "#c2470c", "#3b5ba9", "#8a3f86", "#5b7a1a", "#a83a5b", "#7a5c12", "#47535a"),
    runs=("#0a6b68", "#c2470c", "#a62ee9", "#0f053c", "#391305", "#d54fc7", "#55118c", "#89412d"),
    pad="#ffffff",
    ink="#1b2a2d",
    bar="#5f8d88",
    bar_winner="#0a6b68",
    bar_track="#e9e6de",
    layer_ports="#47535a",
    layer_dense="#3b5ba9",
    layer_convolution="#0a6b68",
    layer_pooling="#5b7a1a",
    layer_normalisation="#7a4b9e",
    layer_regularisation="#a83a5b",
    layer_activation="#b4500f",
    layer_shape="#6b6355",
    layer_merge="#1f6f8f",
    layer_attention="#8a3c8c",
    layer_recurrent="#8a5a12",
    layer_pretrained="#2d6b3f",
    layer_block="#4a4f9c",
    output_zero="#ffffff",
    output_low="#b3411f",
    output_high="#0b4f6c",
    evidence_for="#f06414",
    evidence_against="#2f7bff",
)

DARK = Theme(
    name="dark",
    sunken="#0d1214",
    window="#12181b",
    surface="#182023",
    raised="#202a2e",
    border="#2d393e",
    control_border="#70807f",
    text="#e5ebea",
    text_muted="#a3b0b1",
    text_disabled="#64727a",
    accent="#45c4b0",
    accent_hover="#66d4c3",
    accent_pressed="#34a996",
    accent_text="#04201c",
    accent_soft="#19383a",
    selection="#184543",
    focus="#6fdccb",
    error="#ff8c82",
    error_soft="#3d2120",
    warning="#f0b65e",
    warning_soft="#3a2d18",
    success="#7ed192",
    success_soft="#1b3524",
    hint="#8fbaff",
    hint_soft="#1d2d45",
    canvas="#0f1517",
    grid="#1f292d",
    node="#1e282c",
    node_border="#70807f",
    link="#8b999d",
    curve_train="#45c4b0",
    curve_validation="#ff9d5f",
    series=("#45c4b0", "#ff9d5f", "#8fa9f2", "#d79ae0", "#accb55", "#f28cab", "#e0c26a", "#a8b6bd"),
    runs=("#45c4b0", "#ff9d5f", "#8a4df6", "#f4f70a", "#dc2459", "#d798fa", "#c0fabb", "#bd40a5"),
    pad="#0b1012",
    ink="#f3f6f5",
    bar="#5f938d",
    bar_winner="#45c4b0",
    bar_track="#2b363b",
    layer_ports="#a8b6bd",
    layer_dense="#8fa9f2",
    layer_convolution="#45c4b0",
    layer_pooling="#accb55",
    layer_normalisation="#c49de8",
    layer_regularisation="#f28cab",
    layer_activation="#f3a361",
    layer_shape="#bfb5a3",
    layer_merge="#6cc3e0",
    layer_attention="#e39be6",
    layer_recurrent="#dcb46a",
    layer_pretrained="#86d19b",
    layer_block="#a9aef5",
    output_zero="#14191b",
    output_low="#f0834f",
    output_high="#8fd6f5",
    evidence_for="#f06414",
    evidence_against="#2f7bff",
)
