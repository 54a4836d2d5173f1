"""What ``runs`` does besides listing: a run's name, note, tags and star, the trash, one file for one run."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from engine.cli.output import CommandFailed, JsonFlag, WrongArguments, columns, print_json
from engine.runs.annotation import annotate, read_annotation
from engine.runs.store import RunStore
from engine.text import NetwrightError

if TYPE_CHECKING:
    from engine.runs.store import Run
    from engine.runs.trash import TrashedRun


def add_to(app: App) -> None:
    """Make these commands of another one."""
    for command, name in (
        (note, "note"),
        (delete, "delete"),
        (trash, "trash"),
        (restore, "restore"),
        (empty_trash, "empty-trash"),
        (export, "export"),
        (import_, "import"),
    ):
        app.command(command, name=name)


def opened_run(name_or_path: str) -> "Run":
    """The run of that name or folder; raises :class:`WrongArguments` where there is none."""
    try:
        return RunStore().open(name_or_path)
    except NetwrightError as error:
        raise WrongArguments(str(error)) from error


def megabytes_text(size: int) -> str:
    """Bytes in MB, for a column."""
    return f"{size / 1e6:,.1f} MB"


def note(
    run: str,
    /,
    *,
    name: str | None = None,
    note: str | None = None,
    tag: Annotated[tuple[str, ...], Parameter(negative=(), show_default=False)] = (),
    untag: Annotated[tuple[str, ...], Parameter(negative=(), show_default=False)] = (),
    star: bool | None = None,
    json: JsonFlag = False,
) -> int:
    """Say something of a run: a name, a note, tags, a star. Without options it tells what is said.

    Parameters
    ----------
    run: str
        The run's name or folder.
    name: str
        What to call it; an empty one gives it its folder's name back.
    note: str
        Any text; an empty one takes it away.
    tag: tuple
        A tag to give it; several can be named.
    untag: tuple
        A tag to take away.
    star: bool
        Mark it, or (--no-star) do not.
    """
    folder = opened_run(run).folder
    said = read_annotation(folder)
    changes: dict[str, Any] = {}
    if name is not None:
        changes["name"] = name
    if note is not None:
        changes["note"] = note
    if tag or untag:
        gone = {one.casefold() for one in untag}
        changes["tags"] = [one for one in (*said.tags, *tag) if one.casefold() not in gone]
    if star is not None:
        changes["star"] = star
    if changes:
        _, said = annotate(folder, **changes)
    if json:
        print_json(
            {"run": folder.name, "name": said.name, "note": said.note, "tags": list(said.tags), "star": said.star}
        )
        return 0
    rows = [("name", said.name or "–"), ("tags", ", ".join(said.tags) or "–"), ("star", "yes" if said.star else "no")]
    print(columns(rows))
    if said.note:
        print(said.note)
    return 0


def delete(first: str, /, *more: str, for_good: bool = False, json: JsonFlag = False) -> int:
    """Put runs into the trash.

    Parameters
    ----------
    first: str
        The run's name or folder.
    more: tuple
        More of them.
    for_good: bool
        Past the trash: their weights and curves are gone then.
    """
    store = RunStore()
    named = {run.name: run for run in store.list() if run.damaged}  # which cannot be opened
    found = [named.get(name) or opened_run(name) for name in (first, *more)]
    for run in found:
        if for_good:
            store.delete(run)
        else:
            store.trash.put(run)
    if json:
        print_json({"deleted": [run.name for run in found], "for_good": for_good})
    elif for_good:
        print(f"{_count(len(found))} deleted for good.")
    else:
        print(f"{_count(len(found))} in the trash; ./netwright runs restore brings one back.")
    return 0


def trash(*, json: JsonFlag = False) -> int:
    """List what is in the trash."""
    found = RunStore().trash.list()
    if json:
        print_json({"trash": [_trashed_data(run) for run in found]})
        return 0
    if not found:
        print("The trash is empty.")
        return 0
    rows = [("run", "deleted", "size")]
    rows += [(run.folder.name, _when(run), megabytes_text(run.size)) for run in found]
    rows.append((_count(len(found)), "", megabytes_text(sum(run.size for run in found))))
    print(columns(rows))
    return 0


def restore(first: str, /, *more: str, json: JsonFlag = False) -> int:
    """Bring runs back from the trash.

    Parameters
    ----------
    first: str
        The run's name, as “runs trash” has it.
    more: tuple
        More of them.
    """
    bin_ = RunStore().trash
    found = [bin_.find(name) for name in (first, *more)]
    back = [bin_.restore(run) for run in found]
    if json:
        print_json({"restored": [run.name for run in back]})
    else:
        print("\n".join(str(run.folder) for run in back))
    return 0


def empty_trash(*, older_than: float = 0.0, json: JsonFlag = False) -> int:
    """Delete what is in the trash for good.

    Parameters
    ----------
    older_than: float
        Only what was deleted more than so many days ago.
    """
    bin_, now = RunStore().trash, datetime.now().astimezone()
    found = [
        run
        for run in bin_.list()
        if older_than <= 0 or (run.deleted is not None and (now - run.deleted).total_seconds() > older_than * 86_400)
    ]
    for run in found:
        bin_.remove(run)
    size = sum(run.size for run in found)
    if json:
        print_json({"deleted": [run.name for run in found], "size": size})
    else:
        print(f"{_count(len(found))} deleted for good; {megabytes_text(size)} are free again.")
    return 0


def export(run: str, file: Path, /, *, overwrite: bool = False, json: JsonFlag = False) -> int:
    """Write a run into one file, which another machine's “runs import” reads.

    Parameters
    ----------
    run: str
        The run's name or folder.
    file: Path
        The file, which gets the suffix .netwrightrun; or a folder, in which it is called as the run.
    overwrite: bool
        Replace a file that is there.
    """
    from engine.runs.archive import SUFFIX, export_run

    found = opened_run(run)
    target = file / f"{found.name}{SUFFIX}" if file.is_dir() else file
    if target.suffix != SUFFIX:
        target = target.with_name(target.name + SUFFIX)
    if target.exists() and not overwrite:
        raise WrongArguments(f"{target} is there already; --overwrite replaces it")
    export_run(found, target)
    if json:
        print_json({"run": found.name, "file": str(target), "size": target.stat().st_size})
    else:
        print(f"{target} ({megabytes_text(target.stat().st_size)})")
    return 0


def import_(first: Path, /, *more: Path, json: JsonFlag = False) -> int:
    """Bring runs from files that “runs export” wrote among the others.

    Parameters
    ----------
    first: Path
        The file.
    more: tuple
        More of them.
    """
    from engine.runs.archive import import_run

    store, back, failed = RunStore(), [], []
    for file in (first, *more):
        try:
            back.append(import_run(file, store))
        except NetwrightError as error:
            failed.append(str(error))
            print(f"netwright: {error}", file=sys.stderr)
    if json:
        print_json({"imported": [{"run": run.name, "folder": str(run.folder)} for run in back], "failed": failed})
    else:
        for run in back:
            print(run.folder)
    if failed:
        raise CommandFailed(f"{_count(len(failed))} could not be imported")
    return 0


def _count(runs: int) -> str:
    return "1 run" if runs == 1 else f"{runs:,} runs"


def _when(run: "TrashedRun") -> str:
    return "–" if run.deleted is None else f"{run.deleted.astimezone():%Y-%m-%d %H:%M}"


def _trashed_data(run: "TrashedRun") -> dict[str, Any]:
    deleted = None if run.deleted is None else run.deleted.isoformat()
    return {"run": run.name, "folder": str(run.folder), "deleted": deleted, "size": run.size}
