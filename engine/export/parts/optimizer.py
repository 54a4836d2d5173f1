"""The optimizers of a script: torch's, called as a person would, or the engine's own where torch has none."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from engine.export.parts.embedded import embedded
from engine.export.parts.piece import NOTHING, Lines, Piece
from engine.training.config import TrainingConfig

_TITLES = {"nadam": "NAdam", "radam": "RAdam", "sgd": "SGD", "rmsprop": "RMSprop"}
_ONLY_L2 = ("sgd", "rmsprop", "adagrad", "adadelta")
"""Optimizers that do not know decoupled weight decay, so that the script shrinks the weights."""

GROUPS = '''
def groups(model):
    """The weights that learn."""
    return [weight for weight in model.parameters() if weight.requires_grad]
'''
OWN_GROUPS = '''
def groups(model):
    """The weights that learn; layers with a rate or penalties of their own apart."""
    found, own = [], set()
    for name, settings in OWN.items():
        weights = [weight for weight in model.get_submodule(name).parameters() if weight.requires_grad]
        own |= set(map(id, weights))
        if weights:
            found.append({"params": weights, **settings})
    rest = [weight for weight in model.parameters() if weight.requires_grad and id(weight) not in own]
    return [{"params": rest}, *found] if rest else found
'''
MUON_GROUPS = '''
def groups(model, hidden):
    """The weights that learn: the matrices of hidden layers, which Muon moves, or the others."""
    return [weight for name, weight in model.named_parameters() if weight.requires_grad and (name in HIDDEN) == hidden]
'''
OWN_MUON_GROUPS = '''
def groups(model, hidden):
    """The weights that learn: the matrices of hidden layers, which Muon moves, or the others.

    Layers with a rate or penalties of their own stand apart.
    """
    learning = [(name, weight) for name, weight in model.named_parameters() if weight.requires_grad]
    rest = {name: weight for name, weight in learning if (name in HIDDEN) == hidden}
    found = []
    for layer, settings in OWN.items():
        weights = [rest.pop(name) for name in list(rest) if name.startswith(f"{layer}.")]
        found.append({"params": weights, **settings})
    return [group for group in ({"params": list(rest.values())}, *found) if group["params"]]
'''
_SHRINK = '''
@torch.no_grad()
def shrink(optimizer, *_):
    """Before each step: weights times 1 - rate · decay, apart from the gradient (Loshchilov and Hutter, 2019)."""
{skipped}    for group in optimizer.param_groups:
        for weight in group["params"]:
            if weight.grad is not None:
                weight.mul_(1 - group["lr"] * group.get("decay", WEIGHT_DECAY))
'''
_SKIPPED = """    if getattr(optimizer, "found_inf", 0):  # a step that the scaler skips
        return
