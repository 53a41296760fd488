"""The deck as PPTX, with charts that can be edited, speaker notes, and the same bytes for the same deck."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from retorno.project.files import pack
from retorno.teaching.markdown import Run
from retorno.teaching.slides.deck import Deck
from retorno.teaching.slides.native_charts import FEW, Chart
from retorno.teaching.slides.slide_sources import Slide
from retorno.teaching.slides.type_sizes import AFTER, BESIDE, COLUMN, TITLE, WHOLE

Lines = Iterable[Sequence[Run]]

INK, MUTED, ACCENT, PAPER = (RGBColor.from_string(one) for one in ("1D2330", "525B6B", "14507A", "FFFFFF"))
WIDTH, HEIGHT, EDGE, BETWEEN = Inches(13.333), Inches(7.5), Inches(0.7), Inches(0.5)
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
    ink = PAPER if dark else INK
    if dark:
        page.background.fill.solid()
        page.background.fill.fore_color.rgb = ACCENT
    title = page.shapes.title
    title.left, title.top, title.width = EDGE, Inches(2.4 if dark else 0.55), WIDTH - 2 * EDGE
    title.height = Inches(1.6 if dark else TITLE.height)
    _words(
        title.text_frame,
        [Run(slide.title, bold=True)],
        40 if dark else TITLE.size([slide.title]),
        ink if dark else ACCENT,
    )
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if dark else MSO_ANCHOR.MIDDLE
    if slide.label:
        _box(page, EDGE, Inches(0.3), WIDTH - 2 * EDGE, Inches(0.35), [[Run(slide.label, bold=True)]], 14, MUTED)
    if slide.points:
        top, wide = Inches(4.2 if dark else 1.75), Inches(BESIDE.width if slide.chart else WHOLE.width)
        lines = [point.runs for point in slide.points]
        _box(page, EDGE, top, wide, Inches(WHOLE.height), lines, 20 if dark else slide.size, ink)
    for place, column in enumerate(slide.columns):
        lines = [(Run(column.title, bold=True),), *(point.runs for point in column.points)]
        left = EDGE + place * (Inches(COLUMN.width) + BETWEEN)
        _box(page, left, Inches(1.75), Inches(COLUMN.width), Inches(4.9), lines, slide.size, ink)
    if slide.chart:
        _chart(page, slide.chart)
    told = " · ".join(filter(None, [slide.foot, deck.edition, f"{deck.code} · {number}"]))
    _box(page, EDGE, Inches(6.72), WIDTH - 2 * EDGE, Inches(0.6), [[Run(told)]], 10, PAPER if dark else MUTED)
    _notes(page.notes_slide.notes_text_frame, slide.notes)


def _notes(frame: Any, notes: str) -> None:
    """Speaker notes, in a size in which all of them stand on one page below their slide."""
    frame.text = notes
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.space_after = Pt(11), Pt(3)
        for side in ("marL", "indent"):  # the notes of the template hang
            paragraph._p.get_or_add_pPr().set(side, "0")


def _box(page: Any, left: Any, top: Any, wide: Any, high: Any, lines: Lines, size: int, colour: RGBColor) -> None:
    """A frame with *lines* of runs in it."""
    frame = page.shapes.add_textbox(left, top, wide, high).text_frame
    frame.word_wrap = True
    for number, runs in enumerate(lines):
        if number:
            frame.add_paragraph()
        _words(frame, runs, size, colour)


def _words(frame: Any, runs: Sequence[Run], size: int, colour: RGBColor) -> None:
    """Fill the last paragraph of a frame, left-aligned, in one size, bold and slanted as the runs are."""
    paragraph = frame.paragraphs[-1]
    for one in runs:
        run = paragraph.add_run()
        run.text = one.text
        run.font.size, run.font.name, run.font.color.rgb = Pt(size), FACE, colour
        run.font.bold, run.font.italic = one.bold, one.italic
        if one.language:
            run._r.get_or_add_rPr().set("lang", one.language)
    paragraph.space_after = Pt(size * AFTER)
    paragraph.alignment = PP_ALIGN.LEFT


def _chart(page: Any, chart: Chart) -> None:
    data = CategoryChartData(number_format=chart.form)
    data.categories = chart.categories
    data.add_series(chart.series, chart.values)
    left, top = Inches(5.4), Inches(1.65)
    frame = page.shapes.add_chart(KINDS[chart.kind], left, top, WIDTH - left - Inches(0.6), Inches(4.95), data)
    frame.name = chart.series
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.told)
    drawn = frame.chart
    drawn.has_legend, drawn.has_title = False, True
    drawn.chart_title.text_frame.text = chart.series
    drawn.font.size, drawn.font.name, drawn.font.color.rgb = Pt(14), FACE, INK
    drawn.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(15)
    plot = drawn.plots[0]
    if chart.kind != "line":
        plot.gap_width = 60
    if chart.kind == "bar":
        drawn.category_axis.reverse_order = True  # the first on top, as it is written
    series = plot.series[0]
    if chart.kind == "line":
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = ACCENT, Emu(38100)
    else:
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = ACCENT
    few = len(chart.values) <= FEW
    if few:
        plot.has_data_labels = True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = chart.form, False
        drawn.value_axis.visible = False
    drawn.value_axis.tick_labels.number_format, drawn.value_axis.tick_labels.number_format_is_linked = chart.form, False
    drawn.value_axis.has_major_gridlines = not few
    drawn.value_axis.minimum_scale = 0
