"""The verbs of the canvas: each turns into one named, undoable step, or into a sentence that says why not."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from engine.fields import Settings
from engine.model import edits, naming, snippets
from engine.model.alignment import Line, align, distribute
from engine.model.block_ports import remove_port
from engine.model.layout import Layout, arrange, follow
from engine.model.problems import Fix
from engine.model.spec import ModelSpec
from engine.sweeps.dimension import Dimension
from engine.sweeps.marks import renamed
from engine.text import NetwrightError
from gui.model.document import ProjectDocument, arranged
from gui.model.palette_entries import SavedBlocks, none_saved, placed, title_of
from gui.translation import say


class ModelEditor(QObject):
    """Edits the document's network. ``refused(reason)`` comes where something cannot be done, and nothing changes."""

    refused = Signal(str)

    def __init__(self, document: ProjectDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.find_saved: SavedBlocks = none_saved
        """Gives the definitions of the person's own blocks."""

    # Adding

    def add(self, type_name: str, after: str | None = None) -> str | None:
        """Add a layer behind ``after`` (else behind the selected one, else before the output), link and select it."""
        place = after or self.document.current
        text = self.tr("Add {layer}").format(layer=title_of(type_name))
        return self._insert(text, type_name, lambda model, *what: edits.append_layer(model, what[0], place, what[1]))

    def insert_on_link(self, source: str, target: str, type_name: str) -> str | None:
        """Put a new layer between two linked ones and select it."""
        text = self.tr("Insert {layer}").format(layer=title_of(type_name))
        return self._insert(text, type_name, lambda model, *what: edits.insert_on_link(model, source, target, *what))

    def insert_beside(self, layer_id: str, type_name: str, before: bool) -> str | None:
        """Put a new layer right before or after another one and select it."""
        sources = self.document.model[layer_id].inputs
        if not before:
            return self.add(type_name, layer_id)
        if sources:
            return self.insert_on_link(sources[0], layer_id, type_name)
        self.refused.emit(self.tr("Nothing leads to this layer, so nothing can be inserted before it."))
        return None

    def add_beside(self, neighbour: str, type_name: str, slot: tuple[float, float]) -> str | None:
        """Begin a branch: add a layer at a place beside another one, reading what that one reads, and select it."""

        def edit(model: ModelSpec, kind: str, params: Settings | None) -> tuple[ModelSpec, str]:
            layer = edits.new_layer(model, kind, params)
            model = model.with_layers((*model.layers, layer))
            for source in model[neighbour].inputs[:1]:
                model = edits.connect(model, source, layer.id)
            return model, layer.id

        return self._insert(self.tr("Add {layer}").format(layer=title_of(type_name)), type_name, edit, slot)

    def replace_selected(self, what: str) -> bool:
        """Make the selected layers of another type (or uses of a block), keeping ids, links and what params fit."""
        chosen = snippets.picked(self.document.model, self.document.selection)
        if not chosen:
            self.refused.emit(self.tr("The input and the output cannot be replaced."))
            return False
        one = self.tr("Replace {layer} by {type}")
        text = one if len(chosen) == 1 else self.tr("Replace {count} layers by {type}")

        def edit(model: ModelSpec) -> ModelSpec:
            model, type_name, params = placed(model, what, self.find_saved)
            for layer in chosen:
                model = edits.replace_type(model, layer.id, type_name)
                if params is not None:
                    model = edits.set_params(model, layer.id, **params.model_dump())
            return model

        return self._edit(text.format(layer=chosen[0].id, count=len(chosen), type=title_of(what)), edit)

    def _insert(
        self,
        text: str,
        what: str,
        edit: Callable[[ModelSpec, str, Settings | None], tuple[ModelSpec, str]],
        slot: tuple[float, float] | None = None,
    ) -> str | None:
        """Add what the palette calls ``what``, a layer type or a block, bringing a saved block's definition along."""
        document = self.document
        try:
            model, type_name, params = placed(document.model, what, self.find_saved)
            model, layer_id = edit(model, type_name, params)
            layout = {**follow(document.model, document.layout, model), layer_id: slot} if slot else None
            document.apply(text, model=model, layout=layout, select=(layer_id,))
        except NetwrightError as error:
            self.refused.emit(say(error.text))
            return None
        return layer_id

    # Names

    def rename(self, layer_id: str, name: str) -> bool:
        """Give a layer another name; it stays selected and where it is."""
        document, name = self.document, naming.tidied(name)
        text = self.tr("Rename {old} to {new}").format(old=layer_id, new=name)

        def named(found: str) -> str:
            return name if found == layer_id else found

        return self._edit(
            text,
            lambda model: edits.rename_layer(model, layer_id, name, document.network),
            lambda _model: {named(found): place for found, place in document.layout.items()},
            tuple(map(named, document.selection)),
            renamed(document.varied, document.dimension_name(layer_id, ""), document.dimension_name(name, "")),
        )

    def why_not_rename(self, layer_id: str, name: str) -> str:
        """Why a layer cannot have another name, in words; empty where it can."""
        model = self.document.model
        reason = naming.why_not(model, model[layer_id], naming.tidied(name)) if layer_id in model else None
        return say(reason) if reason is not None else ""

    # Removing and linking

    def delete(self, heal: bool = True) -> bool:
        """Delete the selected layers, linking what they leave (or leaving it open); select the neighbour above."""
        model, chosen = self.document.model, set(self.document.selection)
        removable = [layer.id for layer in snippets.picked(model, chosen)]
        if not removable:
            ports = [layer_id for layer_id in chosen if model[layer_id].type == "BlockInput"]
            if len(ports) == len(chosen) == 1 and self.document.scope:
                return self._remove_port(ports[0])
            if chosen:
                self.refused.emit(self.tr("The input and the output cannot be deleted."))
            return False
        if len(removable) == 1:
            text = self.tr("Delete {layer}") if heal else self.tr("Cut out {layer}")
        else:
            text = self.tr("Delete {count} layers") if heal else self.tr("Cut out {count} layers")
        above = removable[0]
        while above in removable and model[above].inputs:
            above = model[above].inputs[0]
        return self._edit(
            text.format(layer=model[removable[0]].type, count=len(removable)),
            lambda now: edits.delete_layers(now, removable, heal=heal),
            select=(above,) if heal and above not in removable else None,
        )

    def _remove_port(self, port: str) -> bool:
        name = self.document.scope[-1]
        try:
            network = remove_port(self.document.network, name, port)
        except NetwrightError as error:
            self.refused.emit(say(error.text))
            return False
        text = self.tr("Remove the input {port} of {name}").format(port=port, name=name)
        return self.document.apply_to_network(text, network)

    def connect_layers(self, source: str, target: str, port: int | None = None) -> bool:
        """Link two layers, at a certain port if one is given, or say why that cannot be."""
        text = self.tr("Connect {source} to {target}").format(source=source, target=target)
        return self._edit(text, lambda model: edits.connect(model, source, target, port))

    def why_not_connect(self, source: str, target: str, port: int | None = None) -> str:
        """Why two layers cannot be linked, in words; empty where they can."""
        if source == target:
            return self.tr("A layer cannot read itself.")
        try:
            edits.connect(self.document.model, source, target, port)
        except NetwrightError as error:
            return say(error.text)
        return ""

    def disconnect_layers(self, source: str, target: str) -> bool:
        """Remove a link."""
        text = self.tr("Disconnect {source} from {target}").format(source=source, target=target)
        return self._edit(text, lambda model: edits.disconnect(model, source, target))

    def reconnect(self, source: str, former: str, target: str, port: int | None = None) -> bool:
        """Move the end of a link from one layer to another, or to another port of the same one, in one step."""
        text = self.tr("Connect {source} to {target}").format(source=source, target=target)
        if former == target and port is not None:
            return self._edit(text, lambda model: edits.move_input(model, source, target, port))
        return self._edit(
            text, lambda model: edits.connect(edits.disconnect(model, source, former), source, target, port)
        )

    # Moving

    def move_in_chain(self, step: int) -> bool:
        """Move the selected layers one place earlier (-1) or later (1)."""
        chosen = self.document.selection
        if not chosen:
            return False
        later = self.tr("Move {layer} later") if step > 0 else self.tr("Move {layer} earlier")
        return self._edit(
            later.format(layer=", ".join(chosen)),
            lambda model: snippets.move_run(model, chosen, step),
            self._reslotted,
        )

    def splice(self, layer_id: str, source: str, target: str) -> bool:
        """Take a layer out and put it between two linked ones."""
        text = self.tr("Move {layer}").format(layer=layer_id)
        return self._edit(
            text,
            lambda model: edits.move_onto_link(model, layer_id, source, target),
            lambda model: self._replaced(model, layer_id),
        )

    def place(self, positions: Mapping[str, tuple[float, float]]) -> bool:
        """Put nodes at positions of the person's own choice."""
        if len(positions) == 1:
            text = self.tr("Place {layer}").format(layer=next(iter(positions)))
        else:
            text = self.tr("Place {count} layers").format(count=len(positions))
        return self.document.apply(text, layout={**self.document.layout, **positions})

    def align(self, line: Line) -> bool:
        """Put the selected nodes in one column or one row."""
        column, row = self.tr("Align {count} layers in a column"), self.tr("Align {count} layers in a row")
        count = len(self.document.selection)
        layout = align(self.document.layout, self.document.selection, line)
        return self.document.apply((column if line == "column" else row).format(count=count), layout=layout)

    def distribute(self) -> bool:
        """Put even distances between the selected nodes."""
        text = self.tr("Distribute {count} layers").format(count=len(self.document.selection))
        return self.document.apply(text, layout=distribute(self.document.layout, self.document.selection))

    def arrange(self) -> bool:
        """Put every node where the automatic layout wants it."""
        return self.document.apply(self.tr("Arrange layers"), layout=arrange(self.document.model))

    # Copies

    def copy(self) -> bool:
        """Put the selected layers on the clipboard as JSON text."""
        if not snippets.picked(self.document.model, self.document.selection):
            return False
        QGuiApplication.clipboard().setText(snippets.to_text(self.document.model, self.document.selection))
        return True

    def cut(self) -> bool:
        """Copy the selected layers, then delete them with healing."""
        return self.copy() and self.delete()

    def paste(self) -> bool:
        """Add the layers on the clipboard behind the selected one and select them."""
        return self._paste(QGuiApplication.clipboard().text(), self.tr("Paste layers"), self.document.current)

    def duplicate(self) -> bool:
        """Copy the selected layers to right behind the last of them."""
        chosen = snippets.picked(self.document.model, self.document.selection)
        if not chosen:
            return False
        text = snippets.to_text(self.document.model, self.document.selection)
        return self._paste(text, self.tr("Duplicate layers"), chosen[-1].id)

    def _paste(self, text: str, name: str, after: str | None) -> bool:
        model = self.document.model
        if after is not None and model[after].type == "Output":
            after = None
        try:
            pasted, ids = snippets.paste_snippet(model, snippets.from_text(text), after)
            done = self.document.apply(name, model=pasted)
        except NetwrightError as error:
            self.refused.emit(say(error.text))
            return False
        self.document.select(ids)
        return done

    # Params and fixes

    def set_param(self, layer_id: str, name: str, value: object, label: str, gesture: int) -> bool:
        """Set one param; changes of the same gesture become one step."""
        text = self.tr("Change {field} of {layer}").format(field=label, layer=layer_id)
        model = edits.set_params(self.document.model, layer_id, **{name: value})
        return self.document.apply(text, model=model, merge_key=f"param:{layer_id}:{name}:{gesture}")

    def apply_fix(self, fix: Fix) -> bool:
        """Make a repair, under its own name."""
        return self._edit(say(fix.label), fix.apply)

    # Helpers

    def _edit(
        self,
        text: str,
        edit: Callable[[ModelSpec], ModelSpec],
        layout: Callable[[ModelSpec], Layout] | None = None,
        select: tuple[str, ...] | None = None,
        varied: tuple[Dimension, ...] | None = None,
    ) -> bool:
        try:
            model = edit(self.document.model)
            places = layout(model) if layout else None
            return self.document.apply(text, model=model, layout=places, select=select, varied=varied)
        except NetwrightError as error:
            self.refused.emit(say(error.text))
            return False

    def _replaced(self, model: ModelSpec, layer_id: str) -> Layout:
        """The layout where one layer found another slot: those below make room, the others stay."""
        if arranged(self.document):
            return arrange(model)
        kept = {name: place for name, place in self.document.layout.items() if name != layer_id}
        before = self.document.model
        return follow(before.with_layers(layer for layer in before if layer.id != layer_id), kept, model)

    def _reslotted(self, model: ModelSpec) -> Layout:
        """The layout where layers changed their order: they exchange the slots they had."""
        if arranged(self.document):
            return arrange(model)
        before = self.document.model.order
        changed = [name for name, former in zip(model.order, before, strict=False) if name != former]
        slots = sorted((self.document.layout[name] for name in changed), key=lambda place: (place[1], place[0]))
        return {**self.document.layout, **dict(zip(changed, slots, strict=True))}
