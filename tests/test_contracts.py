"""The house's contracts: who may import whom, and what the first window must not wait for."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

IMPORTING_TORCH = {
    "engine.data.augment",
    "engine.data.augmenting.erasing",
    "engine.data.augmenting.light",
    "engine.data.augmenting.operation",
    "engine.data.augmenting.pipeline",
    "engine.data.augmenting.places",
    "engine.data.augmenting.randaugment",
    "engine.data.batches",
    "engine.distributed.batch_norm",
    "engine.distributed.group",
    "engine.distributed.judging",
    "engine.distributed.keeping",
    "engine.distributed.measuring",
    "engine.distributed.meeting",
    "engine.distributed.randomness",
    "engine.distributed.step",
    "engine.distributed.trainer",
    "engine.ensembles.boosting",
    "engine.ensembles.held_out",
    "engine.ensembles.held_out_csv",
    "engine.ensembles.joined",
    "engine.ensembles.making",
    "engine.ensembles.soup",
    "engine.evaluation.answers",
    "engine.evaluation.epochs",
    "engine.evaluation.evaluate",
    "engine.evaluation.explaining.counterfactual",
    "engine.evaluation.explaining.explain",
    "engine.evaluation.explaining.grad_cam",
    "engine.evaluation.explaining.gradients",
    "engine.evaluation.explaining.integrated",
    "engine.evaluation.explaining.occlusion",
    "engine.evaluation.explaining.subject",
    "engine.evaluation.filters",
    "engine.evaluation.inside",
    "engine.evaluation.layer_outputs",
    "engine.evaluation.observe",
    "engine.evaluation.predictor",
    "engine.evaluation.run_loss",
    "engine.evaluation.run_split",
    "engine.lesson.own_activation",
    "engine.lesson.own_attention",
    "engine.lesson.own_backward",
    "engine.lesson.own_forward",
    "engine.lesson.own_loss",
    "engine.lesson.own_network",
    "engine.lesson.own_normalisation",
    "engine.lesson.own_recurrent",
    "engine.lesson.own_terms",
    "engine.lesson.own_unit",
    "engine.lesson.own_weight",
    "engine.model.build",
    "engine.model.initialise",
    "engine.model.modules",
    "engine.model.pretrained.adapted",
    "engine.model.pretrained.efficientnet_lite",
    "engine.model.pretrained.load",
    "engine.model.soft_vote",
    "engine.tensor_file",
    "engine.training.augmented",
    "engine.training.averaging",
    "engine.training.batch_statistics",
    "engine.training.capture",
    "engine.training.checkpoint",
    "engine.training.clipping",
    "engine.training.digested",
    "engine.training.eager",
    "engine.training.epoch",
    "engine.training.graphs",
    "engine.training.health",
    "engine.training.history",
    "engine.training.initial",
    "engine.training.judging",
    "engine.training.keeping",
    "engine.training.layer_learning",
    "engine.training.lion",
    "engine.training.losses",
    "engine.training.mixing",
    "engine.training.muon",
    "engine.training.nonfinite",
    "engine.training.optimizers",
    "engine.training.portion",
    "engine.training.precision",
    "engine.training.randomness",
    "engine.training.runners",
    "engine.training.saver",
    "engine.training.setup",
    "engine.training.stacked.averages",
    "engine.training.stacked.clipping",
    "engine.training.stacked.data",
    "engine.training.stacked.families",
    "engine.training.stacked.files",
    "engine.training.stacked.graphs",
    "engine.training.stacked.inputs",
    "engine.training.stacked.kernels",
    "engine.training.stacked.learner",
    "engine.training.stacked.linear",
    "engine.training.stacked.losses",
    "engine.training.stacked.network",
    "engine.training.stacked.randomness",
    "engine.training.stacked.rates",
    "engine.training.stacked.rounds",
    "engine.training.stacked.step",
    "engine.training.stacked.trainer",
    "engine.training.stacked.values",
    "engine.training.state",
    "engine.training.step",
    "engine.training.step_buffer",
    "engine.training.trainer",
    "engine.training.tuning.blocked",
    "engine.training.tuning.crop",
    "engine.training.tuning.direct_adam",
    "engine.training.tuning.geometry",
    "engine.training.tuning.kinds",
    "engine.training.tuning.layouts",
    "engine.training.tuning.plan",
    "engine.training.tuning.plan_cache",
    "engine.training.tuning.pool_first",
    "engine.training.tuning.probe",
    "engine.training.tuning.rewrites",
    "engine.training.tuning.schedule",
    "engine.training.tuning.steps",
    "engine.training.tuning.threads",
    "engine.weights",
}
"""The modules below a Train click: nobody else may load torch when imported."""

FIRST_WINDOW = ("gui.startup", "gui.main_window", "engine.training.job", "engine.runs.store", "engine.cli.commands")


def modules(package: str) -> list[str]:
    """Every module of a package, by its file."""
    names = (path.relative_to(ROOT).with_suffix("").parts for path in sorted((ROOT / package).rglob("*.py")))
    return [".".join(parts[:-1] if parts[-1] == "__init__" else parts) for parts in names]


def loaded_by(*imports: str, preamble: str = "", watched: tuple[str, ...]) -> dict[str, list[str]]:
    """Import modules one after the other in a fresh Python; what each was the first to load of the watched packages."""
    program = (
        f"import importlib, json, sys\n{preamble}\nfound, seen = {{}}, set()\n"
        f"for name in {imports!r}:\n"
        "    importlib.import_module(name)\n"
        f"    new = {set(watched)!r} & set(sys.modules) - seen\n"
        "    seen |= new\n"
        "    if new: found[name] = sorted(new)\n"
        "print(json.dumps(found))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_app_stands_on_top() -> None:
    importers = [
        name
        for package in ("engine", "gui")
        for name in modules(package)
        if "app" in top_level_imports(source_of(name))
    ]
    assert importers == []


def source_of(module: str) -> Path:
    path = ROOT / Path(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def top_level_imports(path: Path) -> set[str]:
    """The packages that a file imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_the_engine_works_where_qt_cannot_be_imported() -> None:
    blocked = "for name in ('PySide6', 'shiboken6', 'pyqtgraph', 'gui'): sys.modules[name] = None"
    engine = modules("engine")
    assert len(engine) > 40
    assert loaded_by(*engine, preamble=blocked, watched=("engine.cli",)) != {}


def test_only_what_lies_below_a_train_click_loads_torch() -> None:
    everything = [name for package in ("engine", "gui") for name in modules(package)]
    assert set(everything) >= IMPORTING_TORCH
    light = [name for name in everything if name not in IMPORTING_TORCH]
    assert loaded_by(*light, watched=("torch", "torchvision")) == {}


@pytest.mark.parametrize("module", FIRST_WINDOW)
def test_the_first_window_waits_for_neither_torch_nor_the_plots_nor_what_downloads(module: str) -> None:
    assert loaded_by(module, watched=("torch", "torchvision", "pyqtgraph", "http.client", "av", "optuna")) == {}


def test_app_imports_next_to_nothing_before_it_knows_what_is_wanted() -> None:
    assert loaded_by("app", watched=("PySide6", "torch", "pydantic", "numpy", "cyclopts", "rich")) == {}


def test_the_window_does_not_read_the_source_of_all_that_is_imported() -> None:
    """PySide6 would, for a feature that nobody uses here."""
    program = (
        "import gui, linecache\nimport wave\nprint([name for name in linecache.cache if name == wave.__spec__.origin])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == "[]"
