"""The items of the canvas, kept in step with the document: only what changed is touched."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene

from engine.model.analysis import Analysis
from engine.model.layout import NODE_HEIGHT, NODE_WIDTH, Layout
from engine.model.routing import Router
from engine.model.spec import ModelSpec
from gui.model.afar import FarPicture
from gui.model.link_item import LinkItem
from gui.model.node_content import Cost, NodeContent, NodeContents, shares
from gui.model.node_item import CARD, NodeItem
from gui.model.note_item import NOTE_GAP, NoteItem

LinkKey = tuple[str, str, int]
"""Source, target and the target's port."""

LEAST_SHARE_SEEN = 1 / 600
"""A difference of cost that moves the end of a bar by half a unit."""


class Pictured(Protocol):
    """A network with its figures and places, and which of its layers are selected: a document, or a still picture."""

    @property
    def model(self) -> ModelSpec: ...
    @property
    def analysis(self) -> Analysis: ...
    @property
    def layout(self) -> Layout: ...
    @property
    def selection(self) -> tuple[str, ...]: ...
    @property
    def current(self) -> str | None: ...


class ModelScene(QGraphicsScene):
    """Nodes, links and notes of the document's network. ``linkSelected``: another link is selected, or none."""

    linkSelected = Signal()  # noqa: N815 - signals are named as Qt names them

    def __init__(self, document: Pictured) -> None:
        super().__init__()
        self.document = document
        self.nodes: dict[str, NodeItem] = {}
        self.links: dict[LinkKey, LinkItem] = {}
        self.notes: dict[str, NoteItem] = {}
        self.cost: Cost = "multiply_adds"
        self._selected_link: tuple[str, str] | None = None
        self._shown: tuple[object, ...] = ()
        self._contents = NodeContents()
        self._consumers: Mapping[str, tuple[str, ...]] | None = None
        """Who reads whom in the network shown; the same object where an edit left the links alone."""
        self._inputs: dict[str, tuple[str, ...]] = {}
        """What each layer shown reads."""
        self._router = Router()
        self._detours: dict[LinkKey, float] = {}
        """Where links that run down beside nodes do so."""
        self._marked: dict[str, bool] = {}
        """The layers shown as selected, and whether keys act on them."""
        self._is_far = False
        self._far: FarPicture | None = None
        self._content_rect: QRectF | None = None
        """What :meth:`content_rect` found last; ``None`` once anything has moved."""
        self.sync()

    # In step with the document

    def sync(self) -> bool:
        """Take over the model, the analysis and the layout; returns whether nodes came or went."""
        document = self.document
        now = (document.model, document.analysis, document.layout, self.cost)
        if self._shown and all(shown is wanted for shown, wanted in zip(self._shown, now, strict=True)):
            return False
        replaced = not self._shown or self._shown[2] is not document.layout
        self._shown, self._far = now, None
        gone = self.nodes.keys() - document.model.by_id.keys()
        for layer_id in gone:
            self.notes.pop(layer_id, None)
        changed = self._contents.changes(document.model, document.analysis)
        moved, came = self._sync_nodes(changed)
        relinked = self._sync_links(moved)
        for layer_id in gone:  # after the links that ended there
            self.removeItem(self.nodes.pop(layer_id))
        self._sync_shares()
        if moved or gone or relinked or replaced:
            self._content_rect = None
            self.route()
        self._sync_notes(changed, bool(moved or gone))
        return bool(came or gone)

    def _sync_nodes(self, changed: Mapping[str, NodeContent]) -> tuple[set[str], bool]:
        """Returns the ids of nodes whose links must follow, and whether nodes came."""
        nodes, layout = self.nodes, self.document.layout
        moved: set[str] = set()
        came = False
        for layer_id, content in changed.items():
            node = nodes.get(layer_id)
            if node is None:
                node = nodes[layer_id] = NodeItem(content)
                self._take(node)
                moved.add(layer_id)
                came = True
            else:
                shown = node.content
                if shown.severity != content.severity or shown.input_count != content.input_count:
                    moved.add(layer_id)
                node.show_content(content)
        for layer_id, node in nodes.items():
            former = node.place
            place = layout.get(layer_id, former)
            if former is not place and former != place:
                node.move_to(place)
                moved.add(layer_id)
        return moved, came

    def _take(self, item: NodeItem | LinkItem) -> None:
        item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents, self._is_far)
        self.addItem(item)

    def _sync_shares(self) -> None:
        """Let each node show its part of the whole cost, where a difference could be seen."""
        analysis, nodes = self.document.analysis, self.nodes
        for layer_id, share in shares(analysis, self.cost).items():
            node = nodes[layer_id]
            if abs(share - node.share) > LEAST_SHARE_SEEN or (share > 0) != (node.share > 0):
                node.show_share(share)

    def _sync_links(self, moved: set[str]) -> bool:
        """Returns whether links came or went."""
        model, links = self.document.model, self.links
        touched = {layer.id for layer in model.layers if self._inputs.get(layer.id) is not layer.inputs}
        if self._consumers is model.consumers and not touched:
            self._follow_nodes(moved)
            return False
        former, known = self._consumers or {}, model.by_id
        self._consumers = model.consumers
        for layer_id in former.keys() ^ known.keys():  # a link left open by the one is made again for the other
            touched.update(former.get(layer_id, ()), model.consumers.get(layer_id, ()), (layer_id,))
        there = {key for target in touched for key in _keys(target, self._inputs.get(target, ())) if key in links}
        self._inputs = {layer.id: layer.inputs for layer in model.layers}
        wanted = [
            key
            for target, sources in self._inputs.items()
            if target in touched
            for key in _keys(target, sources)
            if key[0] in known
        ]
        gone = there.difference(wanted)
        for key in gone:
            self.removeItem(links.pop(key))
        self._follow_nodes(moved)
        came = [key for key in wanted if key not in there]  # in the order of the layers, on which lanes depend
        for source, target, port in came:
            link = LinkItem(self.nodes[source], self.nodes[target], port)
            links[source, target, port] = link
            self._take(link)
        if self._selected_link is not None and self.link_between(*self._selected_link) is None:
            self.select_link(None)
        return bool(gone or came)

    def _follow_nodes(self, moved: set[str]) -> None:
        if moved:
            for (source, target, _), link in self.links.items():
                if source in moved or target in moved:
                    link.follow_nodes()

    def route(self) -> None:
        """Lead links that span several rows around the nodes that stand in between."""
        nodes = self.nodes
        places = {layer_id: node.place for layer_id, node in nodes.items()}
        found = self._router.lanes(places, self.links, lambda target: nodes[target].content.input_count)
        for key in self._detours.keys() - found.keys():
            if key in self.links:
                self.links[key].run_down(None)
        for key, lane in found.items():
            self.links[key].run_down(lane)
        self._detours = found

    def _sync_notes(self, changed: Iterable[str], moved: bool) -> None:
        told: list[NoteItem] = []
        gone = False
        for layer_id in changed:
            node, note = self.nodes[layer_id], self.notes.get(layer_id)
            if note is not None and not node.content.message:
                self.removeItem(self.notes.pop(layer_id))
                node.show_words(False)
                gone = True
            elif note is not None:
                note.refresh()
                told.append(note)
            elif node.content.message:
                self.notes[layer_id] = NoteItem(node)
                told.append(self.notes[layer_id])
        if moved and self.notes:
            self.place_notes()
        elif told or gone:
            self.place_notes(told)

    def place_notes(self, which: Iterable[NoteItem] | None = None) -> None:
        """Put each note (or these) at the side of its node where it covers no other node, the right one first."""
        self._content_rect = None
        notes = self.notes.values() if which is None else which
        rows: dict[int, list[NodeItem]] = {}
        if notes:
            for node in self.nodes.values():
                rows.setdefault(int(node.place[1] // _BAND), []).append(node)
        for note in notes:
            free = next((side for side in (1, -1) if not _is_taken(rows, note, side)), None)
            note.setVisible(free is not None)
            note.node.show_words(free is None)
            if free is not None:
                note.place(free)

    def show_selection(self, keyboard_here: bool) -> None:
        """Mark the selected nodes, and the current one if the canvas has the keyboard."""
        current = self.document.current if keyboard_here else None
        now = {layer_id: layer_id == current for layer_id in self.document.selection if layer_id in self.nodes}
        for layer_id in self._marked.keys() - now.keys():
            if layer_id in self.nodes:
                self.nodes[layer_id].show_state(False, False)
        for layer_id, has_focus in now.items():
            self.nodes[layer_id].show_state(True, has_focus)
        self._marked = now

    def refresh(self) -> None:
        """Measure and paint everything again (theme, font, language)."""
        self._shown = ()
        self._contents.forget()
        self.sync()
        for note in self.notes.values():
            note.refresh()
        self.place_notes()
        self.update()

    # From afar

    def show_from_afar(self, afar: bool) -> None:
        """Leave the painting of cards and links to the :attr:`far_picture`, or take it back."""
        if afar != self._is_far:
            self._is_far = afar
            for item in (*self.nodes.values(), *self.links.values()):
                item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents, afar)

    @property
    def is_far(self) -> bool:
        """Whether cards and links are painted from afar."""
        return self._is_far

    @property
    def far_picture(self) -> FarPicture:
        """All cards and links as they stand now."""
        if self._far is None:
            self._far = FarPicture(self.nodes, self.links.values())
        return self._far

    @property
    def marked_links(self) -> list[LinkItem]:
        """The links that are selected, pointed at, or about to be landed on."""
        return [link for link in self.links.values() if link.selected or link.hovered or link.landing]

    # The selected link

    @property
    def selected_link(self) -> tuple[str, str] | None:
        """The ends of the selected link."""
        return self._selected_link

    def select_link(self, ends: tuple[str, str] | None) -> None:
        """Select a link, or none."""
        if ends == self._selected_link:
            return
        self._selected_link = ends
        for (source, target, _), link in self.links.items():
            link.show_state(selected=(source, target) == ends)
        self.linkSelected.emit()

    # Finding

    def content_rect(self) -> QRectF:
        """What all nodes, links and visible notes cover."""
        if self._content_rect is not None:
            return self._content_rect
        area = QRectF()
        if self.nodes:
            xs, ys = zip(*(node.place for node in self.nodes.values()), strict=True)
            left, top = min(xs) + CARD.left(), min(ys) + CARD.top() - 4
            area = QRectF(left, top, max(xs) + CARD.right() - left, max(ys) + CARD.bottom() + 4 - top)
        lanes_x = self._detours.values()
        if lanes_x:
            area.setLeft(min(area.left(), min(lanes_x) - 4))
            area.setRight(max(area.right(), max(lanes_x) + 4))
        for note in self.notes.values():
            if note.isVisibleTo(note.node):
                area = area.united(note.area(note.side))
        self._content_rect = area
        return area

    def node_at(self, point: QPointF) -> NodeItem | None:
        """The uppermost node whose card or ports lie there."""
        return next((item for item in self.items(point) if isinstance(item, NodeItem)), None)

    def port_at(self, point: QPointF) -> tuple[NodeItem, str | int] | None:
        """The port there, with its node; cards above do not cover ports below."""
        reach = QRectF(point.x() - 8, point.y() - 8, 16, 16)
        found = [item for item in self.items(reach) if isinstance(item, NodeItem)]
        ports = [(node, port) for node in found if (port := node.port_at(node.mapFromScene(point))) is not None]

        def distance(candidate: tuple[NodeItem, str | int]) -> float:
            node, port = candidate
            place = node.output_port() if isinstance(port, str) else node.input_port(port)
            return float((node.pos() + place - point).manhattanLength())

        return min(ports, key=distance, default=None)

    def link_at(self, point: QPointF) -> LinkItem | None:
        """The uppermost link within reach."""
        return next((item for item in self.items(point) if isinstance(item, LinkItem)), None)

    def note_at(self, point: QPointF) -> NoteItem | None:
        """The note there."""
        return next((item for item in self.items(point) if isinstance(item, NoteItem)), None)

    def link_between(self, source: str, target: str) -> LinkItem | None:
        """The link from one layer to another."""
        layer = self.document.model.by_id.get(target)
        ports = range(len(layer.inputs) if layer is not None else 0)
        return next((link for port in ports if (link := self.links.get((source, target, port))) is not None), None)

    def link_near(self, point: QPointF, reach: float, without: str | None = None) -> LinkItem | None:
        """The nearest link within ``reach``, leaving out those of the layer ``without``."""
        candidates = (link for key, link in self.links.items() if without not in key)
        close = (
            link
            for link in candidates
            if link.sceneBoundingRect().adjusted(-reach, -reach, reach, reach).contains(point)
        )
        measured = [(link.distance(point), link) for link in close]
        best = min(measured, key=lambda pair: pair[0], default=None)
        return best[1] if best is not None and best[0] <= reach else None

    def show_landing(self, ends: tuple[str, str] | None) -> None:
        """Light up the link on which something would land."""
        for (source, target, _), link in self.links.items():
            link.show_state(landing=(source, target) == ends)

    def nodes_in(self, area: QRectF) -> list[str]:
        """Ids of the layers whose cards touch an area."""
        left, right = area.left() - CARD.right(), area.right() - CARD.left()
        top, bottom = area.top() - CARD.bottom(), area.bottom() - CARD.top()
        places = ((name, node.place) for name, node in self.nodes.items())
        return [name for name, (x, y) in places if left < x < right and top < y < bottom]

    def preview_move(self, positions: Iterable[tuple[str, QPointF]]) -> None:
        """Show nodes elsewhere while they are being dragged; the document is not touched."""
        moved = dict(positions)
        self._content_rect = self._far = None
        for layer_id, place in moved.items():
            self.nodes[layer_id].move_to((place.x(), place.y()))
        for (source, target, _), link in self.links.items():
            if source in moved or target in moved:
                link.run_down(None)
                link.follow_nodes()


def _keys(target: str, sources: Iterable[str]) -> Iterable[LinkKey]:
    return ((source, target, port) for port, source in enumerate(sources))


_BAND = 64.0


def _is_taken(rows: dict[int, list[NodeItem]], note: NoteItem, side: int) -> bool:
    """Whether a note would cover a node on that side of its own."""
    (x, y), (width, height), owner = note.node.place, note.extent, note.node
    centre = x + side * (NODE_WIDTH / 2 + NOTE_GAP + width / 2)
    reach_x, reach_y = (NODE_WIDTH + width) / 2, (NODE_HEIGHT + height) / 2 - 4
    for band in range(int((y - reach_y) // _BAND), int((y + reach_y) // _BAND) + 1):
        for node in rows.get(band, ()):
            u, v = node.place
            if abs(u - centre) < reach_x and abs(v - y) < reach_y and node is not owner:
                return True
    return False
