"""Files are replaced whole, grow by whole lines, and every error names the file that a person knows."""

import os
from pathlib import Path

import pytest

from engine import files
from engine.disk import Disk, using
from engine.files import (
    LineFile,
    link_atomically,
    make_folder,
    remove_temporary_files,
    sync_file,
    write_atomically,
    write_parts,
)

DEAD = 2**22 + 1
"""Above Linux's highest process number."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def test_a_file_is_replaced_and_nothing_else_is_left(place: Path) -> None:
    file = place / "file"
    write_atomically(file, b"before")
    parts: list[bytes | memoryview] = [b"af", memoryview(b"ter"), b""]
    write_parts(file, iter(parts))
    assert file.read_bytes() == b"after"
    assert list(place.iterdir()) == [file]


def test_names_as_long_as_the_disk_takes_can_be_written(place: Path) -> None:
    for name in ("n" * 255, "网" * 85):
        write_atomically(place / name, b"content")
        assert (place / name).read_bytes() == b"content"


def test_content_is_flushed_before_it_shows_and_the_folder_after(place: Path) -> None:
    calls: list[str] = []

    class Watching(Disk):
        def sync(self, handle: int) -> None:
            calls.append("sync")
            super().sync(handle)

        def replace(self, source: Path, target: Path) -> None:
            assert source.parent == target.parent
            calls.append("replace")
            super().replace(source, target)

        def sync_folder(self, folder: Path) -> None:
            calls.append("sync folder")
            super().sync_folder(folder)

    with using(Watching()):
        write_atomically(place / "file", b"content")
    assert calls == ["sync", "replace", "sync folder"]


def test_errors_keep_their_kind_and_name_the_file(place: Path) -> None:
    missing = place / "missing" / "file"
    with pytest.raises(FileNotFoundError) as caught:
        write_atomically(missing, b"")
    assert caught.value.filename == str(missing)
    (place / "folder").mkdir()
    with pytest.raises(IsADirectoryError) as caught_again:
        write_atomically(place / "folder", b"")
    assert caught_again.value.filename == str(place / "folder")
    assert [path.name for path in place.iterdir()] == ["folder"]


def test_a_file_that_somebody_has_open_is_replaced_when_it_is_free(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Held(Disk):
        """Windows, while a virus scanner reads."""

        left = 3

        def replace(self, source: Path, target: Path) -> None:
            if self.left:
                self.left -= 1
                raise PermissionError(13, "The process cannot access the file")
            super().replace(source, target)

    with using(Held()), pytest.raises(PermissionError):
        write_atomically(place / "file", b"content")
    monkeypatch.setattr(files, "_SECONDS_TO_LET_GO", 30.0)
    with using(Held()):
        write_atomically(place / "file", b"content")
    assert (place / "file").read_bytes() == b"content"


def test_lines_are_appended_in_one_write_each_time(place: Path) -> None:
    writes: list[bytes] = []

    class Watching(Disk):
        def write(self, handle: int, part: memoryview) -> int:
            writes.append(bytes(part))
            return super().write(handle, part)

    lines = LineFile(place / "lines")
    with using(Watching()):
        lines.append(b"one\ntwo\n")
        lines.append()
        lines.append(b"three\n")
        lines.close()
        lines.append(b"four\n")
        lines.close()
    assert writes == [b"one\ntwo\n", b"three\n", b"four\n"]
    assert (place / "lines").read_bytes() == b"one\ntwo\nthree\nfour\n"


def test_a_line_that_was_cut_off_stays_one_line(place: Path) -> None:
    (place / "lines").write_bytes(b"one\ntw")
    lines = LineFile(place / "lines")
    lines.append(b"three\n")
    lines.close()
    assert (place / "lines").read_bytes() == b"one\ntw\nthree\n"


def test_a_disk_that_takes_nothing_is_an_error_and_no_endless_loop(place: Path) -> None:
    class Deaf(Disk):
        def write(self, handle: int, part: memoryview) -> int:
            return 0

    with using(Deaf()):
        with pytest.raises(OSError, match="file"):
            write_atomically(place / "file", b"content")
        with pytest.raises(OSError, match="lines"):
            LineFile(place / "lines").append(b"one\n")


def test_a_second_name_takes_the_place_of_a_file(place: Path) -> None:
    source, target = place / "source", place / "target"
    source.write_bytes(b"new")
    target.write_bytes(b"old")
    for _ in range(2):  # the second time both are one file already
        link_atomically(source, target)
        assert target.samefile(source)
    assert sorted(path.name for path in place.iterdir()) == ["source", "target"]


def test_only_the_temporary_files_of_dead_processes_go(place: Path) -> None:
    own = f".file.{os.getpid()}-0123abcd.tmp"
    kept = [own, f".file.{os.getppid()}-0123abcd.tmp", f".file.{DEAD}-0123abcd.tmp.txt", "file.tmp", f".{DEAD}.tmp"]
    for name in (*kept, f".file.{DEAD}-0123abcd.tmp"):
        (place / name).touch()
    remove_temporary_files(place)
    assert sorted(path.name for path in place.iterdir()) == sorted(kept)
    remove_temporary_files(place, own=True)
    assert sorted(path.name for path in place.iterdir()) == sorted(kept[1:])
    remove_temporary_files(place / "missing")


def test_folders_and_files_that_are_there_or_missing_are_both_fine(place: Path) -> None:
    make_folder(place / "folder")
    make_folder(place / "folder")
    assert (place / "folder").is_dir()
    sync_file(place / "missing")
    assert not (place / "missing").exists()
    (place / "file").write_bytes(b"content")
    sync_file(place / "file")
    assert (place / "file").read_bytes() == b"content"
