"""A person's own templates and blocks: one JSON file each, below the data folder, for every project to use."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from engine.files import write_atomically
from engine.home import data_folder
from engine.json_text import read_json
from engine.migrations import migrated
from engine.model.blocks import blocks_used, drop_unused
from engine.model.serial import model_from_data, model_to_data
from engine.model.spec import Block, ModelSpec
from engine.project import VERSION
from engine.text import QT_TRANSLATE_NOOP, NetwrightError, Text

MAXIMUM_BYTES = 16 * 2**20
_LONGEST_NAME = 80
_BAD_IN_FILE_NAMES = re.compile(r"[^\w.+-]+")


class _Named(Protocol):
    @property
    def name(self) -> str: ...


Item = TypeVar("Item", bound=_Named)


@dataclass(frozen=True, slots=True)
class SavedTemplate:
    """A network to start from; ``story`` says what to notice, in the words of who saved it."""

    name: str
    spec: ModelSpec
    story: str = ""


@dataclass(frozen=True, slots=True)
class SavedBlock:
    """A block with the definitions that it uses itself; the last one is the block of that name."""

    name: str
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, spec: ModelSpec, name: str) -> "SavedBlock":
        """The block that ``spec`` defines under that name; :class:`KeyError` where there is none."""
        network = spec.block_named[name]
        inner = blocks_used(spec, network.layers)
        return cls(name, (*inner, Block(name, replace(network, blocks=()))))


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file that cannot be read, and why."""

    path: Path
    reason: Text


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """What lies on a shelf, by name, and the files that cannot be read."""

    items: tuple[Item, ...]
    damaged: tuple[Damaged, ...]


class Shelf(Generic[Item]):
    """Files of one kind in one folder. Nothing is cached: other programs may write there."""

    def __init__(
        self,
        folder: Path,
        kind: str,
        write: Callable[[Item], dict[str, Any]],
        read: Callable[[Mapping[str, Any], str], Item],
    ) -> None:
        self.folder, self._kind, self._write, self._read = folder, kind, write, read

    def listing(self) -> Listing[Item]:
        """Everything there is, sorted by name; never raises for a damaged file."""
        items: list[Item] = []
        damaged = []
        for path in self._files():
            try:
                items.append(self._load(path))
            except NetwrightError as error:
                damaged.append(Damaged(path, error.text))
        return Listing(tuple(sorted(items, key=lambda item: item.name.casefold())), tuple(damaged))

    def get(self, name: str) -> Item:
        """What is saved under that name; raises :class:`NetwrightError` where there is nothing."""
        return self._load(self._path_of(name))

    def save(self, item: Item, *, overwrite: bool = False) -> Path:
        """Write a file; without ``overwrite`` a name that is taken is refused with :class:`NetwrightError`."""
        name = _checked(item.name)
        path = self._find(name)
        if path is not None and not overwrite:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "There is already “{name}”."),
                QT_TRANSLATE_NOOP("engine", "Choose another name."),
                name=name,
            )
        path = path or self._fresh_path(name)
        head = {"format": f"netwright-{self._kind}", "version": VERSION, "name": name}
        text = json.dumps({**head, **self._write(item)}, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, text.encode())
        except OSError as error:
            raise _failed(path, error) from None
        return path

    def rename(self, old: str, new: str) -> None:
        """Give a saved thing another name; raises :class:`NetwrightError` for one that is taken or not usable."""
        new = _checked(new)
        if old == new:
            return
        path = self._path_of(old)
        self.save(_named(self._load(path), new))
        self._delete(path)

    def delete(self, name: str) -> None:
        """Forget what is saved under that name."""
        self._delete(self._path_of(name))

    def _files(self) -> list[Path]:
        try:
            return sorted(path for path in self.folder.iterdir() if path.suffix == ".json" and path.name[0] != ".")
        except OSError:  # not there yet
            return []

    def _load(self, path: Path) -> Item:
        data = _data_of(path, f"netwright-{self._kind}")
        name = data.get("name")
        if not isinstance(name, str) or not 1 <= len(name) <= _LONGEST_NAME:
            raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{place}: expected a text."), place="name")
        return self._read(data, name)

    def _find(self, name: str) -> Path | None:
        for path in self._files():
            try:
                if _name_in(path, f"netwright-{self._kind}") == name:
                    return path
            except NetwrightError:
                continue
        return None

    def _path_of(self, name: str) -> Path:
        path = self._find(name)
        if path is None:
            raise NetwrightError(QT_TRANSLATE_NOOP("engine", "There is no “{name}” among your own."), name=name[:80])
        return path

    def _fresh_path(self, name: str) -> Path:
        stem = _BAD_IN_FILE_NAMES.sub("-", name).strip("-.") or self._kind
        number, path = 1, self.folder / f"{stem}.json"
        while path.exists():
            number += 1
            path = self.folder / f"{stem}-{number}.json"
        return path

    def _delete(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise _failed(path, error) from None


class Library:
    """The shelves of one person, below ``root`` (the data folder without it)."""

    def __init__(self, root: Path | None = None) -> None:
        root = data_folder() if root is None else root
        self.templates = Shelf[SavedTemplate](root / "templates", "template", _template_data, _template)
        self.blocks = Shelf[SavedBlock](root / "blocks", "block", _block_data, _block)


def _template_data(item: SavedTemplate) -> dict[str, Any]:
    return {"story": item.story, "model": model_to_data(drop_unused(item.spec))}


def _template(data: Mapping[str, Any], name: str) -> SavedTemplate:
    story = data.get("story", "")
    return SavedTemplate(name, model_from_data(data.get("model")), story[:2000] if isinstance(story, str) else "")


def _block_data(item: SavedBlock) -> dict[str, Any]:
    """The definitions as those of a network without layers; the name inside follows the name of the file's block."""
    return {"block": item.blocks[-1].name, "model": model_to_data(ModelSpec((), item.blocks))}


def _block(data: Mapping[str, Any], name: str) -> SavedBlock:
    blocks = model_from_data(data.get("model")).blocks
    if not blocks or blocks[-1].name != data.get("block"):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "{place}: expected a list of blocks."), place="model.blocks")
    return SavedBlock(name, blocks)


