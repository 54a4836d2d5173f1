"""Every kind of problem: what it says, where it stands, how grave it is, and that its repair mends it."""

import itertools
from dataclasses import replace
from typing import Any

import pytest

from engine.model import edits
from engine.model.analysis import Analysis, analyse
from engine.model.context import Context
from engine.model.layers.block import BlockParams
from engine.model.problems import Problem
from engine.model.spec import Block, LayerSpec, ModelSpec
from engine.model.templates import template
from tests.engine.model.broken_networks import BROKEN, CONTEXT, chain, graph, layer, merged, part

FLAT: tuple[str, dict[str, Any]] = ("Flatten", {})
TEN: tuple[str, dict[str, Any]] = ("Linear", {"out_features": 10})


def problems(spec: ModelSpec, context: Context = CONTEXT) -> dict[str, Problem]:
    return {problem.code: problem for problem in analyse(spec, context).problems}


def conv(**params: Any) -> tuple[str, dict[str, Any]]:
    return "Conv2d", {"out_channels": 8, "padding": "same", **params}


def expect(spec: ModelSpec, code: str, severity: str, layer: str | None, context: Context = CONTEXT) -> Problem:
    """The problem of that code, found alone, and gone once its first repair is made."""
    found = problems(spec, context)
    assert set(found) == {code}, {name: str(problem.text) for name, problem in found.items()}
    problem = found[code]
    assert (problem.severity, problem.layer) == (severity, layer)
    if problem.fixes:
        assert code not in problems(problem.fixes[0].apply(spec), context)
    return problem


# Ends and links


def test_an_input_of_other_sizes_than_the_images_says_both() -> None:
    spec = edits.set_params(template("mlp"), "input", shape=(3, 32, 32))
    problem = expect(spec, "input_shape", "error", "input")
    assert str(problem.text) == "expects images of 32×32×3, the dataset has 28×28×1"
    assert problem.field == "shape"
    assert problem.fixes[0].apply(spec) == template("mlp")


def test_an_input_with_the_channels_last_is_noticed_even_without_a_dataset() -> None:
    spec = edits.set_params(template("mlp"), "input", shape=(28, 28, 1))
    problem = expect(spec, "channels_last", "warning", "input", replace(CONTEXT, image_shape=None))
    assert str(problem.fixes[0].label) == "Set input.Shape to 28×28×1"


def test_a_merge_says_how_many_inputs_of_how_many_it_has() -> None:
    problem = expect(BROKEN["a merge with one branch"](), "missing_input", "error", "add1")
    assert str(problem.text) == "needs 2 inputs, only 1 connected"
    assert (problem.expected, problem.found) == ("2", "1")


def test_a_merge_with_one_branch_is_offered_a_short_cut_of_the_same_shape() -> None:
    spec = chain(conv(), ("ReLU", {}), conv(), ("Add", {}), FLAT, TEN)
    problem = problems(spec)["missing_input"]
    assert str(problem.fixes[0].label) == "Connect relu1 to add1"
    assert analyse(problem.fixes[0].apply(spec), CONTEXT).ok


def test_a_layer_cut_off_is_offered_the_loose_end_before_it() -> None:
    spec = edits.delete_layers(template("vgg-small"), ("relu1", "relu4"), heal=False)
    fixes = [str(problem.fixes[0].label) for problem in analyse(spec, CONTEXT).problems if problem.severity == "error"]
    assert fixes == ["Connect conv1 to conv2", "Connect conv4 to pool2"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("two inputs", "The network needs exactly one Input, it has 2."),
        ("no output", "The network needs exactly one Output, it has 0."),
        ("a link from nowhere", "reads gone, which is not there"),
        ("more links than a layer takes", "has 2 links to its input, at most 1 can be"),
        ("a loop", "is part of a loop of links"),
        ("pooling to nothing", "needs at least 4 pixels a side, receives 1"),
        ("heads that do not divide", "5 heads do not divide 28 features evenly"),
        ("image to the output", "expects one number per class (10), receives an image 26×26×32"),
        ("sequence to the output", "expects one number per class (10), receives a sequence 28×128"),
        ("keys without as many values", "expects as many values as keys (49), receives 28"),
    ],
)
def test_each_error_is_one_plain_sentence(name: str, words: str) -> None:
    assert str(analyse(BROKEN[name](), CONTEXT).problems[0].text) == words


