"""The saver: training goes on while the disk works, the newest counts, and every error is told."""

import errno
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch

from engine.disk import Disk, using
from engine.training.checkpoint import State, load_newest
from engine.training.epoch_files import epoch_files
from engine.training.failures import describe_failure
from engine.training.generations import all_generations
from engine.training.saver import Saved, Saver
from engine.weights import load_weights


class HeldDisk(Disk):
    """Lets nobody create a file in ``last`` while it is held."""

    def __init__(self) -> None:
        self.held = threading.Event()
        self._free = threading.Event()
        self.hold()

    def hold(self) -> None:
        self._free.clear()
        self.held.clear()

    def let_go(self) -> None:
        self._free.set()

    def create(self, path: Path) -> int:
        if path.parent.name == "last":
            self.held.set()
            assert self._free.wait(30)
        return super().create(path)


class FullDisk(Disk):
    def write(self, handle: int, part: memoryview) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


SaverMaker = Callable[[], Saver]


@pytest.fixture
def make_saver(tmp_path: Path) -> Iterator[SaverMaker]:
    made: list[Saver] = []

    def make() -> Saver:
        made.append(Saver(tmp_path))
        return made[-1]

    yield make
    for saver in made:
        saver.close()


def state(value: float) -> State:
    return State({"weight": torch.full((4,), value)}, {"value": value})


def weights(value: float) -> dict[str, torch.Tensor]:
    return {"weight": torch.full((4,), value)}


def best(folder: Path) -> float:
    return load_weights(folder / "best.safetensors")["weight"][0].item()


def test_what_was_saved_is_on_the_disk_and_told_in_order(make_saver: SaverMaker, tmp_path: Path) -> None:
    saver = make_saver()
    saver.save_best(weights(1.0), {"epoch": "1"}, 1)
    saver.save_last(state(1.0), 10, 1)
    saver.wait()
    assert saver.idle
    first, second = saver.finished()
    assert first == Saved(tmp_path / "best.safetensors", 1, best=True)
    assert (second.path.parent, second.epoch, second.best) == (tmp_path / "last", 1, False)
    assert saver.finished() == []
    assert load_newest(tmp_path)[0].notes == {"value": 1.0}
    assert best(tmp_path) == 1.0


def test_handing_over_does_not_wait_for_the_disk_and_the_newest_checkpoint_counts(
    make_saver: SaverMaker, tmp_path: Path
) -> None:
    disk = HeldDisk()
    with using(disk):
        saver = make_saver()
        saver.save_last(state(0.0), 0, 1)
        assert disk.held.wait(10)
        for step in range(1, 6):
            saver.save_last(state(float(step)), step, 1)
        assert not saver.idle
        assert saver.finished() == []
        disk.let_go()
        saver.wait()
    assert [generation.count for generation in all_generations(tmp_path)] == [5, 0]
    assert len(saver.finished()) == 2


def test_a_checkpoint_is_never_there_before_the_best_weights_that_it_knows(
    make_saver: SaverMaker, tmp_path: Path
) -> None:
    disk = HeldDisk()
    with using(disk):
        saver = make_saver()
        saver.save_last(state(0.0), 0, 0)
        assert disk.held.wait(10)
        for epoch in (1, 2, 3):
            saver.save_best(weights(float(epoch)), {}, epoch)
            saver.save_last(state(float(epoch)), epoch * 10, epoch)
        saver.save_best(weights(4.0), {}, 4)
        disk.let_go()
        saver.wait()
    assert [(saved.epoch, saved.best) for saved in saver.finished()] == [
        (0, False),
        (3, True),  # those of 1 and 2 were overtaken with their checkpoints
        (3, False),
        (4, True),
    ]
    assert best(tmp_path) == 4.0
    assert load_newest(tmp_path)[1] == 30
    assert best(tmp_path) == 3.0


