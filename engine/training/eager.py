"""Torch's optimizers and ``DistributedDataParallel`` without torch's compiler.

They load it (``torch._dynamo`` and what it needs, two seconds and 150 MB) when they are made and at work, only to tell
it what not to compile. Nothing is compiled here. What is taken away stands in torch 2.15's ``torch/_compile.py``,
``torch/optim/optimizer.py`` and ``torch/nn/parallel/distributed.py``; of another version, what is not found as it is
there is left.
"""

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, SimpleNamespace
from typing import Any

import torch
from torch import _compile
from torch.optim import Optimizer
from torch.optim.optimizer import _use_grad_for_differentiable


def spare_compiler() -> None:
    """From now on no optimizer of torch loads the compiler; done twice is done once."""
    _spare_methods(Optimizer)
    breaking = _code_inside(_use_grad_for_differentiable, "_use_grad")
    for kind in vars(torch.optim).values():
        if isinstance(kind, type) and issubclass(kind, Optimizer) and _has_code(kind.step, breaking):
            kind.step = _with_gradients_as_wanted(kind.step.__wrapped__)  # type: ignore[attr-defined,method-assign]


@contextlib.contextmanager
def compiler_spared(kind: type) -> Iterator[None]:
    """Within it a ``DistributedDataParallel``, which is the ``kind``, is made without loading the compiler, by which it
    might add up the gradients; what is made then works without it, too.
    """
    _spare_methods(kind)
    if "torch._dynamo" in sys.modules:
        yield
        return
    unasked: Any = SimpleNamespace(utils=SimpleNamespace(get_optimize_ddp_mode=lambda: "no_optimization"))
    torch._dynamo = unasked
    try:
        yield
    finally:
        del torch._dynamo


def _spare_methods(kind: type) -> None:
    disabling = _code_inside(_compile._disable_dynamo, "inner")
    for method in vars(kind).values():
        inner: Any = getattr(method, "__wrapped__", None)  # of a context manager
        for one in (method, inner):
            if _has_code(one, disabling):
                one.__wrapped__.__dynamo_disable = one.__wrapped__


def _with_gradients_as_wanted(step: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(step)
    def stepping(self: Optimizer, *given: Any, **named: Any) -> Any:
        with torch.set_grad_enabled(self.defaults["differentiable"]):
            return step(self, *given, **named)

    return stepping


def _code_inside(function: Callable[..., Any], name: str) -> CodeType | None:
    """The code of a function that is defined inside another one."""
    constants = function.__code__.co_consts if isinstance(function, FunctionType) else ()
    return next((one for one in constants if isinstance(one, CodeType) and one.co_name == name), None)


def _has_code(found: object, code: CodeType | None) -> bool:
    return (
        code is not None
        and isinstance(found, FunctionType)
        and found.__code__ is code
        and hasattr(found, "__wrapped__")
    )
