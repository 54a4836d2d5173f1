"""Reading JSON that may come from anywhere: stricter than the standard library where that would hide damage."""

import json
from typing import Any

MAXIMUM_PARTS = 2_000_000
"""The largest network has a quarter of this; more would only fill the memory."""


def read_json(text: str) -> Any:
    """The data that the text stands for; raises :class:`ValueError` with the reason, as for any other broken JSON.

    A key that stands twice in one object is refused, since one of its values would be lost without a word, and so is
    half of a character (a lone surrogate, ``"\\ud800"``), which no file can hold once it is written anew. Nesting
    beyond what Python's stack holds and more values than any network has are :class:`ValueError`, too.
    """
    if text.count("{") + text.count("[") + text.count(",") > MAXIMUM_PARTS:
        raise ValueError(f"more than {MAXIMUM_PARTS:,} values")
    try:
        data = json.loads(text, object_pairs_hook=_object)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if "\\ud" in text or "\\uD" in text or not _whole(text):
        _check_characters(data)
    return data


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {ascii(twice)[:80]} stands twice in one object")
    return found


def _check_characters(data: Any) -> None:
    waiting = [("", data)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, str) and not _whole(value):
            raise ValueError(f"half of a character in {place or 'the text'}: {ascii(value)[:80]}")
        if isinstance(value, list):
            waiting += [(f"{place}[{index}]", inner) for index, inner in enumerate(value)]
        elif isinstance(value, dict):
            keys = next((key for key in value if not _whole(key)), None)
            if keys is not None:
                raise ValueError(f"half of a character in a key of {place or 'the text'}: {ascii(keys)[:80]}")
            waiting += [(f"{place}.{key}".lstrip("."), inner) for key, inner in value.items()]


def _whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
