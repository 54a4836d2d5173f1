"""How the selected layers learn: frozen, at another rate, with penalties, from other first weights."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.model import edits
from engine.model.learning import AS_THE_NETWORK, LayerLearning
from gui import theme
from gui.forms import SettingsForm
from gui.model.document import ProjectDocument
from gui.translation import say


class LayerLearningForm(QWidget):
    """Edits :class:`LayerLearning` of the layer shown and, with it, of the others that are selected.

    ``run_names`` gives the runs whose weights a layer can start from; it is asked when the form is about to need them.
    """

    def __init__(self, document: ProjectDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layerLearning")
        self.document = document
        self.run_names: Callable[[], Sequence[str]] = tuple
        self._layer = ""
        self._gesture = 0
        self._title = QLabel()
        theme.set_role(self._title, "heading")
        self.form = SettingsForm(AS_THE_NETWORK, choices={"run": ("",)})
        self.form.setObjectName("layerLearningForm")
        self.form.changed.connect(self._changed)
        self.form.settled.connect(self._settled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.form)
        self.retranslate()

    def show_layer(self, layer_id: str) -> None:
        """Show how that layer learns."""
        if layer_id != self._layer:
            self._layer = layer_id
            self._gesture += 1
        learning = self.document.model[layer_id].learning
        self.form.show_settings(learning)
        if learning.initialisation == "run":
            self.form.set_choices("run", ("", *self.run_names()))

    def _changed(self, name: str, value: object) -> None:
        model = self.document.model
        for layer_id in dict.fromkeys((self._layer, *self.document.selection)):
            if layer_id in model:
                model = edits.set_learning(model, layer_id, **{name: value})
        label = say(LayerLearning.model_fields[name].title or name)
        text = self.tr("Change {field} of {layer}").format(field=label, layer=self._layer)
        self.document.apply(text, model=model, merge_key=f"learning:{self._layer}:{name}:{self._gesture}")

    def _settled(self, _name: str) -> None:
        self._gesture += 1

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self._title.setText(self.tr("Training of this layer"))
        self.setAccessibleName(self.tr("Training of this layer"))
