"""The weights of a backbone in the inspector: whether they are here, and bringing them."""

import re

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.downloads.sizes import megabytes
from engine.model.layers.backbone import BackboneParams
from engine.model.pretrained.download import is_here, weights_file
from gui import icons, theme
from gui.model.weight_downloads import WeightDownloads, WeightsState
from gui.translation import say

_ICON = 18
_PARTS = 1000
_LONG, _MARK = re.compile(r"[!-~]{25,}"), re.compile(r"[/_-]")


class BackboneWeights(QFrame):
    """Shows how the weights of the layer shown stand, offers to download them, and shows how far that is.

    ``arrived(family)`` comes when weights are newly here.
    """

    arrived = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backboneWeights")
        theme.set_role(self, "card")
        self.downloads = WeightDownloads(self)
        self._family = ""
        self._icon, self._words, self._hint = QLabel(), QLabel(), QLabel()
        theme.set_role(self._hint, "muted")
        for label in (self._words, self._hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._download, self._cancel = QPushButton(), QPushButton()
        self._download.setObjectName("downloadWeightsButton")
        self._cancel.setObjectName("cancelDownloadButton")
        self._bar = QProgressBar()
        self._bar.setObjectName("weightsProgress")
        self._bar.setRange(0, _PARTS)
        self._download.clicked.connect(lambda: self.downloads.start(self._family))
        self._cancel.clicked.connect(self._give_up)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._words, 1)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self._bar, 1)
        second.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(self._hint)
        column.addLayout(second)
        column.addWidget(self._download)
        self.downloads.changed.connect(self._changed)
        self.downloads.arrived.connect(self.arrived)
        theme.notifier().changed.connect(self.refresh)
        self.hide()
        self.retranslate()

    def show_params(self, params: object) -> None:
        """Show the weights of these params, or nothing where they need none."""
        wanted = isinstance(params, BackboneParams) and params.weights == "pretrained"
        family = params.family if isinstance(params, BackboneParams) and wanted else ""
        if family and family != self._family:
            self.downloads.look(family)
        self._family = family
        self.setVisible(bool(family))
        self._show()

    def look_again(self) -> None:
        """Files may have come or gone meanwhile, as by a training."""
        if self._family:
            self.downloads.look(self._family)
            self._show()

    def stop(self) -> None:
        """End the threads."""
        self.downloads.stop()

    def _give_up(self) -> None:
        self._cancel.setEnabled(False)
        self.downloads.cancel(self._family)

    def _changed(self, family: str) -> None:
        if family == self._family:
            self._show()

    def _show(self) -> None:
        if not self._family:
            return
        state, now = self.downloads.state(self._family), theme.current()
        coming = state.kind == "coming"
        name, colour = {
            "installed": ("check", now.success),
            "missing": ("download", now.text_muted),
            "coming": ("download", now.accent),
            "failed": ("error", now.error),
        }[state.kind]
        self._icon.setPixmap(icons.pixmap(name, colour, _ICON))
        self._words.setText(self._sentence(state))
        theme.set_role(self._words, "error" if state.kind == "failed" else "")
        hint = None if state.error is None else state.error.hint
        self._hint.setText("" if hint is None else _breakable(say(hint)))
        file = weights_file(self._family)
        self._words.setToolTip("" if file is None else str(file))
        if coming and self._bar.isHidden():
            self._cancel.setEnabled(True)
        for widget, shown in (
            (self._hint, hint is not None),
            (self._bar, coming),
            (self._cancel, coming),
            (self._download, state.kind in ("missing", "failed")),
        ):
            if widget.isHidden() == shown:
                widget.setVisible(shown)
        if coming:
            self._bar.setValue(round(_PARTS * state.done / max(state.total, 1)))
            self._bar.setFormat(self.tr("{percent} %").format(percent=100 * state.done // max(state.total, 1)))
        self._name_button(state)

    def _name_button(self, state: WeightsState) -> None:
        size = megabytes(state.total)
        if state.kind != "failed":
            text = self.tr("Download (about {size} MB)").format(size=size)
        elif is_here(self._family):
            text = self.tr("Download again (about {size} MB)").format(size=size)
        else:
            text = self.tr("Try again (about {size} MB)").format(size=size)
        self._download.setText(text)
        self._download.setAccessibleName(text)

    def _sentence(self, state: WeightsState) -> str:
        if state.kind == "installed":
            return self.tr("Weights: installed")
        if state.kind == "coming":
            return self.tr("Weights: {done} of {total} MB here").format(
                done=megabytes(state.done), total=megabytes(state.total)
            )
        if state.error is None:
            return self.tr("Weights: not here yet")
        return _breakable(say(state.error.text))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Weights of the backbone"))
        self._bar.setAccessibleName(self.tr("Progress of the download"))
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self.tr("Cancel the download"))
        self._download.setToolTip(self.tr("A training downloads them, too, before its first step"))
        self.refresh()

    def refresh(self) -> None:
        """Take the theme's colours."""
        self._show()


def _breakable(sentence: str) -> str:
    """Let addresses and paths go on in the next line, for the inspector is narrow."""
    return _LONG.sub(lambda found: _MARK.sub("\\g<0>\u200b", found[0]), sentence)
