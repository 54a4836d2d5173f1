"""Optimizers: torch's own numbers, or those of the paper; decay both ways; state that comes back to the same bits."""

from collections.abc import Callable, Sequence
from typing import Any, get_args

import pytest
import torch
from torch import Tensor, nn
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.nn import Parameter, functional

from engine.model import edits
from engine.model.build import Network, build
from engine.model.templates import template
from engine.text import NetwrightError
from engine.training.config import OptimizerName, TrainingConfig
from engine.training.layer_learning import ParameterGroup, hidden_matrices, parameter_groups
from engine.training.lion import Lion
from engine.training.muon import Muon, orthogonalised
from engine.training.optimizers import OptimizerSet, build_optimizers

NAMES: tuple[OptimizerName, ...] = get_args(OptimizerName)
RATE, DECAY = 0.01, 0.1
SHAPES = ((6, 5), (6,), (4, 3, 2, 2))


def weights_and_gradients(steps: int = 5) -> tuple[list[Parameter], list[list[Tensor]]]:
    generator = torch.Generator().manual_seed(0)
    weights = [Parameter(torch.randn(shape, generator=generator)) for shape in SHAPES]
    return weights, [[torch.randn(shape, generator=generator) for shape in SHAPES] for _ in range(steps)]


def group_of(weights: Sequence[Parameter], rate: float = RATE, decay: float = 0.0) -> ParameterGroup:
    names = [f"layer.{number}" for number in range(len(weights))]
    return {"params": list(weights), "names": names, "lr": rate, "weight_decay": decay, "hidden": set()}


def config_of(**settings: Any) -> TrainingConfig:
    return TrainingConfig.model_validate({"learning_rate": RATE, **settings})


def walk(optimizers: Any, weights: Sequence[Parameter], gradients: Sequence[Sequence[Tensor]]) -> list[Tensor]:
    for at_step in gradients:
        for weight, gradient in zip(weights, at_step, strict=True):
            weight.grad = gradient.clone()
        optimizers.step()
    return [weight.detach().clone() for weight in weights]


def assert_close(found: Sequence[Tensor], expected: Sequence[Tensor]) -> None:
    for one, other in zip(found, expected, strict=True):
        torch.testing.assert_close(one, other, rtol=1e-5, atol=1e-6)


CASES: list[tuple[dict[str, Any], Callable[..., torch.optim.Optimizer], dict[str, Any]]] = [
    ({"optimizer": "sgd", "momentum": 0.0}, torch.optim.SGD, {}),
    ({"optimizer": "sgd", "momentum": 0.0, "nesterov": True}, torch.optim.SGD, {}),
    ({"optimizer": "sgd", "momentum": 0.8}, torch.optim.SGD, {"momentum": 0.8}),
    ({"optimizer": "sgd", "nesterov": True}, torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    ({"optimizer": "adam"}, torch.optim.Adam, {}),
    ({"optimizer": "adam", "amsgrad": True}, torch.optim.Adam, {"amsgrad": True}),
    ({"optimizer": "adam", "decoupled": True}, torch.optim.AdamW, {}),
    (
        {"optimizer": "adam", "beta1": 0.8, "beta2": 0.9, "epsilon": 0.1},
        torch.optim.Adam,
        {"betas": (0.8, 0.9), "eps": 0.1},
    ),
    ({"optimizer": "adamw"}, torch.optim.AdamW, {}),
    ({"optimizer": "adamw", "amsgrad": True}, torch.optim.AdamW, {"amsgrad": True}),
    ({"optimizer": "adamw", "decoupled": False}, torch.optim.Adam, {}),
    ({"optimizer": "nadam"}, torch.optim.NAdam, {}),
    ({"optimizer": "nadam", "decoupled": True}, torch.optim.NAdam, {"decoupled_weight_decay": True}),
    ({"optimizer": "radam"}, torch.optim.RAdam, {}),
    ({"optimizer": "radam", "decoupled": True}, torch.optim.RAdam, {"decoupled_weight_decay": True}),
    ({"optimizer": "rmsprop", "momentum": 0.0}, torch.optim.RMSprop, {}),
    (
        {"optimizer": "rmsprop", "square_decay": 0.8, "centered": True},
        torch.optim.RMSprop,
        {"alpha": 0.8, "centered": True, "momentum": 0.9},
    ),
    ({"optimizer": "adagrad"}, torch.optim.Adagrad, {}),
    ({"optimizer": "adagrad", "epsilon": 0.1}, torch.optim.Adagrad, {"eps": 0.1}),
    ({"optimizer": "adadelta"}, torch.optim.Adadelta, {}),
    ({"optimizer": "adadelta", "square_decay": 0.5}, torch.optim.Adadelta, {"rho": 0.5}),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "kind", "details"), CASES)