"""


@dataclass(frozen=True, slots=True)
class Optimizers:
    """The variables that hold them, the lines that make them, how weights are grouped, and what else they need."""

    names: tuple[str, ...]
    made: Lines
    groups_source: str
    piece: Piece = NOTHING

    @property
    def groups(self) -> str:
        """The expression of their groups of weights."""
        return " + ".join(f"{name}.param_groups" for name in self.names)


def decay_key(config: TrainingConfig) -> str:
    """What a group of weights calls its own weight decay."""
    return "decay" if _shrinks(config) else "weight_decay"


def optimizers(config: TrainingConfig, learning: Collection[str], hidden: Collection[str], own: bool) -> Optimizers:
    """The optimizers of ``config`` for the weights of the names ``learning``.

    ``hidden`` are those that Muon takes, and ``own`` whether some layers learn in their own way.
    """
    plain = OWN_GROUPS if own else GROUPS
    if config.optimizer == "muon":
        return _with_muon(config, learning, [name for name in learning if name in hidden], own)
    if config.optimizer == "lion":
        from engine.training.lion import Lion

        details = _given(betas=_betas(config, (0.9, 0.99)), decoupled=False if config.decoupled is False else None)
        made = _call("optimizer", "Lion", "groups(model)", *_RATES, *details)
        return Optimizers(("optimizer",), made, plain, embedded(Lion))
    name, details = _torchs(config)
    if not _shrinks(config):
        return Optimizers(("optimizer",), _call("optimizer", name, "groups(model)", *_RATES, *details), plain)
    made = _call("optimizer", name, "groups(model)", _RATES[0], *details)
    source = _SHRINK.format(skipped=_SKIPPED if config.precision == "fp16" else "")
    hook = "optimizer.register_step_pre_hook(shrink)"
    return Optimizers(("optimizer",), (*made, hook), plain, Piece(sources=(source,)))


_AS_LISTS = "foreach=True"
"""The same arithmetic as in the training, to the last bit; what is not fused."""
_RATES = ("lr=LEARNING_RATE", "weight_decay=WEIGHT_DECAY")


def _with_muon(config: TrainingConfig, learning: Collection[str], hidden: Collection[str], own: bool) -> Optimizers:
    from engine.training.muon import Muon

    others = "torch.optim.Adam" if config.decoupled is False else "torch.optim.AdamW"
    if not hidden:
        made = _call("optimizer", others, "groups(model)", *_RATES, "fused=True")
        return Optimizers(("optimizer",), made, OWN_GROUPS if own else GROUPS)
    details = _given(
        momentum=config.momentum, nesterov=config.nesterov, decoupled=False if config.decoupled is False else None
    )
    groups = OWN_MUON_GROUPS if own else MUON_GROUPS
    piece = embedded(Muon)
    names = "".join(f'    "{name}",\n' for name in hidden)
    table = f"# Matrices of hidden layers.\nHIDDEN = (\n{names})"
    piece = replace(piece, tables=(table, *piece.tables))
    muon = _call("muon", "Muon", "groups(model, hidden=True)", *_RATES, *details)
    if len(hidden) == len(learning):
        return Optimizers(("muon",), muon, groups, piece)
    adam = _call("adam", others, "groups(model, hidden=False)", *_RATES, "fused=True")
    return Optimizers(("muon", "adam"), (*muon, *adam), groups, piece)


def _shrinks(config: TrainingConfig) -> bool:
    return config.decoupled is True and config.optimizer in _ONLY_L2


def _torchs(config: TrainingConfig) -> tuple[str, Lines]:
    """The class of torch and the arguments that only it has, but for those that it takes by itself."""
    name = _TITLES.get(config.optimizer, config.optimizer.capitalize())
    epsilon = _given(eps=config.epsilon)
    match config.optimizer:
        case "adam" | "adamw":
            decoupled = config.optimizer == "adamw" if config.decoupled is None else config.decoupled
            name = "AdamW" if decoupled else "Adam"
            details = _given(betas=_betas(config, (0.9, 0.999)), amsgrad=config.amsgrad or None)
            details = (*details, *epsilon, "fused=True")
        case "nadam" | "radam":
            decays = {"decoupled_weight_decay": config.decoupled or None}
            details = (*_given(betas=_betas(config, (0.9, 0.999)), **decays), *epsilon, _AS_LISTS)
        case "sgd":
            ahead = config.nesterov and config.momentum > 0
            details = (*_given(momentum=config.momentum, nesterov=ahead or None), "fused=True")
        case "rmsprop":
            centered = config.centered or None
            details = (
                *_given(momentum=config.momentum, alpha=config.square_decay, centered=centered),
                *epsilon,
                _AS_LISTS,
            )
        case "adadelta":
            details = (*_given(rho=config.square_decay), *epsilon, _AS_LISTS)
        case _:
            details = (*epsilon, "fused=True")
    return f"torch.optim.{name}", details


def _betas(config: TrainingConfig, usual: tuple[float, float]) -> tuple[float, float] | None:
    """Both betas, ``None`` where they are the usual ones."""
    betas = config.beta1, usual[1] if config.beta2 is None else config.beta2
    return None if betas == usual else betas


def _given(**details: object) -> Lines:
    return tuple(f"{name}={value!r}" for name, value in details.items() if value is not None)


def _call(variable: str, name: str, *arguments: str) -> Lines:
    return (f"{variable} = {name}(", *(f"    {argument}," for argument in arguments), ")")
