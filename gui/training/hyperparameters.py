"""The hyperparameters of the project as a form, with what they amount to below it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.data.catalog import dataset_info
from engine.project import Project
from engine.training.config import OPTIMIZER_TITLES, TrainingConfig
from engine.training.device import DeviceInfo
from gui import theme
from gui.forms import SettingsForm
from gui.model.document import ProjectDocument
from gui.translation import say

_OBJECT_NAMES = {
    "learning_rate": "learningRateField",
    "weight_decay": "weightDecayField",
    "batch_size": "batchSizeField",
    "validation_split": "validationSplitField",
    "limit_train": "limitTrainField",
}


def split_sizes(images: int, config: TrainingConfig) -> tuple[int, int]:
    """How many of ``images`` are trained on and kept aside, as :func:`engine.data.splits.split_images` divides them."""
    chosen = images if config.limit_train is None else min(images, config.limit_train)
    aside = round(chosen * config.validation_split)
    if config.validation_split > 0:
        aside = min(max(aside, 1), chosen - 1)
    return chosen - aside, aside


def steps_per_epoch(train_images: int, batch_size: int) -> int:
    """Batches of an epoch, as :func:`engine.data.splits.batch_bounds` cuts them: one image left over joins the last."""
    whole, rest = divmod(train_images, batch_size)
    alone = rest == 1 and whole > 0 and batch_size > 1
    return max(whole + (rest > 0 and not alone), 1)


class HyperparameterPanel(QWidget):
    """Edits ``document.project.training``, each gesture an undo step. Locked while a run is under way."""

    def __init__(self, document: ProjectDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._devices: tuple[DeviceInfo, ...] = ()
        self._gesture = 0
        self._locked = False
        self.setObjectName("hyperparameterPanel")
        self.form = SettingsForm(
            document.project.training,
            object_names=_OBJECT_NAMES,
            choices={"device": ("auto", "cpu")},
            choice_title=self._choice_title,
            absent_words=lambda _name: self.tr("all"),
            when_present={"limit_train": 10_000},
            parent=self,
        )
        self._lock_note, self._summary, self._network = QLabel(), QLabel(), QLabel()
        for label in (self._lock_note, self._summary, self._network):
            label.setWordWrap(True)
            theme.set_role(label, "muted")
        theme.set_role(self._lock_note, "hint")
        self._lock_note.setObjectName("lockNote")
        self._summary.setObjectName("trainingSummary")
        self._lock_note.hide()
        line = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        self._title = QLabel()
        theme.set_role(self._title, "heading")
        layout.addWidget(self._title)
        layout.addWidget(self._lock_note)
        layout.addWidget(self.form)
        line.setFixedHeight(2)
        layout.addWidget(line)
        layout.addWidget(self._summary)
        layout.addWidget(self._network)
        layout.addStretch(1)
        self.form.changed.connect(self._changed)
        self.form.settled.connect(self._settled)
        document.trainingChanged.connect(self._show_document)
        document.modelChanged.connect(self._show_summary)
        self.retranslate()
        self._offer_devices()

    # -- words -----------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Hyperparameters"))
        self._title.setText(self.tr("Hyperparameters"))
        self._lock_note.setText(self.tr("A run keeps the hyperparameters it began with. Stop it to change them."))
        self.form.retranslate()
        self._show_summary()

    def _choice_title(self, name: str, value: str) -> str:
        if name == "optimizer":
            return OPTIMIZER_TITLES.get(value, value)  # type: ignore[call-overload, no-any-return]
        if value == "auto":
            gpu = next((device for device in self._devices if device.id.startswith("cuda")), None)
            taken = gpu or next(iter(self._devices), None)
            return self.tr("Auto") if taken is None else self.tr("Auto ({device})").format(device=_short(taken))
        known = next((device for device in self._devices if device.id == value), None)
        if known is not None:
            return f"{_word(value)} · {known.name}"
        if value == "cpu" or not self._devices:
            return _word(value)
        return self.tr("{device} (not on this machine)").format(device=_word(value))

    # -- devices ---------------------------------------------------------------------------------------------------

    def set_devices(self, devices: Sequence[DeviceInfo]) -> None:
        """What this machine can compute on, once torch has been asked; a project's other device stays shown."""
        self._devices = tuple(devices)
        self._offer_devices()

    def _offer_devices(self) -> None:
        known = [device.id for device in self._devices if device.id != "cpu"]
        offered = ["auto", "cpu", *known]
        wanted = self._document.project.training.device
        if wanted == "cuda" and "cuda:0" in known:
            offered.insert(2, "cuda")
        self.form.set_choices("device", offered)
        self.form.show_settings(self._document.project.training)
        self.form.retranslate()

    # -- editing ---------------------------------------------------------------------------------------------------

    def set_locked(self, locked: bool) -> None:
        """Keep the values as they are while a run is under way, saying why."""
        self._locked = locked
        self.form.setEnabled(not locked)
        self._lock_note.setVisible(locked)

    def lock_note(self) -> str:
        """Why nothing can be changed, empty while it can."""
        return "" if self._lock_note.isHidden() else self._lock_note.text()

    def summary(self) -> str:
        """What the hyperparameters amount to, as it is shown."""
        return self._summary.text()

    def _changed(self, name: str, value: object) -> None:
        label = next(field.title or name for key, field in TrainingConfig.model_fields.items() if key == name)
        self._document.apply(
            self.tr("Change {field}").format(field=say(label)),
            training=self.form.settings,
            merge_key=f"training/{name}/{self._gesture}",
        )

    def _settled(self, name: str) -> None:
        self._gesture += 1

    def _show_document(self) -> None:
        training = self._document.project.training
        if training != self.form.settings:
            self.form.show_settings(training)
        self._show_summary()

    def _show_summary(self) -> None:
        project = self._document.project
        locale = QLocale()
        images, aside = split_sizes(dataset_info(project.dataset).train_images, project.training)
        steps = steps_per_epoch(images, project.training.batch_size)
        values = {"train": locale.toString(images), "aside": locale.toString(aside), "steps": locale.toString(steps)}
        if aside:
            text = self.tr("{train} training · {aside} validation images, {steps} steps per epoch")
        else:
            text = self.tr("{train} training images, no validation, {steps} steps per epoch")
        self._summary.setText(text.format(**values))
        self._network.setText(self._network_text(project))

    def _network_text(self, project: Project) -> str:
        total = self._document.network_analysis.parameters
        return self.tr("{title} with {count} parameters").format(title=project.title, count=QLocale().toString(total))


def _word(device: str) -> str:
    return "CPU" if device == "cpu" else device.upper().replace("CUDA", "CUDA ").replace(" :", " ").strip()


def _short(device: DeviceInfo) -> str:
    return "CPU" if device.id == "cpu" else device.name
