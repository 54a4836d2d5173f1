"""Out-of-fold and out-of-bag predictions as a table for other programs."""

import csv
import io

from engine.ensembles.held_out import HeldOut


def held_out_csv(found: HeldOut) -> bytes:
    """A row for each image: its place among the training images, true class, answer, and all probabilities."""
    report = found.report
    seen, names = report.observations, report.classes
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("image", "class", "answer", "members", "loss", *(f"p({name})" for name in names)))
    columns = (found.rows, seen.labels, seen.predicted, found.answering, seen.losses, seen.probabilities)
    for row, label, answer, members, loss, probabilities in zip(*(c.tolist() for c in columns), strict=True):
        writer.writerow((row, names[label], names[answer], members, loss, *probabilities))
    return text.getvalue().encode("utf-8-sig")