def test_steps_are_those_of_torch(
    settings: dict[str, Any], kind: Callable[..., torch.optim.Optimizer], details: dict[str, Any]
) -> None:
    weights, gradients = weights_and_gradients(12)
    ours = build_optimizers(config_of(**settings), [group_of(weights, decay=DECAY)])
    found = walk(ours, weights, gradients)
    weights, gradients = weights_and_gradients(12)
    plain = kind([{"params": weights, "lr": RATE, "weight_decay": DECAY}], lr=RATE, foreach=False, **details)
    assert_close(found, walk(plain, weights, gradients))


@pytest.mark.parametrize("name", ["sgd", "rmsprop", "adagrad", "adadelta"])
def test_decoupled_decay_shrinks_the_weights_before_the_step(name: str) -> None:
    weights, gradients = weights_and_gradients()
    ours = build_optimizers(config_of(optimizer=name, decoupled=True), [group_of(weights, decay=DECAY)])
    found = walk(ours, weights, gradients)
    weights, gradients = weights_and_gradients()
    plain = build_optimizers(config_of(optimizer=name), [group_of(weights)])
    for at_step in gradients:
        with torch.no_grad():
            for weight in weights:
                weight.mul_(1 - RATE * DECAY)
        walk(plain, weights, [at_step])
    assert_close(found, weights)


@pytest.mark.parametrize("decoupled", [None, True, False])
def test_lion_follows_its_paper(decoupled: bool | None) -> None:
    weights, gradients = weights_and_gradients()
    ours = build_optimizers(config_of(optimizer="lion", decoupled=decoupled), [group_of(weights, decay=DECAY)])
    assert isinstance(ours.members[0], Lion)
    found = walk(ours, weights, gradients)
    weights, gradients = weights_and_gradients()
    expected = [weight.detach() for weight in weights]
    momenta = [torch.zeros_like(weight) for weight in expected]
    for at_step in gradients:
        for i, given in enumerate(at_step):
            gradient = given if decoupled is not False else given + DECAY * expected[i]
            update = torch.sign(0.9 * momenta[i] + 0.1 * gradient)
            if decoupled is not False:
                update = update + DECAY * expected[i]
            expected[i] = expected[i] - RATE * update
            momenta[i] = 0.99 * momenta[i] + 0.01 * gradient
    assert_close(found, expected)


@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("shape", [(24, 40), (40, 24)])
def test_muon_on_a_matrix_is_torchs_within_its_bfloat16(shape: tuple[int, int], nesterov: bool) -> None:
    generator = torch.Generator().manual_seed(0)
    first = torch.randn(shape, generator=generator)
    gradients = [[torch.randn(shape, generator=generator)] for _ in range(3)]
    details: dict[str, Any] = {"lr": RATE, "momentum": 0.9, "nesterov": nesterov, "weight_decay": DECAY}
    ours, theirs = Parameter(first.clone()), Parameter(first.clone())
    walk(Muon([ours], **details), [ours], gradients)
    walk(torch.optim.Muon([theirs], adjust_lr_fn="match_rms_adamw", **details), [theirs], gradients)
    moved = (theirs - first).norm()
    assert (ours - theirs).norm() < 0.02 * moved
    assert moved > 0.01


def test_muon_takes_a_kernel_as_the_matrix_of_its_outputs() -> None:
    generator = torch.Generator().manual_seed(0)
    first = torch.randn(8, 3, 3, 3, generator=generator)
    gradients = [torch.randn(8, 3, 3, 3, generator=generator) for _ in range(3)]
    kernel = Parameter(first.clone().to(memory_format=torch.channels_last))
    matrix = Parameter(first.reshape(8, 27).clone())
    for details in ({}, {"decoupled": False}):
        walk(Muon([kernel], RATE, weight_decay=DECAY, **details), [kernel], [[gradient] for gradient in gradients])
        walk(Muon([matrix], RATE, weight_decay=DECAY, **details), [matrix], [[g.reshape(8, 27)] for g in gradients])
        torch.testing.assert_close(kernel.detach().reshape(8, 27), matrix.detach(), rtol=1e-4, atol=1e-5)


