"""Out-of-fold and out-of-bag predictions as a table for other programs."""

import csv
import io

from engine.evaluation.results import Evaluated


def held_out_csv(found: Evaluated) -> bytes:
    """What :func:`engine.ensembles.held_out.held_out` found, a row for each image: its place among the training images,
    true class, answer, how many members gave it, loss, and all probabilities."""
    report, jury, rows = found.report, found.jury, found.places.rows
    assert jury is not None, "of a group's runs only"
    assert rows is not None, "a jury answers for training images"
    seen, names = report.observations, report.classes
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("image", "class", "answer", "members", "loss", *(f"p({name})" for name in names)))
    columns = (rows, seen.labels, seen.predicted, jury.answering, seen.losses, seen.probabilities)
    for row, label, answer, members, loss, probabilities in zip(*(c.tolist() for c in columns), strict=True):
        writer.writerow((row, names[label], names[answer], members, loss, *probabilities))
    return text.getvalue().encode("utf-8-sig")
