"""The templates: each opens without a problem, tells its story, and learns real digits from the first steps on."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
import torch
from torch.nn import functional

from engine.data.batches import ResidentImages
from engine.data.catalog import load_dataset
from engine.model.analysis import analyse
from engine.model.build import build
from engine.model.serial import model_from_data, model_to_data
from engine.model.templates import template, template_names, template_story, template_title
from engine.text import NetwrightError

BATCH = 32
STEPS = {"vgg-small": 40}
"""A few; six plain layers without normalisation need more until something moves."""
RATES = {"teaching-3-2-2": 0.02}


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Threads that wait for each other make small networks slow on a busy machine."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def digits() -> ResidentImages:
    """The first training images of MNIST, as many as the steps take."""
    dataset = load_dataset("mnist")
    count = 40 * BATCH
    images, labels = dataset.train_images[:count], dataset.train_labels[:count]
    return ResidentImages(images, labels, dataset.info.preprocessing, torch.device("cpu"))


@pytest.mark.parametrize("name", template_names())
def test_each_template_learns_real_digits_from_the_first_steps_on(name: str, digits: ResidentImages) -> None:
    network = build(template(name), seed=0)
    learned = [weight for weight in network.parameters() if weight.requires_grad]
    optimizer = torch.optim.Adam(learned, RATES.get(name, 0.003))
    torch.manual_seed(0)
    losses = []
    for start in range(0, STEPS.get(name, 20) * BATCH, BATCH):
        images, labels = digits.batch(start, start + BATCH)
        loss = functional.cross_entropy(network(images), labels)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        losses.append(loss.item())
    assert sum(losses[-5:]) < 0.97 * sum(losses[:5])


def test_the_names_that_scripts_rely_on_stay() -> None:
    assert template_names()[0] == "mnist-cnn"
    assert set(template_names()) >= {
        "softmax-regression", "mlp", "teaching-3-2-2", "lenet-5", "mnist-cnn", "vgg-small", "resnet-small",
        "inception-small", "row-lstm", "row-gru", "vit-small", "depthwise-separable", "autoencoder-classifier",
        "efficientnet-lite-transfer",
    }  # fmt: skip


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(NetwrightError, match=r"no template “resnet-200”.*mnist-cnn.*mlp"):
        template("resnet-200")


@pytest.mark.parametrize("name", template_names())
def test_each_template_has_a_title_and_a_story_of_two_to_four_sentences(name: str) -> None:
    assert Counter(map(template_title, template_names()))[template_title(name)] == 1
    sentences = [part for part in re.split(r"(?<=[.?!])\s+", template_story(name)) if part]
    assert 2 <= len(sentences) <= 4
    assert all(sentence[0].isupper() or sentence[0].isdigit() for sentence in sentences)


@pytest.mark.parametrize("name", template_names())
def test_each_template_can_be_written_to_a_file_and_read_again(name: str) -> None:
    assert model_from_data(model_to_data(template(name))) == template(name)


def test_the_figures_in_the_stories_are_true() -> None:
    reference = analyse(template("mnist-cnn"))
    assert "225,034 parameters, nine in ten" in template_story("mnist-cnn")
    assert reference.parameters == 225_034
    assert 0.85 < reference.layers["linear1"].parameters / reference.parameters < 0.95
    assert reference.layers["conv2"].multiply_adds > reference.multiply_adds / 2
    dense = analyse(template("mlp"))
    assert dense.layers["linear1"].parameters > dense.parameters / 2
    assert dense.layers["flatten1"].output_shape == (784,)
    assert analyse(template("teaching-3-2-2")).parameters == 95
    lstm, gru = analyse(template("row-lstm")).layers["lstm1"], analyse(template("row-gru")).layers["gru1"]
    assert 4 * gru.parameters == 3 * lstm.parameters
    assert analyse(template("vit-small")).layers["patches1"].output_shape == (49, 64)
    assert analyse(template("autoencoder-classifier")).layers["linear1"].output_shape == (16,)
    assert analyse(template("autoencoder-classifier")).layers["deconv2"].output_shape == (1, 28, 28)
    transfer = analyse(template("efficientnet-lite-transfer"))
    assert transfer.trainable_parameters == 12_810
    assert round(transfer.parameters / 1e6, 1) == 3.4
    quick, best = analyse(template("mnist-quick")), analyse(template("mnist-best"))
    assert quick.layers["relu3"].output_shape == (64, 3, 3)
    assert round(reference.parameters / quick.parameters) == 8
    assert round(reference.multiply_adds / quick.multiply_adds) == 3
    assert best.layers["relu5"].output_shape == (96, 5, 5)
    assert best.parameters <= reference.parameters
    assert 0.85 < 1 - best.layers["linear1"].parameters / best.parameters < 0.95


def test_the_residual_template_uses_one_block_more_than_once() -> None:
    spec = template("resnet-small")
    assert {block.name for block in spec.blocks} == {"Residual", "Shrink", "WideResidual"}
    assert spec["block1"].params.repeat == 2  # type: ignore[attr-defined]
    assert any(layer.type == "Add" for layer in spec.block_named["Residual"])
