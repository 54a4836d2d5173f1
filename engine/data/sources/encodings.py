"""The bytes of a text file as text: by its byte order mark, as UTF-8, or else by a guess that is told."""

from __future__ import annotations

import codecs
import locale
import re

from engine.text import QT_TRANSLATE_NOOP, NetwrightError

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "gb18030": "GB18030",
    "big5": "Big5",
    "shift_jis": "Shift JIS",
    "euc_kr": "EUC-KR",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1252": "Windows-1252",
    "latin-1": "ISO 8859-1",
}
"""What a person may choose: Python's names and the usual ones."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16's does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 1 << 20
_CHINESE_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_USUAL_PAIR = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
"""Punctuation and the 3,755 characters that GB 2312 counts as the usual ones."""
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")


def decoded(data: bytes, name: str, wanted: str = "") -> tuple[str, str, bool]:
    """The text of the file called ``name``, the encoding it was read in, and whether that is a guess.

    Raises :class:`NetwrightError` where it is not in the encoding that is ``wanted``.
    """
    if wanted:
        return _strictly(data, name, wanted), wanted, False
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name, encoding), encoding, False
    half = _without_mark(data)
    if half:
        return data.decode(half, "replace"), "utf-16", True
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError:
        return _guessed(data)


def _strictly(data: bytes, name: str, encoding: str) -> str:
    try:
        if encoding == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode(_without_mark(data) or "utf-16-le")
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{name} is not in the encoding {encoding}: {reason}."),
            QT_TRANSLATE_NOOP("engine", "Choose another encoding, or save the table as UTF-8."),
            name=name,
            encoding=ENCODINGS.get(encoding, encoding[:40]),
            reason=str(error)[-100:],
        ) from error


def _without_mark(data: bytes) -> str:
    """Which UTF-16 it is, to judge by the zeros beside plain letters; empty where it is none."""
    some = data[: _LOOKED_AT & ~1]
    even, odd = some[::2].count(0), some[1::2].count(0)
    if max(even, odd) * 4 < len(some) or min(even, odd) * 20 > len(some):  # less than half of the letters are plain
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _guessed(data: bytes) -> tuple[str, str, bool]:
    """Chinese where it looks so, then what this system writes, then what most of the others write."""
    local = codecs.lookup(locale.getpreferredencoding(False)).name
    likely = ["gb18030"] if _looks_chinese(data[:_LOOKED_AT]) else []
    for encoding in (*likely, "gb18030" if local in ("gbk", "gb2312") else local, "cp1252"):
        if encoding in ("ascii", "utf-8"):
            continue
        try:
            return data.decode(encoding), encoding, True
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "latin-1", True


def _looks_chinese(data: bytes) -> bool:
    """Whether what is no plain letter stands in pairs of bytes, most of them usual Chinese characters."""
    others = sum(map(len, _BEYOND_ASCII.findall(data)))
    pairs = [pair for run in _BEYOND_ASCII.findall(data) for pair in _CHINESE_PAIR.findall(run)]
    usual = sum(_USUAL_PAIR.fullmatch(pair) is not None for pair in pairs)
    return 2 * len(pairs) > 0.9 * others and usual > 0.7 * len(pairs)