def test_an_orthogonalised_matrix_keeps_its_directions_and_has_sizes_of_about_one() -> None:
    matrix = torch.randn(20, 30, generator=torch.Generator().manual_seed(0))
    left, _, right = torch.linalg.svd(matrix, full_matrices=False)
    sizes = left.T @ orthogonalised(matrix) @ right.T
    assert 0.6 < sizes.diagonal().min() <= sizes.diagonal().max() < 1.3
    assert (sizes - sizes.diagonal().diag()).abs().max() < 1e-4


@pytest.mark.parametrize("shape", [(20, 200), (200, 20), (30, 30)])
def test_orthogonalisation_is_five_iterations_of_newton_and_schulz(shape: tuple[int, int]) -> None:
    matrix = torch.randn(shape, generator=torch.Generator().manual_seed(0))
    matrix[0] *= 1e-3  # a direction that the iterations have to bring up
    expected = matrix.double() / matrix.double().norm()
    for _ in range(5):
        gram = expected @ expected.T
        expected = 3.4445 * expected + (-4.7750 * gram + 2.0315 * gram @ gram) @ expected
    torch.testing.assert_close(orthogonalised(matrix).double(), expected, rtol=1e-3, atol=1e-4)


def test_muon_takes_the_matrices_of_hidden_layers_and_adamw_the_rest() -> None:
    network = build(template("mnist-cnn"), seed=0)
    config = config_of(optimizer="muon", momentum=0.95, nesterov=True)
    matrices, others = build_optimizers(config, parameter_groups(network, config)).members
    assert isinstance(matrices, Muon)
    assert isinstance(others, torch.optim.AdamW)
    assert matrices.param_groups[0]["names"] == ["conv2.weight", "linear1.weight"]
    assert others.param_groups[0]["names"] == [
        "conv1.weight", "conv1.bias", "conv2.bias", "linear1.bias", "linear2.weight", "linear2.bias",
    ]  # fmt: skip
    assert (matrices.defaults["momentum"], matrices.defaults["nesterov"]) == (0.95, True)
    coupled = build_optimizers(config_of(optimizer="muon", decoupled=False), parameter_groups(network, config))
    assert type(coupled.members[1]) is torch.optim.Adam
    assert coupled.members[0].defaults["decoupled"] is False


def test_tables_and_norms_are_no_hidden_matrices_and_a_frozen_first_layer_stays_the_first() -> None:
    network = build(template("vit-small"), seed=0)
    hidden = hidden_matrices(network)
    shapes = {name: weight.shape for name, weight in network.named_parameters()}
    assert hidden <= shapes.keys()
    assert "block1.0.encoder.linear1.weight" in hidden
    assert not any("norm" in name or "position" in name or "token" in name for name in hidden)
    frozen = edits.set_learning(template("mnist-cnn"), "conv1", trainable=False)
    assert hidden_matrices(build(frozen, seed=0)) == {"conv2.weight", "linear1.weight"}
    assert hidden_matrices(build(template("softmax-regression"), seed=0)) == set()


def network() -> Network:
    return build(template("mnist-cnn"), seed=0).to(memory_format=torch.channels_last)


def set_of(network: Network, config: TrainingConfig, *, tensor_rates: bool = False) -> OptimizerSet:
    return build_optimizers(config, parameter_groups(network, config), tensor_rates=tensor_rates)


def learn(network: nn.Module, optimizers: OptimizerSet, steps: range) -> list[float]:
    losses = []
    for number in steps:
        generator = torch.Generator().manual_seed(number)
        images = torch.randn(8, 1, 28, 28, generator=generator)
        labels = torch.randint(10, (8,), generator=generator)
        optimizers.zero_grad()
        loss = functional.cross_entropy(network(images), labels)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizers.set_rate(1 / (number + 1))
        optimizers.step()
        losses.append(loss.item())
    return losses


