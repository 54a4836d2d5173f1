"""Draw real and invented digits on the drawing pad, by mouse, and count how many a run reads right.

``python -m benchmarks.drawing`` trains the recipe ``mnist-draw`` first; ``--run FOLDER`` takes a run that there is.
Every digit is drawn on the pad itself, offscreen, at each brush width and in three sizes, at places of its own. Real
are 35 digits of three people (tests/resources/pen), or all those of ``--digits ujipenchars2.txt`` (UCI Machine Learning
Repository). Invented ones are written by the same rules as the recipe's, but were not learned. Where scikit-learn is
installed (``uv run --with scikit-learn``), its scanned digits of other people are read as well, without the pad.
"""

import argparse
import importlib.util
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.machine import machine_line, table
from benchmarks.trained import epoch_words, train_to_the_end
from engine.data.ink import normalise_image, render_strokes
from engine.data.pen import drawn
from engine.data.pen.writing import write_digit
from engine.evaluation.predictor import Predictor
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.job import TrainingJob
from engine.training.recipes import recipe, recipe_dataset, recipe_template
from tests.pen_digits import PenDigit, pen_digits

RECIPE = "mnist-draw"
SIZES = (0.15, 0.4, 0.8)
"""The longer side of a drawing, as shares of the pad."""
PAD = 420
"""Width and height of the pad in pixels."""


def invented(count: int) -> list[PenDigit]:
    """Digits whose numbers come after those that were learned."""
    random = [np.random.default_rng((drawn.SEED, drawn.COUNT + number)) for number in range(count)]
    return [PenDigit(number % 10, write_digit(number % 10, own)) for number, own in enumerate(random)]


class Pad:
    """A real pad, drawn on by mouse events."""

    def __init__(self) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtWidgets import QApplication

        from gui.drawing.canvas import BRUSH_DEFAULT, BRUSH_MAXIMUM, BRUSH_MINIMUM, DigitCanvas

        self._application = QApplication.instance() or QApplication([])
        self._canvas = DigitCanvas()
        self._canvas.resize(PAD, PAD)
        self._canvas.show()
        self.brushes = (BRUSH_MINIMUM, BRUSH_DEFAULT, BRUSH_MAXIMUM)

    def draw(self, digit: PenDigit, size: float, brush: float, random: np.random.Generator) -> NDArray[np.uint8]:
        """What the network sees of a digit drawn with its longer side at ``size`` of the pad, somewhere on it."""
        from PySide6.QtCore import QPoint, Qt
        from PySide6.QtTest import QTest

        canvas, left = self._canvas, Qt.MouseButton.LeftButton
        points = np.concatenate([np.array(stroke) for stroke in digit.strokes])
        low, extent = points.min(axis=0), np.ptp(points, axis=0)
        scale = size * PAD / extent.max()
        corner = random.uniform(0, PAD - extent * scale)
        canvas.clear()
        canvas.brush = brush
        for stroke in digit.strokes:
            places = [QPoint(*np.rint((point - low) * scale + corner).astype(int).tolist()) for point in stroke]
            QTest.mousePress(canvas, left, Qt.KeyboardModifier.NoModifier, places[0])
            for place in places[1:]:
                QTest.mouseMove(canvas, place)
            QTest.mouseRelease(canvas, left, Qt.KeyboardModifier.NoModifier, places[-1])
        image = render_strokes(canvas.strokes())
        assert image is not None
        return image


def right_share(predictor: Predictor, images: Sequence[NDArray[np.uint8]], digits: Sequence[int]) -> float:
    """The share of images that the run reads right."""
    answers = predictor.predict(np.stack(images)[:, None]).argmax(axis=1)
    return float(np.mean(answers == np.array(digits)))


def drawn_rows(predictor: Predictor, pad: Pad, sets: dict[str, list[PenDigit]]) -> list[list[str]]:
    """For each set of digits and each brush width: the share read right at each size, and over all sizes."""
    rows = []
    for name, digits in sets.items():
        for brush in pad.brushes:
            random = np.random.default_rng(0)
            shares = []
            for size in SIZES:
                images = [pad.draw(digit, size, brush, random) for digit in digits]
                shares.append(right_share(predictor, images, [digit.digit for digit in digits]))
            _tell(f"{name}, brush {brush:.3f}: {shares}")
            mean = sum(shares) / len(shares)
            rows.append([f"{name} ({len(digits):,})", f"{brush:.3f}", *(f"{share:.2%}" for share in (*shares, mean))])
    return rows


def scanned() -> tuple[list[NDArray[np.uint8]], list[int]] | None:
    """Scanned digits of other people (Alpaydin and Kaynak, 1998), 8×8 pixels, as the network sees them."""
    found = importlib.util.find_spec("sklearn")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / "datasets" / "data" / "digits.csv.gz"
    values = np.loadtxt(path, delimiter=",")
    images = []
    for row in values:
        grey = (row[:64].reshape(8, 8) / 16 * 255).astype(np.uint8)
        large = np.asarray(Image.fromarray(grey).resize((20, 20), Image.Resampling.BICUBIC))
        image = normalise_image(np.pad(large, 4))
        assert image is not None
        images.append(image)
    return images, values[:, 64].astype(int).tolist()


def trained_run(folder: Path, seed: int, epochs: int | None) -> Run:
    """A run of the recipe, trained now."""
    changes: dict[str, object] = {"seed": seed, "device": "cpu"}
    if epochs is not None:
        changes["epochs"] = epochs
    training = recipe(RECIPE).model_copy(update=changes)
    fresh = Project.from_template(recipe_template(RECIPE) or "")
    project = replace(fresh, training=training, dataset=recipe_dataset(RECIPE) or fresh.dataset)
    job = TrainingJob(project, RunStore(folder), RECIPE)
    _, _, end = train_to_the_end(job, lambda event: _tell(epoch_words(event, training.epochs)))
    _tell(f"test accuracy {end.test_accuracy}")
    assert job.run is not None
    return job.run


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(arguments: Iterable[str] | None = None) -> int:
    """Parse the arguments, draw and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, help="the folder of a run; without it the recipe is trained")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, help="fewer than the recipe's, for a trial")
    parser.add_argument("--digits", type=Path, help="a file of pen strokes in the format of ujipenchars2.txt")
    parser.add_argument("--invented", type=int, default=300, help="so many invented digits")
    parser.add_argument("--out", type=Path, help="write the table to this file as well")
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    with tempfile.TemporaryDirectory() as scratch:
        run = trained_run(Path(scratch), chosen.seed, chosen.epochs) if chosen.run is None else Run(chosen.run)
        predictor = Predictor.from_run(run)
        sets = {"real": pen_digits(chosen.digits), "invented": invented(chosen.invented)}
        rows = drawn_rows(predictor, Pad(), sets)
        other = scanned()
        scans = "" if other is None else f"\n\nScanned digits of other people: {right_share(predictor, *other):.2%}"
    head = ["digits", "brush", *(f"size {size:.0%}" for size in SIZES), "all sizes"]
    text = f"{machine_line()}\n\n{table(head, rows)}{scans}\n"
    print(text)
    if chosen.out is not None:
        chosen.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