def test_every_error_of_every_broken_network_has_a_repair_that_changes_the_network() -> None:
    for name, make in BROKEN.items():
        spec = make()
        for problem in analyse(spec, CONTEXT).problems:
            if problem.severity == "error" and name != "only an output":  # whose input has to come first
                assert problem.fixes, name
                assert problem.fixes[0].apply(spec) != spec, name


# Merges


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        (
            "short cut past a convolution that shrinks",
            ["Set b0_0.Padding to same", "Bring b1_0 to 26×26×8 with AdaptiveAvgPool2d, Conv2d"],
        ),
        ("branches with other channels", ["Project b1_0 with a 1×1 Conv2d to 28×28×8"]),
        ("branches of other sizes and channels", ["Project b1_0 with a 1×1 Conv2d to 14×14×8"]),
        ("branches of other sizes", ["Bring b1_0 to 14×14×8 with MaxPool2d", "Bring b0_0 to 28×28×8 with Upsample"]),
        ("a gate that is no image", ["Bring sigmoid to 1×1×8 with Unflatten"]),
        ("vectors of other lengths", ["Bring b1_0 to 8 with Linear"]),
        ("an image beside a vector", ["Flatten b0_0"]),
    ],
)
def test_branches_that_do_not_fit_are_brought_together(name: str, labels: list[str]) -> None:
    spec = BROKEN[name]()
    problem = analyse(spec, CONTEXT).problems[0]
    assert problem.layer == "merge"
    assert [str(fix.label) for fix in problem.fixes][: len(labels)] == labels
    for fix in problem.fixes[: len(labels)]:
        layers = {found.layer for found in analyse(fix.apply(spec), CONTEXT).problems if found.code == "shape"}
        assert layers <= ({"merge"} if "Padding" in str(fix.label) else set())


def test_a_layer_added_to_itself_is_a_hint() -> None:
    spec = merged("Add", (part("Identity"),), (part("Identity"),))
    assert str(expect(spec, "same_twice", "hint", "merge").text) == "adds input to itself, which only doubles it"


# The answer and the loss


def test_a_wrong_class_count_resizes_the_layer_that_gives_it() -> None:
    spec = chain(FLAT, ("Linear", {"out_features": 7}), ("Softmax", {}))
    assert str(expect(spec, "class_count", "error", "output").fixes[0].label) == "Set linear1.Features out to 10"
    pooled = chain(conv(), ("GlobalAvgPool2d", {}), ("Softmax", {}))
    assert str(expect(pooled, "class_count", "error", "output").fixes[0].label) == "Set conv1.Filters to 10"
    lstm = chain(("Rows", {}), ("LSTM", {}), ("Softmax", {}))
    mended = expect(lstm, "class_count", "error", "output").fixes[0].apply(lstm)
    assert [found.type for found in mended][2:5] == ["LSTM", "Linear", "Softmax"]


@pytest.mark.parametrize(
    ("first", "second"), [("Softmax", "Softmax"), ("LogSoftmax", "Softmax"), ("Softmax", "LogSoftmax")]
)
def test_probabilities_are_made_once(first: str, second: str) -> None:
    spec = chain(FLAT, TEN, (first, {}), (second, {}))
    expect(spec, "softmax_twice", "warning", f"{second.lower()}{2 if first == second else 1}")


@pytest.mark.parametrize("bend", ["ReLU", "Sigmoid", "Tanh"])
def test_logits_that_are_bent_do_not_fit_the_loss(bend: str) -> None:
    expect(chain(FLAT, TEN, (bend, {}), ("Softmax", {})), "bent_logits", "warning", f"{bend.lower()}1")


def test_logits_are_not_changed_at_random() -> None:
    expect(chain(FLAT, TEN, ("Dropout", {}), ("Softmax", {})), "random_answer", "warning", "dropout1")


def test_a_loss_of_log_probabilities_wants_them() -> None:
    context = replace(CONTEXT, loss="nll_loss")
    problem = expect(template("mlp"), "loss", "error", "output", context)
    assert str(problem.text) == "the loss nll_loss expects LogSoftmax right before it, finds Softmax"
    assert problems(chain(FLAT, TEN, ("LogSoftmax", {})), context) == {}


def test_softmax_between_layers_is_a_hint() -> None:
    spec = chain(FLAT, ("Linear", {"out_features": 32}), ("Softmax", {}), TEN)
    expect(spec, "softmax_inside", "hint", "softmax1")


# Activations


