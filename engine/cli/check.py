"""``check``: what is wrong with a project's network, without training it."""

from pathlib import Path
from typing import Any

from engine.cli.output import JsonFlag, WrongArguments, print_json
from engine.model.analysis import analyse
from engine.model.problems import Problem
from engine.project import load_project


def check(project: Path, /, *, json: JsonFlag = False) -> int:
    """Find what is wrong with a project's network: place, expected, found and fix of each problem.

    Exit code 1 where there are errors: such a network cannot be trained.

    Parameters
    ----------
    project: Path
        The project file.
    """
    if not project.is_file():
        raise WrongArguments(f"there is no project file {project}")
    loaded = load_project(project)
    analysis = analyse(loaded.model, loaded.context())
    if json:
        print_json(
            {
                "project": str(project),
                "ok": analysis.ok,
                "layers": len(loaded.model),
                "parameters": analysis.parameters,
                "multiply_adds": analysis.multiply_adds,
                "problems": [_data(problem) for problem in analysis.problems],
            }
        )
    else:
        for problem in analysis.problems:
            print(_lines(problem))
        verdict = "can be trained" if analysis.ok else "cannot be trained yet"
        print(f"{project.name}: {len(loaded.model)} layers, {analysis.parameters:,} parameters; it {verdict}.")
    return 0 if analysis.ok else 1


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
