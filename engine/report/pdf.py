"""A report as a PDF on A4, by fpdf2, in the window's own fonts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path as File
from typing import TYPE_CHECKING

from engine.report.blocks import Block, Example, Examples, Facts, Paragraph, Picture, Report, Table
from engine.report.drawing import FAINT, INK, MUTED, Box, Dot, Drawing, Label, Path
from engine.report.pixels import png_of

if TYPE_CHECKING:
    from fpdf import FPDF

FONTS = File(__file__).resolve().parents[2] / "resources" / "fonts"
_FAMILY, _CHINESE = "NetwrightSans", "NetwrightSansSC"
_MARGIN, _LINE = 18.0, 5.2
"""Millimetres, as all lengths here."""
_POINT = 0.3528
"""Millimetres of a printer's point."""
_PIXEL = 0.2646
"""Millimetres of a drawing's unit where there is room: 96 to the inch."""
_EXAMPLE, _GAP, _ACROSS = 22.0, 6.8, 6


def pdf_of(report: Report) -> bytes:
    """The file's content; numbered pages, headings as bookmarks."""
    pdf = _paper(report)
    pdf.add_page()
    _font(pdf, 20, bold=True)
    pdf.multi_cell(0, 9, report.title, new_x="LMARGIN", new_y="NEXT", align="L")
    _font(pdf, 10, MUTED)
    pdf.multi_cell(0, _LINE, report.subtitle, new_x="LMARGIN", new_y="NEXT", align="L")
    pdf.ln(3)
    for block in report.lead:
        _write(pdf, block)
    for section in report.sections:
        _heading(pdf, section.title)
        for block in section.blocks:
            _write(pdf, block)
    return bytes(pdf.output())


def _paper(report: Report) -> FPDF:
    from fpdf import FPDF

    class Paper(FPDF):
        def footer(self) -> None:
            self.set_y(-12)
            _font(self, 8, MUTED)
            self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")

    pdf = Paper(format="A4")
    for family in (_FAMILY, _CHINESE):
        bold = "SemiBold" if family == _FAMILY else "Bold"
        pdf.add_font(family, "", FONTS / f"{family}-Regular.otf")
        pdf.add_font(family, "B", FONTS / f"{family}-{bold}.otf")
    pdf.set_fallback_fonts([_CHINESE], exact_match=False)
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(True, 16)
    pdf.set_title(report.title)
    pdf.set_lang(report.language.replace("_", "-"))
    pdf.set_creator("Netwright")
    return pdf


def _write(pdf: FPDF, block: Block) -> None:
    match block:
        case Paragraph(text, strong):
            _font(pdf, 11.5 if strong else 10, bold=strong)
            pdf.multi_cell(0, _LINE + strong, text, new_x="LMARGIN", new_y="NEXT", align="L")
            pdf.ln(2)
        case Facts():
            _facts(pdf, block)
        case Table():
            _table(pdf, block)
        case Picture(drawing, caption):
            _picture(pdf, drawing, caption)
        case Examples():
            _examples(pdf, block)


def _heading(pdf: FPDF, text: str) -> None:
    _need(pdf, 40)
    pdf.ln(5)
    _font(pdf, 14, bold=True)
    pdf.start_section(text)
    pdf.cell(0, 8, text, new_x="LMARGIN", new_y="NEXT")
    pdf.set_draw_color(FAINT)
    pdf.line(pdf.l_margin, pdf.get_y(), pdf.w - pdf.r_margin, pdf.get_y())
    pdf.ln(3)


def _facts(pdf: FPDF, facts: Facts) -> None:
    """Two pairs in a line; a value that is too long takes a line of its own."""
    gap, width = 8.0, pdf.epw / 2 - 4.0
    left = True
    for name, value in facts.rows:
        bold = name in facts.marked
        _font(pdf, 9.5, bold=bold)
        long = pdf.get_string_width(name) + pdf.get_string_width(value) > width - 4
        if long and not left:
            pdf.ln(_LINE + 1)
            left = True
        _need(pdf, _LINE + 1)
        room = pdf.epw if long else width
        x, y = pdf.l_margin + (0 if left else width + gap), pdf.get_y()
        pdf.set_xy(x, y)
        _font(pdf, 9.5, INK if bold else MUTED, bold)
        named = pdf.get_string_width(name) + 3
        pdf.cell(named, _LINE, name)
        _font(pdf, 9.5, bold=bold)
        pdf.multi_cell(room - named, _LINE, value, align="R", new_x="LMARGIN", new_y="NEXT")
        below = pdf.get_y()
        pdf.set_draw_color(FAINT)
        pdf.line(x, below + 0.3, x + room, below + 0.3)
        pdf.set_y(below + 1 if long or not left else y)
        left = long or not left
    if not left:
        pdf.ln(_LINE + 1)
    pdf.ln(3)


