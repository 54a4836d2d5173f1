"""A report's tables as CSV, for spreadsheets and other programs: UTF-8 with a mark that spreadsheets look for."""

import csv
import io
import math
from collections.abc import Iterable, Sequence

from engine.evaluation.report import EvaluationReport


def confusion_csv(report: EvaluationReport) -> bytes:
    """A row for each true class, a column for each answer, with the classes' names along both edges."""
    counts = report.confusion.tolist()
    rows = ((name, *row) for name, row in zip(report.classes, counts, strict=True))
    return _written(("true class \\ answer", *report.classes), rows)


def classes_csv(report: EvaluationReport) -> bytes:
    """Images, precision, recall and F1 of each class, shares from 0 to 1; what is not defined is an empty cell."""
    found = report.by_class
    figures = zip(found.precision.tolist(), found.recall.tolist(), found.f1.tolist(), strict=True)
    rows = (
        (name, images, *("" if math.isnan(value) else value for value in values))
        for name, images, values in zip(report.classes, found.support.tolist(), figures, strict=True)
    )
    return _written(("class", "images", "precision", "recall", "f1"), rows)


def _written(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
