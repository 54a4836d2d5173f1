"""What is said where weights are not to be had: what was expected, what was found, and what to do."""

import errno
from pathlib import Path

from engine.downloads.failures import BrokenOff, DownloadFailed, OtherContent, Refused, Unreachable, Unwritable
from engine.downloads.sizes import megabytes
from engine.model.pretrained.families import WeightsFile
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

_DISK_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_ANOTHER_WAY = QT_TRANSLATE_NOOP(
    "engine",
    "Check the network connection and try again, or take efficientnet_lite0, whose weights are installed, or random "
    "weights.",
)


def not_here(family: str, weights: WeightsFile) -> NetwrightError:
    """Nobody has downloaded them yet."""
    return NetwrightError(
        QT_TRANSLATE_NOOP(
            "engine",
            "The weights of {family} are not here yet (about {size} MB). Select its layer and press Download; "
            "a training brings them, too.",
        ),
        family=family,
        size=megabytes(weights.size),
    )


def damaged(family: str, file: Path, weights: WeightsFile, found: str) -> NetwrightError:
    """The file that lies there is not the one that was made."""
    return NetwrightError(
        QT_TRANSLATE_NOOP(
            "engine",
            "The weights of {family} are damaged: the SHA-256 of {file} begins with {found}, expected {expected}.",
        ),
        QT_TRANSLATE_NOOP("engine", "Select its layer and press Download again, or delete the file."),
        family=family,
        file=str(file),
        found=found[: len(weights.digest)],
        expected=weights.digest,
    )


def unreadable(family: str, file: Path, error: OSError) -> NetwrightError:
    """The file lies there, but not for us."""
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The weights of {family} cannot be read: {file} ({reason})."),
        QT_TRANSLATE_NOOP("engine", "Let the file be read, or delete it and download again."),
        family=family,
        file=str(file),
        reason=error.strerror or str(error),
    )


def did_not_come(family: str, folder: Path, weights: WeightsFile, failure: DownloadFailed) -> NetwrightError:
    """A download into ``folder`` failed."""
    match failure:
        case Unreachable(reason=reason):
            return _no_connection(family, weights, reason)
        case Refused(status=status):
            return _refused(family, weights, status)
        case BrokenOff(done=done, total=total):
            return _truncated(family, weights, done, total)
        case OtherContent(found=found):
            return _something_else(family, weights, found)
        case Unwritable(error=error):
            return _cannot_be_written(family, folder, weights, error)
    raise failure


def _no_connection(family: str, weights: WeightsFile, reason: str) -> NetwrightError:
    """The server cannot be reached, or says nothing."""
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The weights of {family} did not come: {url} cannot be reached ({reason})."),
        _ANOTHER_WAY,
        family=family,
        url=weights.url,
        reason=reason,
    )


def _refused(family: str, weights: WeightsFile, status: str) -> NetwrightError:
    """The server answers, but not with the file."""
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The weights of {family} did not come: {url} answers «{status}»."),
        QT_TRANSLATE_NOOP(
            "engine",
            "Try again later, or take efficientnet_lite0, whose weights are installed, or random weights.",
        ),
        family=family,
        url=weights.url,
        status=status,
    )


def _truncated(family: str, weights: WeightsFile, found: int, expected: int) -> NetwrightError:
    """The connection broke off."""
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The download of {family} broke off: expected {expected} MB, received {found} MB."),
        _ANOTHER_WAY,
        family=family,
        expected=megabytes(expected),
        found=megabytes(found),
    )


def _something_else(family: str, weights: WeightsFile, found: str) -> NetwrightError:
    """All of it came, but it is another file."""
    return NetwrightError(
        QT_TRANSLATE_NOOP(
            "engine",
            "What {url} sent are not the weights of {family}: their SHA-256 begins with {expected}, "
            "what came with {found}.",
        ),
        QT_TRANSLATE_NOOP(
            "engine",
            "A network that first asks to log in sends a page of its own: log in with a browser, then try again.",
        ),
        family=family,
        url=weights.url,
        found=found[: len(weights.digest)],
        expected=weights.digest,
    )


def _cannot_be_written(family: str, folder: Path, weights: WeightsFile, error: OSError) -> NetwrightError:
    """They came, but there is no place for them."""
    if error.errno in _DISK_FULL:
        return NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The disk is full: the weights of {family} take {size} MB in {folder}."),
            QT_TRANSLATE_NOOP("engine", "Free some space, then try again."),
            family=family,
            size=megabytes(weights.size),
            folder=str(folder),
        )
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The weights of {family} cannot be written to {folder}: {reason}."),
        QT_TRANSLATE_NOOP(
            "engine", "Let the folder be written, or name another one in TORCH_HOME before Netwright is started."
        ),
        family=family,
        folder=str(folder),
        reason=error.strerror or str(error),
    )