@pytest.mark.parametrize("name", NAMES)
def test_a_restored_state_goes_on_to_the_same_bits(name: OptimizerName) -> None:
    config = TrainingConfig(optimizer=name, weight_decay=1e-3)
    ours = network()
    optimizers = set_of(ours, config)
    learn(ours, optimizers, range(3))
    tensors, plain = optimizers.state()
    stored = {key: tensor.clone(memory_format=torch.contiguous_format) for key, tensor in tensors.items()}
    weights = {key: tensor.clone() for key, tensor in ours.state_dict().items()}
    expected = learn(ours, optimizers, range(3, 6))

    restored = network()
    restored.load_state_dict(weights)
    its = set_of(restored, config)
    its.load(stored, plain, strict=True)
    assert learn(restored, its, range(3, 6)) == expected
    assert all(torch.equal(tensor, restored.state_dict()[key]) for key, tensor in ours.state_dict().items())


@pytest.mark.parametrize("name", NAMES)
def test_the_state_is_there_from_the_beginning_and_stays_in_its_place(name: OptimizerName) -> None:
    ours, untouched = network(), network()
    optimizers = set_of(ours, TrainingConfig(optimizer=name, weight_decay=0.1))
    before, plain = optimizers.state()
    assert before
    assert all(torch.equal(one, other) for one, other in zip(ours.parameters(), untouched.parameters(), strict=True))
    assert all(weight.grad is None for weight in ours.parameters())
    places = {key: tensor.data_ptr() for key, tensor in before.items()}
    stored = {key: tensor.clone() for key, tensor in before.items()}
    learn(ours, optimizers, range(2))
    assert any(not torch.equal(tensor, stored[key]) for key, tensor in optimizers.state()[0].items())
    optimizers.load(stored, plain, strict=True)
    after = optimizers.state()[0]
    assert {key: tensor.data_ptr() for key, tensor in after.items()} == places
    assert all(torch.equal(tensor, stored[key]) for key, tensor in after.items())


def test_a_changed_network_keeps_the_state_of_what_still_fits() -> None:
    config = TrainingConfig()
    ours = network()
    optimizers = set_of(ours, config)
    learn(ours, optimizers, range(2))
    tensors, plain = optimizers.state()
    spec = edits.set_params(template("mnist-cnn"), "linear1", out_features=32)
    changed = build(edits.set_params(spec, "linear2", in_features=32), seed=0)
    its = set_of(changed, config)
    with pytest.raises(NetwrightError, match=r"linear1\.weight"):
        its.load(tensors, plain, strict=True)
    its.load(tensors, plain)
    found = its.state()[0]
    assert torch.equal(found["conv2.weight.exp_avg"], tensors["conv2.weight.exp_avg"])
    assert found["conv2.weight.step"] == 2
    assert found["linear1.weight.step"] == 0
    assert not found["linear1.weight.exp_avg"].any()


def test_another_optimizers_state_is_left_out_but_adams_serves_adamw() -> None:
    ours = network()
    optimizers = set_of(ours, TrainingConfig(optimizer="sgd"))
    learn(ours, optimizers, range(2))
    tensors, plain = optimizers.state()
    its = set_of(ours, TrainingConfig(optimizer="lion"))
    its.load(tensors, plain)
    assert not any(tensor.any() for tensor in its.state()[0].values())
    with pytest.raises(NetwrightError, match="sgd ≠ lion"):
        its.load(tensors, plain, strict=True)
    adam, adamw = (set_of(ours, TrainingConfig(optimizer=name)) for name in ("adam", "adamw"))
    learn(ours, adam, range(2))
    adamw.load(*adam.state(), strict=True)
    assert adamw.state()[0]["conv1.weight.step"] == 2


@pytest.mark.parametrize("name", NAMES)
def test_rates_as_tensors_take_the_same_steps(name: OptimizerName) -> None:
    config = TrainingConfig(optimizer=name, weight_decay=0.1, decoupled=True)
    ours, its = network(), network()
    plain, by_tensor = set_of(ours, config), set_of(its, config, tensor_rates=True)
    rate = by_tensor.members[0].param_groups[0]["lr"]
    expected, found = learn(ours, plain, range(4)), learn(its, by_tensor, range(4))
    assert found == pytest.approx(expected, rel=1e-4)
    assert by_tensor.members[0].param_groups[0]["lr"] is rate
    assert rate == pytest.approx(config.learning_rate / 4)
    by_tensor.set_rate(torch.tensor(0.5))
    assert rate == pytest.approx(config.learning_rate / 2)


