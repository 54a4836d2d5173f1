"""Checkpoints: weights and everything a resume needs come back to the same bits, and nothing is left half written."""

import hashlib
import json
import math
import os
from pathlib import Path

import pytest
import safetensors.torch
import torch
from torch import Tensor

from engine.files import write_parts
from engine.model.build import Network, build
from engine.model.edits import append_layer
from engine.model.templates import template
from engine.tensor_file import parts_of
from engine.text import NetwrightError, Text
from engine.training.checkpoint import (
    State,
    load_newest,
    read_state,
    save_best,
    save_state,
)
from engine.training.generations import checkpoints
from engine.weights import copy_state, load_weights

TYPES = (torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8)


def state(number: int = 0) -> State:
    """A small state that differs by its number."""
    generator = torch.Generator().manual_seed(number)
    tensors = {str(dtype): torch.randn(3, 5, generator=generator).mul(50).to(dtype) for dtype in TYPES}
    odd = {
        "flags": torch.tensor([True, False, True]),
        "random": generator.get_state(),
        "step": torch.tensor(float(number)),
        "nothing": torch.empty(0, 3),
    }
    notes = {"number": number, "loss": 0.1 + 0.2, "worst": math.inf, "name": "网", "none": None}
    return State({**tensors, **odd}, notes)


def assert_same(found: State, expected: State) -> None:
    assert found.notes == expected.notes
    assert found.tensors.keys() == expected.tensors.keys()
    for name, tensor in expected.tensors.items():
        assert found.tensors[name].dtype == tensor.dtype
        assert torch.equal(found.tensors[name], tensor), name


def damage(file: Path, place: int = -1) -> None:
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)


def names(folder: Path) -> list[str]:
    return sorted(path.name.partition(".")[0] for path in (folder / "last").iterdir())


def weights(value: float) -> dict[str, Tensor]:
    return {"linear1.weight": torch.full((2, 3), value)}


def value_of_best(folder: Path) -> float:
    return load_weights(folder / "best.safetensors")["linear1.weight"][0, 0].item()


def test_a_state_comes_back_to_the_bit(tmp_path: Path) -> None:
    file = save_state(tmp_path, state(7), 1234)
    found, step = load_newest(tmp_path)
    assert step == 1234
    assert_same(found, state(7))
    assert all(tensor.is_contiguous() for tensor in found.tensors.values())
    assert file.parent == tmp_path / "last"
    assert [file] == list(file.parent.iterdir())


def test_a_checkpoints_name_tells_its_step_and_its_digest(tmp_path: Path) -> None:
    file = save_state(tmp_path, state(), 1234)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert file.name == f"step-00001234-000001.{digest}.safetensors"


def test_the_safetensors_package_reads_what_is_written(tmp_path: Path) -> None:
    file = save_state(tmp_path, state(3), 10)
    assert_same(State(safetensors.torch.load_file(file), state(3).notes), state(3))
    with safetensors.safe_open(file, framework="pt") as opened:
        header = opened.metadata()
    assert header["format"] == "pt"
    assert json.loads(header["notes"])["name"] == "网"


def test_tensors_in_another_memory_format_are_written_by_their_places(tmp_path: Path) -> None:
    image = torch.randn(2, 3, 4, 4).to(memory_format=torch.channels_last)
    save_state(tmp_path, State({"image": image, "every other": image[:, ::2]}, {}), 1)
    found, _ = load_newest(tmp_path)
    assert torch.equal(found.tensors["image"], image)
    assert torch.equal(found.tensors["every other"], image[:, ::2])


def test_two_checkpoints_stay(tmp_path: Path) -> None:
    for step in (10, 20, 30, 40):
        save_state(tmp_path, state(step), step)
    assert names(tmp_path) == ["step-00000030-000003", "step-00000040-000004"]
    assert load_newest(tmp_path)[1] == 40


@pytest.mark.parametrize("place", [0, 20, -1])
def test_a_damaged_checkpoint_gives_way_to_the_one_before(place: int, tmp_path: Path) -> None:
    save_state(tmp_path, state(1), 10)
    damage(save_state(tmp_path, state(2), 20), place)
    warnings: list[Text] = []
    found, step = load_newest(tmp_path, warnings.append)
    assert step == 10
    assert_same(found, state(1))
    (warning,) = warnings
    assert "step-00000020" in str(warning)
    assert "goes on from the one before, of step 10" in str(warning)


