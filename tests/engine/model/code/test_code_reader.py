"""Code as people write it becomes the network that it describes."""

import pytest

from engine.model.analysis import analyse
from engine.model.code.reader import read_code
from engine.model.code.reading import Reading
from engine.model.serial import model_from_data, model_to_data
from engine.model.spec import ModelSpec
from tests.engine.model.code import code_corpus, code_corpus_blocks, code_corpus_modern, code_corpus_parts
from tests.engine.model.code.code_corpus import Sample

SAMPLES = {
    name: sample
    for module in (code_corpus, code_corpus_blocks, code_corpus_modern, code_corpus_parts)
    for name, sample in vars(module).items()
    if isinstance(sample, Sample)
}


def described(spec: ModelSpec) -> str:
    """A network as text: a line for each layer, its params where they differ from the default, and what it reads."""
    lines = []
    for layer in spec.layers:
        fields = type(layer.params).model_fields
        params = (
            f"{name}={value!r}" for name, value in layer.params.model_dump().items() if value != fields[name].default
        )
        lines.append(f"{layer.id} {layer.type}({', '.join(params)}) <- {', '.join(layer.inputs)}".rstrip())
    for block in spec.blocks:
        lines += [f"{block.name}:", described(block.network)]
    return "\n".join(lines)


def notes_of(reading: Reading) -> list[str]:
    return [f"{note.line}: {note.text}" for note in reading.notes]


@pytest.mark.parametrize("name", SAMPLES)
def test_code_as_people_write_it_becomes_the_network_it_describes(name: str) -> None:
    sample = SAMPLES[name]
    reading = read_code(sample.code)
    assert reading.spec is not None
    assert described(reading.spec) == sample.layers.strip()
    found = notes_of(reading)
    for expected in sample.notes:
        assert any(expected in note for note in found), found


@pytest.mark.parametrize("name", SAMPLES)
def test_what_was_read_is_a_network_that_a_project_can_hold_and_that_can_be_built(name: str) -> None:
    reading = read_code(SAMPLES[name].code)
    assert reading.spec is not None
    assert model_from_data(model_to_data(reading.spec)) == reading.spec
    analysis = analyse(reading.spec)
    assert analysis.ok, [(problem.layer, str(problem.text)) for problem in analysis.problems]
