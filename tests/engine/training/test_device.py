"""Devices: what is asked for is there, or the error says what is."""

import pytest
import torch

from engine.text import Text
from engine.training import device as device_module
from engine.training.device import device_name, list_devices, resolve_device
from engine.training.failures import DeviceError

has_gpu = torch.cuda.is_available()


def test_the_cpu_is_always_there_and_has_a_name() -> None:
    first = list_devices()[0]
    assert first.id == "cpu"
    assert first.name
    assert resolve_device("cpu") == torch.device("cpu")
    assert device_name(torch.device("cpu")) == first.name


@pytest.mark.skipif(has_gpu, reason="needs a machine without a GPU")
def test_auto_takes_the_cpu_where_there_is_no_gpu() -> None:
    assert resolve_device("auto") == torch.device("cpu")


@pytest.mark.parametrize("requested", ["cuda", "cuda:0", "cuda:7"])
@pytest.mark.skipif(has_gpu, reason="needs a machine without a GPU")
def test_a_missing_gpu_is_named(requested: str) -> None:
    with pytest.raises(DeviceError, match=requested):
        resolve_device(requested)


def test_a_number_too_high_is_told_with_the_highest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    with pytest.raises(DeviceError, match=r"cuda:5.*cuda:1"):
        resolve_device("cuda:5")


def test_auto_falls_back_on_the_cpu_with_a_word_where_the_gpu_does_not_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda device: "Old GPU")
    monkeypatch.setattr(device_module, "_trouble", lambda device: "no kernel image is available")
    told: list[Text] = []
    assert resolve_device("auto", told.append) == torch.device("cpu")
    assert "Old GPU" in str(told[0])
    assert "no kernel image" in str(told[0])


@pytest.mark.gpu
def test_auto_takes_the_first_gpu() -> None:
    assert resolve_device("auto") == torch.device("cuda", 0)
    assert list_devices()[1].id == "cuda:0"
    assert list_devices()[1].memory > 0