def test_whatever_is_wrong_with_a_checkpoint_is_an_error_with_a_reason(tmp_path: Path) -> None:
    whole = save_state(tmp_path, state(), 10)
    content = whole.read_bytes()
    (length,) = (int.from_bytes(content[:8], "little"),)
    header = json.loads(content[8 : 8 + length])

    def with_header(**changes: object) -> bytes:
        described = json.dumps({**header, **changes}).encode()
        return len(described).to_bytes(8, "little") + described + content[8 + length :]

    entry = header["flags"]
    broken = {
        "empty": b"",
        "only a length": content[:8],
        "half": content[: len(content) // 2],
        "one byte less": content[:-1],
        "one byte more": content + b"\0",
        "endless header": b"\xff" * 8 + content[8:],
        "no JSON": b"\x04" + bytes(7) + b"{[}]",
        "no object": b"\x08" + bytes(7) + b"[1, 2]  ",
        "deep": (100_000).to_bytes(8, "little") + b"[" * 100_000,
        "other type": with_header(flags={**entry, "dtype": "F7"}),
        "other size": with_header(flags={**entry, "shape": [4]}),
        "negative": with_header(flags={**entry, "shape": [-3]}),
        "fraction": with_header(flags={**entry, "shape": [3.0]}),
        "overlap": with_header(flags={**entry, "data_offsets": [0, 3]}),
        "no entry": with_header(flags=3),
        "other notes": with_header(__metadata__={"content": "netwright-checkpoint-99"}),
        "numbers in notes": with_header(__metadata__={"content": 1}),
    }
    for what, bytes_ in broken.items():
        digest = hashlib.sha256(bytes_).hexdigest()
        whole.with_name(f"step-00000010-000001.{digest}.safetensors").write_bytes(bytes_)
        if len(list(whole.parent.iterdir())) > 1:
            whole.unlink()
        (generation,) = checkpoints(tmp_path)
        whole = generation.file
        with pytest.raises(NetwrightError, match="damaged") as caught:
            read_state(generation)
        assert "step-00000010" in str(caught.value), what
        with pytest.raises(NetwrightError, match="cannot go on"):
            load_newest(tmp_path)


def test_a_run_without_checkpoints_says_so(tmp_path: Path) -> None:
    with pytest.raises(NetwrightError, match="no checkpoint"):
        load_newest(tmp_path)
    (tmp_path / "last").mkdir()
    (tmp_path / "last" / "checkpoint.safetensors").write_bytes(b"of an earlier version")
    with pytest.raises(NetwrightError, match="no checkpoint"):
        load_newest(tmp_path)


def test_the_newest_is_the_one_written_last_whatever_its_step_and_the_clock(tmp_path: Path) -> None:
    save_state(tmp_path, state(1), 100)
    later = save_state(tmp_path, state(2), 200)
    again = save_state(tmp_path, state(3), 150)  # went back and took another way
    os.utime(again, (0, 0))
    os.utime(later, (2**31, 2**31))
    assert load_newest(tmp_path)[1] == 150
    save_state(tmp_path, state(4), 150)  # another change at the same step
    assert_same(load_newest(tmp_path)[0], state(4))


def test_after_a_damaged_checkpoint_two_whole_ones_stay_again(tmp_path: Path) -> None:
    save_state(tmp_path, state(1), 10)
    damage(save_state(tmp_path, state(2), 20))
    load_newest(tmp_path)
    save_state(tmp_path, state(3), 15)
    assert [generation.count for generation in checkpoints(tmp_path)] == [15, 10]


def test_what_a_killed_writer_left_behind_goes(tmp_path: Path) -> None:
    save_state(tmp_path, state(1), 10)
    last = tmp_path / "last"
    (last / f".step.{2**22 + 1}-0123abcd.tmp").write_bytes(b"half")  # above Linux's highest process number
    (last / f".step.{os.getppid()}-0123abcd.tmp").write_bytes(b"somebody's")
    (last / "notes.txt").write_text("a person's own")
    save_state(tmp_path, state(2), 20)
    kept = sorted(path.name for path in last.iterdir() if not path.name.startswith("step-"))
    assert kept == [f".step.{os.getppid()}-0123abcd.tmp", "notes.txt"]


def test_the_best_weights_have_their_place_and_go_back_with_the_checkpoint(tmp_path: Path) -> None:
    save_best(tmp_path, weights(1.0), {"epoch": "1"}, 1)
    save_state(tmp_path, state(1), 10)
    save_best(tmp_path, weights(2.0), {"epoch": "2"}, 2)
    assert value_of_best(tmp_path) == 2.0
    _, step = load_newest(tmp_path)  # killed before the checkpoint that belongs to epoch 2
    assert (step, value_of_best(tmp_path)) == (10, 1.0)
    save_best(tmp_path, weights(3.0), {"epoch": "2"}, 2)
    save_state(tmp_path, state(2), 20)
    load_newest(tmp_path)
    assert value_of_best(tmp_path) == 3.0


def test_the_best_of_the_checkpoint_before_is_there_when_the_newest_is_damaged(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        save_best(tmp_path, weights(float(number)), {}, number)
        newest = save_state(tmp_path, state(number), number * 10)
    assert names(tmp_path) == ["best-00000002-000003", "best-00000003-000005", *names(tmp_path)[2:]]
    damage(newest)
    assert load_newest(tmp_path)[1] == 20
    assert value_of_best(tmp_path) == 2.0


def test_a_disk_without_second_names_gets_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refused)
    save_best(tmp_path, weights(1.0), {"epoch": "1"}, 1)
    save_state(tmp_path, state(1), 10)
    save_best(tmp_path, weights(2.0), {"epoch": "2"}, 2)
    load_newest(tmp_path)
    assert value_of_best(tmp_path) == 1.0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_damaged_best_weights_are_told_and_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_best(tmp_path, weights(1.0), {}, 1)
    save_state(tmp_path, state(1), 10)
    save_best(tmp_path, weights(2.0), {}, 2)
    damage(next((tmp_path / "last").glob("best-00000001-*")))
    warnings: list[Text] = []
    load_newest(tmp_path, warnings.append)
    assert "best weights of step 10 are damaged" in str(warnings[0])
    assert value_of_best(tmp_path) == 2.0


def network() -> Network:
    spec, _ = append_layer(template("mnist-cnn"), "Dropout", after="flatten1")
    spec, _ = append_layer(spec, "BatchNorm2d", after="conv1")
    return build(spec, seed=0).to(memory_format=torch.channels_last)


def test_weights_come_back_with_the_layers_names_and_contiguous(tmp_path: Path) -> None:
    state = copy_state(network())
    file = tmp_path / "run" / "best.safetensors"
    file.parent.mkdir()
    write_parts(file, parts_of(state, {"format": "pt", "epoch": "1"}))
    loaded = load_weights(file)
    assert set(loaded) == set(state)
    assert {"conv1.weight", "linear2.bias"} <= set(loaded)
    assert any(name.endswith(".running_mean") for name in loaded)
    assert all(tensor.is_contiguous() and torch.equal(tensor, state[name]) for name, tensor in loaded.items())
    assert [path.name for path in file.parent.iterdir()] == ["best.safetensors"]


def test_a_copy_of_the_weights_does_not_change_with_the_network() -> None:
    ours = network()
    state = copy_state(ours)
    with torch.no_grad():
        for weight in ours.parameters():
            weight.zero_()
    assert state["conv1.weight"].abs().sum() > 0


def test_missing_and_damaged_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(NetwrightError, match="missing"):
        load_weights(tmp_path / "best.safetensors")
    write_parts(tmp_path / "whole", parts_of(copy_state(network()), {}))
    whole = (tmp_path / "whole").read_bytes()
    for content in (b"", b"not safetensors", whole[: len(whole) // 2]):
        (tmp_path / "best.safetensors").write_bytes(content)
        with pytest.raises(NetwrightError, match=r"best\.safetensors cannot be read"):
            load_weights(tmp_path / "best.safetensors")
