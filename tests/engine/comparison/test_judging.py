"""What is said of runs: in what they differ, which belong together, and whether a difference is more than chance."""

import json
from dataclasses import replace

import numpy as np
import pytest

from engine.cli import run as terminal
from engine.comparison.answers import Answers, answers_of, compared
from engine.comparison.difference import run_difference
from engine.comparison.figures import best_of, read_figures
from engine.comparison.judge import judge
from engine.comparison.seeds import seed_groups
from engine.comparison.verdict import chance
from engine.data.catalog import DatasetInfo, load_dataset
from engine.evaluation.results import Evaluations
from engine.evaluation.split import SplitPlaces
from engine.model.edits import set_params
from engine.project import Project
from engine.runs.metadata import Lineage
from engine.runs.run import Run
from engine.text import NetwrightError
from tests.engine.comparison.conftest import MakeRun


def told(right: int, *, name: str = "run", images: int = 10_000, shift: int = 0) -> Answers:
    """Answers to MNIST's test images, of which so many are right from one place on."""
    answers = np.zeros(images, bool)
    answers[shift : shift + right] = True
    return Answers(name, answers, SplitPlaces(load_dataset("mnist"), None))


def by_name(*found: Answers) -> dict[str, Answers]:
    return {answers.run: answers for answers in found}


def test_runs_that_differ_in_their_seed_only_are_told_so(make_run: MakeRun) -> None:
    found = run_difference(make_run("a", seed=1), make_run("b", seed=2, device="cpu"))
    assert [difference.field.name for difference in found.hyperparameters] == ["seed", "device"]
    found = run_difference(make_run("c", seed=1), make_run("d", seed=2))
    assert found.in_seed_only
    assert "The two runs differ in their seed only." in map(str, found.sentences())


def test_network_hyperparameters_split_data_and_versions_are_told_apart(make_run: MakeRun) -> None:
    project = Project.from_template()
    first = make_run("first", project)
    other = replace(project, model=set_params(project.model, "conv1", out_channels=8))
    second = make_run("second", other, validation_split=0.3, learning_rate=0.01, momentum=0.5, weights=None)
    changed = second.metadata().changed({"fingerprint": "sha256:other", "versions": {"netwright": "0.0.1"}})
    second.metadata_file.write_bytes(changed.to_json())
    found = run_difference(first, second)
    assert [layer.name for layer in found.network.layers] == ["conv1"]
    assert [one.field.name for one in found.hyperparameters] == ["learning_rate"], "Adam has no momentum"
    assert [one.field.name for one in found.split] == ["validation_split"]
    assert [one.label for one in found.data] == ["Fingerprint"]
    facts = {one.label: (one.first, one.second) for one in found.environment}
    assert facts["netwright"][1] == "0.0.1"
    assert facts["torch"][1] == ""
    assert [str(sentence) for sentence in found.sentences()][:2] == [
        "Layers of the networks: 0 only in first, 0 only in second, 1 in both but not alike.",
        "They learned from different data.",
    ]


def test_a_damaged_run_has_its_error_in_the_table_and_no_difference(make_run: MakeRun) -> None:
    good, broken = make_run("good"), make_run("broken")
    broken.folder.joinpath("model.json").write_text("{")
    figures = read_figures(broken)
    assert "model.json" in str(figures.note)
    assert figures.value("test_accuracy") is None
    with pytest.raises(NetwrightError, match=r"model\.json"):
        run_difference(good, broken)


def test_the_best_of_each_figure_is_marked_where_they_differ_on_the_same_data(make_run: MakeRun) -> None:
    runs = [read_figures(make_run(name, test_accuracy=value)) for name, value in (("a", 0.9), ("b", 0.95), ("c", 0.95))]
    best = best_of(runs)
    assert best["test_accuracy"] == {1, 2}
    assert "parameters" not in best, "all have the same"
    elsewhere = make_run("d", test_accuracy=0.99)
    elsewhere.metadata_file.write_bytes(elsewhere.metadata().changed({"fingerprint": "other"}).to_json())
    assert "test_accuracy" not in best_of([*runs, read_figures(elsewhere)])


def test_runs_of_other_seeds_are_a_group_and_each_seed_counts_once(make_run: MakeRun) -> None:
    made = [
        make_run(f"s{number}", seed=seed, test_accuracy=0.9 + number / 100) for number, seed in enumerate((1, 2, 2))
    ]
    other = make_run("other", seed=1, learning_rate=0.1)
    unfinished = make_run("unfinished", seed=9, test_accuracy=None)
    whole, alone = seed_groups([read_figures(run) for run in (*made, other, unfinished)])
    assert [run.name for run in whole.runs] == ["s0", "s1", "s2", "unfinished"]
    assert whole.accuracies == (0.9, 0.91), "a seed that was trained twice is no second seed"
    assert whole.name == "s0 ×4"
    assert alone.name == "other"


def test_folds_that_were_made_together_are_a_group(make_run: MakeRun) -> None:
    def fold(number: int, group: str) -> Run:
        return make_run(f"{group}{number}", folds=3, fold=number, lineage=Lineage(relation="fold", group=group))

    groups = seed_groups([read_figures(fold(number, name)) for name in ("x", "y") for number in (1, 2, 3)])
    assert [group.name for group in groups] == ["x ×3", "y ×3"]


