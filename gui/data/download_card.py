"""A published dataset that is not here yet: how large it is, and bringing it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from engine.downloads.sizes import megabytes
from engine.text import NetwrightError
from gui import icons, theme
from gui.data.downloads import DatasetDownloads
from gui.data.listing import Listed
from gui.translation import say

_ICON = 18
_PARTS = 1000


class DownloadCard(QFrame):
    """Hidden while the dataset shown is here."""

    def __init__(self, downloads: DatasetDownloads, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("downloadCard")
        theme.set_role(self, "card")
        self._downloads = downloads
        self._listed: Listed | None = None
        self._icon, self.words, self.hint = QLabel(), QLabel(), QLabel()
        self.words.setObjectName("datasetDownloadWords")
        theme.set_role(self.hint, "muted")
        for label in (self.words, self.hint):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.bar, self.download_button, self.cancel_button = QProgressBar(), QPushButton(), QPushButton()
        self.bar.setObjectName("datasetDownloadProgress")
        self.bar.setTextVisible(False)
        self.download_button.setObjectName("downloadDatasetButton")
        self.cancel_button.setObjectName("cancelDatasetDownloadButton")
        theme.set_variant(self.download_button, "primary")
        self.download_button.clicked.connect(lambda _checked=False: self._start())
        self.cancel_button.clicked.connect(lambda _checked=False: self._cancel())
        words = QVBoxLayout()
        words.setSpacing(4)
        for widget in (self.words, self.hint, self.bar):
            words.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.download_button)
        row.addWidget(self.cancel_button)
        downloads.changed.connect(self._changed)
        theme.notifier().changed.connect(self.refresh)
        self.retranslate()

    def show_dataset(self, listed: Listed | None) -> None:
        """Offer this one, where it is not here."""
        self._listed = listed if listed is not None and listed.state == "missing" else None
        self._show()

    def _start(self) -> None:
        if self._listed is not None:
            self._downloads.start(self._listed.name)

    def _cancel(self) -> None:
        if self._listed is not None:
            self.cancel_button.setEnabled(False)
            self._downloads.cancel(self._listed.name)

    def _changed(self, name: str) -> None:
        if self._listed is not None and name == self._listed.name:
            self._show()

    def _show(self) -> None:
        listed = self._listed
        self.setVisible(listed is not None)
        if listed is None:
            return
        state, now = self._downloads.state(listed.name), theme.current()
        failed = state.error is not None
        self._icon.setPixmap(
            icons.pixmap("error" if failed else "download", now.error if failed else now.accent, _ICON)
        )
        theme.set_role(self.words, "error" if failed else "")
        self.words.setText(self._sentence(listed))
        hint = state.error.hint if isinstance(state.error, NetwrightError) else None
        self.hint.setText("" if hint is None else say(hint))
        self.hint.setVisible(hint is not None)
        self.bar.setVisible(state.active)
        self.bar.setRange(0, _PARTS if state.total else 0)
        self.bar.setValue(_PARTS * state.done // max(state.total, 1))
        self.download_button.setVisible(not state.active)
        if state.active and self.cancel_button.isHidden():
            self.cancel_button.setEnabled(True)
        self.cancel_button.setVisible(state.active)
        self.download_button.setText(self.tr("Try again") if failed else self.tr("Download"))
        self.download_button.setAccessibleName(self.download_button.text())

    def _sentence(self, listed: Listed) -> str:
        state = self._downloads.state(listed.name)
        if isinstance(state.error, NetwrightError):
            return say(state.error.text)
        if state.error is not None:
            return f"{type(state.error).__name__}: {state.error}"
        if not state.active:
            return self.tr("This dataset is not here yet: {size} MB have to be downloaded.").format(
                size=listed.megabytes
            )
        if state.done >= state.total > 0:
            return self.tr("Making it ready…")
        return self.tr("Downloading: {done} of {total} MB").format(
            done=megabytes(state.done), total=megabytes(state.total)
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.bar.setAccessibleName(self.tr("Progress of the download"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setAccessibleName(self.tr("Cancel the download"))
        self.download_button.setToolTip(self.tr("What came is kept when it is cancelled; a training downloads it, too"))
        self.refresh()

    def refresh(self) -> None:
        """Take the theme's colours."""
        self._show()