def _named(item: Item, name: str) -> Item:
    return replace(item, name=name)  # type: ignore[type-var]


def _checked(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= _LONGEST_NAME or not name.isprintable():
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "A name has 1 to {most} letters, “{name}” has not."),
            most=_LONGEST_NAME,
            name=name[:_LONGEST_NAME],
        )
    return name


def _name_in(path: Path, expected: str) -> object:
    return _data_of(path, expected).get("name")


def _data_of(path: Path, expected: str) -> Mapping[str, Any]:
    """The file's data in the form of today; raises :class:`NetwrightError` that says what is wrong with it."""
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "{file} is larger than {most} MB."),
                file=path.name,
                most=MAXIMUM_BYTES // 2**20,
            )
        data = read_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _failed(path, error) from None
    except ValueError as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{file} cannot be read: {reason}."), file=path.name, reason=str(error)[:200]
        ) from None
    if not isinstance(data, dict) or data.get("format") != expected:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{file} is no file of the format “{expected}”."),
            file=path.name,
            expected=expected,
        )
    version = data.get("version")
    if type(version) is not int or not 1 <= version <= VERSION:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "{file} has version {found}, this program reads versions up to {expected}."),
            QT_TRANSLATE_NOOP("engine", "Open it with a newer Netwright."),
            file=path.name,
            found=repr(version)[:40],
            expected=VERSION,
        )
    return migrated(data, version)


def _failed(path: Path, error: OSError) -> NetwrightError:
    return NetwrightError(
        QT_TRANSLATE_NOOP("engine", "{file} cannot be used: {reason}."),
        file=path.name,
        reason=error.strerror or str(error),
    )
