"""NVIDIA GPUs as the driver reports them, through NVML (NVIDIA Management Library), without importing torch."""

import ctypes
import sys
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Gpu:
    """A GPU and its memory in bytes, whole and free."""

    name: str
    memory: int
    free: int = 0


@dataclass(frozen=True, slots=True)
class NvidiaDriver:
    """The driver's version, the newest CUDA version it can run, such as ``(13, 2)``, and the GPUs it sees."""

    version: str
    cuda: tuple[int, int]
    gpus: tuple[Gpu, ...]


class _Memory(ctypes.Structure):
    _fields_ = [("total", ctypes.c_ulonglong), ("free", ctypes.c_ulonglong), ("used", ctypes.c_ulonglong)]


def nvidia_driver() -> NvidiaDriver | None:
    """The NVIDIA driver of this machine, or ``None`` where there is none or it does not answer."""
    try:
        nvml: Any = ctypes.CDLL("nvml.dll" if sys.platform == "win32" else "libnvidia-ml.so.1")
    except OSError:
        return None
    if nvml.nvmlInit_v2() != 0:
        return None
    try:
        return NvidiaDriver(_driver_version(nvml), _cuda_version(nvml), _gpus(nvml))
    finally:
        nvml.nvmlShutdown()


def _driver_version(nvml: Any) -> str:
    buffer = ctypes.create_string_buffer(96)
    nvml.nvmlSystemGetDriverVersion(buffer, len(buffer))
    return buffer.value.decode()


def _cuda_version(nvml: Any) -> tuple[int, int]:
    version = ctypes.c_int()  # 1000 × major + 10 × minor
    nvml.nvmlSystemGetCudaDriverVersion_v2(ctypes.byref(version))
    return version.value // 1000, version.value % 1000 // 10


def _gpus(nvml: Any) -> tuple[Gpu, ...]:
    count = ctypes.c_uint()
    nvml.nvmlDeviceGetCount_v2(ctypes.byref(count))
    found = []
    for index in range(count.value):
        handle, name, memory = ctypes.c_void_p(), ctypes.create_string_buffer(96), _Memory()
        if nvml.nvmlDeviceGetHandleByIndex_v2(index, ctypes.byref(handle)) != 0:
            continue  # taken away from this process
        nvml.nvmlDeviceGetName(handle, name, len(name))
        nvml.nvmlDeviceGetMemoryInfo(handle, ctypes.byref(memory))
        found.append(Gpu(name.value.decode(), memory.total, memory.free))
    return tuple(found)
