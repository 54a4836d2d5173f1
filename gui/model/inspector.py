"""What is selected, in detail: the layer's settings, figures and problems, or the network as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from engine.model.layer_type import CATEGORY_NAMES
from engine.model.layers.block import BlockParams
from engine.model.registry import layer_type
from engine.model.spec import Shape
from gui import icons, theme
from gui.forms import SettingsForm
from gui.model.backbone_weights import BackboneWeights
from gui.model.block_box import BlockBox
from gui.model.block_editor import BlockEditor
from gui.model.document import ProjectDocument
from gui.model.editor import ModelEditor
from gui.model.figure_rows import FigureRows
from gui.model.layer_figures import layer_figures, network_figures
from gui.model.layer_learning import LayerLearningForm
from gui.model.layer_name import LayerName
from gui.model.machine_memory import MachineMemory
from gui.model.pace import Pace
from gui.model.problem_cards import ProblemCards, problem_words
from gui.sweeps.marking import FormMarks
from gui.translation import say

_ICON = 22


class LayerInspector(QScrollArea):
    """Shows the layer chosen last, editable; with nothing selected, the network's summary and a tip."""

    def __init__(
        self, document: ProjectDocument, editor: ModelEditor, blocks: BlockEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.document, self.editor = document, editor
        self.block_box = BlockBox(blocks)
        self.weights = BackboneWeights()
        self.setObjectName("layerInspector")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would lay everything out twice, and shift it under the person's hand.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.setEnabled(bar.maximum() > 0)
        bar.rangeChanged.connect(lambda low, high: bar.setEnabled(high > low))  # its room is kept, its handle is not
        self._forms: dict[str, SettingsForm] = {}
        self._marks: dict[SettingsForm, FormMarks] = {}
        self._form: SettingsForm | None = None
        self._gesture = 0
        self._layer: str | None = None
        self._seen: tuple[object, ...] | None = None
        """The state that is shown."""
        self._pace: Pace | None = None
        self._problems = ProblemCards()
        self._problems.fixChosen.connect(editor.apply_fix)
        self._figures = FigureRows()
        self.learning = LayerLearningForm(document)
        self.memory = MachineMemory(lambda: document.training.device, self)
        self.memory.changed.connect(self._memory_changed)
        blocks.named.connect(lambda _layer: self.block_box.ask_for_name())

        self._lay_out()
        document.modelChanged.connect(self.sync)
        document.selectionChanged.connect(self.sync)
        theme.notifier().changed.connect(self.refresh)
        self.retranslate()

    def _lay_out(self) -> None:
        page = QFrame()
        theme.set_role(page, "panel")
        self._icon, self._title, self._doc, self._formula = (QLabel() for _ in range(4))
        self._subtitle = LayerName(self.editor)
        theme.set_role(self._title, "title")
        for label in (self._doc, self._formula):
            theme.set_role(label, "muted")
            label.setWordWrap(True)
        heading = QGridLayout()
        heading.setHorizontalSpacing(10)
        heading.setVerticalSpacing(0)
        heading.addWidget(self._icon, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        heading.addWidget(self._title, 0, 1)
        heading.addWidget(self._subtitle, 1, 1)
        heading.setColumnStretch(1, 1)
        self._form_place = QVBoxLayout()
        column = self._column = QVBoxLayout(page)
        column.setContentsMargins(14, 12, 12, 12)
        column.setSpacing(12)
        column.addLayout(heading)
        column.addWidget(self._problems)
        column.addWidget(self.block_box)
        column.addWidget(self.weights)
        column.addLayout(self._form_place)
        self._line = QFrame()
        theme.set_role(self._line, "line")
        column.addWidget(self._line)
        column.addWidget(self._figures)
        column.addWidget(self.learning)
        column.addWidget(self._doc)
        column.addWidget(self._formula)
        column.addStretch(1)
        self.setWidget(page)

    @property
    def form(self) -> SettingsForm | None:
        """The settings of the layer shown; ``None`` where it has none or no layer is shown."""
        return self._form

    def focus_settings(self) -> None:
        """Put the keyboard into the first setting."""
        if self._form is not None:
            names = list(type(self._form.settings).model_fields)
            if names:
                self._form.focus_field(names[0])

    def sizeHint(self) -> QSize:
        return QSize(318, 400)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for what is shown, which cannot be scrolled sideways."""
        page = self.widget()
        wanted = page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width() if page else 0
        return QSize(max(250, min(wanted, 420)), 120)

    # Following the document

    def sync(self) -> None:
        """Show what is selected as it is now; nothing is done twice for one edit."""
        document = self.document
        current, now = document.current, (document.analysis, document.selection, document.scope, document.project)
        if self._seen is not None and all(seen is one for seen, one in zip(self._seen, now, strict=True)):
            return
        self._seen = now
        if current != self._layer:
            self._layer = current
            self._gesture += 1
        with self._laid_out_once():
            if current is None:
                self._show_network()
            else:
                self._show_layer(current)

    @contextmanager
    def _laid_out_once(self) -> Iterator[None]:
        """Showing or hiding a widget lays everything out at once; let that wait for the last of them."""
        self._column.setEnabled(False)
        try:
            yield
        finally:
            self._column.setEnabled(True)
            self._column.invalidate()

    def _show_layer(self, layer_id: str) -> None:
        layer, report = self.document.model[layer_id], self.document.analysis.layers[layer_id]
        kind = layer_type(layer.type)
        now = theme.current()
        self._icon.setPixmap(icons.pixmap(kind.category, now.category(kind.category), _ICON))
        self._icon.show()
        self._title.setText(layer.type)
        count = len(self.document.selection)
        if count > 1:
            self._subtitle.setText(self.tr("{count} selected, showing {name}").format(count=count, name=layer_id))
        else:
            self._subtitle.show_layer(layer_id, say(CATEGORY_NAMES[kind.category]))
        self._doc.setText(say(kind.doc))
        self._formula.setText(kind.formula)
        self._formula.setVisible(bool(kind.formula))
        problems = self.document.analysis.problems_of(layer_id)
        self._problems.show_problems(problems)
        if isinstance(layer.params, BlockParams):
            self.block_box.show_block(layer.params)
        self.block_box.setVisible(isinstance(layer.params, BlockParams))
        self.weights.show_params(layer.params)
        self._show_form(layer.type, layer.params)
        if self._form is not None:
            self._form.show_problems({found.field: problem_words(found) for found in problems if found.field})
            self._suggest(report.input_shapes)
        self._figures.show_figures(layer_figures(self.document.analysis, layer_id), now.category(kind.category))
        learns = report.parameters > 0 or (layer.type == "Block" and report.output_shape is None)
        if learns:
            self.learning.show_layer(layer_id)
        self.learning.setVisible(learns)

    def _show_network(self) -> None:
        analysis, model = self.document.analysis, self.document.model
        self._icon.hide()
        scope = self.document.scope
        self._title.setText(scope[-1] if scope else self.tr("Network"))
        self._subtitle.setText(self.tr("Inside of a block") if scope else self.document.project.title)
        self._problems.show_problems(tuple(found for found in analysis.problems if found.layer is None))
        self._show_form("", None)
        self.block_box.hide()
        self.weights.show_params(None)
        self.learning.hide()
        self.memory.look()
        self._figures.show_figures(network_figures(model, analysis, self.memory.latest, self._pace))
        self._doc.setText(
            self.tr(
                "Select a layer to change it. Double-click one on the left to add it behind the selected layer, "
                "or drag it onto a link. Shift-click connects two layers, Delete removes one and closes the gap."
            )
        )
        self._formula.hide()

    def show_pace(self, pace: Pace) -> None:
        """Take a measured training speed, from which the time per epoch is estimated."""
        self._pace = pace
        if self._layer is None:
            self._show_network()

    def _memory_changed(self) -> None:
        if self._layer is None:
            self._show_network()

    def _show_form(self, type_name: str, params: object) -> None:
        form: SettingsForm | None = None
        kind = layer_type(type_name) if type_name else None
        if kind is not None and kind.Params.model_fields:
            form = self._forms.get(type_name)
            if form is None:
                form = self._make_form(kind.Params.model_validate(params.__dict__))
                self._forms[type_name] = form
            form.show_settings(self.document.model[str(self._layer)].params)
            self._marks[form].sync()
        if form is not self._form:
            if self._form is not None:
                self._form.hide()
            self._form = form
            if form is not None:
                form.show()
            self.updateGeometry()
        self._line.setVisible(form is not None)

    def _suggest(self, received: tuple[Shape, ...]) -> None:
        """Unticking «auto» first takes what is automatic now, so that nothing changes by it alone."""
        form = self._form
        if form is None:
            return
        automatic: dict[str, int] = {}
        if received:
            automatic |= {"in_channels": received[0][0], "in_features": received[0][-1]}
        if hasattr(form.settings, "kernel_size"):
            automatic["stride"] = form.settings.kernel_size
        for name in automatic.keys() & type(form.settings).model_fields.keys():
            form.suggest(name, automatic[name])

    def _make_form(self, params: object) -> SettingsForm:
        form = SettingsForm(params)  # type: ignore[arg-type]
        if isinstance(params, BlockParams):  # its name stands in the box of the block
            form.hide_fields(("block",))
        form.hide()
        form.changed.connect(self._setting_changed)
        form.settled.connect(self._settled)
        self._marks[form] = FormMarks(form, self.document, self._dimension_name)
        self._form_place.addWidget(form)
        return form

    def _dimension_name(self, param: str) -> str:
        return self.document.dimension_name(self._layer or "", param)

    @property
    def marks(self) -> FormMarks | None:
        """What a sweep varies of the layer shown."""
        return None if self._form is None else self._marks[self._form]

    def _setting_changed(self, name: str, value: object) -> None:
        if self._layer is not None and self._form is not None:
            field = type(self._form.settings).model_fields[name]
            self.editor.set_param(self._layer, name, value, say(field.title or name), self._gesture)

    def _settled(self, _name: str) -> None:
        self._gesture += 1

    # Words and looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Inspector"))
        self.refresh()

    def refresh(self) -> None:
        """Take the theme's colours."""
        self._seen = None
        self.sync()
