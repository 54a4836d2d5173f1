"""One sample of images as the network sees it after an epoch: points that glide to their places of the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QLocale, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui import theme
from gui.data.class_legend import ClassLegend
from gui.data.point_map import PointMap
from gui.pictures import picture_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.evaluation.epochs import EpochSample
    from engine.runs.epoch_walk import EpochView

GLIDE_MS, FRAME_MS = 140, 16
_LEGEND_WIDTH = 74


class EpochMap(QFrame):
    """Shows the mapped images of a sample along axes that are the same for all epochs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("epochMap")
        theme.set_role(self, "card")
        self._sample: EpochSample | None = None
        self._predicted: NDArray[np.int64] | None = None
        self._start: NDArray[np.float32] | None = None
        self._target: NDArray[np.float32] | None = None
        self._shown: NDArray[np.float32] | None = None
        self._timer, self._clock = QTimer(self, interval=FRAME_MS), QElapsedTimer()
        self._timer.timeout.connect(self._glide)
        self._title, self._words = QLabel(), QLabel()
        theme.set_role(self._title, "heading")
        theme.set_role(self._words, "muted")
        self._words.setObjectName("epochMapWords")
        self._words.setWordWrap(True)
        self.points, self.legend = PointMap(self._picture), ClassLegend("epochMapLegend", _LEGEND_WIDTH)
        self.points.setObjectName("epochPoints")
        self.legend.marked.connect(self.points.mark_class)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.points, 1)
        row.addWidget(self.legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 7)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addLayout(row, 1)
        column.addWidget(self._words)
        self.retranslate()

    @property
    def target(self) -> NDArray[np.float32] | None:
        """Where the points are, or glide to."""
        return self._target

    def show_sample(self, sample: EpochSample | None) -> None:
        """Map other images; their places come with the first epoch."""
        self._timer.stop()
        self._sample, self._start, self._target, self._shown = sample, None, None, None
        self.points.show_points(None, None, 0)
        self.legend.show_classes(() if sample is None else sample.found.info.classes)
        self.retranslate()

    def show_epoch(self, view: EpochView) -> None:
        """Let the points be where that epoch sees them."""
        sample = self._sample
        if sample is None or view.points is None or view.points is self._target:
            return
        self._predicted = view.predicted[sample.mapped]
        self._start, self._target = self._shown, view.points
        if self._start is None:
            self._shown = view.points
            labels = sample.found.labels[sample.mapped]
            self.points.show_points(view.points, labels, len(sample.found.info.classes), view.within)
            self.points.mark_class(self.legend.mark)
            return
        self._clock.start()
        self._timer.start()

    def _glide(self) -> None:
        assert self._start is not None
        assert self._target is not None
        done = min(1.0, self._clock.elapsed() / GLIDE_MS)
        self._shown = self._target if done >= 1.0 else self._start + (self._target - self._start) * done
        self.points.move_points(self._shown)
        if done >= 1.0:
            self._timer.stop()

    def _picture(self, position: int) -> tuple[QImage, str]:
        sample, predicted = self._sample, self._predicted
        if sample is None or predicted is None:
            return QImage(), ""
        number = int(sample.mapped[position])
        truth, answer = (
            sample.found.info.classes[int(one)] for one in (sample.found.labels[number], predicted[position])
        )
        words = truth if truth == answer else self.tr("{truth}, taken for {answer}").format(truth=truth, answer=answer)
        return picture_of(sample.found.images[number]), words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._title.setText(self.tr("How the network sees images"))
        self._title.setToolTip(
            self.tr(
                "Each point is an image: what the last layer reads of it, in two principal components that are the same"
                " for all epochs. What the network holds to be alike lies close together."
            )
        )
        self.points.setAccessibleName(self.tr("Map of images as the network sees them"))
        self.points.setToolTip(self._title.toolTip())
        self.legend.setAccessibleName(self.tr("Classes in the map"))
        self.legend.setToolTip(self.tr("Let a class stand out"))
        self._words.setText("" if self._sample is None else self._sample_words(self._sample))

    def _sample_words(self, sample: EpochSample) -> str:
        count = QLocale().toString(len(sample.mapped))
        if sample.reads_pixels:
            words = self.tr("{count} of these images. The only layer that learns reads their pixels, so they stay.")
        else:
            words = self.tr("{count} of these images")
        return words.format(count=count)
