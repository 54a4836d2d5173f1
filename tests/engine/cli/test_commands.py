"""The terminal's commands on real parts: what they print, where, and their exit codes."""

import contextlib
import io
import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine.cli import COMMANDS, run
from engine.data.catalog import load_dataset
from engine.model.edits import delete_layers
from engine.project import Project, load_project, save_project
from engine.runs.store import RunStore
from engine.training.config import TrainingConfig


def quick(template: str = "softmax-regression", epochs: int = 1, device: str = "cpu") -> tuple[str, ...]:
    """Options of a run that takes a moment."""
    return ("--template", template, "--limit-train", "500", "--epochs", str(epochs), "--device", device)


@dataclass
class Done:
    """A command's exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The JSON object on the last line of stdout."""
        found: dict[str, Any] = json.loads(self.out.splitlines()[-1])
        return found


def command(*arguments: object) -> Done:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Done(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """A small finished run in a folder of its own, and what its command printed."""
    folder = tmp_path_factory.mktemp("trained") / "run"
    return folder, command("train", *quick(epochs=2), "--run-dir", folder, "--json")


@pytest.fixture
def project_file(tmp_path: Path) -> Path:
    project = Project.from_template("softmax-regression")
    path = tmp_path / "mine.netwright"
    save_project(replace(project, training=TrainingConfig(epochs=3, seed=5, limit_train=200)), path)
    return path


def picture(folder: Path, index: int) -> Path:
    """A digit of the test set as a picture file, dark on light and larger."""
    image = Image.fromarray(255 - load_dataset("mnist").test_images[index, 0]).resize((112, 112))
    path = folder / f"digit{index}.png"
    image.save(path)
    return path


def test_train_prints_its_result_as_one_json_object_and_its_progress_to_stderr(trained: tuple[Path, Done]) -> None:
    folder, done = trained
    assert done.code == 0
    assert done.out.count("\n") == 1
    wanted = {"run", "epochs", "train_loss", "val_loss", "val_accuracy", "test_loss", "test_accuracy"}
    assert wanted | {"images_per_second", "device", "folder"} <= set(done.data)
    assert done.data["run"] == folder.name
    assert done.data["folder"] == str(folder)
    assert (done.data["epochs"], done.data["device"]) == (2, "cpu")
    assert 0.2 < done.data["test_accuracy"] < 1
    assert (folder / "best.safetensors").is_file()
    assert [line.split()[0:2] for line in done.err.splitlines()[-2:]] == [["epoch", "1/2"], ["epoch", "2/2"]]


def test_without_json_train_ends_with_a_summary_for_people() -> None:
    done = command("train", *quick(), "--name", "first try")
    assert done.code == 0
    (summary,) = RunStore().list()
    assert summary.name == "first-try"
    assert done.out.startswith("first-try: 1 epoch in ")
    assert f"  {summary.folder}\n" in done.out
    assert " %" in done.out


def test_options_win_over_the_recipe_and_the_recipe_over_the_project(project_file: Path, tmp_path: Path) -> None:
    plain, given, recipe = (tmp_path / name for name in ("plain", "given", "recipe"))
    common = ("--device", "cpu", "--set", "epochs=1")
    assert command("train", project_file, "--run-dir", plain, *common).code == 0
    assert command("train", "--run-dir", given, "--seed", 9, *common, project_file).code == 0
    limits = ("--limit-train", 300, "--batch-size", 100)
    assert command("train", project_file, "--run-dir", recipe, "--recipe", "reference", *limits, *common).code == 0
    configs = [RunStore().open(folder).project().training for folder in (plain, given, recipe)]
    base = TrainingConfig(epochs=1, device="cpu")
    assert configs == [
        base.model_copy(update={"seed": 5, "limit_train": 200}),
        base.model_copy(update={"seed": 9, "limit_train": 200}),
        base.model_copy(update={"limit_train": 300, "batch_size": 100}),
    ]


def test_a_layers_param_is_set_for_the_run(tmp_path: Path) -> None:
    done = command(
        "train",
        *quick(template="mlp"),
        "--set",
        "linear1.out_features=16",
        "--run-dir",
        tmp_path / "r",
    )
    assert done.code == 0
    assert RunStore().open(tmp_path / "r").project().model["linear1"].params.model_dump()["out_features"] == 16


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["train", "--epochs", "0"], "--epochs: expected a whole number from 1"),
        (["train", "--epochs"], "--epochs"),
        (["train", "--no-such-option"], "--no-such-option"),
        (["train", "--template", "nothing"], "“nothing”. Known are: mnist-cnn"),
        (["train", "--recipe", "nothing"], "“nothing”. Known are: reference"),
        (["train", "--dataset", "nothing"], "“nothing”: expected one of mnist"),
        (["train", "nothing.netwright"], "nothing.netwright cannot be read"),
        (["train", "one", "two"], "two"),
        (["train", "pyproject.toml", "--template", "mlp"], "a project or --template, found both"),
        (["train", "--run-dir", "engine"], "--run-dir: expected a folder that is empty"),
        (["train", "--set", "conv1.kernel_size=29"], "conv1"),
        (["train", "--set", "input.shape=3,28,28"], "28×28×3"),
        (["evaluate", "nothing"], "no run “nothing”"),
        (["evaluate"], "RUN"),
        (["evaluate", "nothing", "--split", "half"], "half"),
        (["predict", "nothing", "picture.png"], "no run “nothing”"),
        (["predict", "nothing"], "IMAGES"),
        (["check", "nothing.netwright"], "nothing.netwright"),
        (["check"], "PROJECT"),
        (["doctor", "too much"], "too much"),
        (["resolve"], "expected a command"),
    ],
)
def test_wrong_arguments_exit_with_2_and_the_reason_in_one_line(arguments: list[str], words: str) -> None:
    done = command(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert words in done.err
    assert RunStore().list() == []


def test_a_run_that_fails_exits_with_1_and_the_reason_in_one_line() -> None:
    done = command("train", *quick(device="cuda:99"), "--json")
    assert done.code == 1
    assert done.err.splitlines()[-1].startswith("netwright: the run failed: Expected the device cuda:99")


def test_a_run_that_becomes_nan_is_told_and_has_its_json() -> None:
    done = command("train", *quick("mlp", epochs=9), "--optimizer", "sgd", "--learning-rate", 10, "--json")
    assert done.code == 1
    assert (done.data["outcome"], done.data["test_accuracy"]) == ("failed", None)
    assert done.data["error"] in done.err.splitlines()[-1]


def test_ctrl_c_stops_the_run_and_keeps_it(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    program = (
        "import os, signal, sys, threading, time\n"
        "from engine.cli import progress, run\n"
        "write = progress.epoch_line\n"
        "def first_epoch(event, epochs):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return write(event, epochs)\n"
        "progress.epoch_line = first_epoch\n"
        "code = run(sys.argv[1:])\n"
        "os.kill(os.getpid(), signal.SIGINT)  # uv's echo\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "train", *quick(epochs=100_000), "--run-dir", str(folder), "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("netwright: cancelled after ")
    assert str(folder) in last
    kept = RunStore().open(folder)
    assert kept.summary().status == "cancelled"
    assert kept.best_weights.is_file()
    assert json.loads(done.stdout.splitlines()[-1])["outcome"] == "cancelled"


@pytest.mark.parametrize(("split", "images"), [("test", 10_000), ("validation", 100), ("train", 400)])
def test_evaluate_measures_a_split(trained: tuple[Path, Done], split: str, images: int) -> None:
    folder, training = trained
    done = command("evaluate", folder, "--split", split, "--json")
    assert done.code == 0
    assert (done.data["split"], done.data["images"], done.data["dataset"]) == (split, images, "mnist")
    known = {"test": ("test_accuracy", "test_loss"), "validation": ("val_accuracy", "val_loss")}
    if split in known:
        accuracy, loss = known[split]
        assert done.data["accuracy"] == pytest.approx(training.data[accuracy])
        assert done.data["loss"] == pytest.approx(training.data[loss], rel=1e-4)


def test_evaluate_says_it_to_people_too(trained: tuple[Path, Done]) -> None:
    done = command("evaluate", trained[0])
    assert done.out.startswith("run on 10,000 test images of mnist: loss ")
    assert command("evaluate", trained[0], "--dataset", "nothing").code == 2


def test_predict_answers_for_each_picture(trained: tuple[Path, Done], tmp_path: Path) -> None:
    pictures = [picture(tmp_path, index) for index in range(3)]
    done = command("predict", trained[0], *pictures, "--json")
    assert done.code == 0
    predictions = done.data["predictions"]
    assert [found["image"] for found in predictions] == list(map(str, pictures))
    for found in predictions:
        assert list(found["probabilities"]) == list("0123456789")
        assert sum(found["probabilities"].values()) == pytest.approx(1, abs=1e-5)
        assert found["probability"] == found["probabilities"][found["class"]] == max(found["probabilities"].values())
    people = command("predict", trained[0], pictures[0])
    assert people.out.startswith(f"{pictures[0]}: {predictions[0]['class']} ")


def test_a_transparent_picture_stands_on_white(trained: tuple[Path, Done], tmp_path: Path) -> None:
    plain = picture(tmp_path, 0)
    ink = 255 - np.asarray(Image.open(plain).convert("L"))
    transparent = np.zeros((*ink.shape, 4), np.uint8)
    transparent[..., 3] = ink
    Image.fromarray(transparent, "RGBA").save(tmp_path / "transparent.png")
    first, second = command("predict", trained[0], plain, tmp_path / "transparent.png", "--json").data["predictions"]
    assert second["probability"] == pytest.approx(first["probability"], abs=0.02)
    assert second["class"] == first["class"]


def test_a_picture_without_ink_gets_no_answer_and_the_others_do(trained: tuple[Path, Done], tmp_path: Path) -> None:
    blank = tmp_path / "blank.png"
    Image.new("L", (50, 50), 255).save(blank)
    done = command("predict", trained[0], blank, picture(tmp_path, 1), "--json")
    assert done.code == 1
    assert [found["class"] is None for found in done.data["predictions"]] == [True, False]
    assert done.err == f"netwright: there is no ink in {blank}\n"


@pytest.mark.parametrize("name", ["missing.png", "text.png", "."])
def test_a_file_that_is_no_picture_is_a_wrong_argument(trained: tuple[Path, Done], tmp_path: Path, name: str) -> None:
    (tmp_path / "text.png").write_text("no picture")
    done = command("predict", trained[0], tmp_path / name)
    assert (done.code, done.out) == (2, "")
    assert str(tmp_path / name) in done.err


def test_runs_lists_what_is_there_and_what_is_damaged() -> None:
    assert "There are no runs yet" in command("runs").out
    assert command("runs", "--json").data == {"runs": []}
    command("train", *quick(), "--name", "good")
    (RunStore().root / "broken").mkdir()
    done = command("runs", "--json")
    assert done.code == 0
    by_name = {found["run"]: found for found in done.data["runs"]}
    assert (by_name["good"]["status"], by_name["good"]["epochs"], by_name["good"]["damaged"]) == ("completed", 1, False)
    assert by_name["broken"]["damaged"] is True
    assert by_name["broken"]["error"]
    table = command("runs").out
    assert table.splitlines()[0].split()[:2] == ["run", "status"]
    assert {line.split()[1] for line in table.splitlines()[1:]} == {"completed", "damaged"}


def test_check_finds_nothing_wrong_with_a_good_network(project_file: Path) -> None:
    done = command("check", project_file, "--json")
    assert (done.code, done.data["ok"], done.data["problems"]) == (0, True, [])
    assert done.data["parameters"] == 7850
    assert command("check", project_file).out == "mine.netwright: 5 layers, 7,850 parameters; it can be trained.\n"


def test_check_tells_the_split_and_why_it_cannot_be_made(project_file: Path) -> None:
    split = command("check", project_file, "--json").data["split"]
    assert (split["train"], split["validation"], split["test"], split["folds"]) == (160, 40, 10_000, None)
    project = load_project(project_file)
    save_project(replace(project, training=project.training.model_copy(update={"folds": 3, "fold": 4})), project_file)
    done = command("check", project_file, "--json")
    assert (done.code, done.data["ok"], [found["code"] for found in done.data["problems"]]) == (1, False, ["split"])
    assert "error: split: The validation fold is 4, but there are only 3 folds." in command("check", project_file).out


def test_check_gives_place_expected_found_and_fix_of_each_problem(tmp_path: Path) -> None:
    project = Project.from_template("softmax-regression")
    path = tmp_path / "flat.netwright"
    save_project(replace(project, model=delete_layers(project.model, ["flatten1"])), path)
    done = command("check", path, "--json")
    assert done.code == 1
    problem = done.data["problems"][0]
    assert (problem["severity"], problem["layer"]) == ("error", "linear1")
    assert problem["message"]
    assert problem["found"] == "28×28×1"
    assert problem["expected"]
    assert problem["fixes"]
    people = command("check", path)
    assert people.code == 1
    assert people.out.startswith("error: linear1")
    assert f"  fix: {problem['fixes'][0]}\n" in people.out
    assert people.out.endswith("it cannot be trained yet.\n")


def test_check_of_a_file_that_is_no_project_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "p.netwright").write_text("{")
    done = command("check", tmp_path / "p.netwright")
    assert done.code == 1
    assert done.err.startswith("netwright: This is not a Netwright project")
    assert done.err.count("\n") == 1


def test_doctor_reports_to_people_and_to_programs() -> None:
    people, programs = command("doctor"), command("doctor", "--json")
    assert (people.code, programs.code) == (0, 0)
    assert people.out.startswith("Netwright       0.1.0\nPython          3.")
    for finding in programs.data["findings"]:
        assert finding["remedy"] in people.out
    assert ("Nothing is missing." in people.out) == programs.data["ok"]


def test_doctor_asks_torch_when_told_to() -> None:
    assert command("doctor", "--torch", "--json").data["torch_cuda"].startswith("torch 2.")


def test_help_names_every_command_and_every_hyperparameter(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    general = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in general] == []
    assert run(["train", "--help"]) == 0
    training = capsys.readouterr().out
    flags = ["--" + name.replace("_", "-") for name in TrainingConfig.model_fields]
    assert [flag for flag in (*flags, "--set", "--run-dir", "--json", "--recipe") if flag not in training] == []


def test_commands_that_compute_nothing_import_neither_torch_nor_qt(project_file: Path) -> None:
    program = (
        "import sys; from engine.cli import run\n"
        f"for arguments in (['--help'], ['train', '--help'], ['runs'], ['check', {str(project_file)!r}], ['doctor'],\n"
        "    ['train', '--epochs', '0'], ['train', '--dataset', 'x'], ['evaluate', 'x'], ['predict', 'x', 'y.png']):\n"
        "    run(arguments)\n"
        "    loaded = {'torch', 'torchvision', 'PySide6', 'pyqtgraph'} & set(sys.modules)\n"
        "    assert not loaded, (arguments, loaded)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
