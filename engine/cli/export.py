"""``export``: a run's curves in the files of other programs."""

from pathlib import Path
from typing import Literal

from engine.cli.output import CommandFailed, JsonFlag, WrongArguments, print_json
from engine.cli.runs import opened_run
from engine.text import NetwrightError

Target = Literal["csv", "parquet", "tensorboard", "mlflow"]


def export(
    *runs: str,
    to: Target,
    out: Path | None = None,
    tracking_uri: str = "sqlite:///mlflow.db",
    experiment: str | None = None,
    json: JsonFlag = False,
) -> int:
    """Write runs' curves for other programs: tables, TensorBoard's event files, or runs of MLflow.

    Parameters
    ----------
    runs: str
        The runs' folders or names.
    to: str
        csv or parquet (a table of the epochs and one of the steps), tensorboard, or mlflow (an extra).
    out: Path
        The folder for the files, the present one without it; for tensorboard what --logdir is to name.
    tracking_uri: str
        Where MLflow keeps its runs.
    experiment: str
        The experiment of MLflow, netwright without it.
    """
    from engine.export.curves.figures import read_figures

    if not runs:
        raise WrongArguments("expected one or more runs, found none")
    folder, written = out or Path(), dict[str, list[str]]()
    for opened in [opened_run(run) for run in runs]:
        figures = read_figures(opened)
        try:
            if to == "mlflow":
                from engine.export.curves.mlflow_runs import EXPERIMENT, log_to_mlflow

                places = [log_to_mlflow(opened, figures, tracking_uri, experiment or EXPERIMENT)]
            elif to == "tensorboard":
                from engine.export.curves.event_files import write_event_file

                places = [str(write_event_file(figures, folder))]
            else:
                from engine.export.curves.tables import write_tables

                places = [str(file) for file in write_tables(figures, folder, to)]
        except NetwrightError as error:
            raise CommandFailed(str(error)) from error
        except OSError as error:
            raise CommandFailed(f"{error.filename or folder} cannot be written: {error.strerror or error}") from error
        written[opened.name] = places
    if json:
        print_json({"to": to, "written": written})
    else:
        for name, places in written.items():
            print(f"{name}: {', '.join(places)}")
    return 0