@pytest.mark.parametrize(
    "between", [(), (("Dropout", {}),), (("BatchNorm1d", {}),)], ids=["nothing", "Dropout", "BatchNorm1d"]
)
def test_two_layers_with_no_bend_between_are_one(between: tuple[tuple[str, dict[str, Any]], ...]) -> None:
    spec = chain(FLAT, ("Linear", {"out_features": 64, "bias": False}), *between, TEN)
    assert str(expect(spec, "no_nonlinearity", "hint", "linear2").fixes[0].label) == "Insert ReLU"


def test_an_activation_that_changes_nothing_is_a_hint() -> None:
    spec = chain(conv(), ("ReLU", {}), ("MaxPool2d", {}), ("ReLU", {}), FLAT, TEN)
    assert str(expect(spec, "idle", "hint", "relu2").text) == "changes nothing: relu1 leaves nothing below 0"


def test_an_activation_of_the_pixels_is_a_hint() -> None:
    expect(chain(("ReLU", {}), FLAT, TEN), "bent_input", "hint", "relu1")


def test_many_sigmoids_in_a_row_let_no_gradient_pass() -> None:
    deep: list[tuple[str, dict[str, Any]]] = [("Linear", {"out_features": 30}), ("Sigmoid", {})] * 5
    assert problems(chain(FLAT, *deep, TEN))["fading_gradients"].layer == "sigmoid4"
    shallow = deep[:4]
    assert problems(chain(FLAT, *shallow, TEN)) == {}


# Normalisation, dropout and layers that do nothing


def test_batch_normalisation_of_one_image() -> None:
    alone = replace(CONTEXT, batch_size=1)
    vector = chain(FLAT, ("Linear", {"bias": False}), ("BatchNorm1d", {}), ("ReLU", {}), TEN)
    assert str(expect(vector, "batch_of_one", "error", "norm1", alone).fixes[0].label) == "Make it LayerNorm"
    image = chain(conv(bias=False), ("BatchNorm2d", {}), ("ReLU", {}), FLAT, TEN)
    assert str(expect(image, "batch_of_one", "warning", "norm1", alone).fixes[0].label) == "Make it GroupNorm"
    assert problems(image) == {}


def test_a_bias_before_batch_normalisation_is_idle() -> None:
    spec = chain(conv(), ("BatchNorm2d", {}), ("ReLU", {}), FLAT, TEN)
    assert expect(spec, "idle_bias", "hint", "conv1").field == "bias"


def test_dropout_right_before_batch_normalisation_goes_behind_it() -> None:
    spec = chain(FLAT, ("Linear", {}), ("ReLU", {}), ("Dropout", {}), ("BatchNorm1d", {}), TEN)
    mended = expect(spec, "dropout_before_norm", "hint", "dropout1").fixes[0].apply(spec)
    assert list(mended.order)[4:6] == ["norm1", "dropout1"]


@pytest.mark.parametrize(
    "idle",
    [
        ("Dropout", {"p": 0.0}), ("MaxPool2d", {"kernel_size": 1}), ("Upsample", {"scale_factor": 1}),
        ("Permute", {"order": (0, 1, 2)}), ("Reshape", {"sizes": (1, 28, 28)}), ("GaussianNoise", {"std": 0.0}),
    ],
    ids=lambda step: step[0],
)  # fmt: skip
def test_a_layer_that_changes_nothing_is_a_hint(idle: tuple[str, dict[str, Any]]) -> None:
    spec = chain(idle, FLAT, TEN)
    expect(spec, "idle", "hint", spec.layers[1].id)


def test_dropout_that_hides_nearly_all_is_a_hint() -> None:
    spec = chain(FLAT, ("Dropout", {"p": 0.95}), TEN)
    assert str(expect(spec, "hides_nearly_all", "hint", "dropout1").text).startswith("hides 95 %")


def test_a_stride_beyond_the_window_skips_pixels_but_a_projection_may() -> None:
    expect(chain(("Conv2d", {"kernel_size": 2, "stride": 4}), ("ReLU", {}), FLAT, TEN), "skips_pixels", "hint", "conv1")
    assert problems(chain(("Conv2d", {"kernel_size": 1, "stride": 2}), ("ReLU", {}), FLAT, TEN)) == {}


def test_tokens_without_places_are_a_heap_to_attention() -> None:
    spec = edits.delete_layers(template("vit-small"), ("positions1",))
    mended = expect(spec, "order_is_lost", "hint", "patches1").fixes[0].apply(spec)
    assert mended[mended.consumers["patches1"][0]].type == "PositionalEmbedding"


def test_dropout_between_stacked_layers_of_which_there_is_one_is_idle() -> None:
    expect(chain(("Rows", {}), ("GRU", {"dropout": 0.5}), TEN), "idle_dropout", "hint", "gru1")


