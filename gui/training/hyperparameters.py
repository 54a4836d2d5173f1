"""The hyperparameters of the project as a form, with what they amount to below it."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.project import Project
from engine.training.config import TrainingConfig
from engine.training.device import DeviceInfo
from engine.training.splitting import split_sizes
from gui import theme
from gui.forms import SettingsForm
from gui.model.document import ProjectDocument
from gui.sweeps.marking import FormMarks
from gui.training.augmentation import AugmentationList
from gui.training.device_choice import device_title, offered_devices
from gui.training.find_rate import FindRateButton
from gui.training.pending_card import PendingCard, PendingChange, changes_between
from gui.training.recipes_menu import RecipesButton, recipe_title, taken, with_network
from gui.training.schedule_picture import SchedulePicture
from gui.training.words import FIELDS, absent_word, choice_word, split_problems
from gui.translation import say

Mode = Literal["free", "running", "paused"]
"""Whether a run is under way: none, one that computes, one that is paused."""

_WHEN_PRESENT = {
    "limit_train": 10_000,
    "micro_batch": 32,
    "folds": 5,
    "split_seed": 0,
    "beta2": 0.999,
    "square_decay": 0.99,
    "epsilon": 1e-8,
    "clip_norm": 1.0,
    "clip_value": 1.0,
}
_OPTIMIZERS_OWN = {
    "lion": {"beta2": 0.99},
    "adagrad": {"epsilon": 1e-10},
    "adadelta": {"epsilon": 1e-6, "square_decay": 0.9},
}
"""What «auto» is where it differs from the above (see the docs of the fields)."""
_FIXED = frozenset(name for name, field in FIELDS.items() if field.fixed)


def steps_per_epoch(train_images: int, images_per_step: int) -> int:
    """Steps of an epoch, as :func:`engine.data.splits.batch_bounds` cuts them: one image left over joins the last."""
    whole, rest = divmod(train_images, images_per_step)
    alone = rest == 1 and whole > 0 and images_per_step > 1
    return max(whole + (rest > 0 and not alone), 1)


class HyperparameterPanel(QWidget):
    """Edits ``document.project.training``, each gesture an undo step.

    While a run computes, values can only be seen. While it is paused, those that are not fixed for the run can be
    edited as ever; :meth:`pending_changes` tells what differs from the run's, and a card lists it.
    """

    pendingChanged = Signal()  # noqa: N815 - signals are named as Qt names them

    def __init__(self, document: ProjectDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._devices: tuple[DeviceInfo, ...] = ()
        self._gesture = 0
        self._mode: Mode = "free"
        self._run: TrainingConfig | None = None
        self._other_project = False
        self._pending: tuple[PendingChange, ...] = ()
        self._picture: SchedulePicture | None = None
        self._augmentation: AugmentationList | None = None
        self._torch_loaded = False
        self.setObjectName("hyperparameterPanel")
        self.form = SettingsForm(
            document.project.training,
            choices={"device": ("auto", "cpu")},
            choice_title=self._choice_title,
            absent_words=absent_word,
            when_present=_WHEN_PRESENT,
            parent=self,
        )
        self.form.put_into_section(FIELDS["schedule"].section, self._make_picture)
        section = FIELDS["augment_shift"].section
        self.form.put_into_section(section, self._make_augmentation)
        self.form.section(section).built.connect(self._take_rows)
        self.find_rate = FindRateButton(document)
        self.form.put_beside("learning_rate", self.find_rate)
        headings = tuple(dict.fromkeys(field.section for field in FIELDS.values() if field.section))
        self.marks = FormMarks(self.form, document, lambda name: name, headings)
        self.recipes = RecipesButton(self)
        self.pending = PendingCard(self)
        self._lay_out()
        self.form.changed.connect(self._changed)
        self.form.settled.connect(self._settled)
        self.recipes.chosen.connect(self.take_recipe)
        self.pending.takenBack.connect(self.take_back)
        document.trainingChanged.connect(self._show_document)
        document.modelChanged.connect(self._show_summary)
        document.projectReplaced.connect(self._replaced)
        self.retranslate()
        self._offer_devices()

    def _lay_out(self) -> None:
        self._title, self._note, self._summary, self._network = QLabel(), QLabel(), QLabel(), QLabel()
        for label in (self._note, self._summary, self._network):
            label.setWordWrap(True)
            theme.set_role(label, "muted")
        theme.set_role(self._note, "hint")
        theme.set_role(self._title, "heading")
        self._note.setObjectName("lockNote")
        self._summary.setObjectName("trainingSummary")
        self._note.hide()
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.recipes)
        line = QWidget()
        line.setFixedHeight(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._note)
        layout.addWidget(self.pending)
        layout.addWidget(self.form)
        layout.addWidget(line)
        layout.addWidget(self._summary)
        layout.addWidget(self._network)
        layout.addStretch(1)

    # -- words -----------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Hyperparameters"))
        self._title.setText(self.tr("Hyperparameters"))
        self.form.show_problems(split_problems(self._document.training))
        self._show_mode()
        self._show_summary()

    def _choice_title(self, name: str, value: str) -> str:
        return device_title(self._devices, value) if name == "device" else choice_word(name, value)

    # -- devices ---------------------------------------------------------------------------------------------------

    def set_devices(self, devices: Sequence[DeviceInfo]) -> None:
        """What this machine can compute on, once torch has been asked; a project's other device stays shown."""
        self._devices = tuple(devices)
        self._torch_loaded = True
        if self._augmentation is not None:
            self._augmentation.preview.allow()
        self._offer_devices()

    def _offer_devices(self) -> None:
        self.form.set_choices("device", offered_devices(self._devices, self._document.training.device))

    def stop(self) -> None:
        """End the threads of this panel; for closing the window."""
        self.find_rate.stop()
        if self._augmentation is not None:
            self._augmentation.stop()

    # -- a run under way -------------------------------------------------------------------------------------------

    def set_mode(self, mode: Mode, run: TrainingConfig | None = None) -> None:
        """Say whether a run is under way, and with which hyperparameters.

        Without ``run`` they are those of the document when the run began; give them anew when it goes on with others.
        """
        if mode == "free":
            self._run, self._other_project = None, False
        elif run is not None:
            self._run = run
        elif self._run is None:
            self._run = self._document.training
        self._mode = mode
        self._show_mode()
        self._show_pending()

    def lock_note(self) -> str:
        """Why not everything can be changed as ever, empty while it can."""
        return "" if self._note.isHidden() else self._note.text()

    def pending_changes(self) -> tuple[PendingChange, ...]:
        """What a paused run will go on with that it does not have yet."""
        return self._pending

    def take_back(self) -> None:
        """Give the changes up again, as an undo step."""
        back = {change.name: change.before for change in self._pending}
        if back:
            training = self._document.training.model_copy(update=back)
            self._document.apply(self.tr("Take back the changes"), training=training)

    def _replaced(self) -> None:
        """Another project was opened: what is shown now is not the run's."""
        if self._mode != "free":
            self._other_project = True
            self._show_mode()
            self._show_pending()

    def _show_mode(self) -> None:
        locked, reason, note = frozenset[str](), "", ""
        if self._mode != "free" and self._other_project:
            note = self.tr("These belong to the project that is open now; the run keeps its own.")
        elif self._mode == "running":
            locked, reason = frozenset(FIELDS), self.tr("Pause the run to change its hyperparameters.")
            note = reason
        elif self._mode == "paused":
            locked, reason = (
                _FIXED,
                self.tr("A run keeps this from its first step to its last. Stop it to change this."),
            )
            note = self.tr("Changes apply when the run goes on.")
        self.form.lock(locked, reason)
        if self._augmentation is not None:
            self._augmentation.set_locked("augment_shift" in locked)
        self.find_rate.set_run_under_way(self._mode != "free")
        self.recipes.setEnabled(len(locked) < len(FIELDS))
        self.recipes.set_networks(self._mode == "free")
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _show_pending(self) -> None:
        pending: tuple[PendingChange, ...] = ()
        if self._mode == "paused" and self._run is not None and not self._other_project:
            pending = changes_between(self._run, self._document.training)
        if pending != self._pending:
            self._pending = pending
            self.pending.show_changes(pending)
            self.pendingChanged.emit()

    # -- editing ---------------------------------------------------------------------------------------------------

    def take_recipe(self, name: str, network: bool = False) -> None:
        """Take all hyperparameters of a recipe, as one undo step; what a paused run cannot change stays.

        With ``network`` the one that the recipe was chosen for takes the place of the document's, unless a run is under
        way. Raises :class:`NetwrightError` where there is no recipe of that name.
        """
        title = recipe_title(name)
        if network and self._mode == "free":
            project = with_network(name, self._document.project)
            if project is not None:
                text = self.tr("Take the recipe {name} and its network").format(name=title)
                self._document.apply_project(text, project)
                return
        now = self._document.training
        training = taken(name, now)
        if self._mode == "paused" and not self._other_project:
            training = training.model_copy(update={field: getattr(now, field) for field in _FIXED})
        self._document.apply(self.tr("Take the recipe {name}").format(name=title), training=training)

    def summary(self) -> str:
        """What the hyperparameters amount to, as it is shown."""
        return self._summary.text()

    def _changed(self, name: str, value: object) -> None:
        if self._augmentation is not None:
            self._augmentation.keep(name)
        self._document.apply(
            self.tr("Change {field}").format(field=say(FIELDS[name].label)),
            training=self.form.settings,
            merge_key=f"training/{name}/{self._gesture}",
        )

    def _settled(self, name: str) -> None:
        self._gesture += 1

    def _show_document(self) -> None:
        training = self._document.training
        if training != self.form.settings:
            self.form.show_settings(training)
        self.form.show_problems(split_problems(training))
        own = _OPTIMIZERS_OWN.get(training.optimizer, {})
        for name in ("beta2", "square_decay", "epsilon"):
            self.form.suggest(name, own.get(name, _WHEN_PRESENT[name]))
        self._show_pending()
        self._show_summary()

    # -- augmentation ----------------------------------------------------------------------------------------------

    def _make_augmentation(self) -> AugmentationList:
        self._augmentation = AugmentationList(self._document, self.form)
        if self._torch_loaded:
            self._augmentation.preview.allow()
        return self._augmentation

    def _take_rows(self) -> None:
        assert self._augmentation is not None, "the section makes it before its rows"
        self._augmentation.take_rows()
        self._show_mode()

    # -- what it amounts to ----------------------------------------------------------------------------------------

    def _sizes(self) -> tuple[int, int, int]:
        """Images trained on, images kept aside, steps of an epoch."""
        project = self._document.project
        images, aside = split_sizes(self._document.dataset.train_images, project.training)
        return images, aside, steps_per_epoch(images, project.training.images_per_step)

    def _make_picture(self) -> SchedulePicture:
        self._picture = SchedulePicture()
        self._show_picture()
        return self._picture

    def _show_picture(self) -> None:
        if self._picture is not None:
            self._picture.show_schedule(self._document.training, self._sizes()[2])

    def _show_summary(self) -> None:
        project, locale = self._document.project, QLocale()
        self.recipes.show_training(project.training)
        self._show_picture()
        images, aside, steps = self._sizes()
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
