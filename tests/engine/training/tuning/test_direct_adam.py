"""Adam's direct step has the bits of torch's own."""

from typing import Any

import pytest
import torch
from torch import Tensor, nn

from engine.training.tuning.direct_adam import DirectAdam


def network() -> nn.Module:
    made = nn.Sequential(nn.Conv2d(2, 3, 3), nn.Flatten(), nn.Linear(48, 10), nn.Linear(10, 4, bias=False))
    drawn = torch.Generator().manual_seed(0)
    with torch.no_grad():
        for weight in made.parameters():
            weight.normal_(generator=drawn)
    return made.to(memory_format=torch.channels_last)


def optimizer_of(made: nn.Module, kind: type[torch.optim.Adam], **details: Any) -> torch.optim.Adam:
    weights = list(made.parameters())
    groups = [{"params": weights[:2], "weight_decay": 0.1}, {"params": weights[2:], "lr": 0.02}]
    return kind(groups, lr=0.01, fused=True, **details)


def give_gradients(made: nn.Module, step: int, skipped: int | None = None) -> None:
    drawn = torch.Generator().manual_seed(step)
    for number, weight in enumerate(made.parameters()):
        gradient = torch.empty_like(weight).normal_(generator=drawn)
        weight.grad = None if number == skipped else gradient


def states(optimizer: torch.optim.Adam) -> list[Tensor]:
    return [value for state in optimizer.state.values() for value in state.values()]


@pytest.mark.parametrize("skipped", [None, 3])
@pytest.mark.parametrize(
    ("kind", "details"),
    [
        (torch.optim.Adam, {}),
        (torch.optim.Adam, {"amsgrad": True, "betas": (0.8, 0.95), "eps": 1e-6}),
        (torch.optim.AdamW, {"weight_decay": 0.05}),
    ],
    ids=["adam", "amsgrad", "adamw"],
)
def test_ten_steps_have_the_bits_of_torchs_own(
    kind: type[torch.optim.Adam], details: dict[str, Any], skipped: int | None
) -> None:
    ours, theirs = network(), network()
    fast, plain = optimizer_of(ours, kind, **details), optimizer_of(theirs, kind, **details)
    assert DirectAdam.of(fast) is None, "there is no state before the first step"
    give_gradients(ours, 0)
    give_gradients(theirs, 0)
    fast.step()
    plain.step()
    direct = DirectAdam.of(fast)
    assert direct is not None
    for step in range(1, 10):
        give_gradients(ours, step, skipped if step == 5 else None)
        give_gradients(theirs, step, skipped if step == 5 else None)
        direct.step()
        plain.step()
    for mine, other in zip(ours.parameters(), theirs.parameters(), strict=True):
        assert torch.equal(mine, other)
    assert len(states(fast)) == len(states(plain))
    assert all(torch.equal(*pair) for pair in zip(states(fast), states(plain), strict=True))


def test_a_changed_rate_counts_from_the_next_step_on() -> None:
    ours, theirs = network(), network()
    fast, plain = optimizer_of(ours, torch.optim.Adam), optimizer_of(theirs, torch.optim.Adam)
    for made, optimizer in ((ours, fast), (theirs, plain)):
        give_gradients(made, 0)
        optimizer.step()
    direct = DirectAdam.of(fast)
    assert direct is not None
    for made, optimizer in ((ours, fast), (theirs, plain)):
        give_gradients(made, 1)
        optimizer.param_groups[0]["lr"] = 0.5
    direct.step()
    plain.step()
    assert all(torch.equal(*pair) for pair in zip(ours.parameters(), theirs.parameters(), strict=True))


def test_a_stored_state_is_loaded_into_the_same_tensors() -> None:
    made = network()
    optimizer = optimizer_of(made, torch.optim.Adam)
    give_gradients(made, 0)
    optimizer.step()
    direct = DirectAdam.of(optimizer)
    assert direct is not None
    for state in optimizer.state.values():
        state["step"].fill_(41)
    give_gradients(made, 1)
    direct.step()
    assert {float(state["step"]) for state in optimizer.state.values()} == {42.0}


@pytest.mark.parametrize("kind", [torch.optim.SGD, torch.optim.NAdam])
def test_other_optimizers_step_by_themselves(kind: type[torch.optim.Optimizer]) -> None:
    assert DirectAdam.of(kind(network().parameters(), lr=0.1)) is None  # type: ignore[call-arg]


def test_an_optimizer_with_hooks_steps_by_itself() -> None:
    made = network()
    optimizer = optimizer_of(made, torch.optim.Adam)
    give_gradients(made, 0)
    optimizer.step()
    optimizer.register_step_pre_hook(lambda *_: None)
    assert DirectAdam.of(optimizer) is None