def test_the_rate_of_each_group_is_its_own_times_the_factor() -> None:
    spec = edits.set_learning(template("mlp"), "linear2", rate_factor=0.1)
    optimizers = set_of(build(spec, seed=0), TrainingConfig(learning_rate=0.01, optimizer="sgd"))
    optimizers.set_rate(0.5)
    optimizers.set_rate(0.25)
    rates = [group["lr"] for group in optimizers.members[0].param_groups]
    assert rates == pytest.approx([0.0025, 0.00025])


@pytest.mark.parametrize("decoupled", [False, True])
@pytest.mark.parametrize("name", ["nadam", "radam", "rmsprop", "adadelta", "lion", "muon"])
def test_a_step_on_a_gpu_does_not_wait_for_it(name: OptimizerName, decoupled: bool) -> None:
    """Tensors that know where they would be but have no values: whoever asks for one fails."""
    config = config_of(optimizer=name, decoupled=decoupled)
    with FakeTensorMode():
        weights = [Parameter(torch.empty(shape, device="cuda")) for shape in SHAPES]
        group = group_of(weights, decay=DECAY)
        if name == "muon":  # the fused AdamW of the others cannot be tried without a GPU
            members: list[torch.optim.Optimizer] = [Muon([weights[0], weights[2]], RATE, weight_decay=DECAY)]
            members[0].param_groups[0]["names"] = ["first", "third"]
            optimizers = OptimizerSet(name, members, tensor_rates=True)
        else:
            optimizers = build_optimizers(config, [group], tensor_rates=True)
        for weight in weights:
            weight.grad = torch.empty_like(weight)
        optimizers.set_rate(torch.empty((), device="cuda"))
        optimizers.step()
    assert all(group["lr"].is_cuda for member in optimizers.members for group in member.param_groups)


@pytest.mark.parametrize("name", ["sgd", "adam", "rmsprop", "lion"])
def test_a_scaled_step_with_an_infinite_gradient_is_not_taken(name: OptimizerName) -> None:
    weights, gradients = weights_and_gradients()
    before = [weight.detach().clone() for weight in weights]
    optimizers = build_optimizers(config_of(optimizer=name, decoupled=True), [group_of(weights, decay=DECAY)])
    scaler = torch.amp.GradScaler("cpu", init_scale=4.0)
    for bad in (True, False):
        scaler.scale(torch.zeros(()))
        for weight, gradient in zip(weights, gradients[0], strict=True):
            weight.grad = gradient * scaler.get_scale()
        if bad:
            weights[0].grad.view(-1)[0] = torch.inf  # type: ignore[union-attr]
        for member in optimizers.members:
            scaler.unscale_(member)
        optimizers.step_scaled(scaler)
        same = [torch.equal(weight, one) for weight, one in zip(weights, before, strict=True)]
        assert all(same) if bad else not any(same)
        assert scaler.get_scale() == 2.0


@pytest.mark.gpu
@pytest.mark.parametrize("name", NAMES)
def test_a_captured_step_is_the_step(name: OptimizerName) -> None:
    config = TrainingConfig(optimizer=name, weight_decay=0.01, decoupled=True)
    found = []
    for captured in (False, True):
        ours = network().cuda()
        optimizers = set_of(ours, config, tensor_rates=True)
        for number, weight in enumerate(ours.parameters()):
            weight.grad = torch.randn(weight.shape, generator=torch.Generator().manual_seed(number)).to(weight)
        factor = torch.ones((), device="cuda")

        def step(optimizers: OptimizerSet = optimizers, factor: Tensor = factor) -> None:
            optimizers.set_rate(factor)
            optimizers.step()

        take: Callable[[], None] = step
        if captured:
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph):
                step()
            take = graph.replay
        for number in range(4):
            factor.fill_(1 / (number + 1))
            take()
        found.append(torch.cat([weight.detach().flatten() for weight in ours.parameters()]))
    torch.testing.assert_close(found[1], found[0], rtol=1e-4, atol=1e-6)
