"""Whatever lies at a path: it becomes a sound dataset or is refused in words, and nothing else changes."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.data.catalog import dataset_info, load_dataset
from engine.data.importing import Imported, ImportSettings, import_data
from engine.data.origin import read_origin
from engine.data.own import own_folder, remove_own
from engine.data.sources.options import Kind
from engine.text import NetwrightError
from tests.engine.data.hostile_sources import PICTURES, SPRUNG, Source, sources

BEFORE = Source(tuple((f"{'ab'[number % 2]}/{number}.png", PICTURES[number]) for number in range(4)))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def check_sound(found: Imported) -> None:
    """What was made agrees with what is said of it, and all of it can be told."""
    info = dataset_info(found.info.name)
    data = load_dataset(info.name)
    assert info == found.info == data.info
    for images, labels, count in (
        (data.train_images, data.train_labels, info.train_images),
        (data.test_images, data.test_labels, info.test_images),
    ):
        assert images.shape == (count, *info.image_shape)
        assert labels.shape == (count,)
        assert images.dtype == (np.float64 if info.has_features else np.uint8)
        assert np.isfinite(images).all()
    assert set(np.concatenate([data.train_labels, data.test_labels]).tolist()) == set(range(len(info.classes)))
    assert all(info.classes)
    assert np.isfinite([*info.mean, *info.std]).all()
    assert min(info.std) > 0
    origin = read_origin(info.name)
    assert origin is not None
    assert origin.left_out == found.left_out
    for words in (*info.classes, *info.columns, *found.notes, *(f"{one.place}{one.reason}" for one in found.left_out)):
        str(words).encode()


@given(source=sources, kind=st.sampled_from((None, None, "pixels", "features")))
@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_an_import_makes_a_sound_dataset_or_says_why_not_and_changes_nothing_else(
    source: Source, kind: Kind | None, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir(exist_ok=True)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    if not own_folder().exists():
        import_data(BEFORE.write(tmp_path / "before"), ImportSettings("before"))
    before = contents(own_folder())
    with tempfile.TemporaryDirectory(dir=tmp_path, prefix="source-") as folder:
        path = source.write(Path(folder) / "in")
        there = contents(Path(folder))
        try:
            found = import_data(path, ImportSettings("fuzzed", test_share=0.5, kind=kind))
        except NetwrightError as error:
            assert str(error)  # noqa: PT017 - being refused is one of two good ends
        else:
            if not found.before:
                check_sound(found)
                remove_own("fuzzed")
        assert contents(Path(folder)) == there
    assert contents(own_folder()) == before
    assert [entry.name for entry in own_folder().iterdir()] == ["before"]
    assert list(temporary.iterdir()) == []
    assert SPRUNG == []
