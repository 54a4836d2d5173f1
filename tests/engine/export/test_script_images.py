"""The part of a script that changes images does so to the bits of the engine, whatever is asked for together."""

import ast
from collections import Counter

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.augmenting.pipeline import make_pipeline
from engine.export.parts.images import augmentation, mixing
from engine.export.parts.piece import together
from engine.fields import describe
from engine.training.config import TrainingConfig

FIELDS = [field for field in describe(TrainingConfig) if field.name.startswith("augment_")]
SEED = 7


@st.composite
def configs(draw: st.DrawFn) -> TrainingConfig:
    """Any of the operations, of any strength, beside mixing or not."""
    values: dict[str, object] = {name: draw(st.sampled_from([0.0, 0.5])) for name in ("mixup", "cutmix")}
    for field in FIELDS:
        low, high = field.minimum or 0, min(field.maximum or 1, 10)
        if field.kind == "integer":
            values[field.name] = draw(st.just(0) | st.integers(int(low), int(high)))
        else:
            strength = st.floats(low, high, exclude_max=field.maximum_excluded)
            values[field.name] = draw(st.just(field.default) | strength)
    return TrainingConfig.model_validate(values)


@settings(max_examples=20)
@given(config=configs(), shape=st.sampled_from([(1, 28, 28), (3, 9, 14)]))
def test_a_script_changes_images_as_the_training_does(config: TrainingConfig, shape: tuple[int, int, int]) -> None:
    piece = augmentation(config, shape)
    pipeline = make_pipeline(config, shape, torch.device("cpu"))
    if pipeline is None:
        assert not piece.prepared
        return
    both = together([piece, mixing(config, shape)])
    imports = ("import math", "import numpy as np", *both.imports)
    source = "\n".join((*imports, f"SEED = {SEED}", *both.constants, *both.tables, *both.sources))
    names: dict[str, object] = {"device": torch.device("cpu"), "train": range(5), "epoch": 3, "__name__": "script"}
    exec("\n".join((source, *piece.prepared, *piece.epoch)), names)
    draws = pipeline.draws(5, SEED, 3)
    assert torch.equal(names["changes"], draws)  # type: ignore[arg-type]
    images = 255 * torch.rand(5, *shape, generator=torch.Generator().manual_seed(0))
    assert torch.equal(names["augment"](images, draws), pipeline(images, draws))  # type: ignore[operator]


def test_no_name_means_two_things_in_one_script() -> None:
    everything = {field.name: 1 if field.default == 0 else field.default for field in FIELDS}
    config = TrainingConfig.model_validate({**everything, "augment_scale": 0.5, "mixup": 1.0, "cutmix": 1.0})
    both = together([augmentation(config, (1, 28, 28)), mixing(config, (1, 28, 28))])
    defined: Counter[str] = Counter()
    for node in ast.parse("\n".join((*both.constants, *both.tables, *both.sources))).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            defined[node.name] += 1
        elif isinstance(node, ast.Assign):
            defined.update(
                name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)
            )
    assert {"RandAugment", "Pipeline", "Mixing"} <= set(defined)
    assert [name for name, times in defined.items() if times > 1] == []
