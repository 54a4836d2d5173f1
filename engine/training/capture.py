"""Work on a GPU recorded once and started again as a whole, as a CUDA graph, while other threads use the GPU too."""

import contextlib
import gc
from collections import deque
from collections.abc import Callable, Iterator
from typing import Protocol

import torch

Work = Callable[[], None]

_TRIALS = 3

_abandoned: list[torch.cuda.CUDAGraph] = []
"""Graphs whose capture failed. torch's allocator may still ask them whether they record, so they are never freed."""


class Capture(Protocol):
    """What records work. :class:`CudaCapture` is the real one; a test may run the work itself at each replay."""

    def warm_up(self, work: Work) -> None:
        """Do work once as it will be recorded: libraries prepare themselves, which no recording could hold."""

    def record(self, work: Work) -> Work:
        """Record work without doing it; returns what does it. Raises what torch raises where that is impossible."""

    def seconds(self, replay: Work) -> float:
        """How long the device takes for a replay, which it does a few times."""

    def pace(self, most: int) -> None:
        """After a portion of replays: wait until at most so many portions are under way on the device."""

    def close(self) -> None:
        """Free what was recorded."""


class CudaCapture:
    """Records on a stream of its own, into a memory pool that all its recordings share.

    They may share it because no replay reads what another one left there, and because they run one after the other.
    ``capture_error_mode="thread_local"`` lets other threads of the process allocate memory meanwhile.
    """

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._stream = torch.cuda.Stream(device)  # type: ignore[no-untyped-call]
        self._pool = torch.cuda.graph_pool_handle()
        self._graphs: list[torch.cuda.CUDAGraph] = []
        self._under_way: deque[torch.cuda.Event] = deque()

    def warm_up(self, work: Work) -> None:
        current = torch.cuda.current_stream(self._device)
        self._stream.wait_stream(current)
        with torch.cuda.device(self._device), torch.cuda.stream(self._stream):
            work()
        current.wait_stream(self._stream)

    def record(self, work: Work) -> Work:
        graph = torch.cuda.CUDAGraph()
        try:
            with (
                torch.cuda.device(self._device),
                self._returning_to_this_stream(),
                _without_collection(),
                torch.cuda.graph(graph, pool=self._pool, stream=self._stream, capture_error_mode="thread_local"),
            ):
                work()
        except BaseException:
            self._end_failed_capture(graph)
            raise
        self._graphs.append(graph)
        return graph.replay

    def seconds(self, replay: Work) -> float:
        stream = torch.cuda.current_stream(self._device)
        began, ended = (torch.cuda.Event(enable_timing=True) for _ in range(2))  # type: ignore[no-untyped-call]
        replay()  # the first one uploads the graph
        began.record(stream)
        for _ in range(_TRIALS):
            replay()
        ended.record(stream)
        ended.synchronize()
        return float(began.elapsed_time(ended)) / 1000 / _TRIALS

    def pace(self, most: int) -> None:
        event = torch.cuda.Event(blocking=True)  # type: ignore[no-untyped-call]
        event.record(torch.cuda.current_stream(self._device))
        self._under_way.append(event)
        while len(self._under_way) > most:
            self._under_way.popleft().synchronize()

    def close(self) -> None:
        if self._graphs:
            torch.cuda.synchronize(self._device)  # nothing of them may still run
        for graph in self._graphs:
            graph.reset()
        self._graphs.clear()
        self._under_way.clear()

    @contextlib.contextmanager
    def _returning_to_this_stream(self) -> Iterator[None]:
        """torch before 2.15 stays on the recording's stream where the recording ends with an error."""
        current = torch.cuda.current_stream(self._device)
        try:
            yield
        finally:
            torch.cuda.set_stream(current)

    def _end_failed_capture(self, graph: torch.cuda.CUDAGraph) -> None:
        """Let the rest of the process compute as before.

        torch up to 2.11 leaves its allocator and its random generator as if the capture still went on (pytorch issues
        171263 and 180395). The allocator is told that it ended; the generator learns it from a capture that succeeds.
        """
        index = self._device.index if self._device.index is not None else torch.cuda.current_device()
        with contextlib.suppress(Exception), torch.cuda.device(self._device), self._returning_to_this_stream():
            try:
                torch._C._cuda_endAllocateToPool(index, self._pool)
            except RuntimeError:  # it knows already
                graph.reset()
                return
            _abandoned.append(graph)
            torch._C._cuda_releasePool(index, self._pool)
            number, healing = torch.zeros((), device=self._device), torch.cuda.CUDAGraph()
            with torch.cuda.graph(healing, stream=self._stream, capture_error_mode="thread_local"):
                number.add_(1)
            healing.reset()


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """A graph that the collector finds unused meanwhile would be destroyed in the middle of the recording."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
