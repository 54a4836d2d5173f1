"""A run on paper: figures that are those of the run, names that cannot break the file, both formats, two languages."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.cli import run as run_command
from engine.evaluation.report import report_on_run
from engine.project import Project
from engine.report.blocks import Examples, Facts, Paragraph, Picture, Report, Section, Table
from engine.report.charts import Series, line_chart, matrix_chart, nice_ticks
from engine.report.drawing import Dot, Label
from engine.report.drawing import Path as Line
from engine.report.gathering import gather
from engine.report.html import html_of
from engine.report.pdf import pdf_of
from engine.report.pixels import png_of
from engine.report.sections import report_of
from engine.report.svg import svg_of
from engine.report.writing import write_report
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError, Text
from engine.training.config import TrainingConfig
from engine.training.job import TrainingJob

HOSTILE = "<script>alert('x')</script> & 网络"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Two short epochs of the reference network, whose title would be a script where it was not escaped."""
    training = TrainingConfig(epochs=2, limit_train=600, device="cpu", tune=False, learning_rate=0.002)
    project = replace(Project.from_template("mlp"), training=training, title=HOSTILE)
    job = TrainingJob(project, RunStore(tmp_path_factory.mktemp("store")), "paper")
    job.start()
    assert job.join(120)
    assert job.run is not None
    return job.run


@pytest.fixture(scope="module")
def report(run: Run) -> Report:
    return report_of(run, gather(run))


def facts(section: Section) -> dict[str, str]:
    return dict(row for block in section.blocks if isinstance(block, Facts) for row in block.rows)


def test_the_figures_are_those_of_the_run_and_of_its_evaluation(run: Run, report: Report) -> None:
    sections = {section.title: section for section in report.sections}
    measured = report_on_run(run)
    assert facts(sections["Results on the test images"])["Accuracy"] == f"{100 * measured.accuracy:.2f} %"
    lead = next(block for block in report.lead if isinstance(block, Paragraph))
    assert f"{100 * measured.accuracy:.2f} % of 10,000 test images" in lead.text
    hyperparameters = next(block for block in sections["Hyperparameters"].blocks if isinstance(block, Facts))
    assert dict(hyperparameters.rows)["Learning rate"] == "0.002"
    assert {"Learning rate", "Epochs"} <= hyperparameters.marked
    assert "Batch size" not in hyperparameters.marked
    layers = next(block for block in sections["Network"].blocks if isinstance(block, Table))
    assert layers.rows[-1][3] == f"{run.metadata().parameters:,}"
    shown = next(block for block in sections["Hardest examples"].blocks if isinstance(block, Examples)).examples
    hardest = int(measured.hardest(1)[0])
    from engine.data.catalog import load_dataset

    assert (shown[0].pixels == load_dataset("mnist").test_images[hardest]).all()
    environment = facts(sections["Environment"])
    assert environment["torch"] == run.metadata().versions["torch"]
    assert environment["Data’s fingerprint"] == run.metadata().fingerprint


