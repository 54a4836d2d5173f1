"""Real measurements as tables: what can be measured of digits without looking at single pixels."""

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.data.catalog import load_dataset

COLUMNS = ("ink", "height", "width", "slant", "row 1", "row 2", "row 3", "column 1", "column 2", "column 3")


def measured(labels: tuple[int, ...] = (0, 1, 7), count: int = 80) -> tuple[NDArray[np.float64], list[str]]:
    """Rows ``[N, 10]`` of :data:`COLUMNS` for the first ``count`` digits of each label, and what they are called."""
    mnist = load_dataset("mnist")
    rows, names = [], []
    for label in labels:
        for image in mnist.train_images[mnist.train_labels == label][:count, 0]:
            rows.append(_measures(image / 255.0))
            names.append({0: "ring", 1: "stroke", 7: "hook"}[label])
    return np.array(rows), names


def _measures(ink: NDArray[np.float64]) -> list[float]:
    y, x = np.nonzero(ink > 0.3)
    thirds = [ink[10 * part : 10 * part + 8].sum() for part in range(3)]
    columns = [ink[:, 10 * part : 10 * part + 8].sum() for part in range(3)]
    slant = float(np.cov(x, y)[0, 1])
    # One is far away and large, so that the numbers must be standardised before anything learns from them.
    return [ink.sum() * 1e6 + 1e9, float(np.ptp(y)), float(np.ptp(x)), slant, *thirds, *columns]


def write_table(path: Path, rows: NDArray[np.float64], names: list[str], label: str = "what") -> Path:
    """A CSV file of the measurements."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*COLUMNS, label])
        writer.writerows([*(repr(float(value)) for value in row), name] for row, name in zip(rows, names, strict=True))
    return path
