"""What is selected, in detail: the layer's settings, figures and problems, or the network as a whole."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engine.model.layer_type import CATEGORY_NAMES, shape_text
from engine.model.problems import Problem
from engine.model.registry import layer_type
from engine.model.spec import Shape
from gui import icons, theme
from gui.forms import SettingsForm
from gui.model.document import ProjectDocument
from gui.model.editor import ModelEditor
from gui.model.figures import BYTES_PER_PARAMETER, bytes_text, count_text, short_count
from gui.translation import say

_ICON = 22


class LayerInspector(QScrollArea):
    """Shows the layer chosen last, editable; with nothing selected, the network's summary and a tip."""

    def __init__(self, document: ProjectDocument, editor: ModelEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document, self.editor = document, editor
        self.setObjectName("layerInspector")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._forms: dict[str, SettingsForm] = {}
        self._form: SettingsForm | None = None
        self._gesture = 0
        self._layer: str | None = None

        page = QFrame()
        theme.set_role(page, "panel")
        self._icon, self._title, self._subtitle, self._doc, self._formula = (QLabel() for _ in range(5))
        theme.set_role(self._title, "title")
        for label in (self._subtitle, self._doc, self._formula):
            theme.set_role(label, "muted")
            label.setWordWrap(True)
        heading = QGridLayout()
        heading.setHorizontalSpacing(10)
        heading.setVerticalSpacing(0)
        heading.addWidget(self._icon, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        heading.addWidget(self._title, 0, 1)
        heading.addWidget(self._subtitle, 1, 1)
        heading.setColumnStretch(1, 1)
        self._problems = QVBoxLayout()
        self._problems.setSpacing(6)
        self._form_place = QVBoxLayout()
        self._figures = QGridLayout()
        self._figures.setVerticalSpacing(5)
        self._figures.setHorizontalSpacing(10)
        self._figures.setColumnStretch(1, 1)
        self._figure_rows: list[tuple[QLabel, QLabel]] = []
        column = QVBoxLayout(page)
        column.setContentsMargins(14, 12, 12, 12)
        column.setSpacing(12)
        column.addLayout(heading)
        column.addLayout(self._problems)
        column.addLayout(self._form_place)
        self._line = QFrame()
        theme.set_role(self._line, "line")
        column.addWidget(self._line)
        column.addLayout(self._figures)
        column.addWidget(self._doc)
        column.addWidget(self._formula)
        column.addStretch(1)
        self.setWidget(page)

        document.modelChanged.connect(self.sync)
        document.selectionChanged.connect(self.sync)
        theme.notifier().changed.connect(self.refresh)
        self.retranslate()

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
        return QSize(290, 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(250, 120)

    # Following the document

    def sync(self) -> None:
        """Show what is selected as it is now."""
        current = self.document.current
        if current != self._layer:
            self._layer = current
            self._gesture += 1
        if current is None:
            self._show_network()
        else:
            self._show_layer(current)

    def _show_layer(self, layer_id: str) -> None:
        layer, report = self.document.model[layer_id], self.document.analysis.layers[layer_id]
        kind = layer_type(layer.type)
        now = theme.current()
        self._icon.setPixmap(icons.pixmap(kind.category, now.category(kind.category), _ICON))
        self._icon.show()
        self._title.setText(layer.type)
        count = len(self.document.selection)
        where = self.tr("{name} · {category}").format(name=layer_id, category=say(CATEGORY_NAMES[kind.category]))
        if count > 1:
            where = self.tr("{count} selected, showing {name}").format(count=count, name=layer_id)
        self._subtitle.setText(where)
        self._doc.setText(say(kind.doc))
        self._formula.setText(kind.formula)
        self._formula.setVisible(bool(kind.formula))
        problems = self.document.analysis.problems_of(layer_id)
        self._show_problems(problems)
        self._show_form(layer.type, layer.params)
        if self._form is not None:
            self._form.show_problems({found.field: self._sentence(found) for found in problems if found.field})
            self._suggest(report.input_shapes)
        received = ", ".join(shape_text(shape) for shape in report.input_shapes) or "–"
        answered = shape_text(report.output_shape) if report.output_shape is not None else "?"
        rows = [
            (self.tr("Output"), answered),
            (self.tr("Parameters"), count_text(report.parameters)),
            (self.tr("Multiply-adds"), count_text(report.multiply_adds)),
        ]
        if kind.most_inputs:
            rows.insert(0, (self.tr("Input"), received))
        self._show_figures(rows)

    def _show_network(self) -> None:
        analysis, model = self.document.analysis, self.document.model
        self._icon.hide()
        self._title.setText(self.tr("Network"))
        self._subtitle.setText(self.document.project.title)
        self._show_problems(tuple(found for found in analysis.problems if found.layer is None))
        self._show_form("", None)
        hidden = sum(layer_type(layer.type).category != "ports" for layer in model.layers)
        weights = bytes_text(analysis.parameters * BYTES_PER_PARAMETER)
        spent = self.tr("{count} per image").format(count=short_count(analysis.multiply_adds))
        self._show_figures(
            [
                (self.tr("Layers"), count_text(hidden)),
                (self.tr("Parameters"), count_text(analysis.parameters)),
                (self.tr("Multiply-adds"), spent),
                (self.tr("Memory"), self.tr("{size} of weights").format(size=weights)),
            ]
        )
        self._doc.setText(
            self.tr(
                "Select a layer to change it. Double-click one on the left to add it behind the selected layer, "
                "or drag it onto a link. Shift-click connects two layers, Delete removes one and closes the gap."
            )
        )
        self._formula.hide()

    def _show_form(self, type_name: str, params: object) -> None:
        form: SettingsForm | None = None
        kind = layer_type(type_name) if type_name else None
        if kind is not None and kind.Params.model_fields:
            form = self._forms.get(type_name)
            if form is None:
                form = self._make_form(kind.Params.model_validate(params.__dict__))
                self._forms[type_name] = form
            form.show_settings(self.document.model[str(self._layer)].params)
        if form is not self._form:
            if self._form is not None:
                self._form.hide()
            self._form = form
            if form is not None:
                form.show()
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
        form.hide()
        form.changed.connect(self._setting_changed)
        form.settled.connect(self._settled)
        self._form_place.addWidget(form)
        return form

    def _setting_changed(self, name: str, value: object) -> None:
        if self._layer is not None and self._form is not None:
            field = type(self._form.settings).model_fields[name]
            self.editor.set_param(self._layer, name, value, say(field.title or name), self._gesture)

    def _settled(self, _name: str) -> None:
        self._gesture += 1

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        while (item := self._problems.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for problem in problems:
            self._problems.addWidget(self._problem_card(problem))

    def _problem_card(self, problem: Problem) -> QWidget:
        card, icon, words = QFrame(), QLabel(), QLabel(self._sentence(problem))
        theme.set_role(card, "card")
        icon.setPixmap(icons.pixmap(problem.severity, getattr(theme.current(), problem.severity), 18))
        theme.set_role(words, problem.severity)
        words.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 8, 10, 8)
        column.addLayout(row)
        for fix in problem.fixes:
            button = QPushButton(icons.icon("wrench", theme.current().accent), say(fix.label))
            button.setObjectName("inspectorFixButton")
            button.setAccessibleName(say(fix.label))
            button.clicked.connect(lambda _checked=False, fix=fix: self.editor.apply_fix(fix))
            column.addWidget(button)
        return card

    def _show_figures(self, rows: list[tuple[str, str]]) -> None:
        while len(self._figure_rows) < len(rows):
            name, value = QLabel(), QLabel()
            theme.set_role(name, "muted")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            line = len(self._figure_rows)
            self._figures.addWidget(name, line, 0)
            self._figures.addWidget(value, line, 1, Qt.AlignmentFlag.AlignRight)
            self._figure_rows.append((name, value))
        for number, (name, value) in enumerate(self._figure_rows):
            shown = number < len(rows)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(rows[number][0])
                value.setText(rows[number][1])
                value.setAccessibleName(f"{rows[number][0]}: {rows[number][1]}")

    @staticmethod
    def _sentence(problem: Problem) -> str:
        sentence = say(problem.text)
        return sentence[:1].upper() + sentence[1:]

    # Words and looks

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setAccessibleName(self.tr("Inspector"))
        self.sync()

    def refresh(self) -> None:
        """Take the theme's colours."""
        self.sync()
