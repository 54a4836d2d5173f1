"""Precisions that do not exist or would be slower are refused with the reason; switches are put back."""

from typing import Any

import pytest
import torch

from engine.training import precision
from engine.training.config import TrainingConfig
from engine.training.failures import DeviceError
from engine.training.precision import check_precision, numerics
from tests.engine.training.conftest import JobMaker

CPU = torch.device("cpu")


def config(**settings: object) -> TrainingConfig:
    return TrainingConfig.model_validate(settings)


def test_float32_is_never_refused() -> None:
    check_precision(config(), CPU)


@pytest.mark.parametrize(("kind", "word"), [("tf32", "Ampere"), ("fp16", "CUDA GPU")])
def test_what_a_cpu_does_not_have_is_refused(kind: str, word: str) -> None:
    with pytest.raises(DeviceError, match=word):
        check_precision(config(precision=kind), CPU)


def test_bfloat16_is_refused_where_the_processor_lacks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
    with pytest.raises(DeviceError, match="AVX512-BF16"):
        check_precision(config(precision="bf16"), CPU)


@pytest.mark.parametrize("ratio", [0.8, 14.6])
def test_bfloat16_is_refused_where_it_was_measured_to_be_slower(monkeypatch: pytest.MonkeyPatch, ratio: float) -> None:
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: True)
    monkeypatch.setattr(precision, "_slower_on_this_cpu", lambda kind: ratio)
    if ratio < 1:
        check_precision(config(precision="bf16"), CPU)
        return
    with pytest.raises(DeviceError, match=r"14\.6 times as long"):
        check_precision(config(precision="bf16"), CPU)


def test_the_measurement_compares_the_two(monkeypatch: pytest.MonkeyPatch) -> None:
    assert precision._slower_on_this_cpu(torch.float32) == 1.0
    assert precision._slower_on_this_cpu(torch.bfloat16) > 0


def test_a_refused_precision_is_told_before_anything_is_loaded(make_job: JobMaker) -> None:
    end = make_job(precision="fp16").run_to_end()
    assert end.failure is not None
    assert end.failure.kind == "device"
    assert "fp16" in str(end.failure.text)


def test_a_run_in_bfloat16_learns_where_it_is_allowed(make_job: JobMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: True)
    monkeypatch.setattr(precision, "_slower_on_this_cpu", lambda kind: 0.5)
    end = make_job("softmax-regression", precision="bf16", limit_train=1000, epochs=3).run_to_end()
    assert end.test_accuracy is not None
    assert end.test_accuracy > 0.7


def test_torchs_switches_are_put_back() -> None:
    before = (torch.backends.cudnn.deterministic, torch.backends.cuda.matmul.allow_tf32)
    memory: Any = torch.utils.deterministic
    with numerics(config(precision="tf32", deterministic=True), torch.device("cuda")):
        assert torch.backends.cuda.matmul.allow_tf32
        assert torch.are_deterministic_algorithms_enabled()
        assert not memory.fill_uninitialized_memory
    assert memory.fill_uninitialized_memory
    assert (torch.backends.cudnn.deterministic, torch.backends.cuda.matmul.allow_tf32) == before
    assert not torch.are_deterministic_algorithms_enabled()
