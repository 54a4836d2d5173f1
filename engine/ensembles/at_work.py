"""Which program works at a group of runs: a file beside the group's own, there for as long as it does.

A group that such a file is left of was interrupted: its program was killed, or went with its machine.
"""

import contextlib
from collections.abc import Iterator

from pydantic import ValidationError

from engine.ensembles.plan import GroupPlan, program_file
from engine.files import write_atomically
from engine.runs.process import ProcessMark, process_lives, this_process
from engine.runs.store import RunStore


@contextlib.contextmanager
def at_work(store: RunStore, plan: GroupPlan) -> Iterator[None]:
    """Within it this process works at the group. Where that cannot be written it works all the same."""
    file = program_file(store, plan)
    with contextlib.suppress(OSError):
        write_atomically(file, this_process().model_dump_json().encode())
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)


def interruption(store: RunStore, plan: GroupPlan) -> str | None:
    """A name for this very interruption of a group; ``None`` where, as far as this host knows, there was none."""
    try:
        mark = ProcessMark.model_validate_json(program_file(store, plan).read_bytes())
    except (OSError, ValidationError):
        return None
    if mark.host != this_process().host or process_lives(mark):
        return None
    return f"{plan.name} {mark.name}"
