"""First weights: from a private generator, with the spread that each method promises."""

import math
from collections.abc import Callable

import pytest
import torch
from torch import nn

from engine.model.initialise import initialise
from engine.model.learning import Initialisation

MAKERS: dict[str, Callable[[], nn.Module]] = {
    "linear": lambda: nn.Linear(40, 30),
    "conv1d": lambda: nn.Conv1d(4, 8, 3),
    "conv2d": lambda: nn.Conv2d(4, 8, 3),
    "transposed": lambda: nn.ConvTranspose2d(4, 8, 3),
    "lstm": lambda: nn.LSTM(12, 16, num_layers=2, bidirectional=True),
    "gru": lambda: nn.GRU(12, 16),
    "attention": lambda: nn.MultiheadAttention(16, 4, batch_first=True),
    "cross": lambda: nn.MultiheadAttention(16, 4, kdim=8, vdim=12, batch_first=True),
    "encoder": lambda: nn.TransformerEncoderLayer(16, 4, 32, batch_first=True),
    "embedding": lambda: nn.Embedding(9, 16),
    "norm": lambda: nn.BatchNorm2d(8),
    "layer norm": lambda: nn.LayerNorm(8),
    "group norm": lambda: nn.GroupNorm(2, 8),
    "instance norm": lambda: nn.InstanceNorm2d(8, affine=True),
    "prelu": lambda: nn.PReLU(8),
}
METHODS: tuple[Initialisation, ...] = ("default", "kaiming", "xavier", "orthogonal", "normal", "zeros", "run")


def made(kind: str, seed: int = 0, method: Initialisation = "default") -> nn.Module:
    with torch.device("meta"):
        module = MAKERS[kind]()
    module.to_empty(device="cpu")
    for tensor in module.state_dict().values():
        if tensor.is_floating_point():
            tensor.fill_(math.nan)
    initialise(module, torch.Generator().manual_seed(seed), method)
    return module


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("method", METHODS)
def test_every_weight_is_set_by_the_seed_alone(kind: str, method: Initialisation) -> None:
    torch.manual_seed(1)
    undisturbed = torch.get_rng_state()
    first, second = made(kind, 5, method).state_dict(), made(kind, 5, method).state_dict()
    assert all(torch.isfinite(tensor).all() for tensor in first.values())
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert torch.equal(torch.get_rng_state(), undisturbed)


@pytest.mark.parametrize("kind", ["linear", "conv1d", "conv2d", "transposed", "lstm", "gru", "attention", "encoder"])
def test_the_default_spreads_as_torch_does(kind: str) -> None:
    ours, theirs = made(kind).state_dict(), MAKERS[kind]().state_dict()
    for name, tensor in theirs.items():
        if tensor.numel() > 60:
            assert ours[name].std().item() == pytest.approx(tensor.std().item(), rel=0.25, abs=1e-9)
            assert ours[name].abs().max().item() <= tensor.abs().max().item() * 1.25
        if not tensor.any():
            assert not ours[name].any()


def test_normalisations_start_as_the_identity_whatever_the_method() -> None:
    for method in METHODS:
        norm = made("norm", method=method)
        assert torch.equal(norm.get_parameter("weight"), torch.ones(8))
        assert torch.equal(norm.get_buffer("running_var"), torch.ones(8))
        assert torch.equal(made("prelu", method=method).get_parameter("weight"), torch.full((8,), 0.25))


def test_the_methods_spread_as_their_names_promise() -> None:
    weights = {method: made("linear", method=method).get_parameter("weight").detach() for method in METHODS}
    assert weights["kaiming"].std().item() == pytest.approx(math.sqrt(2 / 40), rel=0.1)
    assert weights["xavier"].abs().max().item() <= math.sqrt(6 / 70)
    torch.testing.assert_close(weights["orthogonal"] @ weights["orthogonal"].T, torch.eye(30), atol=1e-5, rtol=0)
    assert weights["normal"].std().item() == pytest.approx(0.02, rel=0.1)
    assert not weights["zeros"].any()
    assert not made("linear", method="kaiming").get_parameter("bias").any()


def test_each_gate_and_each_projection_is_a_matrix_of_its_own() -> None:
    for gate in torch.split(made("lstm", method="orthogonal").get_parameter("weight_hh_l0").detach(), 16):
        torch.testing.assert_close(gate @ gate.T, torch.eye(16), atol=1e-5, rtol=0)
    for projection in torch.split(made("attention", method="orthogonal").get_parameter("in_proj_weight").detach(), 16):
        torch.testing.assert_close(projection @ projection.T, torch.eye(16), atol=1e-5, rtol=0)


def test_a_module_that_brings_its_weights_is_left_to_itself() -> None:
    class Brought(nn.Linear):
        def bring_weights(self, generator: torch.Generator) -> None:
            nn.init.constant_(self.weight, 3.0)
            nn.init.zeros_(self.bias)

    module = Brought(2, 2)
    initialise(module, torch.Generator(), "zeros")
    assert torch.equal(module.weight, torch.full((2, 2), 3.0))


def test_an_unknown_module_with_weights_is_refused() -> None:
    with pytest.raises(TypeError, match="Bilinear"):
        initialise(nn.Bilinear(2, 2, 2), torch.Generator())
