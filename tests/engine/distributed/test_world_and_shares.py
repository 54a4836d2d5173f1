"""Which process one is, which images are its own, and that random layers draw for them what one process draws."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn

from engine.distributed.randomness import SharedRandomness
from engine.distributed.share import LEAST, Pieces, divide
from engine.distributed.world import World, launched
from engine.model.modules import GaussianNoise
from engine.text import NetwrightError
from engine.training.randomness import LayerRandomness

CPU = torch.device("cpu")
TORCHRUN = {
    "RANK": "5",
    "WORLD_SIZE": "8",
    "LOCAL_RANK": "1",
    "LOCAL_WORLD_SIZE": "4",
    "MASTER_ADDR": "node-1",
    "MASTER_PORT": "29500",
    "TORCHELASTIC_RUN_ID": "night",
    "TORCHELASTIC_RESTART_COUNT": "2",
}


def test_what_torchrun_tells_is_understood() -> None:
    assert launched(TORCHRUN) == World(5, 8, 1, 4, launch="night", restarts=2)
    assert launched({"PATH": "/bin", "LOCAL_RANK": "0"}) is None


def test_a_start_without_a_name_is_known_by_the_process_that_restarts_it() -> None:
    nameless = launched({**TORCHRUN, "TORCHELASTIC_RUN_ID": "none"})
    again = launched({**TORCHRUN, "TORCHELASTIC_RUN_ID": "none", "TORCHELASTIC_RESTART_COUNT": "3"})
    assert nameless is not None
    assert again is not None
    assert nameless.launch == again.launch != ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"MASTER_PORT": ""}, "RANK and WORLD_SIZE are set, but MASTER_PORT is not."),
        ({"RANK": "8"}, "Expected a RANK below WORLD_SIZE, found 8 of 8."),
        ({"WORLD_SIZE": "many"}, "WORLD_SIZE: expected a whole number, found “many”."),
    ],
)
def test_what_cannot_be_is_said(changes: dict[str, str], words: str) -> None:
    with pytest.raises(NetwrightError) as told:
        launched({**TORCHRUN, **changes})
    assert str(told.value.text) == words


@given(count=st.integers(1, 300), size=st.integers(1, 40))
def test_pieces_are_even_and_every_image_counts_once(count: int, size: int) -> None:
    pieces = [divide(count, rank, size) for rank in range(size)]
    counting = [piece for piece in pieces if piece.weight]
    assert [number for piece in counting for number in range(piece.start, piece.stop)] == list(range(count))
    sizes = [piece.stop - piece.start for piece in counting]
    assert max(sizes) - min(sizes) <= 1
    assert all(piece.stop - piece.start >= min(LEAST, count) for piece in pieces), "everybody computes something"


def sequences(count: int) -> Tensor:
    """``[N, T, D]`` as recurrent layers lay them out: the steps first."""
    return torch.randn(9, count, 5).transpose(0, 1)


LAYERS = [
    (nn.Dropout(0.4), torch.randn(13, 7)),
    (nn.Dropout(0.4), torch.randn(13, 3, 6, 6).to(memory_format=torch.channels_last)),
    (nn.Dropout(0.4), sequences(13)),
    (nn.Dropout2d(0.5), torch.randn(13, 3, 6, 6)),
    (GaussianNoise(0.3), torch.randn(13, 3, 6, 6)),
]


@pytest.mark.parametrize(("layer", "images"), LAYERS, ids=lambda value: type(value).__name__)
def test_pieces_draw_what_the_whole_draws(layer: nn.Module, images: Tensor) -> None:
    randomness = LayerRandomness(layer, CPU, 3)
    randomness.begin(7)
    whole = layer(images)
    found = []
    for rank in range(4):
        pieces = Pieces(World(rank, 4))
        shared = SharedRandomness(layer, CPU, 3, pieces, rank)
        shared.begin(7)
        pieces.current = pieces.of(len(images))
        found.append(layer(images[pieces.current.start : pieces.current.stop]))
    assert torch.allclose(torch.cat(found), whole, atol=1e-6)


def test_layers_that_cannot_be_told_draw_differently_in_each_process_and_are_named() -> None:
    layer = nn.Sequential(nn.Dropout(0.5), nn.LSTM(3, 4, num_layers=2, dropout=0.5, batch_first=True))
    drawn = []
    for rank in (0, 1, 1):
        shared = SharedRandomness(layer, CPU, 0, Pieces(World(rank, 2)), rank)
        assert shared.others == ["LSTM"]
        shared.begin(1)
        drawn.append(torch.rand(8))
    assert torch.equal(drawn[1], drawn[2])
    assert not torch.equal(drawn[0], drawn[1])
