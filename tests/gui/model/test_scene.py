"""The scene's items follow the document, whatever is edited, undone or opened."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from engine.model.templates import template, template_names
from engine.project import Project
from engine.training.config import TrainingConfig
from gui.model.document import ProjectDocument
from gui.model.scene import ModelScene
from tests.engine.model.generated_edits import drawn_edit


def shown(scene: ModelScene) -> dict[str, object]:
    """What can be seen of a scene but for the side on which long links run down, which they keep."""
    return {
        "nodes": {name: (node.content, node.place, node.pos().toTuple()) for name, node in scene.nodes.items()},
        "links": {key: (link.strokes()[0].p1(), link.strokes()[-1].p2()) for key, link in scene.links.items()},
        "notes": {name: (note.side, note.isVisibleTo(note.node)) for name, note in scene.notes.items()},
        "shares": {name: pytest.approx(node.share, abs=1 / 500) for name, node in scene.nodes.items()},
        "rows": (scene.content_rect().top(), scene.content_rect().bottom()),
    }


def test_a_scene_that_followed_many_edits_shows_what_one_made_anew_does(qapp: QApplication) -> None:
    @given(data=st.data(), start=st.sampled_from(template_names()))
    @settings(max_examples=40)
    def run(data: st.DataObject, start: str) -> None:
        document = ProjectDocument(Project.from_template(start))
        scene = ModelScene(document)
        for signal in (document.modelChanged, document.layoutChanged, document.scopeChanged):
            signal.connect(scene.sync)
        for _ in range(data.draw(st.integers(1, 10))):
            blocks = [block.name for block in document.network.blocks]
            step = data.draw(st.sampled_from(("edit", "edit", "edit", "undo", "redo", "open")))
            if step == "edit":
                document.apply("Edit", model=drawn_edit(document.model, data))
            elif step == "undo":
                document.undo_stack.undo()
            elif step == "redo":
                document.undo_stack.redo()
            elif document.scope or not blocks:
                document.leave_block()
            else:
                document.open_block(data.draw(st.sampled_from(blocks)))
            assert shown(scene) == shown(ModelScene(document))

    run()


def test_a_link_left_open_comes_back_with_the_layer_it_came_from(qapp: QApplication) -> None:
    spec = template("mlp")
    document = ProjectDocument(Project(spec, {}, TrainingConfig()))
    scene = ModelScene(document)
    document.modelChanged.connect(scene.sync)
    without = spec.with_layers(tuple(layer for layer in spec.layers if layer.id != "relu1"))
    document.apply("Cut", model=without)
    assert ("relu1", "linear2", 0) not in scene.links
    document.undo_stack.undo()
    assert {(source, target) for source, target, _ in scene.links} == set(spec.links)
