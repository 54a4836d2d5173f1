"""Plans as data and as words."""

from typing import Any

import pytest
import torch

from engine.text import NetwrightError
from engine.training.tuning.plan import REWRITES, ExecutionPlan


@pytest.mark.parametrize(
    "plan", [ExecutionPlan("channels_last", 1), ExecutionPlan("contiguous", 16, REWRITES)], ids=["plain", "all"]
)
def test_a_plan_survives_being_written(plan: ExecutionPlan) -> None:
    assert ExecutionPlan.from_data(plan.to_data()) == plan


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"rewrites": ["pool-first", "faster"]}, "faster"),
        ({"rewrites": "crop"}, "list"),
        ({"memory_format": "upside-down"}, "upside-down"),
        ({"threads": 0}, "0"),
        ({"threads": True}, "True"),
        ({"threads": None}, "None"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_name(change: dict[str, Any], word: str) -> None:
    data = ExecutionPlan("contiguous", 2, REWRITES).to_data() | change
    with pytest.raises(NetwrightError, match=word):
        ExecutionPlan.from_data(data)


def test_anything_but_an_object_is_refused() -> None:
    with pytest.raises(NetwrightError):
        ExecutionPlan.from_data(None)


def test_the_words_name_layout_rewrites_and_threads() -> None:
    assert str(ExecutionPlan("contiguous", 2, ("pool-first", "blocked")).describe()) == (
        "channels first, pooling before activations, convolutions in oneDNN's own layout, 2 threads"
    )
    assert str(ExecutionPlan("channels_last", 1).describe()) == "channels last, one thread"


def test_the_plain_plan_changes_nothing_but_the_layout() -> None:
    assert ExecutionPlan.plain(torch.device("cpu")).memory_format == "channels_last"
    assert ExecutionPlan.plain(torch.device("cuda")).memory_format == "contiguous"
    assert ExecutionPlan.plain(torch.device("cpu")).rewrites == ()