def test_a_clear_difference_and_one_of_chance_are_told_in_words(make_run: MakeRun) -> None:
    runs = [read_figures(make_run(name)) for name in ("a", "b", "c")]
    known = by_name(told(9_000, name="a"), told(9_100, name="b"), told(9_004, name="c", shift=1))
    found = judge(runs, 0, lambda run: known[run.name], by_seeds=False)
    clear, close = found.verdicts
    assert clear.is_more_than_chance
    assert str(clear.headline).startswith("b is better than a by 1.00 points (91.00 % against 90.00 %).")
    assert not close.is_more_than_chance
    assert "is not more than chance" in str(close.headline)
    assert any("Holm" in str(detail) for detail in close.details)
    assert "2 comparisons are made at once" in str(found.notes[0])
    (alone,) = judge(runs[:2], 0, lambda run: known[run.name], by_seeds=False).verdicts
    assert alone.p < clear.p, "more comparisons ask for more"


def test_what_counts_alone_may_not_count_as_one_of_many(make_run: MakeRun) -> None:
    runs = [read_figures(make_run(name)) for name in "abcdef"]
    known = by_name(told(9_000, name="a"), told(9_006, name="b"), *(told(9_000, name=name) for name in "cdef"))
    (alone,) = judge(runs[:2], 0, lambda run: known[run.name], by_seeds=False).verdicts
    assert alone.is_more_than_chance
    first, *rest = judge(runs, 0, lambda run: known[run.name], by_seeds=False).verdicts
    assert not first.is_more_than_chance
    assert "as one of 5 comparisons it does not" in str(first.details[-1])
    assert str(rest[0].headline) == "a and c are equally good: both reach 90.00 %."


def test_other_test_images_are_refused_with_a_sentence(make_run: MakeRun) -> None:
    runs = [read_figures(make_run(name)) for name in ("a", "b")]
    mnist = load_dataset("mnist")
    info: DatasetInfo = replace(mnist.info, name="part", title="Part of MNIST")
    part = replace(mnist, info=info, test_images=mnist.test_images[:500], test_labels=mnist.test_labels[:500])
    same = replace(mnist, info=info, test_images=mnist.test_images.copy(), test_labels=mnist.test_labels.copy())
    ours = told(9_000, name="a")
    compared(ours, replace(told(9_000, name="b"), places=SplitPlaces(same, None)))  # the same images by another name
    known = by_name(ours, replace(told(450, name="b", images=500), places=SplitPlaces(part, None)))
    (found,) = judge(runs, 0, lambda run: known[run.name], by_seeds=False).verdicts
    assert found.test is None
    assert "a was tested on 10,000 images of MNIST, b on 500 of Part of MNIST" in str(found.headline)


def test_groups_of_seeds_are_compared_by_their_means(make_run: MakeRun) -> None:
    low = [make_run(f"low{seed}", seed=seed, test_accuracy=0.90 + seed / 1000) for seed in range(4)]
    high = [make_run(f"high{s}", seed=s, test_accuracy=0.92 + s / 1000, learning_rate=0.01) for s in range(4)]
    single = make_run("single", learning_rate=0.1)
    runs = [read_figures(run) for run in (*low, *high, single)]

    def nobody(run: Run) -> Answers:
        raise AssertionError("the means are known without evaluating")

    better, refused = judge(runs, 0, nobody, by_seeds=True).verdicts
    assert better.is_more_than_chance
    assert str(better.headline).startswith("high0 ×4 is better than low0 ×4 by 2.00 points (92.15 % against 90.15 %).")
    assert any("over 4 seeds" in str(detail) for detail in better.details)
    assert any("With 4 seeds" in str(detail) for detail in better.details)
    assert "single is one run" in str(refused.headline)


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (1e-9, "fewer than 1 of 1,000,000"),
        (0.025, "1 of 40"),
        (0.00123, "1 of 810"),
        (0.3, "30 of 100"),
        (1.0, "nearly all"),
    ],
)
def test_a_chance_is_said_as_people_say_it(p: float, words: str) -> None:
    assert str(chance(p)) == words


def test_the_terminal_compares_real_answers_and_tells_it_as_json(
    make_run: MakeRun, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = make_run("first", weights=1), make_run("second", weights=2, learning_rate=0.02, test_accuracy=0.95)
    assert terminal(["compare", "first", "second", "--json"]) == 0
    data = json.loads(capsys.readouterr().out.splitlines()[-1])
    one, other = (answers_of(Evaluations().evaluate(run, "test")) for run in (first, second))
    (verdict,) = data["verdicts"]
    assert verdict["difference"] == pytest.approx(other.accuracy - one.accuracy)
    assert verdict["only_first"] == int((one.right & ~other.right).sum())
    assert verdict["method"] == "mcnemar-corrected"
    assert data["differences"][0]["hyperparameters"] == [{"name": "learning_rate", "first": "0.001", "second": "0.02"}]
    assert [run["run"] for run in data["runs"]] == ["first", "second"]
    assert terminal(["compare", "first", "second", "--no-test"]) == 0
    assert "learning_rate" in capsys.readouterr().out
    assert terminal(["compare", "first", "first"]) == 2
    assert terminal(["compare", "first", "nowhere"]) == 2
