"""What happens to the gradients of a step before the optimizer takes them."""

from engine.export.parts.piece import Piece
from engine.training.config import TrainingConfig


def penalty(config: TrainingConfig, groups: str, layers_have_their_own: bool) -> Piece:
    """L1 penalties, of all weights or of single layers; ``groups`` is the expression of the optimizers' groups."""
    if not config.l1 and not layers_have_their_own:
        return Piece()
    factor = 'group.get("l1", L1)' if config.l1 else 'group["l1"]'
    weights = 'group["params"]' if config.l1 else 'group["params"] if "l1" in group else ()'
    return Piece(
        constants=(f"L1 = {config.l1!r}",) if config.l1 else (),
        gradients=(
            f"for group in {groups}:",
            f"    for weight in {weights}:",
            "        if weight.grad is not None:",
            f"            weight.grad.add_(weight.detach().sign(), alpha={factor})",
        ),
    )


def clipping(config: TrainingConfig) -> Piece:
    """Gradients kept in bounds: first their length, then each number."""
    constants, lines = [], []
    for name, call in (("clip_norm", "clip_grad_norm_"), ("clip_value", "clip_grad_value_")):
        bound = getattr(config, name)
        if bound is not None:
            constants.append(f"{name.upper()} = {bound!r}")
            lines.append(f"nn.utils.{call}(model.parameters(), {name.upper()})")
    return Piece(constants=tuple(constants), gradients=tuple(lines))
