"""One entry for fuzzing: any bytes may come in, and only :class:`NetwrightError` may come out."""

from engine.model.analysis import analyse
from engine.model.code.reader import read_code
from engine.model.serial import model_from_data, model_to_data
from engine.text import NetwrightError


def fuzz_code(data: bytes) -> bool:
    """Read bytes as code; true where a network was opened, which then must be one that a project can hold.

    Any exception is a bug of the reader.
    """
    try:
        spec = read_code(data.decode("utf-8", errors="replace")).spec
    except NetwrightError:
        return False
    if spec is None:
        return False
    try:
        kept = model_from_data(model_to_data(spec))
    except NetwrightError as error:
        raise AssertionError(f"what was read is no network: {error}") from error
    if kept != spec:
        raise AssertionError("what was read does not survive in a file")
    analyse(spec)
    return True
