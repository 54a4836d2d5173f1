"""What can be computed on, as the choice of a field: the machine's devices and the one that a project asks for."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from engine.training.device import DeviceInfo


def offered_devices(devices: Sequence[DeviceInfo], wanted: str) -> list[str]:
    """The values that a project with the device ``wanted`` can choose from."""
    known = [device.id for device in devices if device.id != "cpu"]
    offered = ["auto", "cpu", *known]
    if wanted == "cuda" and "cuda:0" in known:
        offered.insert(2, "cuda")
    return offered


def device_title(devices: Sequence[DeviceInfo], value: str) -> str:
    """A device's title, with its name once torch was asked; one that is not here says so."""
    translate = QCoreApplication.translate
    if value == "auto":
        gpu = next((device for device in devices if device.id.startswith("cuda")), None)
        taken = gpu or next(iter(devices), None)
        if taken is None:
            return translate("HyperparameterPanel", "Auto")
        return translate("HyperparameterPanel", "Auto ({device})").format(device=_short(taken))
    known = next((device for device in devices if device.id == value), None)
    if known is not None:
        return f"{_word(value)} · {known.name}"
    if value == "cpu" or not devices:
        return _word(value)
    return translate("HyperparameterPanel", "{device} (not on this machine)").format(device=_word(value))


def _word(device: str) -> str:
    return "CPU" if device == "cpu" else device.upper().replace("CUDA", "CUDA ").replace(" :", " ").strip()


def _short(device: DeviceInfo) -> str:
    return "CPU" if device.id == "cpu" else device.name
