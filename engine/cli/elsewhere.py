"""``elsewhere``: what to start so that a project is trained on several processes, another machine or a cluster."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from engine.cli.options import PlaceOptions, place_with
from engine.cli.output import JsonFlag, WrongArguments, print_json
from engine.distributed.launch import command_text, local_command, remote_script
from engine.distributed.places import AnotherMachine, Place, SlurmCluster, ThisMachine, suggested
from engine.distributed.readiness import Finding, look_at
from engine.distributed.slurm import slurm_script
from engine.project import load_project
from engine.runs.store import RunStore


def elsewhere(
    project: Path,
    /,
    *,
    slurm: Annotated[bool, Parameter(negative=(), show_default=False)] = False,
    remote: Annotated[bool, Parameter(negative=(), show_default=False)] = False,
    options: Annotated[PlaceOptions | None, Parameter(name="*")] = None,
    json: JsonFlag = False,
) -> int:
    """Print what trains a project on several processes of this machine, on another machine, or on a Slurm cluster.

    What was looked at before is told on stderr. Exit code 1 where the project cannot be trained there.

    Parameters
    ----------
    project: Path
        The project file.
    slurm: bool
        Print a script for sbatch.
    remote: bool
        Print a script to start on another machine, or on each of several.
    """
    if slurm and remote:
        raise WrongArguments("expected --slurm or --remote, found both")
    if not project.is_file():
        raise WrongArguments(f"there is no project file {project}")
    loaded = load_project(project)
    place: Place
    if slurm:
        place = place_with(suggested(SlurmCluster, loaded.title), options)
    elif remote:
        place = place_with(suggested(AnotherMachine, loaded.title), options)
    else:
        place = place_with(ThisMachine(), options)
    found = look_at(loaded, place)
    match place:
        case SlurmCluster():
            text = slurm_script(place, loaded.title)
        case AnotherMachine():
            text = remote_script(place)
        case ThisMachine():
            text = command_text(local_command(place, project.absolute(), RunStore().free_folder(loaded))) + "\n"
    ok = all(finding.kind != "error" for finding in found)
    if json:
        print_json({"ok": ok, "script": text, "findings": [_data(finding) for finding in found]})
    else:
        for finding in found:
            print(f"{finding.kind}: {finding.text}", file=sys.stderr)
        print(text, end="")
    return 0 if ok else 1


def _data(finding: Finding) -> dict[str, str]:
    return {"kind": finding.kind, "text": str(finding.text)}
