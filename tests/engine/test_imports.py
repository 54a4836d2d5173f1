"""What may be imported where: the engine without Qt, and all that the first window needs without torch."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

NEEDS_TORCH = {
    "engine.model.build",
    "engine.weights",
    "engine.data.batches",
    "engine.training.checkpoint",
    "engine.training.optimizers",
    "engine.training.setup",
    "engine.training.step_buffer",
    "engine.training.trainer",
    "engine.evaluation.evaluate",
    "engine.evaluation.predictor",
}
"""Everything below a Train click; the only modules of the engine that may import torch at their top."""

BLOCK = """
import importlib, sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked}:
            raise ImportError(name + " is blocked")
sys.meta_path.insert(0, Blocked())
for name in {modules}:
    importlib.import_module(name)
"""


def engine_modules() -> list[str]:
    files = sorted((ROOT / "engine").rglob("*.py"))
    names = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]
    return [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]


def import_with_blocked(modules: list[str], blocked: set[str]) -> None:
    program = BLOCK.format(blocked=blocked, modules=modules)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_module_of_the_engine_imports_where_qt_cannot() -> None:
    modules = engine_modules()
    assert len(modules) > 30
    import_with_blocked(modules, {"PySide6", "shiboken6", "pyqtgraph", "gui"})


def test_all_but_the_training_itself_imports_where_torch_cannot() -> None:
    free = [name for name in engine_modules() if name not in NEEDS_TORCH]
    for needed in ("engine.training.job", "engine.runs.store", "engine.evaluation.service", "engine.project"):
        assert needed in free
    import_with_blocked(free, {"torch", "torchvision", "PySide6", "gui"})


@pytest.mark.parametrize("name", sorted(NEEDS_TORCH))
def test_the_list_of_modules_that_need_torch_is_true(name: str) -> None:
    source = (ROOT / Path(*name.split("."))).with_suffix(".py").read_text(encoding="utf-8")
    assert "torch" in source
