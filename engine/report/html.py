"""A report as one HTML file: nothing beside it, nothing from the network."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from engine.report.blocks import Block, Report
from engine.report.pixels import png_of
from engine.report.svg import svg_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.report.drawing import Drawing

TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "report"


def html_of(report: Report) -> bytes:
    """The file's content in UTF-8; whatever names hold is shown, not obeyed."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["named"] = _named

    def svg(drawing: Drawing) -> Markup:
        return Markup(svg_of(drawing))

    def png(pixels: NDArray[np.uint8]) -> str:
        return "data:image/png;base64," + b64encode(png_of(pixels)).decode()

    return environment.get_template("report.html.j2").render(report=report, svg=svg, png=png).encode()


def _named(block: Block) -> tuple[str, Block]:
    return type(block).__name__, block
