"""A report on a run, for people and as JSON."""

from typing import Any

from engine.cli.output import figures, percent
from engine.evaluation.report import EvaluationReport

_HARDEST = 10


def report_text(report: EvaluationReport) -> str:
    """Interval and calibration error, each class's figures, and the confusion matrix."""
    low, high = report.interval
    calibration, bins = percent(report.calibration_error), len(report.reliability.count)
    return "\n".join(
        (
            f"95 % interval of the accuracy: {percent(low)} to {percent(high)} (Wilson)",
            f"expected calibration error: {calibration} ({bins} bins of confidence)",
            "",
            figures(_class_rows(report)),
            "",
            "images of each class (rows) by the class they were taken for (columns):",
            figures(_confusion_rows(report)),
        )
    )


def report_data(report: EvaluationReport) -> dict[str, Any]:
    """All figures of the report and its hardest images; what is not defined is NaN."""
    seen, curve, by_class = report.observations, report.reliability, report.by_class
    names = report.classes
    return {
        "interval": list(report.interval),
        "calibration_error": report.calibration_error,
        "classes": [
            {"class": name, "images": images, "precision": precision, "recall": recall, "f1": f1}
            for name, images, precision, recall, f1 in zip(
                names,
                by_class.support.tolist(),
                by_class.precision.tolist(),
                by_class.recall.tolist(),
                by_class.f1.tolist(),
                strict=True,
            )
        ],
        "confusion": report.confusion.tolist(),
        "reliability": {
            "edges": curve.edges.tolist(),
            "confidence": curve.confidence.tolist(),
            "accuracy": curve.accuracy.tolist(),
            "images": curve.count.tolist(),
        },
        "losses": {"edges": report.losses.edges.tolist(), "images": report.losses.count.tolist()},
        "hardest": [
            {
                "index": index,
                "class": names[seen.labels[index]],
                "predicted": names[seen.predicted[index]],
                "confidence": float(seen.confidences[index]),
                "loss": float(seen.losses[index]),
            }
            for index in report.hardest(_HARDEST).tolist()
        ],
    }


def _class_rows(report: EvaluationReport) -> list[tuple[str, ...]]:
    found = report.by_class
    rows = zip(report.classes, found.support, found.precision, found.recall, found.f1, strict=True)
    return [
        ("class", "images", "precision", "recall", "F1"),
        *(
            (name, f"{support:,}", percent(precision), percent(recall), percent(f1))
            for name, support, precision, recall, f1 in rows
        ),
    ]


def _confusion_rows(report: EvaluationReport) -> list[tuple[str, ...]]:
    rows = zip(report.classes, report.confusion.tolist(), strict=True)
    return [("", *report.classes), *((name, *map(str, counts)) for name, counts in rows)]
