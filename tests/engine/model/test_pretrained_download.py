"""Weights are fetched when somebody asks, visibly, and can be given up at any moment; a real server answers."""

import errno
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.downloads import receiving
from engine.model.blocks import group
from engine.model.build import build
from engine.model.edits import disconnect, paste_layers
from engine.model.pretrained.download import checked_file, fetch, is_here, missing_families, weights_file
from engine.model.pretrained.families import families
from engine.text import NetwrightError
from tests.engine.model.backbone_cases import network_of, params_of
from tests.engine.model.weights_server import FAMILY, WeightsServer, real_state, serving

CONTENT = bytes(range(256)) * 4096
"""A megabyte that nobody has to understand."""


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WeightsServer]:
    with serving(CONTENT, tmp_path / "torch", monkeypatch) as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "torch" / "hub" / "checkpoints"


def quiet(done: int, total: int) -> None:
    """Nobody looks."""


def never() -> bool:
    return False


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def in_thread(work: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    return thread, found


# --- the catalogue


@pytest.mark.parametrize("family", [name for name, found in families().items() if not found.in_the_box])
def test_names_addresses_and_sizes_are_those_of_torchvision(family: str) -> None:
    from torchvision.models import get_model_weights  # type: ignore[import-untyped]

    theirs = get_model_weights(family)["IMAGENET1K_V1"]
    ours = families()[family].weights
    assert ours is not None
    assert ours.url == theirs.url
    assert ours.size / 2**20 == pytest.approx(theirs.meta["_file_size"], abs=0.001)
    assert len(ours.digest) == 8
    assert theirs.url.endswith(f"{ours.digest}.pth")


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"XDG_CACHE_HOME": "/somewhere/cache"},
        {"XDG_CACHE_HOME": "~/elsewhere"},
        {"TORCH_HOME": "/somewhere/torch", "XDG_CACHE_HOME": "/not/here"},
        {"TORCH_HOME": "~/torch"},
    ],
    ids=str,
)
def test_files_lie_where_torch_looks_for_them(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    for name in ("TORCH_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert weights_file("resnet18") == Path(torch.hub.get_dir()) / "checkpoints" / "resnet18-f37072fd.pth"


def test_installed_weights_are_here_and_have_no_file() -> None:
    assert weights_file("efficientnet_lite0") is None
    assert is_here("efficientnet_lite0")


# --- what a network misses


@pytest.mark.usefixtures("server")
def test_a_network_misses_what_its_answer_needs_and_no_more(folder: Path) -> None:
    wanted = network_of(params_of(FAMILY, weights="pretrained"))
    assert missing_families(wanted) == (FAMILY,)
    grouped, _ = group(wanted, ("backbone1",), "Eyes")
    assert missing_families(grouped) == (FAMILY,)
    twice, _ = paste_layers(wanted, [wanted["backbone1"]])
    assert missing_families(twice) == (FAMILY,)
    assert missing_families(disconnect(twice, "backbone1", "linear1")) == ()
    assert missing_families(network_of(params_of(FAMILY))) == ()
    assert missing_families(network_of(params_of(weights="pretrained"))) == ()
    fetch(FAMILY, quiet, never)
    assert missing_families(wanted) == ()


def test_building_says_that_they_are_not_here_and_asks_nobody(server: WeightsServer, folder: Path) -> None:
    with pytest.raises(NetwrightError, match=r"mobilenet_v3_small are not here yet \(about 1.0 MB\).*Download"):
        build(network_of(params_of(FAMILY, weights="pretrained")), seed=0)
    assert server.requests == 0
    assert files(folder) == []


# --- fetching


@pytest.mark.parametrize("tells_length", [True, False])
def test_progress_rises_to_the_total_and_the_file_is_what_was_sent(
    server: WeightsServer, folder: Path, tells_length: bool
) -> None:
    server.tells_length = tells_length
    told: list[tuple[int, int]] = []
    assert fetch(FAMILY, lambda done, total: told.append((done, total)), never)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len({done for done, _ in told}) > 5
    assert told[-1] == (len(CONTENT), len(CONTENT))
    file = weights_file(FAMILY)
    assert file is not None
    assert file.read_bytes() == CONTENT
    assert files(folder) == [file.name]
    assert checked_file(FAMILY) == file


def test_what_is_here_is_not_fetched_again(server: WeightsServer) -> None:
    fetch(FAMILY, quiet, never)
    assert fetch(FAMILY, quiet, never)
    assert server.requests == 1


def test_a_cancel_halfway_leaves_nothing(server: WeightsServer, folder: Path) -> None:
    came = 0

    def count(done: int, total: int) -> None:
        nonlocal came
        came = done

    assert not fetch(FAMILY, count, lambda: came > len(CONTENT) // 2)
    assert files(folder) == []
    assert not is_here(FAMILY)


@pytest.mark.parametrize("stop_after", [0, 300_000])
def test_a_server_that_says_nothing_is_left_at_once(server: WeightsServer, folder: Path, stop_after: int) -> None:
    server.stop_after = stop_after
    cancelled = threading.Event()
    thread, found = in_thread(lambda: fetch(FAMILY, quiet, cancelled.is_set))
    assert server.stalled.wait(5)
    time.sleep(0.2)
    began = time.perf_counter()
    cancelled.set()
    thread.join(5)
    assert time.perf_counter() - began < 0.5
    assert found == [False]
    assert files(folder) == []


def test_two_who_ask_at_once_download_once_and_both_see_how_far_it_is(server: WeightsServer) -> None:
    server.stop_after = 300_000
    seen: queue.SimpleQueue[int] = queue.SimpleQueue()
    first, found_first = in_thread(lambda: fetch(FAMILY, quiet, never))
    assert server.stalled.wait(5)
    second, found_second = in_thread(lambda: fetch(FAMILY, lambda done, _total: seen.put(done), never))
    assert 0 < seen.get(timeout=5) <= 300_000
    server.go_on.set()
    first.join(5)
    second.join(5)
    assert found_first == found_second == [True]
    assert server.requests == 1


def test_who_waits_for_another_can_leave(server: WeightsServer) -> None:
    server.stop_after = 0
    first, _ = in_thread(lambda: fetch(FAMILY, quiet, never))
    assert server.stalled.wait(5)
    assert not fetch(FAMILY, quiet, lambda: True)
    server.go_on.set()
    first.join(5)
    assert is_here(FAMILY)


def test_a_built_network_has_the_weights_that_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    with serving(real_state(), tmp_path, monkeypatch):
        fetch(FAMILY, quiet, never)
        state = build(network_of(params_of(FAMILY, weights="pretrained")), seed=0).state_dict()
        file = weights_file(FAMILY)
        assert file is not None
        whole = torch.load(file, weights_only=True)
    laid = {key.removeprefix("backbone1.model."): value for key, value in state.items() if key.startswith("backbone1.")}
    assert laid.keys() == {key for key in whole if not key.startswith("classifier")}
    assert all(torch.equal(value, whole[key]) for key, value in laid.items())


# --- what goes wrong


def said_by(work: Callable[[], object]) -> str:
    with pytest.raises(NetwrightError) as caught:
        work()
    return str(caught.value)


def test_half_a_file_is_told_with_how_much_came(server: WeightsServer, folder: Path) -> None:
    server.stop_after, server.breaks_off = 524_288, True
    said = said_by(lambda: fetch(FAMILY, quiet, never))
    assert "broke off: expected 1.0 MB, received 0.5 MB" in said
    assert "try again" in said
    assert files(folder) == []


def test_a_page_that_asks_to_log_in_is_no_weights(server: WeightsServer, folder: Path) -> None:
    server.content = b"<html>Welcome to our hotel</html>"
    said = said_by(lambda: fetch(FAMILY, quiet, never))
    assert "SHA-256" in said
    assert "log in with a browser" in said
    assert files(folder) == []


def test_a_file_that_is_gone_is_told_with_its_address(server: WeightsServer, folder: Path) -> None:
    server.status, server.content = 404, b"gone"
    said = said_by(lambda: fetch(FAMILY, quiet, never))
    assert f"{server.address}/{FAMILY}" in said
    assert "404" in said
    assert files(folder) == []


def test_without_a_connection_it_says_what_works_without(server: WeightsServer, folder: Path) -> None:
    server.close()
    said = said_by(lambda: fetch(FAMILY, quiet, never))
    for word in (FAMILY, "cannot be reached", "refused", "efficientnet_lite0", "random weights"):
        assert word in said
    assert files(folder) == []


def test_a_server_that_says_nothing_for_too_long_is_given_up(
    server: WeightsServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "PATIENCE_SECONDS", 0.3)
    server.stop_after = 100_000
    assert "broke off" in said_by(lambda: fetch(FAMILY, quiet, never))
    assert files(folder) == []


def test_a_folder_that_cannot_be_made_is_named(server: WeightsServer, folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_bytes(b"a file where the folder should be")
    said = said_by(lambda: fetch(FAMILY, quiet, never))
    assert f"cannot be written to {folder}" in said
    assert "TORCH_HOME" in said
    assert server.requests == 0


@pytest.mark.usefixtures("server")
def test_a_full_disk_is_told_with_the_room_that_is_needed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.fdopen

    class Full:
        def __init__(self, handle: int) -> None:
            self.file = opened(handle, "r+b")

        def write(self, content: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        def close(self) -> None:
            self.file.close()
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fdopen", lambda handle, _mode: Full(handle))
    said = said_by(lambda: fetch(FAMILY, quiet, never))
    assert "disk is full" in said
    assert "take 1.0 MB" in said
    assert files(folder) == []


def test_a_damaged_file_is_refused_and_replaced_on_request(server: WeightsServer, folder: Path) -> None:
    file = weights_file(FAMILY)
    assert file is not None
    folder.mkdir(parents=True)
    file.write_bytes(b"cut off")
    said = said_by(lambda: build(network_of(params_of(FAMILY, weights="pretrained")), seed=0))
    assert "damaged" in said
    assert "Download again" in said
    assert server.requests == 0
    assert fetch(FAMILY, quiet, never)
    assert checked_file(FAMILY).read_bytes() == CONTENT


def test_a_damaged_file_stays_until_the_new_one_is_whole(server: WeightsServer, folder: Path) -> None:
    file = weights_file(FAMILY)
    assert file is not None
    folder.mkdir(parents=True)
    file.write_bytes(b"cut off")
    server.status = 503
    said_by(lambda: fetch(FAMILY, quiet, never))
    assert file.read_bytes() == b"cut off"
