"""``report``: a run on paper."""

from pathlib import Path

from engine.cli.output import JsonFlag, WrongArguments, print_json
from engine.cli.runs import opened_run
from engine.text import NetwrightError


def report(run: str, /, *, out: Path, json: JsonFlag = False) -> int:
    """Write a report on a run: network, hyperparameters, curves, results, hardest examples, environment.

    Parameters
    ----------
    run: str
        The run's folder or its name.
    out: Path
        The file to write: .html (one file, nothing from the network) or .pdf.
    """
    from engine.report.writing import check_suffix, write_report

    opened = opened_run(run)
    try:
        check_suffix(out)
    except NetwrightError as error:
        raise WrongArguments(f"--out: {error}") from error
    write_report(opened, out)
    if json:
        print_json({"run": opened.name, "report": str(out)})
    else:
        print(f"{opened.name}: {out}")
    return 0
