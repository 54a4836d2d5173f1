"""An ensemble is a model like any other: it answers with its members' mean, alone, wherever a run can be used."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from engine.cli import run as command
from engine.data.catalog import load_dataset
from engine.ensembles.making import make_ensemble
from engine.ensembles.members import candidates, check_validation
from engine.ensembles.plan import Origin
from engine.evaluation.explaining.explain import explain
from engine.evaluation.explaining.subject import Subject
from engine.evaluation.insight import study_run
from engine.evaluation.predictor import Predictor
from engine.evaluation.results import Evaluations
from engine.export.script import training_script
from engine.model.code.reader import read_code
from engine.model.code.writer import write_model
from engine.runs.history import read_history
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.text import NetwrightError
from engine.training.job import TrainingJob
from engine.weights import load_weights
from tests.engine.ensembles.conftest import project_of, trained

MNIST = load_dataset("mnist")


@pytest.fixture(scope="module")
def ensemble(store: RunStore, runs: dict[str, Run], tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Of two networks of one kind and one of another, with other preprocessing; its members are not there any more."""
    elsewhere = RunStore(tmp_path_factory.mktemp("elsewhere"))
    copies = []
    for name in ("first", "second", "other"):
        shutil.copytree(runs[name].folder, elsewhere.root / name)
        copies.append(elsewhere.open(name))
    made = make_ensemble(elsewhere, copies, shares=(2, 1, 1), name="committee")
    for copy in copies:
        shutil.rmtree(copy.folder)
    return made


def mean_of_members(runs: dict[str, Run], images: NDArray[np.uint8]) -> NDArray[Any]:
    said = {name: Predictor.from_run(run).predict(images) for name, run in runs.items()}
    found: NDArray[Any] = (2 * said["first"] + said["second"] + said["other"]) / 4
    return found


def test_it_answers_with_the_weighted_mean_of_its_members_and_stands_alone(runs: dict[str, Run], ensemble: Run) -> None:
    images = MNIST.test_images[:300]
    answers = Predictor.from_run(ensemble).predict(images)
    np.testing.assert_allclose(answers, mean_of_members(runs, images), atol=2e-6)
    metadata = ensemble.metadata()
    assert [(one.name, one.share) for one in metadata.members] == [("first", 2), ("second", 1), ("other", 1)]
    assert metadata.lineage is not None
    assert metadata.lineage.relation == "ensemble"
    assert (
        metadata.parameters
        == sum(run.metadata().parameters for run in (runs["first"], runs["second"], runs["other"])) + 2
    )
    assert len(ensemble.project().model.blocks) == 2, "networks that are the same are one block"


def test_all_that_works_on_a_run_works_on_it(ensemble: Run) -> None:
    summary = ensemble.summary()
    assert summary.status == "completed"
    assert summary.val_accuracy is not None
    found = Evaluations().evaluate(ensemble, "validation")
    assert found.report.accuracy == pytest.approx(summary.val_accuracy)
    insight = study_run(ensemble)
    assert insight.calibration is not None
    predictor = Predictor.from_run(ensemble)
    image = MNIST.test_images[:1]
    (answer,) = insight.answers(image, *predictor.look(image))
    assert len(answer.neighbours) == 5
    explained = explain(Subject.from_run(ensemble), MNIST.test_images[0], 7, "integrated-gradients")
    assert explained.values.shape == (28, 28)


def test_it_leaves_as_code_and_comes_back(ensemble: Run) -> None:
    spec = ensemble.project().model
    text = write_model(spec, "Committee")
    scope: dict[str, object] = {}
    exec(text, scope)
    written = scope["Committee"]()  # type: ignore[operator]
    written.load_state_dict(load_weights(ensemble.best_weights))
    images = torch.randn(4, 1, 28, 28)
    ours = Predictor.from_run(ensemble).network
    torch.testing.assert_close(written.eval()(images), ours(images))
    back = read_code(text)
    assert back.spec is not None
    assert [layer.type for layer in back.spec] == [layer.type for layer in spec]
    assert not back.notes
    assert "class SoftVote" in training_script(ensemble.project())


