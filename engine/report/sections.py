"""From what is known of a run to the sections of its report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.evaluation.results import Evaluated
from engine.export.curves.figures import RunFigures
from engine.fields import describe, is_relevant
from engine.lazy import lazy_module
from engine.model.layer_type import shape_text
from engine.model.registry import layer_type
from engine.report.blocks import Block, Example, Examples, Facts, Paragraph, Picture, Report, Section, Table
from engine.report.charts import Series, line_chart, matrix_chart, reliability_chart
from engine.report.drawing import GOOD, TRAINING, VALIDATION, mixed
from engine.report.gathering import Gathered
from engine.report.network_picture import network_picture
from engine.report.words import NOTHING, Say, duration, figure, percent, value_words
from engine.runs.run import Run
from engine.text import QT_TRANSLATE_NOOP, Text
from engine.training.config import TrainingConfig

if TYPE_CHECKING:
    import numpy as np
else:
    np = lazy_module("numpy")

HARDEST = 24
_MOST_NODES = 60
"""A larger network is told by its table alone."""
_STATUS = {
    "completed": QT_TRANSLATE_NOOP("engine", "completed"),
    "cancelled": QT_TRANSLATE_NOOP("engine", "stopped"),
    "failed": QT_TRANSLATE_NOOP("engine", "failed"),
    "running": QT_TRANSLATE_NOOP("engine", "under way"),
}


def report_of(run: Run, gathered: Gathered, say: Say = str, language: str = "en") -> Report:
    """The report on a run in the language that ``say`` speaks; ``language`` is its code."""
    writer = _Writer(gathered, say)
    metadata = gathered.figures.metadata
    sections = (
        Section(say(QT_TRANSLATE_NOOP("engine", "Network")), tuple(writer.network())),
        Section(say(QT_TRANSLATE_NOOP("engine", "Hyperparameters")), tuple(writer.hyperparameters())),
        Section(say(QT_TRANSLATE_NOOP("engine", "Training")), tuple(writer.training())),
        Section(say(QT_TRANSLATE_NOOP("engine", "Results on the test images")), tuple(writer.results())),
        Section(say(QT_TRANSLATE_NOOP("engine", "Hardest examples")), tuple(writer.hardest())),
        Section(say(QT_TRANSLATE_NOOP("engine", "Environment")), tuple(writer.environment())),
    )
    title = run.annotation().name or metadata.name
    begun = metadata.created.astimezone().strftime("%Y-%m-%d %H:%M")
    subtitle = say(Text(QT_TRANSLATE_NOOP("engine", "A run of Netwright, begun {begun}"), {"begun": begun}))
    kept = tuple(section for section in sections if section.blocks)
    return Report(title, subtitle, tuple(writer.lead(run)), kept, language)


class _Writer:
    def __init__(self, gathered: Gathered, say: Say) -> None:
        self._all, self._say = gathered, say
        self._figures: RunFigures = gathered.figures
        self._evaluated: Evaluated | None = gathered.evaluated

    def lead(self, run: Run) -> Iterator[Block]:
        say, metadata = self._say, self._figures.metadata
        if self._evaluated is not None:
            measured = self._evaluated.report
            low, high = measured.interval
            template = QT_TRANSLATE_NOOP(
                "engine",
                "{accuracy} of {images} test images are recognised (95 % interval {low} to {high}).",
            )
            figures = {"accuracy": percent(measured.accuracy), "images": f"{measured.images:,}"}
            yield Paragraph(say(Text(template, {**figures, "low": percent(low), "high": percent(high)})), strong=True)
        elif self._all.missing is not None:
            template = QT_TRANSLATE_NOOP("engine", "It is not measured on test images: {reason}")
            yield Paragraph(say(Text(template, {"reason": self._all.missing})), strong=True)
        if notes := run.annotation().note:
            yield Paragraph(notes)
        best = metadata.best
        yield Facts(
            (
                (say(QT_TRANSLATE_NOOP("engine", "State")), say(_STATUS[metadata.status])),
                (say(QT_TRANSLATE_NOOP("engine", "Dataset")), metadata.dataset),
                (say(QT_TRANSLATE_NOOP("engine", "Parameters")), f"{metadata.parameters:,}"),
                (say(QT_TRANSLATE_NOOP("engine", "Epochs")), f"{metadata.epochs_done} / {metadata.epochs}"),
                (say(QT_TRANSLATE_NOOP("engine", "Best epoch")), NOTHING if best is None else f"{best.epoch}"),
                (
                    say(QT_TRANSLATE_NOOP("engine", "Validation accuracy")),
                    percent(None if best is None else best.validation_accuracy),
                ),
                (say(QT_TRANSLATE_NOOP("engine", "Duration")), duration(metadata.seconds, say)),
                (say(QT_TRANSLATE_NOOP("engine", "Device")), metadata.device_name or metadata.device or NOTHING),
            )
        )

    def network(self) -> Iterator[Block]:
        say, spec, analysis = self._say, self._all.project.model, self._all.analysis
        if len(spec.layers) <= _MOST_NODES:
            words = say(QT_TRANSLATE_NOOP("engine", "The network's layers and links, from its input to its output"))
            yield Picture(network_picture(spec, self._all.project.layout, analysis, words))
        rows = []
        for layer in spec.layers:
            found, kind = analysis.layers.get(layer.id), layer_type(layer.type)
            shape = None if found is None else found.output_shape
            rows.append(
                (
                    layer.id,
                    f"{layer.type} {kind.summary(layer.params)}".strip(),
                    NOTHING if shape is None else shape_text(shape),
                    f"{0 if found is None else found.parameters:,}",
                    f"{0 if found is None else found.multiply_adds:,}",
                )
            )
        totals = (say(QT_TRANSLATE_NOOP("engine", "Total")), "", "", f"{analysis.parameters:,}")
        rows.append((*totals, f"{analysis.multiply_adds:,}"))
        head = (
            say(QT_TRANSLATE_NOOP("engine", "Layer")),
            say(QT_TRANSLATE_NOOP("engine", "Type")),
            say(QT_TRANSLATE_NOOP("engine", "Answers")),
            say(QT_TRANSLATE_NOOP("engine", "Parameters")),
            say(QT_TRANSLATE_NOOP("engine", "Multiply-adds")),
        )
        yield Table(head, tuple(rows), words=2)

    def hyperparameters(self) -> Iterator[Block]:
        say, training = self._say, self._all.project.training
        rows, marked = [], set()
        for field in describe(TrainingConfig):
            if is_relevant(field, training):
                value = getattr(training, field.name)
                rows.append((say(field.label), value_words(field, value, say)))
                if value != field.default:
                    marked.add(say(field.label))
        yield Facts(tuple(rows), frozenset(marked))
        if marked:
            yield Paragraph(say(QT_TRANSLATE_NOOP("engine", "Set off is what is not as by default.")))

    def training(self) -> Iterator[Block]:
        say, figures = self._say, self._figures
        step, steps = say(QT_TRANSLATE_NOOP("engine", "Step")), figures.steps
        ends = np.array([epoch.step for epoch in figures.epochs], np.float64)
        validation = say(QT_TRANSLATE_NOOP("engine", "Validation"))
        epoch_words = say(QT_TRANSLATE_NOOP("engine", "Training, mean of an epoch"))
        batch_words = say(QT_TRANSLATE_NOOP("engine", "Training, batch"))
        pale = mixed(TRAINING, "#ffffff", 0.6)
        charts = (
            (QT_TRANSLATE_NOOP("engine", "Loss"), "train_loss", "validation_loss", steps.loss),
            (QT_TRANSLATE_NOOP("engine", "Accuracy"), "train_accuracy", "validation_accuracy", steps.accuracy),
        )
        for name, of_training, of_validation, of_steps in charts:
            series = [
                Series(batch_words, pale, steps.step.astype(np.float64), of_steps.astype(np.float64), 0.8),
                Series(epoch_words, TRAINING, ends, self._by_epoch(of_training), 1.6, marked=True),
                Series(validation, VALIDATION, ends, self._by_epoch(of_validation), 1.6, marked=True),
            ]
            yield Picture(line_chart([one for one in series if len(one.xs)], step, say(name)), say(name))
        rates = self._by_epoch("learning_rate")
        if len(rates) > 1:
            name = say(QT_TRANSLATE_NOOP("engine", "Learning rate"))
            yield Picture(line_chart([Series(name, GOOD, ends, rates, 1.6, marked=True)], step, name), name)

    def _by_epoch(self, field: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        values = [getattr(epoch, field) for epoch in self._figures.epochs]
        return np.array([np.nan if value is None else value for value in values], np.float64)

    def results(self) -> Iterator[Block]:
        if self._evaluated is None:
            return
        say, report = self._say, self._evaluated.report
        yield Facts(
            (
                (say(QT_TRANSLATE_NOOP("engine", "Accuracy")), percent(report.accuracy)),
                (say(QT_TRANSLATE_NOOP("engine", "Loss")), figure(report.loss)),
                (say(QT_TRANSLATE_NOOP("engine", "Calibration error")), percent(report.calibration_error)),
            )
        )
        words = say(QT_TRANSLATE_NOOP("engine", "How many images of each class were taken for which"))
        truth, answer = say(QT_TRANSLATE_NOOP("engine", "True class")), say(QT_TRANSLATE_NOOP("engine", "Answer"))
        yield Picture(matrix_chart(report.confusion, report.classes, truth, answer, words), words)
        found = report.by_class
        columns = (found.precision.tolist(), found.recall.tolist(), found.f1.tolist())
        rows = tuple(
            (name, f"{images:,}", *map(percent, values))
            for name, images, *values in zip(report.classes, found.support.tolist(), *columns, strict=True)
        )
        head = (
            say(QT_TRANSLATE_NOOP("engine", "Class")),
            say(QT_TRANSLATE_NOOP("engine", "Images")),
            say(QT_TRANSLATE_NOOP("engine", "Precision")),
            say(QT_TRANSLATE_NOOP("engine", "Recall")),
            "F1",
        )
        yield Table(head, rows)
        sure, right = say(QT_TRANSLATE_NOOP("engine", "Confidence")), say(QT_TRANSLATE_NOOP("engine", "Share right"))
        words = say(QT_TRANSLATE_NOOP("engine", "Whether the network is as often right as it says"))
        curve = report.reliability
        yield Picture(reliability_chart(curve.confidence, curve.accuracy, sure, right, words), words)

    def hardest(self) -> Iterator[Block]:
        if self._evaluated is None or len(self._figures.metadata.image_shape) != 3:
            return
        say, report = self._say, self._evaluated.report
        seen = report.observations
        examples = []
        for index in report.hardest(HARDEST).tolist():
            template = QT_TRANSLATE_NOOP("engine", "{truth}, taken for {answer}")
            names = {"truth": report.classes[seen.labels[index]], "answer": report.classes[seen.predicted[index]]}
            lines = (say(Text(template, names)), percent(float(seen.confidences[index]), 1))
            examples.append(Example(self._evaluated.image(index), lines))
        yield Examples(tuple(examples))

    def environment(self) -> Iterator[Block]:
        say, metadata = self._say, self._figures.metadata
        rows = [
            (say(QT_TRANSLATE_NOOP("engine", "Run")), metadata.name),
            (say(QT_TRANSLATE_NOOP("engine", "Seed")), f"{metadata.seed}"),
            (say(QT_TRANSLATE_NOOP("engine", "Data’s fingerprint")), metadata.fingerprint or NOTHING),
            (say(QT_TRANSLATE_NOOP("engine", "Device")), metadata.device_name or metadata.device or NOTHING),
            (say(QT_TRANSLATE_NOOP("engine", "System")), metadata.platform),
            *((package, version) for package, version in metadata.versions.items()),
        ]
        yield Facts(tuple(rows))
