"""A while in which files are closed to the tests as they are to a person, although the tests may run as root."""

import contextlib
import ctypes
import os
from collections.abc import Iterator

_VERSION = 0x20080522
_OVERRIDES = (1 << 1) | (1 << 2)
"""Linux's CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (capabilities(7)), which make root read everything."""


@contextlib.contextmanager
def permissions_count() -> Iterator[None]:
    """Root has no more rights to files than their permissions say; in this thread and those it starts."""
    if os.name != "posix" or os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header, rights = (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)()
    _call(libc.capget(header, rights))
    effective = rights[0]
    rights[0] = effective & ~_OVERRIDES
    _call(libc.capset(header, rights))
    try:
        yield
    finally:
        rights[0] = effective
        _call(libc.capset(header, rights))


def _call(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
