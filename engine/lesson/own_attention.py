"""What makes one value of an attention, and of the encoder layer of a transformer around it."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.lesson.formula import (
    EQUALS,
    PLUS,
    TIMES,
    Formula,
    Letter,
    Number,
    Script,
    Total,
    row,
    sum_of,
)
from engine.lesson.own_normalisation import normalisation_operation
from engine.lesson.own_steps import Unit
from engine.lesson.own_terms import Operation, entry, terms_of
from engine.text import QT_TRANSLATE_NOOP, Text


@torch.no_grad()
def attention_operation(
    module: nn.MultiheadAttention, received: Sequence[Tensor], unit: Unit, value: float
) -> Operation:
    """How a unit gets its ``value`` of query, key and value ``[T, D]``, of which one or two may be missing: what the
    heads gathered, and above it the one of those numbers that counts most."""
    query, key, content = received[0], received[min(1, len(received) - 1)], received[-1]
    attending, contents = _looked(module, query, key), _contents(module, content)
    heads, token, feature = module.num_heads, *unit
    gathered = torch.einsum("hk,khd->hd", attending[:, token], contents)
    weights = module.out_proj.weight[feature].reshape(gathered.shape)
    terms = terms_of("", weights.flatten(), gathered.flatten())
    most = terms.first[0].source[0] if terms.first else 0
    head, own = divmod(most, contents.shape[2])
    looked = terms_of("", attending[head, token], contents[:, head, own])
    bias = 0.0 if module.out_proj.bias is None else float(module.out_proj.bias[feature])
    i, j = Letter("i"), Letter("j")
    content_symbol = entry("c", (most,))
    lines = (
        row(content_symbol, EQUALS, Total(j), Script(Letter("a"), j), TIMES, Script(Letter("v"), j)),
        row(EQUALS, looked.formula()),
        row(EQUALS, Number(looked.total)),
        row(
            *(entry("y", unit), EQUALS, Total(i), Script(Letter("w"), i), TIMES, Script(Letter("c"), i), PLUS),
            Letter("b"),
        ),
        row(EQUALS, terms.formula(bias)),
        row(EQUALS, Number(value)),
    )
    seen = int(attending[head, token].argmax())
    words = QT_TRANSLATE_NOOP(
        "engine",
        "Token {token} gathers in each of {heads} heads what the others hold (v), weighted by how much it looks at "
        "them (a). Head {head} looks most at token {seen}, with {share} % of its attention; its part c weighs most "
        "here.",
    )
    figures = {"token": token, "heads": heads, "head": head + 1, "seen": seen}
    share = f"{100 * float(attending[head, token, seen]):.0f}"
    return Operation(lines, value, Text(words, {**figures, "share": share}))


@torch.no_grad()
def encoder_operation(module: nn.TransformerEncoderLayer, received: Tensor, unit: Unit, value: float) -> Operation:
    """How a unit gets its ``value`` of tokens ``[T, D]``: the short cut and what attention and Linear layers add."""
    attended = received[None] if not module.norm_first else module.norm1(received[None])
    attention = module.self_attn(attended, attended, attended, need_weights=False)[0][0]
    between = received + attention
    between = between if module.norm_first else module.norm1(between)
    worked = _worked(module, module.norm2(between) if module.norm_first else between)
    x, a, z, f = Letter("x"), Letter("a"), Letter("z"), Letter("f")
    if module.norm_first:
        numbers = [Number(float(part[unit])) for part in (received, attention, worked)]
        lines: tuple[Formula, ...] = (
            row(entry("y", unit), EQUALS, sum_of(x, a, f)),
            row(EQUALS, sum_of(*numbers)),
            row(EQUALS, Number(value)),
        )
        words = QT_TRANSLATE_NOOP(
            "engine",
            "The short cut x goes through untouched; the attention adds a, the two Linear layers add f, each computed "
            "of normalised numbers.",
        )
        return Operation(lines, value, Text(words))
    total = between + worked
    numbers = [Number(float(part[unit])) for part in (between, worked)]
    normalised = normalisation_operation(module.norm2, total, unit, value)
    lines = (
        row(entry("x", unit), EQUALS, sum_of(z, f)),
        row(EQUALS, sum_of(*numbers)),
        row(EQUALS, Number(float(total[unit]))),
        *normalised.lines,
    )
    words = QT_TRANSLATE_NOOP(
        "engine",
        "z is the normalised sum of the token and its attention; the two Linear layers add f, and the sum is "
        "normalised once more, with the mean μ and the variance σ² of the token's numbers.",
    )
    return Operation(lines, value, Text(words))


def _worked(module: nn.TransformerEncoderLayer, tokens: Tensor) -> Tensor:
    bend = module.activation
    return module.linear2(bend(module.linear1(tokens)))  # type: ignore[no-any-return]


def _looked(module: nn.MultiheadAttention, query: Tensor, key: Tensor) -> Tensor:
    """How much each query looks at each key, ``[heads, queries, keys]``; each row has the sum 1."""
    empty = key.new_zeros(1, len(key), module.vdim)
    _, found = nn.MultiheadAttention.forward(
        module, query[None], key[None], empty, need_weights=True, average_attn_weights=False
    )
    assert found is not None
    return found[0]


def _contents(module: nn.MultiheadAttention, values: Tensor) -> Tensor:
    """What each token holds for each head, ``[tokens, heads, features of a head]``."""
    features = module.embed_dim
    weight = module.v_proj_weight if module.in_proj_weight is None else module.in_proj_weight[2 * features :]
    bias = None if module.in_proj_bias is None else module.in_proj_bias[2 * features :]
    return functional.linear(values, weight, bias).reshape(len(values), module.num_heads, -1)
