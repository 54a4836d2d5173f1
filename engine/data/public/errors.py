"""What is said where a published dataset is not to be had: what was expected, what was found, what works without."""

from __future__ import annotations

from pathlib import Path

from engine.data.public.catalogue import PublicDataset
from engine.downloads.failures import BrokenOff, DownloadFailed, OtherContent, Refused, Unreachable, Unwritable
from engine.downloads.sizes import megabytes
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

_ANOTHER_WAY = QT_TRANSLATE_NOOP(
    "engine",
    "Check the network connection and try again. MNIST and your own images need no network; files that you have are "
    "found in ~/data or in the folders that NETWRIGHT_DATA names.",
)


def not_here(dataset: PublicDataset) -> NetwrightError:
    """Nobody has downloaded it yet."""
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The dataset {title} is not here yet (a download of about {size} MB)."),
        QT_TRANSLATE_NOOP(
            "engine",
            "“netwright data get {name}” brings it; a training on it does, too. Files that you have are found in "
            "~/data or in the folders that NETWRIGHT_DATA names.",
        ),
        title=dataset.info.title,
        size=dataset.megabytes,
        name=dataset.info.name,
    )


def did_not_come(dataset: PublicDataset, url: str, md5: str, folder: Path, failure: DownloadFailed) -> NetwrightError:
    """The download of one of its files from ``url`` into ``folder`` failed."""
    title = dataset.info.title
    match failure:
        case Unreachable(reason=reason):
            return NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{title} did not come: {url} cannot be reached ({reason})."),
                _ANOTHER_WAY,
                title=title,
                url=url,
                reason=reason,
            )
        case Refused(status=status):
            return NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{title} did not come: {url} answers «{status}»."),
                _ANOTHER_WAY,
                title=title,
                url=url,
                status=status,
            )
        case BrokenOff(done=done, total=total):
            return NetwrightError(
                QT_TRANSLATE_NOOP(
                    "engine", "The download of {title} broke off: expected {expected} MB, received {found} MB."
                ),
                QT_TRANSLATE_NOOP("engine", "What came is kept: try again, and only the rest is downloaded."),
                title=title,
                expected=megabytes(total),
                found=megabytes(done),
            )
        case OtherContent(found=found):
            return NetwrightError(
                QT_TRANSLATE_NOOP(
                    "engine",
                    "What {url} sent is no file of {title}: expected the MD5 {expected}, found {found}. "
                    "It was removed.",
                ),
                QT_TRANSLATE_NOOP(
                    "engine",
                    "Try again. A network that first asks to log in sends a page of its own: then log in with a "
                    "browser before.",
                ),
                url=url,
                title=title,
                expected=md5,
                found=found,
            )
        case Unwritable(error=error):
            return unwritable(dataset, folder, error)
    raise failure


def unwritable(dataset: PublicDataset, folder: Path, error: OSError) -> NetwrightError:
    """The disk does not take it."""
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "{title} cannot be written to {folder}: {reason}."),
        QT_TRANSLATE_NOOP("engine", "Free some space, or name another folder in NETWRIGHT_HOME."),
        title=dataset.info.title,
        folder=str(folder),
        reason=error.strerror or str(error),
    )


def damaged(dataset: PublicDataset, folder: Path, reason: str) -> NetwrightError:
    """Files that lie there are not what was published."""
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "The files of {title} in {folder} are damaged: {reason}."),
        QT_TRANSLATE_NOOP("engine", "Take them away; “netwright data get {name}” then brings intact ones."),
        title=dataset.info.title,
        folder=str(folder),
        reason=reason,
        name=dataset.info.name,
    )
