"""The outputs of all layers on the canvas: asked for beside the GUI thread, shown beside the nodes."""

from __future__ import annotations

import queue
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence

from engine.evaluation.probing import ProbeAnswer, ProbeRequest, ProbeService, WeightsOf, no_weights
from engine.model.layer_type import shape_text
from gui import icons, theme
from gui.model.document import ProjectDocument
from gui.model.node_item import CARD, NodeItem
from gui.model.output_item import OutputItem
from gui.model.scene import ModelScene
from gui.translation import say

if TYPE_CHECKING:
    from engine.evaluation.layer_outputs import LayerOutput

LOOK_MS = 30
RENEW_MS = 250
"""How often outputs follow the weights of a network that is learning."""
_WIDEST = 360.0


class LayerOutputs(QObject):
    """Shows what every layer makes of :meth:`set_image`'s example while :attr:`action` is on; off, it does nothing.

    ``told(sentence, learned)`` says whose weights answer, or why none do.
    """

    told = Signal(str, bool)

    def __init__(self, document: ProjectDocument, scene: ModelScene, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document, self.scene = document, scene
        self.action = QAction(self)
        self.action.setObjectName("layerOutputsAction")
        self.action.setCheckable(True)
        self.action.setShortcut(QKeySequence("O"))
        self.action.toggled.connect(self._toggled)
        self._service = ProbeService()
        self._weights: WeightsOf = no_weights
        self._image: Any = None
        self._changing = False
        self._asked: ProbeRequest | None = None
        self._outputs: Mapping[str, LayerOutput] = {}
        self._items: dict[NodeItem, OutputItem] = {}
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._collect)
        self._renew = QTimer(self)
        self._renew.setInterval(RENEW_MS)
        self._renew.timeout.connect(self._ask)
        document.modelChanged.connect(self._ask)
        document.trainingChanged.connect(self._training_changed)
        document.scopeChanged.connect(self._scope_changed)
        document.layoutChanged.connect(self._place)
        theme.notifier().changed.connect(self.refresh)
        self.retranslate()

    @property
    def is_on(self) -> bool:
        return self.action.isChecked()

    @property
    def shown(self) -> Mapping[str, LayerOutput]:
        """The outputs on show, by layer id."""
        return self._outputs

    @property
    def weights(self) -> WeightsOf:
        """Whose weights answer."""
        return self._weights

    def set_image(self, image: Any) -> None:
        """Show the outputs for another image uint8 ``[H, W]`` or ``[C, H, W]``."""
        self._image = image
        self._ask()

    def set_weights(self, weights: WeightsOf, *, changing: bool = False) -> None:
        """Take the weights from there; ``changing`` ones are looked at again and again."""
        self._weights = weights
        if changing and self.is_on:
            self._renew.start()
        elif not changing:
            self._renew.stop()
        self._changing = changing
        self._ask()

    def ask_again(self) -> None:
        """Ask once more what could not be answered, such as for want of weights that are here now."""
        self._ask()

    def stop(self) -> None:
        """End the thread."""
        self._look.stop()
        self._renew.stop()
        self._service.close()

    def _toggled(self, on: bool) -> None:
        if on:
            if self._changing:
                self._renew.start()
            self._ask()
        else:
            self._look.stop()
            self._renew.stop()
            self._outputs, self._asked = {}, None
            self._place()

    def _training_changed(self) -> None:
        if self._asked is not None and self._asked.preprocessing != self.document.project.preprocessing:
            self._ask()

    def _ask(self) -> None:
        if not self.is_on or self._image is None:
            return
        document = self.document
        seed = document.training.seed
        self._asked = ProbeRequest(
            document.network,
            document.network_analysis,
            seed,
            self._image,
            document.project.preprocessing,
            self._weights,
            document.scope,
        )
        self._service.submit(self._asked)
        self._look.start()
        self._place()

    def _scope_changed(self) -> None:
        self._outputs = {}
        self._ask()

    def _collect(self) -> None:
        newest: ProbeAnswer | None = None
        while True:
            try:
                newest = self._service.answers.get_nowait()
            except queue.Empty:
                break
        if newest is None or not self.is_on:
            return
        if newest.request is self._asked:
            self._look.stop()
        if newest.request.spec is not self.document.network or newest.request.scope != self.document.scope:
            return
        self._outputs = newest.outputs
        self._place()
        if newest.error is not None:
            self.told.emit(say(newest.error), False)
        elif newest.learned:
            self.told.emit(self.tr("Learned weights"), True)
        else:
            self.told.emit(self.tr("First weights, nothing learned yet"), False)

    # On the canvas

    def _place(self) -> None:
        """Give each node the strip of its output, as wide as the room to its left allows."""
        if not self._outputs and not self._items:
            return
        nodes = self.scene.nodes
        alive = set(nodes.values())
        self._items = {node: item for node, item in self._items.items() if node in alive}
        for layer_id, node in nodes.items():
            output = self._outputs.get(layer_id)
            item = self._items.get(node)
            if output is None:
                if item is not None:
                    item.hide()
                continue
            if item is None:
                item = self._items[node] = OutputItem(node)
            item.show_output(output, self._room(node), self._tip(layer_id, output))
            item.show()

    def _room(self, node: NodeItem) -> float:
        left = node.x() + CARD.left()
        rights = [
            other.x() + CARD.right()
            for other in self.scene.nodes.values()
            if other is not node and abs(other.y() - node.y()) < CARD.height() and other.x() < node.x()
        ]
        return min(left - max(rights), _WIDEST) if rights else _WIDEST

    def _tip(self, layer_id: str, output: LayerOutput) -> str:
        report = self.document.analysis.layers[layer_id]
        shape = shape_text(report.output_shape) if report.output_shape is not None else ""
        words = self.tr("{layer}: {shape}, values from {low} to {high}").format(
            layer=layer_id, shape=shape, low=f"{output.low:.3g}", high=f"{output.high:.3g}"
        )
        if output.kind == "maps" and output.channels > len(output.levels):
            words += "\n" + self.tr("The first {count} of {total} channels").format(
                count=len(output.levels), total=output.channels
            )
        return words

    # Words and looks

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.action.setText(self.tr("Layer outputs"))
        self.action.setToolTip(self.tr("Show what every layer makes of an example (O)"))
        self.refresh()

    def refresh(self) -> None:
        """Take the theme's colours."""
        self.action.setIcon(icons.icon("outputs"))
        for item in self._items.values():
            item.refresh()