def test_what_cannot_work_is_said_in_a_sentence(ensemble: Run) -> None:
    store = RunStore(ensemble.folder.parent)
    with pytest.raises(NetwrightError, match="committee was put together of other runs, it was not trained itself"):
        TrainingJob.resuming(ensemble, store)
    with pytest.raises(NetwrightError, match="committee was put together of other runs and has no epochs"):
        read_history(ensemble)
    with pytest.raises(NetwrightError, match="committee was put together of other runs and was not trained itself"):
        Origin.of(ensemble)
    with pytest.raises(NetwrightError, match="no layers inside of blocks"):
        explain(Subject.from_run(ensemble), MNIST.test_images[0], 7, "grad-cam")


def test_it_can_be_trained_further_as_a_whole(ensemble: Run) -> None:
    """Its network is an ordinary one; the new run starts from its weights."""
    store = RunStore(ensemble.folder.parent)
    project = ensemble.project()
    training = project.training.model_copy(update={"epochs": 1, "start_from": "committee", "learning_rate": 1e-6})
    again = trained(store, replace(project, training=training), "onwards")
    images = MNIST.test_images[:50]
    answers = [Predictor.from_run(run).predict(images) for run in (ensemble, again)]
    assert np.mean(answers[0].argmax(axis=1) == answers[1].argmax(axis=1)) > 0.9


def test_the_choice_leaves_out_what_does_not_help_and_reads_validation_alone(
    store: RunStore, runs: dict[str, Run], tmp_path: Path
) -> None:
    weak = trained(store, project_of("softmax-regression", epochs=1, learning_rate=1e-5), "weak")
    before = [run.metadata() for run in (*runs.values(), weak)]
    members = [runs["first"], weak, runs["second"], runs["other"]]
    chosen = make_ensemble(store, members, choose=True, name="chosen")
    names = {one.name for one in chosen.metadata().members}
    assert "weak" not in names
    assert len(names) > 1
    assert [run.metadata() for run in (*runs.values(), weak)] == before
    plain = make_ensemble(store, members, name="plain")
    assert chosen.metadata().validation_loss < plain.metadata().validation_loss  # type: ignore[operator]
    for made in (chosen, plain):
        assert made.metadata().test_accuracy is not None, "measured once, when all is chosen"


def test_runs_that_do_not_go_together_are_refused(store: RunStore, runs: dict[str, Run], tmp_path: Path) -> None:
    with pytest.raises(NetwrightError, match="2 to 64 members, found 1"):
        make_ensemble(store, [runs["first"]])
    with pytest.raises(NetwrightError, match="first was chosen twice"):
        make_ensemble(store, [runs["first"], runs["first"]])
    shutil.copytree(runs["first"].folder, tmp_path / "changed")
    changed = Run(tmp_path / "changed")
    data = json.loads(changed.metadata_file.read_bytes())
    changed.metadata_file.write_text(json.dumps(data | {"classes": [*"abcdefghij"]}))
    with pytest.raises(NetwrightError, match="changed knows other classes than first"):
        make_ensemble(store, [runs["first"], changed])
    changed.metadata_file.write_text(json.dumps(data | {"image_shape": [1, 20, 20]}))
    with pytest.raises(NetwrightError, match="changed takes other examples than first"):
        make_ensemble(store, [runs["first"], changed])
    changed.metadata_file.write_text(json.dumps(data))
    config = json.loads((changed.folder / "config.json").read_bytes())
    config["training"]["split_seed"] = 9
    (changed.folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(NetwrightError, match="kept different images aside"):
        check_validation(candidates([runs["first"], changed]))
    made = make_ensemble(store, [runs["first"], changed], name="of-two-splits")
    assert made.summary().val_accuracy is None
    assert made.project().training.validation_split == 0
    changed.best_weights.unlink()
    with pytest.raises(NetwrightError, match="changed has no weights"):
        make_ensemble(store, [runs["first"], changed])


def test_the_terminal_measures_and_lists_it(
    store: RunStore, runs: dict[str, Run], capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [str(runs[name].folder) for name in ("first", "other")]
    assert command(["ensemble", *folders, "--name", "pair", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert [one["run"] for one in told["members"]] == ["first", "other"]
    assert command(["evaluate", "pair", "--split", "validation", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["accuracy"] == pytest.approx(told["val_accuracy"])
    assert command(["resume", "pair"]) == 2
