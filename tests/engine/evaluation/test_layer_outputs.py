"""Outputs of single layers: the real ones, of whole and of unfinished networks."""

from pathlib import Path

import numpy as np
import pytest
import torch

from engine.data.catalog import dataset_info
from engine.evaluation.layer_outputs import MAXIMUM_MAPS, Probe
from engine.model import edits
from engine.model.analysis import analyse
from engine.model.build import build
from engine.model.templates import template
from engine.text import NetwrightError
from tests.engine.model.backbone_cases import network_of, params_of
from tests.engine.model.weights_server import FAMILY, serving

PREPROCESSING = dataset_info("mnist").preprocessing
IMAGE = np.random.default_rng(0).integers(0, 256, (28, 28), dtype=np.uint8)


def test_each_layer_shows_what_the_network_itself_computes() -> None:
    spec = template("mnist-cnn")
    shown = Probe(spec, analyse(spec), seed=5).outputs(IMAGE, PREPROCESSING)
    network = build(spec, seed=5).eval()
    pixels = torch.from_numpy(IMAGE).float()[None, None] / 255
    values = network.outputs((pixels - PREPROCESSING.mean[0]) / PREPROCESSING.std[0])
    first = values["conv1"][0].detach().numpy()
    np.testing.assert_allclose(shown["conv1"].values, first[:MAXIMUM_MAPS], atol=1e-5)
    assert shown["conv1"].channels == 32
    assert (shown["conv1"].low, shown["conv1"].high) == pytest.approx((first.min(), first.max()), abs=1e-5)
    assert shown["linear2"].values == pytest.approx(values["linear2"][0].detach().numpy(), abs=1e-4)
    levels = shown["conv1"].levels
    assert levels.shape == (MAXIMUM_MAPS, 26, 26)
    assert (shown["conv1"].values[levels > 128] > 0).all()
    assert (shown["conv1"].values[levels < 128] < 0).all()
    assert shown["softmax1"].values.sum() == pytest.approx(1, abs=1e-5)


def test_layers_above_an_error_are_shown_all_the_same() -> None:
    spec = edits.set_params(template("mnist-cnn"), "linear1", in_features=7)
    shown = Probe(spec, analyse(spec), seed=0).outputs(IMAGE, PREPROCESSING)
    assert "flatten1" in shown
    assert "linear1" not in shown


def test_learned_weights_go_where_they_fit_and_the_rest_starts_anew() -> None:
    spec = template("mnist-cnn")
    state = build(spec, seed=9).state_dict()
    changed = edits.set_params(spec, "linear1", out_features=64)
    probe = Probe(changed, analyse(changed), seed=0)
    assert probe.take(state) == len(state) - 3  # linear1's weight and bias, and linear2's weight, have other sizes
    old = Probe(spec, analyse(spec), seed=9).outputs(IMAGE, PREPROCESSING)
    np.testing.assert_array_equal(probe.outputs(IMAGE, PREPROCESSING)["conv2"].values, old["conv2"].values)


def test_outputs_never_download_but_learned_weights_do_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = network_of(params_of(FAMILY, weights="pretrained"))
    learned = build(network_of(params_of(FAMILY)), seed=3).state_dict()
    with serving(b"weights", tmp_path, monkeypatch) as server:
        probe = Probe(spec, analyse(spec), seed=0)
        with pytest.raises(NetwrightError, match="are not here yet"):
            probe.outputs(IMAGE, PREPROCESSING)
        probe.take({name: value for name, value in learned.items() if name.startswith("linear1")})
        with pytest.raises(NetwrightError, match="are not here yet"):
            probe.outputs(IMAGE, PREPROCESSING)
        probe.take(learned)
        assert set(probe.outputs(IMAGE, PREPROCESSING)) == {"input", "backbone1", "linear1"}
        assert server.requests == 0
