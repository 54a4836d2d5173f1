"""The storage of a sweep by its address, and patience with one that does not answer."""

import sys
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

if TYPE_CHECKING:
    from optuna.storages import BaseStorage

Result = TypeVar("Result")

CONNECT_SECONDS = 5
FIRST_WAIT, LONGEST_WAIT = 0.25, 10.0
"""Seconds before a storage that did not answer is asked again: at first, and at most."""
_POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")


def shown(address: str) -> str:
    """A storage's address without its password."""
    parts = urlsplit(address)
    if parts.password is None:
        return address
    return parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", ":…@")).geturl()


def check_address(address: str) -> None:
    """Raise :class:`NetwrightError` for what is no storage's address; nothing is connected to."""
    parts = urlsplit(address)
    if "://" not in address:
        return
    try:
        complete = parts.scheme in _POSTGRES or (parts.scheme == "grpc" and bool(parts.hostname and parts.port))
    except ValueError:  # a port that is none
        complete = False
    if not complete:
        raise NetwrightError(
            QT_TRANSLATE_NOOP(
                "engine",
                "“{address}” is no storage: expected postgresql://user@host/database, grpc://host:port, or a file that "
                "all machines see.",
            ),
            address=shown(address),
        )


def open_storage(address: str, journal: Path) -> "BaseStorage":
    """The storage at an address, or the sweep's own ``journal`` where that is empty; imports Optuna.

    Raises :class:`NetwrightError` for what is no address, and what :func:`unreachable` knows while it cannot be had.
    """
    check_address(address)
    parts = urlsplit(address)
    if "://" not in address:
        from optuna.storages import JournalStorage

        from engine.sweeps.journal import FileJournal

        return JournalStorage(FileJournal(Path(address).expanduser() if address else journal))
    if parts.scheme == "grpc":
        from optuna.exceptions import ExperimentalWarning
        from optuna.storages import GrpcStorageProxy

        _need("grpc", "grpc")
        assert parts.hostname is not None
        assert parts.port is not None
        with warnings.catch_warnings(action="ignore", category=ExperimentalWarning):
            proxy = GrpcStorageProxy(host=parts.hostname, port=parts.port)
        proxy.wait_server_ready(timeout=CONNECT_SECONDS)
        return proxy
    from optuna.storages import RDBStorage, get_storage

    _need("psycopg", "postgres")
    url = parts._replace(scheme="postgresql+psycopg").geturl()
    options = {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECT_SECONDS}}
    return get_storage(RDBStorage(url, engine_kwargs=options))


def _need(package: str, extra: str) -> None:
    if find_spec(package) is None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "This storage needs the Python package {package}, which is not installed."),
            QT_TRANSLATE_NOOP("engine", "Install it with: uv sync --extra {extra}"),
            package=package,
            extra=extra,
        )


def unreachable(error: BaseException) -> str | None:
    """The reason in one line where the error means that the storage cannot be had now; ``None`` for any other."""
    from optuna.exceptions import StorageInternalError
    from sqlalchemy.exc import DBAPIError

    grpc = sys.modules.get("grpc")
    if grpc is not None and isinstance(error, grpc.RpcError):
        details = getattr(error, "details", lambda: None)()
        return str(details or error)
    if isinstance(error, StorageInternalError | DBAPIError):
        cause = error.__cause__ or error
        return str(getattr(cause, "orig", None) or cause).strip().split("\n")[0]
    if isinstance(error, OSError):  # a disk that is full or gone, a connection that was refused
        return error.strerror or str(error)
    return None


class Patience:
    """Asks a storage until it answers. ``told`` hears why it does not, and ``None`` once it does again."""

    def __init__(
        self, address: str, told: Callable[[Text | None], None], waited: Callable[[float], bool] | None = None
    ) -> None:
        """``waited`` waits so many seconds and says whether to go on asking; the default sleeps and always does."""
        self._address, self._told = shown(address), told
        self._waited = waited or _sleep

    def ask(self, question: Callable[[], Result]) -> Result:
        """The answer; raises :class:`Unreachable` where it was waited for no longer, and other errors as they are."""
        wait, failed = FIRST_WAIT, False
        while True:
            try:
                answer = question()
            except Exception as error:
                reason = unreachable(error)
                if reason is None:
                    raise
                failed, text = True, self._sentence(reason)
                self._told(text)
                if not self._waited(wait):
                    raise Unreachable(text) from error
                wait = min(2 * wait, LONGEST_WAIT)
            else:
                if failed:
                    self._told(None)
                return answer

    def _sentence(self, reason: str) -> Text:
        if not self._address:
            return Text(
                QT_TRANSLATE_NOOP("engine", "The sweep's journal cannot be used ({reason}); it is tried again."),
                {"reason": reason},
            )
        return Text(
            QT_TRANSLATE_NOOP("engine", "The storage {address} does not answer ({reason}); it is asked again."),
            {"address": self._address, "reason": reason},
        )


class Unreachable(Exception):
    """The storage did not answer in the time there was."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


def _sleep(seconds: float) -> bool:
    time.sleep(seconds)
    return True
