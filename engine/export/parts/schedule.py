"""The learning rate over a run, in steps instead of epochs: whole numbers need no care for rounding."""

import re

from engine.export.parts.piece import NOTHING, Lines, Piece, indented
from engine.training.config import ScheduleName, TrainingConfig

_BETWEEN = '''
def between(start, end, share):
    """From start to end along half a cosine."""
    return end + (start - end) * (1 + math.cos(math.pi * min(share, 1.0))) / 2
'''
_RATE_FACTOR = '''
def rate_factor(step, steps):
    """What the learning rate is multiplied by in a step (from 0), where an epoch has so many."""
'''
_CYCLES = (
    "parts = [CYCLE_GROWTH ** (number + 1 - CYCLES) for number in range(CYCLES)]",
    "lengths = [length * part / sum(parts) for part in parts]",
    "while len(lengths) > 1 and after + 0.001 >= lengths[0]:",
    "    after = max(after - lengths.pop(0), 0)",
    "factor = between(1.0, FINAL_FACTOR, after / lengths[0])",
)
_ONE_CYCLE = (
    "peak, last = PEAK_AT * length - 1, length - 1",
    "if after <= peak + 0.001:",
    "    factor = between(START_FACTOR, 1.0, after / peak if peak > 0 else 1.0)",
    "else:",
    "    factor = between(1.0, FINAL_FACTOR, (after - peak) / (last - peak) if last > peak else 1.0)",
)
_FACTORS: dict[ScheduleName, Lines] = {
    "constant": (),
    "plateau": (),
    "step": ("factor = RATE_FACTOR ** (step // (STEP_EPOCHS * steps))",),
    "multistep": ("factor = RATE_FACTOR ** sum(step >= milestone * steps for milestone in MILESTONES)",),
    "exponential": ("factor = EPOCH_FACTOR ** (after / steps)",),
    "cosine": ("factor = between(1.0, FINAL_FACTOR, after / length)",),
    "one_cycle": _ONE_CYCLE,
    "polynomial": ("factor = FINAL_FACTOR + (1 - FINAL_FACTOR) * (1 - after / length) ** POWER",),
}
"""How the factor follows from the step, the step after the warm-up, and the length of what comes after it."""
_CONSTANTS: dict[ScheduleName, tuple[str, ...]] = {
    "constant": (),
    "plateau": ("rate_factor", "plateau_patience", "plateau_threshold"),
    "step": ("rate_factor", "step_epochs"),
    "multistep": ("rate_factor", "milestones"),
    "exponential": ("epoch_factor",),
    "cosine": ("final_factor",),
    "one_cycle": ("peak_at", "start_factor", "final_factor"),
    "polynomial": ("final_factor", "power"),
}
_HEEDED = (
    "lost = -score[{place}]  # of the validation, without one of the training",
    "bad = 0 if lost < lowest * (1 - PLATEAU_THRESHOLD) else bad + 1",
    "lowest = lost if bad == 0 else lowest",
    "if bad > PLATEAU_PATIENCE:",
    "    reduced, bad = reduced * RATE_FACTOR, 0",
)


def schedule(config: TrainingConfig, groups: str) -> Piece:
    """The learning rate of each step; ``groups`` is the expression of the optimizers' groups."""
    plateau = config.schedule == "plateau"
    follows = config.warmup_epochs > 0 or config.schedule not in ("constant", "plateau")
    if not plateau and not follows:
        return NOTHING
    factors = (["rate_factor(step - 1, steps)"] if follows else []) + (["reduced"] if plateau else [])
    return Piece(
        constants=_constants(config),
        sources=_sources(config) if follows else (),
        prepared=(
            *(("steps = len(batches(len(train)))",) if follows else ()),
            *(("reduced, lowest, bad = 1.0, math.inf, 0",) if plateau else ()),
            f"for group in {groups}:",
            '    group["initial_lr"] = group["lr"]',
        ),
        step=(f"for group in {groups}:", f'    group["lr"] = group["initial_lr"] * {" * ".join(factors)}'),
        validated=tuple(line.format(place=0 if config.watched == "loss" else -1) for line in _HEEDED)
        if plateau
        else (),
    )


def _has_cycles(config: TrainingConfig) -> bool:
    return config.schedule == "cosine" and config.cycles > 1


def _constants(config: TrainingConfig) -> Lines:
    names = _CONSTANTS[config.schedule]
    names += ("cycles", "cycle_growth") if _has_cycles(config) else ()
    names += ("warmup_epochs",) if config.warmup_epochs > 0 else ()
    return tuple(f"{name.upper()} = {getattr(config, name)!r}" for name in names)


def _sources(config: TrainingConfig) -> Lines:
    body = _CYCLES if _has_cycles(config) else _FACTORS[config.schedule]
    warm = config.warmup_epochs > 0
    text = "\n".join(body)
    lines = ["warmup = WARMUP_EPOCHS * steps"] if warm else []
    if "length" in text:
        lines.append("length = max(EPOCHS * steps - warmup, 1)" if warm else "length = EPOCHS * steps")
    if "after" in text and warm:
        lines.append("after = max(step - warmup, 0)")
    if not warm:
        body = tuple(re.sub(r"\bafter\b", "step", line) for line in body)
    rising = "min(1.0, (step + 1) / warmup)"
    if len(body) == 1 and not warm:
        lines.append(body[0].replace("factor = ", "return "))
    else:
        lines += [*body, f"return factor * {rising}" if body and warm else f"return {'factor' if body else rising}"]
    return (
        *((_BETWEEN,) if "between(" in text else ()),
        _RATE_FACTOR + indented(lines, 1),
    )
