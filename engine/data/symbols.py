"""Whether a dataset's classes are digits or letters, which are no longer themselves when they are mirrored."""

from engine.data.catalog import DatasetInfo

_NUMBER_WORDS = frozenset(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"))


def has_symbols(info: DatasetInfo) -> bool:
    """Whether each class is called as one digit, letter or other character of a script, or as a digit's word."""
    return all(_is_symbol(name.strip()) for name in info.classes)


def _is_symbol(name: str) -> bool:
    return (len(name) == 1 and name.isalnum()) or name.lower() in _NUMBER_WORDS
