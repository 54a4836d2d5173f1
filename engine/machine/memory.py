"""How much memory is free where a network would be trained, without importing torch."""

from dataclasses import dataclass

from engine.lazy import lazy_module

psutil = lazy_module("psutil")


@dataclass(frozen=True, slots=True)
class FreeMemory:
    """Bytes free on a device; ``device`` is a GPU's name, empty for the CPU."""

    device: str
    free: int


def free_memory(requested: str) -> FreeMemory:
    """The memory free on the device that ``auto``, ``cpu``, ``cuda`` or ``cuda:N`` means here; takes milliseconds.

    Where a GPU is asked for that is not there, the CPU's is given: that it is missing is told elsewhere.
    """
    if requested != "cpu":
        from engine.machine.gpus import nvidia_driver

        driver = nvidia_driver()
        index = int(requested.partition(":")[2] or 0)
        if driver is not None and index < len(driver.gpus):
            gpu = driver.gpus[index]
            return FreeMemory(gpu.name, gpu.free)
    return FreeMemory("", int(psutil.virtual_memory().available))