def test_the_curves_are_on_the_disk_before_the_checkpoint_that_ends_them(
    make_saver: SaverMaker, tmp_path: Path
) -> None:
    story: list[str] = []

    class Watching(Disk):
        def __init__(self) -> None:
            self.names: dict[int, str] = {}

        def create(self, path: Path) -> int:
            handle = super().create(path)
            self.names[handle] = path.parent.name
            return handle

        def open_to_append(self, path: Path) -> int:
            handle = super().open_to_append(path)
            self.names[handle] = path.name
            return handle

        def sync(self, handle: int) -> None:
            story.append(f"synced {self.names[handle]}")
            super().sync(handle)

        def replace(self, source: Path, target: Path) -> None:
            story.append(f"renamed in {target.parent.name}")
            super().replace(source, target)

        def sync_folder(self, folder: Path) -> None:
            if folder.name == "last":
                story.append(f"synced folder {folder.name}")
            super().sync_folder(folder)

    (tmp_path / "metrics.jsonl").write_text("curves")
    with using(Watching()):
        saver = make_saver()
        saver.save_last(state(1.0), 10, 1)
        saver.wait()
    assert story == ["synced metrics.jsonl", "synced last", "renamed in last", "synced folder last"]


def test_an_error_keeps_its_number_and_file_and_is_raised_from_then_on(make_saver: SaverMaker, tmp_path: Path) -> None:
    saver = make_saver()
    saver.check()
    with using(FullDisk()):
        saver.save_best(weights(1.0), {}, 1)
        with pytest.raises(OSError, match=r"best\.safetensors") as caught:
            saver.wait()
    assert caught.value.errno == errno.ENOSPC
    failure = describe_failure(caught.value)
    assert failure.kind == "disk_full"
    assert str(tmp_path / "best.safetensors") in str(failure.text)
    saver.save_last(state(1.0), 10, 1)
    with pytest.raises(OSError, match="No space"):
        saver.check()
    saver.close()
    assert load_newest(tmp_path)[1] == 10  # what can be saved is saved all the same


def test_any_other_error_is_told_too(make_saver: SaverMaker) -> None:
    saver = make_saver()
    saver.save_last(State({}, {"no JSON": object()}), 10, 1)
    with pytest.raises(TypeError):
        saver.wait()


def test_closing_saves_what_waits_and_ends_the_thread(make_saver: SaverMaker, tmp_path: Path) -> None:
    before = threading.active_count()
    saver = make_saver()
    saver.save_last(state(1.0), 10, 1)
    saver.close()
    assert threading.active_count() == before
    assert load_newest(tmp_path)[1] == 10
    with pytest.raises(RuntimeError):
        saver.save_last(state(2.0), 20, 1)
    saver.close()
    make_saver().close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a niceness for each thread")
def test_the_saver_is_a_thread_of_low_priority(make_saver: SaverMaker) -> None:
    found: list[int] = []

    class Asking(Disk):
        def create(self, path: Path) -> int:
            found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))
            return super().create(path)

    with using(Asking()):
        saver = make_saver()
        saver.save_last(state(1.0), 10, 1)
        saver.wait()
    assert found[0] >= 10


def test_epochs_wait_beside_checkpoints_of_which_only_the_newest_counts(make_saver: SaverMaker, tmp_path: Path) -> None:
    disk = HeldDisk()
    with using(disk):
        saver = make_saver()
        saver.save_last(state(0.0), 0, 0)
        assert disk.held.wait(10)
        for epoch in (1, 2):
            assert saver.has_room
            saver.save_last(state(float(epoch)), epoch * 10, epoch)
            saver.save_epoch(weights(float(epoch)), epoch, epoch * 10, room=10**6)
        full = not saver.has_room
        saver.save_last(state(3.0), 30, 3)
        disk.let_go()
        saver.wait()
    assert full, "a slow disk must not fill the memory"
    assert [kept.epoch for kept in epoch_files(tmp_path)] == [1, 2]
    assert [generation.count for generation in all_generations(tmp_path)] == [30, 0]
    assert len(saver.finished()) == 2, "epochs are no checkpoints"


def test_what_fails_with_an_epoch_is_kept_apart_from_what_fails_with_the_run(
    make_saver: SaverMaker, tmp_path: Path
) -> None:
    saver = make_saver()
    with using(FullDisk()):
        saver.save_epoch(weights(1.0), 1, 10, room=10**6)
        saver.wait()
    assert isinstance(saver.history_error, OSError)
    assert saver.history_error.filename == str(tmp_path / "history")
    assert list((tmp_path / "history").iterdir()) == []
