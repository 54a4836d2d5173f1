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
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for label, value in _rows(report):
        console.print(Text.assemble((f"{label:16}", "bold"), value))
    if not report.findings:
        console.print(Text("\nNothing is missing.", "green"))
    for finding in report.findings:
        console.print(Text(f"\nmissing: {finding.missing}", "red"))
        console.print(Text(f"  then:  {finding.consequence}\n  mend:  {finding.remedy}"))


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
