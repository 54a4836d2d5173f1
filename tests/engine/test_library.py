"""A person's own templates and blocks: kept, found again, renamed, forgotten; damage is told and harms nothing else."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.home import data_folder
from engine.library import Library, SavedBlock, SavedTemplate
from engine.model import blocks
from engine.model.templates import template
from engine.text import NetwrightError


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def names(library: Library) -> list[str]:
    return [item.name for item in library.templates.listing().items]


def test_an_empty_library_lists_nothing(library: Library) -> None:
    assert library.templates.listing().items == ()
    assert library.blocks.listing().damaged == ()


def test_the_library_lies_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETWRIGHT_HOME", str(tmp_path / "here"))
    assert data_folder() == tmp_path / "here"
    path = Library().templates.save(SavedTemplate("Mine", template("mlp")))
    assert path == tmp_path / "here" / "templates" / "Mine.json"


def test_templates_come_back_as_they_were_sorted_by_name(library: Library) -> None:
    saved = [
        SavedTemplate("zebra", template("resnet-small"), "Look at the stripes."),
        SavedTemplate("Apple", template("mlp")),
        SavedTemplate("我的网络", template("vit-small")),
    ]
    for item in saved:
        library.templates.save(item)
    assert names(library) == ["Apple", "zebra", "我的网络"]
    for item in saved:
        assert library.templates.get(item.name) == item


def test_definitions_that_a_template_does_not_use_are_left_out(library: Library) -> None:
    spec, _ = blocks.expand(template("inception-small"), "block1")
    spec, _ = blocks.expand(spec, "block2")
    library.templates.save(SavedTemplate("flat", spec))
    assert library.templates.get("flat").spec.blocks == ()


def test_a_name_that_is_taken_is_refused_unless_it_shall_be_overwritten(library: Library) -> None:
    library.templates.save(SavedTemplate("Mine", template("mlp")))
    with pytest.raises(NetwrightError, match="already"):
        library.templates.save(SavedTemplate("Mine", template("lenet-5")))
    library.templates.save(SavedTemplate("Mine", template("lenet-5")), overwrite=True)
    assert library.templates.get("Mine").spec == template("lenet-5")
    assert len(list(library.templates.folder.iterdir())) == 1


def test_names_that_make_the_same_file_name_do_not_overwrite_each_other(library: Library) -> None:
    for name in ("a/b", "a:b", "../a b", "..."):
        library.templates.save(SavedTemplate(name, template("mlp"), name))
    assert sorted(names(library)) == ["...", "../a b", "a/b", "a:b"]
    assert library.templates.get("a:b").story == "a:b"
    assert all(path.parent == library.templates.folder for path in library.templates.folder.iterdir())


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "two\nlines"])
def test_a_name_that_is_none_is_refused(library: Library, name: str) -> None:
    with pytest.raises(NetwrightError, match="1 to 80 letters"):
        library.templates.save(SavedTemplate(name, template("mlp")))


def test_renaming_keeps_the_content_and_refuses_a_name_that_is_taken(library: Library) -> None:
    library.templates.save(SavedTemplate("old", template("mlp"), "story"))
    library.templates.save(SavedTemplate("other", template("mlp")))
    with pytest.raises(NetwrightError, match="already"):
        library.templates.rename("old", "other")
    library.templates.rename("old", "new")
    assert names(library) == ["new", "other"]
    assert library.templates.get("new") == SavedTemplate("new", template("mlp"), "story")


def test_deleting_forgets_one_and_only_one(library: Library) -> None:
    for name in ("a", "b"):
        library.templates.save(SavedTemplate(name, template("mlp")))
    library.templates.delete("a")
    assert names(library) == ["b"]
    with pytest.raises(NetwrightError, match="no “a”"):
        library.templates.delete("a")


def test_a_block_is_kept_with_the_blocks_inside_it_and_can_be_put_into_another_network(library: Library) -> None:
    spec, _ = blocks.group(template("vit-small"), ("block1", "norm1"), "Trunk")
    saved = SavedBlock.of(spec, "Trunk")
    assert [block.name for block in saved.blocks] == ["Encoder", "Trunk"]
    library.blocks.save(saved)
    again = library.blocks.get("Trunk")
    assert again == saved
    other, given_names = blocks.add_block(template("mlp"), again.blocks)
    assert set(given_names) == {"Encoder", "Trunk"}
    assert other.block_named["Trunk"].block_named["Encoder"]["encoder"].type == "TransformerEncoderLayer"


def test_a_renamed_block_keeps_its_class_name_inside(library: Library) -> None:
    library.blocks.save(SavedBlock.of(template("inception-small"), "Inception"))
    library.blocks.rename("Inception", "Four looks")
    (item,) = library.blocks.listing().items
    assert item.name == "Four looks"
    assert item.blocks[-1].name == "Inception"


def test_a_template_of_an_older_version_opens(library: Library) -> None:
    path = library.templates.save(SavedTemplate("old", template("mlp")))
    data = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**data, "version": 1}), "utf-8")
    assert library.templates.get("old").spec == template("mlp")


DAMAGE = {
    "not json": b"{",
    "no text": b"\xff\xfe\x00",
    "another format": b'{"format": "netwright-project", "version": 2, "name": "x"}',
    "a newer version": b'{"format": "netwright-template", "version": 99, "name": "x", "model": {"layers": []}}',
    "no name": b'{"format": "netwright-template", "version": 2, "model": {"layers": []}}',
    "no model": b'{"format": "netwright-template", "version": 2, "name": "x"}',
    "a list": b"[]",
    "nested without end": b"[" * 100_000,
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_file_is_reported_and_the_others_are_still_there(library: Library, name: str) -> None:
    library.templates.save(SavedTemplate("good", template("mlp")))
    bad = library.templates.folder / "bad.json"
    bad.write_bytes(DAMAGE[name])
    listing = library.templates.listing()
    assert [item.name for item in listing.items] == ["good"]
    (damaged,) = listing.damaged
    assert damaged.path == bad
    assert len(str(damaged.reason)) > 10
    library.templates.save(SavedTemplate("another", template("mlp")))
    assert bad.read_bytes() == DAMAGE[name]


def test_a_file_too_large_to_be_one_is_not_read(library: Library) -> None:
    library.templates.folder.mkdir(parents=True)
    with (library.templates.folder / "huge.json").open("wb") as file:
        file.truncate(2**30)
    (damaged,) = library.templates.listing().damaged
    assert "larger than 16 MB" in str(damaged.reason)


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "templates").write_text("a file in the way")
    library = Library(tmp_path)
    assert library.templates.listing().items == ()
    with pytest.raises(NetwrightError, match="cannot be used"):
        library.templates.save(SavedTemplate("Mine", template("mlp")))


@given(data=st.binary(max_size=60), at=st.integers(0, 4000))
@settings(max_examples=150)
def test_any_damage_is_a_listing_never_a_crash(tmp_path_factory: pytest.TempPathFactory, data: bytes, at: int) -> None:
    library = Library(tmp_path_factory.mktemp("library"))
    path = library.blocks.save(SavedBlock.of(template("resnet-small"), "Residual"))
    content = path.read_bytes()
    path.write_bytes(content[:at] + data + content[at + len(data) :])
    listing = library.blocks.listing()
    assert len(listing.items) + len(listing.damaged) == 1