# Learning


def test_nothing_that_learns_is_an_error_with_and_without_weights() -> None:
    frozen = edits.set_learning(template("softmax-regression"), "linear1", trainable=False)
    found = problems(frozen)
    assert {name for name, problem in found.items() if problem.severity == "error"} == {"all_frozen"}
    assert found["all_frozen"].fixes[0].apply(frozen) == template("softmax-regression")
    assert analyse(frozen).ok  # it can still be built, to be looked at or used
    pooled = chain(("AvgPool2d", {"kernel_size": 14}), FLAT)
    expect(pooled, "no_weights", "error", None, Context(classes=4))


def test_a_layer_frozen_at_random_is_a_hint_unless_its_weights_come_from_a_run() -> None:
    frozen = edits.set_learning(template("mlp"), "linear1", trainable=False)
    expect(frozen, "frozen_at_random", "hint", "linear1")
    assert problems(edits.set_learning(frozen, "linear1", initialisation="run", run="best")) == {}


def test_a_branch_that_is_always_zero_is_dead() -> None:
    spec = edits.set_learning(template("mlp"), "linear1", trainable=False, initialisation="zeros")
    expect(spec, "dead_branch", "warning", "linear1")


def test_hidden_units_that_start_at_zero_stay_alike_but_the_last_layer_may() -> None:
    expect(edits.set_learning(template("mlp"), "linear2", initialisation="zeros"), "zero_start", "warning", "linear2")
    assert problems(edits.set_learning(template("mlp"), "linear3", initialisation="zeros")) == {}


def test_a_rate_of_zero_is_a_hint() -> None:
    expect(edits.set_learning(template("mlp"), "linear1", rate_factor=0.0), "rate_of_zero", "hint", "linear1")


# Size


def test_a_network_that_hardly_fits_in_memory_is_a_warning_on_its_largest_layer() -> None:
    context = replace(CONTEXT, free_memory=25 * 2**20)
    problem = expect(template("mnist-cnn"), "memory", "warning", "conv1", context)
    assert (problem.expected, problem.found) == ("25 MB", "30.1 MB")


def test_weights_beyond_all_memory_are_an_error() -> None:
    spec = chain(FLAT, ("Linear", {"out_features": 1_000_000}), ("ReLU", {}), TEN)
    found = problems(spec, replace(CONTEXT, free_memory=2**30))
    assert found["memory"].severity == "error"
    assert str(found["memory"].text) == "holds most of 2.96 GB of weights, and only 1 GB of memory are free"


def test_parameters_out_of_all_proportion_to_the_images_are_a_hint() -> None:
    context = replace(CONTEXT, train_images=100)
    problem = expect(template("mlp"), "proportion", "hint", "linear1", context)
    assert "235,146 parameters, 2,351 for each of the 100 training images" in str(problem.text)


# Blocks


def _with_block(*layers: LayerSpec, answer: str, uses: int = 1) -> Analysis:
    block = Block("Part", ModelSpec((layer("x", "BlockInput"), *layers, layer("output", "Output", answer))))
    names = ["input", *(f"use{number}" for number in range(1, uses + 1))]
    chained = [
        LayerSpec(name, "Block", BlockParams(block="Part"), (above,)) for above, name in itertools.pairwise(names)
    ]
    ends = (layer("flat", "Flatten", chained[-1].id), layer("fc", "Linear", "flat", out_features=10))
    return analyse(graph(*chained, *ends, blocks=(block,)), CONTEXT)


def test_what_ends_a_block_does_not_end_the_network() -> None:
    analysis = _with_block(layer("conv", "Conv2d", "x"), layer("relu", "ReLU", "conv"), answer="relu")
    assert analysis.problems == ()


def test_a_block_that_fits_only_where_it_is_used_first_is_an_error_at_the_other_place() -> None:
    analysis = _with_block(
        layer("conv", "Conv2d", "x", in_channels=1, out_channels=4),
        layer("relu", "ReLU", "conv"),
        answer="relu",
        uses=2,
    )
    (problem,) = analysis.problems
    assert (problem.layer, problem.severity) == ("use2", "error")
    assert str(problem.text) == "inside Part: conv expects 1 channels, receives 4"
    mended = problem.fixes[0].apply(analysis.spec)
    assert analyse(mended, CONTEXT).ok
    assert mended.block_named["Part"] == replace(analysis.spec.block_named["Part"], blocks=mended.blocks)
