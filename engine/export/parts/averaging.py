"""Averages of the weights: a second network, which is validated and kept."""

from engine.export.parts.piece import NOTHING, Piece
from engine.training.config import TrainingConfig

_BLEND = '''
@torch.no_grad()
def blend(average, model, share):
    """Move averaged weights by that share towards the model's; buffers are taken as they are."""
    for mine, given in zip(average.parameters(), model.parameters(), strict=True):
        mine.lerp_(given, share)
    for mine, given in zip(average.buffers(), model.buffers(), strict=True):
        mine.copy_(given)
'''
_REFRESH = '''
@torch.no_grad()
def refresh_norms(model, images, size):
    """Measure the statistics of all batch normalisation anew, each batch by its share of the images."""
    norms = [part for part in model.modules() if hasattr(part, "running_mean") and part.running_mean is not None]
    momenta = [norm.momentum for norm in norms]
    model.eval()
    for norm in norms:
        norm.reset_running_stats()
        norm.train()
    for start in range(0, len(images), size):
        part = normalise(images[start : start + size])
        for norm in norms:
            norm.momentum = len(part) / (start + len(part))
        model(part)
    for norm, momentum in zip(norms, momenta, strict=True):
        norm.eval()
        norm.momentum = momentum
'''


def averaging(config: TrainingConfig, norm_batch: str | None) -> Piece:
    """What averages the weights as they are after each step (EMA) or after late epochs (SWA).

    ``norm_batch`` is the expression of how many images batch normalisation is measured with at a time, if there is any.
    """
    if config.averaging == "none":
        return NOTHING
    imports = ("import copy",)
    if config.averaging == "ema":
        return Piece(
            imports=imports,
            constants=(f"EMA_DECAY = {config.ema_decay!r}",),
            sources=(_BLEND,),
            prepared=("average = copy.deepcopy(model).eval()",),
            stepped=("blend(average, model, 1 - min(EMA_DECAY, step / (9 + step)))  # early on it forgets faster",),
        )
    return Piece(
        imports=imports,
        constants=(f"SWA_START = {config.swa_start!r}",),
        sources=(_BLEND, _REFRESH) if norm_batch else (_BLEND,),
        prepared=("average, averaged = copy.deepcopy(model).eval(), 0",),
        trained=(
            "if epoch / EPOCHS > SWA_START:",
            "    averaged += 1",
            "    blend(average, model, 1 / averaged)",
            *((f"    refresh_norms(average, images[train], size={norm_batch})",) if norm_batch else ()),
        ),
    )
