"""``doctor``: what this machine has, what is missing and how to mend it."""

from typing import Annotated

from cyclopts import Parameter

from engine.cli.output import JsonFlag, print_json
from engine.machine.report import MachineReport, examine
from engine.runs.store import RunStore


def doctor(
    *, torch: Annotated[bool, Parameter(negative=(), show_default=False)] = False, json: JsonFlag = False
) -> int:
    """Say what this machine has, what is missing and how to mend it.

    Parameters
    ----------
    torch: bool
        Ask torch what it makes of CUDA, which takes some seconds.
    """
    report = examine(RunStore().root, ask_torch=torch)
    if json:
        print_json(report.to_data())
    else:
        _print_report(report)
    return 0


def _print_report(report: MachineReport) -> None:
    import sys

    from rich.console import Console
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for row in _rows(report):
        table.add_row(*row)
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False, markup=False)
    console.print(table)
    console.print()
    if not report.findings:
        console.print("Nothing is missing.", style="green")
    for finding in report.findings:
        console.print(f"missing: {finding.missing}", style="red", soft_wrap=True)
        console.print(f"  then:  {finding.consequence}\n  mend:  {finding.remedy}", soft_wrap=True)


def _rows(report: MachineReport) -> list[tuple[str, str]]:
    missing = ", ".join(library.soname for library in report.qt_missing)
    rows = [
        ("Netwright", report.netwright),
        ("Python", f"{report.python}  {report.python_path}"),
        ("System", report.system),
        ("CPU", f"{report.cpu}, {report.cores} cores"),
        ("Memory", f"{report.memory / 2**30:.1f} GiB, {report.memory_free / 2**30:.1f} GiB free"),
        ("Runs", f"{report.runs_folder}, {report.disk_free / 2**30:.1f} GiB free"),
        ("Display", report.display),
        ("Qt's libraries", f"missing: {missing}" if missing else "all there"),
        ("GPU", _gpu(report)),
    ]
    if report.torch_cuda is not None:
        rows.append(("torch", report.torch_cuda))
    return [*rows, ("Packages", "  ".join(f"{name} {found or 'missing'}" for name, found in report.packages.items()))]


def _gpu(report: MachineReport) -> str:
    if report.driver is None or not report.driver.gpus:
        return "no NVIDIA GPU; training runs on the CPU"
    names = ", ".join(f"{gpu.name} ({gpu.memory / 2**30:.0f} GiB)" for gpu in report.driver.gpus)
    return f"{names}, driver {report.driver.version}, CUDA {report.driver.cuda[0]}.{report.driver.cuda[1]}"
