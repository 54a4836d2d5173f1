"""Training loads nothing of torch's compiler, and optimizers do what they did with it."""

import subprocess
import sys
from pathlib import Path

import torch
from torch.nn import Parameter

import engine.training.optimizers  # noqa: F401 - its import takes the compiler out of torch's optimizers
from engine.training.eager import spare_compiler

ROOT = Path(__file__).parents[3]
TRAINING = """
import sys
from pathlib import Path
from typing import get_args
from engine.project import Project
from engine.runs.store import RunStore
from engine.training.config import OptimizerName
from engine.training.job import TrainingJob
from tests.engine.ensembles.conftest import project_of

store = RunStore(Path(sys.argv[1]))
for name in get_args(OptimizerName):
    project = project_of("softmax-regression", optimizer=name, epochs=1, limit_train=200)
    job = TrainingJob(project, store, name)
    job.start()
    job.join()
    print(name, job.state, len([one for one in sys.modules if one.startswith("torch._dynamo")]))
"""

SHARED = """
import sys
import torch.distributed as dist
from torch import nn, ones
from torch.nn.parallel import DistributedDataParallel
from engine.training.eager import compiler_spared

dist.init_process_group("gloo", init_method="file://" + sys.argv[1], rank=0, world_size=1)
with compiler_spared(DistributedDataParallel):
    network = DistributedDataParallel(nn.Linear(2, 1))
with network.no_sync():
    network(ones(1, 2)).sum().backward()
network(ones(1, 2)).sum().backward()
print(network.module.weight.grad.tolist(), "torch._dynamo" in sys.modules)
import torch
print(torch._dynamo.__name__)
dist.destroy_process_group()
"""


def test_gradients_are_shared_without_it_and_whoever_asks_for_it_still_gets_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SHARED, str(tmp_path / "meeting")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.splitlines() == ["[[2.0, 2.0]] False", "torch._dynamo"]


def test_a_training_with_any_optimizer_does_without_torchs_compiler(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TRAINING, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert len(lines) == 10
    assert {(state, modules) for _, state, modules in lines} == {("completed", "0")}


def test_a_step_is_recorded_only_where_it_shall_be_differentiable() -> None:
    spare_compiler()
    weight = Parameter(torch.tensor([1.0]))
    (weight * 2).backward()  # type: ignore[no-untyped-call]
    torch.optim.SGD([weight], lr=0.5).step()
    assert weight.item() == 0.0
    assert weight.is_leaf
    moved = weight * 1
    moved.retain_grad()
    moved.grad = torch.tensor([2.0])
    follower = torch.optim.SGD([weight], lr=0.5, differentiable=True)
    follower.param_groups[0]["params"] = [moved]
    follower.step()
    assert moved.item() == -1.0
    assert moved.grad_fn is not None
    assert torch.is_grad_enabled()


def test_hooks_around_a_step_are_still_called() -> None:
    weight = Parameter(torch.tensor([1.0]))
    weight.grad = torch.tensor([1.0])
    optimizer, told = torch.optim.RMSprop([weight]), []
    optimizer.register_step_pre_hook(lambda *_: told.append("before"))
    optimizer.register_step_post_hook(lambda *_: told.append("after"))
    optimizer.step()
    assert told == ["before", "after"]
