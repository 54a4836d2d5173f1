"""A run's curves as CSV, for spreadsheets, and as Parquet, for data frames."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from engine.export.curves.figures import RunFigures
from engine.files import write_atomically

if TYPE_CHECKING:
    import pyarrow

Table = Literal["epochs", "steps"]
TABLES: tuple[Table, ...] = ("epochs", "steps")


def write_tables(figures: RunFigures, folder: Path, kind: Literal["csv", "parquet"]) -> list[Path]:
    """Write ``NAME-epochs`` and ``NAME-steps`` into the folder and return the files; raises :class:`OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for table in TABLES:
        file = folder / f"{figures.name}-{table}.{kind}"
        write_atomically(file, csv_of(figures, table) if kind == "csv" else parquet_of(figures, table))
        files.append(file)
    return files


def csv_of(figures: RunFigures, table: Table) -> bytes:
    """A table with a heading, in UTF-8 with the mark that spreadsheets look for; what is not known is an empty cell."""
    columns = _columns(figures, table)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(zip(*(_cells(column) for column in columns.values()), strict=True))
    return text.getvalue().encode("utf-8-sig")


def parquet_of(figures: RunFigures, table: Table) -> bytes:
    """A table whose schema holds, under ``netwright``, the run's name, data and hyperparameters as JSON."""
    import pyarrow
    import pyarrow.parquet

    about = {
        "run": figures.name,
        "created": figures.metadata.created.isoformat(),
        "dataset": figures.metadata.dataset,
        "parameters": figures.metadata.parameters,
        "device": figures.metadata.device,
        "hyperparameters": figures.hyperparameters,
    }
    made: pyarrow.Table = pyarrow.table(_columns(figures, table))
    made = made.replace_schema_metadata({"netwright": json.dumps(about, ensure_ascii=False).encode()})
    target = io.BytesIO()
    pyarrow.parquet.write_table(made, target, compression="zstd")
    return target.getvalue()


def _columns(figures: RunFigures, table: Table) -> Mapping[str, Any]:
    return figures.epoch_columns() if table == "epochs" else figures.steps.columns()


def _cells(column: Any) -> Sequence[object]:
    """Numbers that come back from the text as they were; float32 by as few digits as that takes."""
    if hasattr(column, "dtype"):
        return [str(value) for value in column] if column.dtype == "float32" else column.tolist()
    return ["" if value is None else value for value in column]
