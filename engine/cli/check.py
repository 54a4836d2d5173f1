"""``check``: what is wrong with a project's network, without training it."""

from pathlib import Path
from typing import Any

from engine.cli.output import JsonFlag, WrongArguments, print_json
from engine.cli.splitting import split_of_project
from engine.data.catalog import dataset_info, is_public, load_dataset
from engine.data.public.getting import state_of
from engine.model.analysis import analyse
from engine.model.problems import Problem
from engine.project import Project, load_project
from engine.text import NetwrightError
from engine.training.splitting import check_split, split_of


def check(project: Path, /, *, json: JsonFlag = False) -> int:
    """Find what is wrong with a project's network: place, expected, found and fix of each problem; and with its split.

    Exit code 1 where there are errors: such a project cannot be trained.

    Parameters
    ----------
    project: Path
        The project file.
    """
    if not project.is_file():
        raise WrongArguments(f"there is no project file {project}")
    loaded = load_project(project)
    analysis = analyse(loaded.model, loaded.context())
    unsplit = _why_not_split(loaded)
    ok = analysis.ok and unsplit is None
    if json:
        print_json(
            {
                "project": str(project),
                "ok": ok,
                "layers": len(loaded.model),
                "parameters": analysis.parameters,
                "multiply_adds": analysis.multiply_adds,
                "split": split_of_project(loaded),
                "problems": [
                    *(_data(problem) for problem in analysis.problems),
                    *([] if unsplit is None else [_split_data(unsplit)]),
                ],
            }
        )
    else:
        for problem in analysis.problems:
            print(_lines(problem))
        if unsplit is not None:
            print(f"error: split: {unsplit}")
        verdict = "can be trained" if ok else "cannot be trained yet"
        print(f"{project.name}: {len(loaded.model)} layers, {analysis.parameters:,} parameters; it {verdict}.")
    return 0 if ok else 1


def _why_not_split(project: Project) -> NetwrightError | None:
    """Why the images cannot be split as it is asked for; of a dataset that is not here no classes are known."""
    try:
        if is_public(project.dataset) and state_of(project.dataset) == "missing":
            check_split(dataset_info(project.dataset).train_images, project.training)
        else:
            split_of(load_dataset(project.dataset), project.training)
    except NetwrightError as error:
        return error
    return None


def _split_data(error: NetwrightError) -> dict[str, Any]:
    return {
        "severity": "error",
        "code": "split",
        "layer": None,
        "param": None,
        "message": str(error.text),
        "expected": None,
        "found": None,
        "fixes": [] if error.hint is None else [str(error.hint)],
    }


def _data(problem: Problem) -> dict[str, Any]:
    return {
        "severity": problem.severity,
        "code": problem.code,
        "layer": problem.layer,
        "param": problem.field,
        "message": str(problem.text),
        "expected": problem.expected or None,
        "found": problem.found or None,
        "fixes": [str(fix.label) for fix in problem.fixes],
    }


def _lines(problem: Problem) -> str:
    place = problem.layer or "network"
    if problem.field:
        place += f".{problem.field}"
    lines = [f"{problem.severity}: {place}: {problem.text}"]
    if problem.expected or problem.found:
        lines.append(f"  expected {problem.expected or '–'}, found {problem.found or '–'}")
    lines += [f"  fix: {fix.label}" for fix in problem.fixes]
    return "\n".join(lines)
