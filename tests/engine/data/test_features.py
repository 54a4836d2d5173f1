"""Tables of plain numbers become datasets of features: what is a feature, what the label, what is left out."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from engine.data.catalog import load_dataset
from engine.data.importing import Imported, ImportSettings, import_data
from engine.data.own import remove_own
from engine.data.sources.options import Kind
from engine.text import NetwrightError
from tests.engine.data.measures import COLUMNS, measured, write_table

OWN = ImportSettings("own")


def reasons(found: Imported) -> dict[str, str]:
    return {one.place: str(one.reason) for one in found.left_out}


def test_a_table_of_numbers_keeps_every_value_and_label(tmp_path: Path) -> None:
    rows, names = measured(count=20)
    info = import_data(write_table(tmp_path / "digits.csv", rows, names), OWN).info
    assert info.has_features
    assert info.image_shape == (10,)
    assert info.columns == COLUMNS
    assert info.classes == ("hook", "ring", "stroke")
    data = load_dataset("own")
    assert data.info == info
    assert data.train_images.dtype == np.float64
    values = np.concatenate([data.train_images, data.test_images])
    labels = np.concatenate([data.train_labels, data.test_labels])
    got = sorted((*row, info.classes[label]) for row, label in zip(values.tolist(), labels, strict=True))
    assert got == sorted((*row, name) for row, name in zip(rows.tolist(), names, strict=True))


def test_statistics_are_those_of_the_training_rows_alone(tmp_path: Path) -> None:
    rows, names = measured(count=20)
    info = import_data(write_table(tmp_path / "digits.csv", rows, names), OWN).info
    values = load_dataset("own").train_images
    assert info.mean == pytest.approx(values.mean(axis=0), rel=1e-12)
    assert info.std == pytest.approx(values.std(axis=0), rel=1e-12)


@given(
    values=arrays(np.float64, (6, 2), elements=st.floats(-1e12, 1e12, width=64)),
    constant=st.floats(-1e15, 1e15),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_standardised_values_are_finite_and_small_whatever_the_numbers(
    values: NDArray[np.float64], constant: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import torch

    from engine.data.batches import Normaliser

    rows = np.column_stack([values, np.full(6, constant)])
    path = tmp_path_factory.mktemp("any") / "rows.npz"
    np.savez(path, X=rows, y=np.array([0, 0, 0, 1, 1, 1]))
    found = import_data(path, ImportSettings(path.parent.name.casefold(), test_share=0.34, kind="features")).info
    data = load_dataset(found.name)
    seen = Normaliser(found.preprocessing, torch.device("cpu"))(torch.from_numpy(np.array(data.train_images)))
    assert seen.dtype == torch.float32
    assert torch.isfinite(seen).all()
    assert seen.abs().max() <= 2.01  # of n values none is further than √n deviations, here 4
    remove_own(found.name)


def test_rows_with_gaps_and_columns_of_words_are_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "birds.csv"
    path.write_text(
        "name,weight,wing,species\nA,10.5,3,owl\nB,,3,owl\nC,11,nan,owl\nD,12,4,\nE,2,heavy,tit\nF,2.5,1e999,tit\n"
        "G,2.2,1,tit\nH,10.1,3.2,owl\nI,2.4,1\nJ,2.1,1.1,tit\n"
    )
    found = import_data(path, ImportSettings("birds", test_share=0.5))
    assert found.info.columns == ("weight", "wing")
    assert found.info.classes == ("owl", "tit")
    assert found.info.train_images + found.info.test_images == 4
    assert reasons(found) == {
        "birds.csv:3": "weight is missing",
        "birds.csv:4": "wing is missing",
        "birds.csv:5": "it has no label",
        "birds.csv:6": "wing is no number: heavy",
        "birds.csv:7": "wing is no number: 1e999",
        "birds.csv:10": "it has 3 columns, expected 4",
    }
    assert [str(note) for note in found.notes] == ["The column name holds no numbers; it is left out."]


@pytest.mark.parametrize(
    ("columns", "high", "kind", "shape"),
    [
        (4, 256, None, (4,)),  # a square, but of too few to be an image
        (16, 256, "pixels", (1, 4, 4)),
        (30, 256, None, (30,)),
        (36, 256, None, (1, 6, 6)),
        (36, 256, "features", (36,)),
        (36, 2000, None, (36,)),
    ],
)
def test_pixels_are_told_from_features_by_their_values_and_by_a_person(
    tmp_path: Path, columns: int, high: int, kind: Kind | None, shape: tuple[int, ...]
) -> None:
    values = np.random.default_rng(0).integers(0, high, (20, columns))
    rows = np.column_stack([np.arange(20) % 2, values])  # images have the label first
    path = tmp_path / "table.csv"
    titles = ["label", *(f"v{number}" for number in range(columns))]
    path.write_text("\n".join(",".join(map(str, row)) for row in (titles, *rows.tolist())))
    assert import_data(path, ImportSettings("own", kind=kind)).info.image_shape == shape
    np.savez(tmp_path / "table.npz", X=values, y=rows[:, 0])
    assert import_data(tmp_path / "table.npz", ImportSettings("too", kind=kind)).info.image_shape == shape


def test_the_label_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("grade,x,y2\n" + "\n".join(f"{n % 3},{n / 7},{n % 2}" for n in range(30)))
    assert import_data(path, ImportSettings("last")).info.classes == ("0", "1")
    assert import_data(path, ImportSettings("named", label_column="grade")).info.columns == ("x", "y2")
    assert import_data(path, ImportSettings("too", label_column="grade", seed=1)).info.classes == ("0", "1", "2")
    with pytest.raises(NetwrightError, match="no column “colour” for the labels: expected one of grade, x, y2"):
        import_data(path, ImportSettings("none", label_column="colour"))


def test_a_measurement_is_no_class(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n" + "\n".join(f"{n},{n * 1.5}" for n in range(100)))
    with pytest.raises(NetwrightError, match=r"100 different values in 100 rows.*--label"):
        import_data(path, OWN)


def test_images_asked_for_as_features_are_refused(class_folder: Path) -> None:
    with pytest.raises(NetwrightError, match=r"no rows of numbers.*\[N, features\]"):
        import_data(class_folder, ImportSettings("own", kind="features"))


def test_arrays_of_both_parts_keep_their_parts_and_lose_rows_that_are_no_numbers(tmp_path: Path) -> None:
    rows, names = measured(count=10)
    rows[3, 2] = np.nan
    path = tmp_path / "m.npz"
    np.savez(path, x_train=rows[:25], y_train=names[:25], x_test=rows[25:], y_test=names[25:])
    found = import_data(path, OWN)
    assert (found.info.train_images, found.info.test_images) == (24, 5)
    assert reasons(found) == {"m.npz:x_train[3]": "x3 is no number: nan"}


def test_the_same_table_is_imported_once(tmp_path: Path) -> None:
    rows, names = measured(count=10)
    path = write_table(tmp_path / "digits.csv", rows, names)
    assert not import_data(path, OWN).before
    assert import_data(path, ImportSettings("again")).before
