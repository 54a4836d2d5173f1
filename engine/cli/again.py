"""``again``: a run is repeated, and compared with what it repeats."""

from typing import Annotated

from cyclopts import Parameter

from engine.cli.output import JsonFlag, WrongArguments, complain, print_json
from engine.cli.watching import finish, raise_unless_completed, watched
from engine.text import NetwrightError


def again(run: str, /, *, check: Annotated[bool, Parameter(negative=())] = False, json: JsonFlag = False) -> int:
    """Repeat a run from its beginning, and say whether it came to the same bits.

    Before it begins, it says on stderr what is not here as it was there. The exit code is 1 where the bits differ
    although nothing else did.

    Parameters
    ----------
    run: str
        The run's name or folder.
    check: bool
        Only say what differs.
    """
    from engine.runs.again import differences, verdict
    from engine.runs.store import RunStore
    from engine.training.job import TrainingJob

    store = RunStore()
    try:
        first = store.open(run)
        found = differences(first)
        job = None if check else TrainingJob.again(first, store)
    except NetwrightError as error:
        raise WrongArguments(str(error)) from error
    told = [{"text": str(one.text), "decides": one.decides} for one in found]
    if job is None:
        if json:
            print_json(
                {"run": first.name, "differences": told, "same_bits_expected": not any(d.decides for d in found)}
            )
        else:
            print("\n".join(str(one.text) for one in found) or "Nothing differs: the same bits are to be expected.")
        return 0
    for one in found:
        complain(str(one.text))
    result = watched(job)
    raise_unless_completed(result)
    assert job.run is not None
    came_to = verdict(first, job.run)
    if json:
        data = {**result.to_data(), "again": first.name, "differences": told, "same_bits": came_to.same}
        print_json(data)
    else:
        finish(result, json=False)
        print(f"  {came_to.text}")
    return 0 if came_to.same or any(one.decides for one in found) else 1
