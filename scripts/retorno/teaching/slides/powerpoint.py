"""The deck as PPTX, with charts that can be edited, speaker notes, and the same bytes for the same deck."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Inches, Pt

from retorno.project.files import pack
from retorno.teaching.slides.deck import Chart, Deck, Slide

INK, MUTED, ACCENT, PAPER = (RGBColor.from_string(one) for one in ("1D2330", "525B6B", "14507A", "FFFFFF"))
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
KINDS = {"column": XL_CHART_TYPE.COLUMN_CLUSTERED, "line": XL_CHART_TYPE.LINE, "bar": XL_CHART_TYPE.BAR_CLUSTERED}
FACE = "Arial"
NO_TIME = datetime(1980, 1, 1)
"""What stands in the file as its time: the deck tells its edition, and two builds give the same bytes."""


def powerpoint(deck: Deck) -> bytes:
    """The bytes of the presentation."""
    made = Presentation()
    made.slide_width, made.slide_height = WIDTH, HEIGHT
    told = made.core_properties
    told.title, told.author, told.subject, told.language = deck.title, "Retorno", deck.code, deck.language
    told.created = told.modified = told.last_printed = NO_TIME
    for number, slide in enumerate(deck.slides, 1):
        _slide(made, deck, slide, number)
    written = BytesIO()
    made.save(written)
    packed = BytesIO()
    with ZipFile(written) as archive:
        pack([(name, _steady(archive.read(name), name)) for name in archive.namelist()], packed)
    return packed.getvalue()


def _steady(content: bytes, name: str) -> bytes:
    """A part of the file; the workbook of a chart, an archive itself, with no time in it either."""
    if not name.endswith(".xlsx"):
        return content
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as archive:
        pack([(inner, _no_time(archive.read(inner), inner)) for inner in archive.namelist()], packed)
    return packed.getvalue()


def _no_time(content: bytes, name: str) -> bytes:
    if name != "docProps/core.xml":
        return content
    import re

    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", content)


def _slide(made: Any, deck: Deck, slide: Slide, number: int) -> None:
    page = made.slides.add_slide(made.slide_layouts[5])  # a title, and nothing else
    dark = slide.kind in ("title", "session")
    if dark:
        page.background.fill.solid()
        page.background.fill.fore_color.rgb = ACCENT
    title = page.shapes.title
    title.left, title.top, title.width = Inches(0.7), Inches(2.4 if dark else 0.45), WIDTH - Inches(1.4)
    title.height = Inches(1.6 if dark else 1.1)
    _words(title.text_frame, [slide.title], 40 if dark else 32, PAPER if dark else ACCENT, bold=True)
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if dark else MSO_ANCHOR.MIDDLE
    beside = slide.chart is not None
    if slide.points:
        box = page.shapes.add_textbox(
            Inches(0.7), Inches(4.2 if dark else 1.75), Inches(4.3) if beside else WIDTH - Inches(1.4), Inches(4.6)
        )
        box.text_frame.word_wrap = True
        _words(
            box.text_frame, [plain for _, plain in slide.points], 20 if dark or beside else 26, PAPER if dark else INK
        )
    if slide.chart:
        _chart(page, slide.chart)
    foot = page.shapes.add_textbox(Inches(0.7), Inches(6.72), WIDTH - Inches(1.4), Inches(0.6))
    foot.text_frame.word_wrap = True
    told = " · ".join(filter(None, [slide.foot, deck.edition, f"{deck.code} · {number}"]))
    _words(foot.text_frame, [told], 10, PAPER if dark else MUTED)
    page.notes_slide.notes_text_frame.text = slide.notes


def _words(frame: Any, lines: list[str], size: int, colour: RGBColor, bold: bool = False) -> None:
    """Fill a frame with paragraphs, left-aligned, in one size."""
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name, run.font.color.rgb = Pt(size), bold, FACE, colour
        paragraph.space_after = Pt(size * 0.45)
        paragraph.alignment = 1


def _chart(page: Any, chart: Chart) -> None:
    data = CategoryChartData(number_format="#,##0")
    data.categories = chart.categories
    data.add_series(chart.series, chart.values)
    left, top = Inches(5.3), Inches(1.65)
    frame = page.shapes.add_chart(KINDS[chart.kind], left, top, WIDTH - left - Inches(0.6), Inches(4.95), data)
    frame.name = chart.series
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.told)
    drawn = frame.chart
    drawn.has_legend, drawn.has_title = False, True
    drawn.chart_title.text_frame.text = chart.series
    drawn.font.size, drawn.font.name, drawn.font.color.rgb = Pt(13), FACE, INK
    drawn.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(14)
    plot = drawn.plots[0]
    if chart.kind != "line":
        plot.gap_width = 60
    series = plot.series[0]
    if chart.kind == "line":
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = ACCENT, Emu(38100)
    else:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = ACCENT
    if len(chart.values) <= 8:
        plot.has_data_labels = True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "#,##0", False
        drawn.value_axis.visible = False
    drawn.value_axis.has_major_gridlines = len(chart.values) > 8
    drawn.value_axis.minimum_scale = 0
