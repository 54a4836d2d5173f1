"""Drawings as SVG, to stand in an HTML file."""

from __future__ import annotations

from html import escape

from engine.report.drawing import Box, Dot, Drawing, Label, Mark, Path


def svg_of(drawing: Drawing) -> str:
    """The drawing as an ``<svg>`` element, as wide as its place allows but not larger than it is."""
    size = f'viewBox="0 0 {_number(drawing.width)} {_number(drawing.height)}"'
    style = f'style="width:100%;max-width:{_number(drawing.width)}px"'
    marks = "".join(map(_element, drawing.marks))
    words = escape(drawing.words, quote=True)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style} role="img" aria-label="{words}">{marks}</svg>'


def _element(mark: Mark) -> str:
    match mark:
        case Path(points, colour, width, dashed):
            places = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
            dashes = ' stroke-dasharray="4 3"' if dashed else ""
            return (
                f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="{_number(width)}"'
                f' stroke-linejoin="round"{dashes}/>'
            )
        case Box(x, y, width, height, fill, stroke, radius):
            corners = f' rx="{_number(radius)}"' if radius else ""
            return (
                f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}"'
                f' fill="{fill or "none"}" stroke="{stroke or "none"}"{corners}/>'
            )
        case Dot(x, y, radius, colour):
            return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}" fill="{colour}"/>'
        case Label(x, y, text, size, colour, anchor, bold, upwards):
            turned = f' transform="rotate(-90 {_number(x)} {_number(y)})"' if upwards else ""
            weight = ' font-weight="600"' if bold else ""
            return (
                f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_number(size)}" fill="{colour}"'
                f' text-anchor="{anchor}"{weight}{turned}>{escape(text)}</text>'
            )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