def _table(pdf: FPDF, table: Table) -> None:
    from fpdf.fonts import FontFace

    _font(pdf, 9)
    pdf.set_fill_color("#ffffff")  # or rows would have the last colour that was drawn with
    lengths = [max(len(row[column]) for row in (table.head, *table.rows)) for column in range(len(table.head))]
    pdf.set_draw_color(FAINT)
    with pdf.table(
        col_widths=[max(5, min(length, 34)) for length in lengths],
        text_align=["LEFT" if column < table.words else "RIGHT" for column in range(len(table.head))],
        borders_layout="HORIZONTAL_LINES",
        line_height=_LINE,
        headings_style=FontFace(emphasis="BOLD"),
    ) as drawn:
        for row in (table.head, *table.rows):
            drawn.row(row)
    pdf.ln(4)


def _examples(pdf: FPDF, block: Examples) -> None:
    for row in _rows(block, _ACROSS):
        _need(pdf, _EXAMPLE + 2 * _LINE + 2)
        top = pdf.get_y()
        for place, example in enumerate(row):
            x = pdf.l_margin + place * (_EXAMPLE + _GAP)
            pdf.image(_enlarged(png_of(example.pixels)), x, top, _EXAMPLE, _EXAMPLE, keep_aspect_ratio=True)
            for number, line in enumerate(example.lines):
                _font(pdf, 7.5, MUTED)
                while pdf.get_string_width(line) > _EXAMPLE + _GAP - 1 and len(line) > 2:
                    line = line[:-2] + "…"  # noqa: PLW2901
                pdf.set_xy(x, top + _EXAMPLE + 0.8 + 3.6 * number)
                pdf.cell(_EXAMPLE + _GAP, 3.6, line)
        pdf.set_xy(pdf.l_margin, top + _EXAMPLE + 11)


def _rows(block: Examples, across: int) -> Iterator[tuple[Example, ...]]:
    for first in range(0, len(block.examples), across):
        yield block.examples[first : first + across]


def _enlarged(png: bytes) -> io.BytesIO:
    """Pixels stay squares in every viewer only where they are many."""
    from PIL import Image

    image = Image.open(io.BytesIO(png))
    times = max(1, 256 // max(image.size))
    target = io.BytesIO()
    image.resize((image.width * times, image.height * times), Image.Resampling.NEAREST).save(target, "PNG")
    return target


def _picture(pdf: FPDF, drawing: Drawing, caption: str) -> None:
    most = pdf.eph - 2 * _LINE
    scale = min(_PIXEL, pdf.epw / drawing.width, most / drawing.height)
    _need(pdf, drawing.height * scale + (_LINE + 2 if caption else 2))
    if caption:
        _font(pdf, 10, bold=True)
        pdf.multi_cell(0, _LINE, caption, new_x="LMARGIN", new_y="NEXT", align="L")
    left, top = pdf.l_margin + (pdf.epw - drawing.width * scale) / 2, pdf.get_y()
    _draw(pdf, drawing, left, top, scale)
    pdf.set_xy(pdf.l_margin, top + drawing.height * scale + 3)


def _draw(pdf: FPDF, drawing: Drawing, left: float, top: float, scale: float) -> None:
    for mark in drawing.marks:
        match mark:
            case Path(points, colour, width, dashed):
                pdf.set_draw_color(colour)
                pdf.set_line_width(width * scale)
                pdf.set_dash_pattern(*((4 * scale, 3 * scale) if dashed else ()))
                pdf.polyline([(left + x * scale, top + y * scale) for x, y in points])
                pdf.set_dash_pattern()
            case Box(x, y, width, height, fill, stroke, radius):
                pdf.set_line_width(scale)
                if fill:
                    pdf.set_fill_color(fill)
                if stroke:
                    pdf.set_draw_color(stroke)
                pdf.rect(
                    left + x * scale,
                    top + y * scale,
                    width * scale,
                    height * scale,
                    style=("D" if stroke else "") + ("F" if fill else ""),
                    round_corners=bool(radius),
                    corner_radius=radius * scale,
                )
            case Dot(x, y, radius, colour):
                pdf.set_fill_color(colour)
                pdf.circle(left + x * scale, top + y * scale, radius * scale, style="F")
            case Label():
                _label(pdf, mark, left + mark.x * scale, top + mark.y * scale, scale)


def _label(pdf: FPDF, label: Label, x: float, y: float, scale: float) -> None:
    _font(pdf, label.size * scale / _POINT, label.colour, label.bold)
    length = pdf.get_string_width(label.text)
    back = {"start": 0.0, "middle": length / 2, "end": length}[label.anchor]
    height = label.size * scale
    with pdf.rotation(90 if label.upwards else 0, x, y):
        pdf.set_xy(x - back - pdf.c_margin, y - height * 0.82)
        pdf.cell(length + 2 * pdf.c_margin, height, label.text)


def _font(pdf: FPDF, size: float, colour: str = INK, bold: bool = False) -> None:
    pdf.set_font(_FAMILY, "B" if bold else "", size)
    pdf.set_text_color(colour)


def _need(pdf: FPDF, height: float) -> None:
    """Begin a new page where the rest of this one is lower."""
    if pdf.will_page_break(height):
        pdf.add_page()
