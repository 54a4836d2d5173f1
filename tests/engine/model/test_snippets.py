"""Copied, pasted and moved runs of layers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.analysis import analyse
from engine.model.context import Context
from engine.model.snippets import from_text, is_run, move_run, paste_after, picked, to_text
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.text import NetwrightError


def chain(spec: ModelSpec) -> list[str]:
    return list(spec.order)


def test_copied_layers_read_back_as_they_were_without_the_ports() -> None:
    spec = template("mnist-cnn")
    copied = from_text(to_text(spec, ["input", "conv2", "relu2", "output"])).layers
    assert [layer.id for layer in copied] == ["conv2", "relu2"]
    assert copied[0].params == spec["conv2"].params


def test_a_pasted_run_is_spliced_in_behind_the_chosen_layer() -> None:
    spec = template("mnist-cnn")
    pasted, ids = paste_after(spec, picked(spec, ["relu1", "pool1"]), "relu2")
    assert pasted[ids[0]].inputs == ("relu2",)
    assert pasted[ids[1]].inputs == (ids[0],)
    assert pasted["pool2"].inputs == (ids[1],)


def test_a_pasted_run_lands_before_the_output_where_nothing_is_chosen() -> None:
    spec = template("mlp")
    pasted, ids = paste_after(spec, picked(spec, ["relu1"]), None)
    assert pasted["output"].inputs == ids


def test_layers_that_are_no_run_are_pasted_loose() -> None:
    spec = template("mnist-cnn")
    assert not is_run(picked(spec, ["conv1", "flatten1"]))
    pasted, ids = paste_after(spec, picked(spec, ["conv1", "flatten1"]), "relu1")
    assert [pasted[layer_id].inputs for layer_id in ids] == [(), ()]


@pytest.mark.parametrize("text", ["", "null", "[]", "{", '{"format": "netwright-layers"}', "[" * 100_000])
def test_text_without_layers_is_refused_in_words(text: str) -> None:
    with pytest.raises(NetwrightError, match="clipboard holds no layers"):
        from_text(text)


@given(st.text())
def test_no_text_on_the_clipboard_does_harm(text: str) -> None:
    with pytest.raises(NetwrightError):
        from_text(text)


def test_moving_a_run_later_and_earlier_again_changes_nothing() -> None:
    spec = template("mnist-cnn")
    moved = move_run(spec, ["relu1", "pool1"], 1)
    assert chain(moved)[1:5] == ["conv1", "conv2", "relu1", "pool1"]
    assert move_run(moved, ["relu1", "pool1"], -1) == spec
    assert analyse(moved, Context(classes=10)).ok


def test_a_layer_at_the_end_of_its_chain_cannot_be_moved_further() -> None:
    spec = template("mlp")
    with pytest.raises(NetwrightError, match="no further place"):
        move_run(spec, ["flatten1"], -1)
    with pytest.raises(NetwrightError, match="follow each other"):
        move_run(spec, ["flatten1", "softmax1"], 1)