class _Outside(HTMLParser):
    """What a page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = [value for name, value in attributes if name in ("src", "href") and value]
        self.found += [value for value in values if not value.startswith("data:image/png;base64,")]
        self.found += [tag] if tag in ("script", "link", "iframe") else []
        self.found += [name for name, _ in attributes if name.startswith("on")]


def test_the_html_stands_alone_and_names_are_shown_not_obeyed(report: Report) -> None:
    table = Table((HOSTILE, "n"), ((HOSTILE, "1"),))
    hostile = replace(report, title=HOSTILE, sections=(*report.sections, Section(HOSTILE, (table,))))
    page = html_of(hostile).decode()
    outside = _Outside()
    outside.feed(page)
    assert outside.found == []
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; 网络" in page
    assert page.count("<svg") == sum(isinstance(block, Picture) for s in report.sections for block in s.blocks)
    assert "http" not in re.sub(r'xmlns="[^"]*"', "", page)


def test_the_pdf_has_numbered_pages_bookmarks_and_every_kind_of_block(report: Report) -> None:
    content = pdf_of(replace(report, title=HOSTILE))
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") >= 4
    assert content.count(b"/Title") >= len(report.sections)
    assert content.count(b"/Subtype /Image") >= 2


def test_another_language_is_spoken_by_whoever_asks(run: Run) -> None:
    def loud(text: Text | str) -> str:
        if isinstance(text, str):
            return text.upper()
        values = {name: loud(value) if isinstance(value, Text) else value for name, value in text.values.items()}
        return re.sub(r"(?<![{\w])[a-z ]+(?![}\w])", lambda word: word[0].upper(), text.template).format(**values)

    spoken = report_of(run, gather(run), loud, "zh_CN")
    assert [section.title for section in spoken.sections][:2] == ["NETWORK", "HYPERPARAMETERS"]
    assert '<html lang="zh-CN">' in html_of(spoken).decode()


def test_a_run_without_weights_is_reported_without_results_and_says_why(run: Run, tmp_path: Path) -> None:
    import shutil

    copied = Run(Path(shutil.copytree(run.folder, tmp_path / "copied")))
    copied.best_weights.unlink()
    report = report_of(copied, gather(copied))
    assert "Results on the test images" not in [section.title for section in report.sections]
    lead = next(block for block in report.lead if isinstance(block, Paragraph))
    assert "not measured" in lead.text
    assert "best.safetensors" in lead.text
    assert html_of(report)


def test_the_terminal_writes_by_the_files_ending(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["report", str(run.folder), "--out", str(tmp_path / "report.html")]) == 0
    assert (tmp_path / "report.html").read_bytes().startswith(b"<!doctype html>")
    assert run_command(["report", str(run.folder), "--out", str(tmp_path / "report.doc")]) == 2
    assert ".html, .pdf, found report.doc" in capsys.readouterr().err
    with pytest.raises(NetwrightError, match="cannot be written"):
        write_report(run, tmp_path / "nowhere" / "report.pdf")


def test_a_long_curve_keeps_its_lowest_and_highest_points_and_gaps_stay_gaps() -> None:
    ys = np.sin(np.arange(50_000) / 100)
    ys[31_234], ys[20_000:20_010] = 9.0, np.nan
    chart = line_chart([Series("a", "#000000", np.arange(50_000.0), ys)], "step", "")
    lines = [mark for mark in chart.marks if isinstance(mark, Line) and mark.width == 1.2]
    assert len(lines) == 2
    assert sum(len(line.points) for line in lines) < 2500
    top = min(y for line in lines for _, y in line.points)
    labels = [mark for mark in chart.marks if isinstance(mark, Label) and mark.text == "10"]
    assert top == pytest.approx(labels[0].y - 3.5 + (270 - 66) * 0.1 * 10 / 12, rel=0.1)


def test_a_level_line_stands_between_ticks_that_hold_its_value() -> None:
    xs = np.array([1.0, 2.0])
    chart = line_chart([Series("rate", "#000000", xs, np.full(2, 0.001), marked=True)], "step", "")
    heights = {mark.y for mark in chart.marks if isinstance(mark, Dot)}
    assert len(heights) == 1
    texts = [float(mark.text) for mark in chart.marks if isinstance(mark, Label) and mark.anchor == "end"]
    assert min(texts) == 0.0
    assert 0.001 < max(texts) < 0.003
    assert nice_ticks(0.0, 1.0) == [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]


@pytest.mark.parametrize("names", [("0", "1"), ("a long name of a class", "另一个类别")])
def test_a_matrix_shows_counts_and_names(names: tuple[str, str]) -> None:
    chart = matrix_chart(np.array([[1234, 1], [0, 7]]), names, "true", "answer", "words")
    texts = [mark.text for mark in chart.marks if isinstance(mark, Label)]
    assert {"1,234", "1", "7", *names} <= set(texts)
    assert 'aria-label="words"' in svg_of(chart)


@pytest.mark.parametrize("channels", [1, 3])
def test_images_come_back_from_png(channels: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (channels, 5, 7), dtype=np.uint8)
    read = np.asarray(Image.open(io.BytesIO(png_of(pixels))))
    assert (read == (pixels[0] if channels == 1 else pixels.transpose(1, 2, 0))).all()
