"""A network read from code answers what the code itself answers, with the same weights."""

import pytest
import torch

from engine.model.code.reader import read_code
from tests.engine.model.code import (
    code_files_attention,
    code_files_backbones,
    code_files_habits,
    code_files_sequences,
    code_files_vision,
)
from tests.engine.model.code.same_answers import answers

FILES = {
    name: code
    for module in (
        code_files_backbones,
        code_files_vision,
        code_files_attention,
        code_files_sequences,
        code_files_habits,
    )
    for name, code in vars(module).items()
    if name.isupper()
}


@pytest.mark.parametrize("name", FILES)
def test_what_was_read_answers_what_the_code_answers(name: str) -> None:
    reading = read_code(FILES[name])
    wanted, found = answers(FILES[name], reading)
    torch.testing.assert_close(found, wanted, rtol=1e-6, atol=1e-8)
