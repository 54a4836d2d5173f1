"""Which images a script keeps aside for validation: as `engine.data.splits` does, written out for what is asked for."""

from engine.export.parts.piece import Piece
from engine.training.config import TrainingConfig

_SPLIT = '''
def split(labels):
    """Positions of the images to train on, and of those kept aside for validation{how}."""
    chosen = np.arange(len(labels))
    if LIMIT_TRAIN is not None and LIMIT_TRAIN < len(labels):
        chosen = np.sort(permutation(len(labels), 1{seed})[:LIMIT_TRAIN])
    order = chosen[permutation(len(chosen), 2{seed})]
{aside}
    return {train}, np.sort(order[aside])
'''
_DRAWN = '''
def drawn(rows):
    """As many of these positions, drawn with replacement (bagging)."""
    key = np.array([RESAMPLE_SEED, 5 << 48], dtype=np.uint64)
    shares = (np.random.Philox(key=key).random_raw(len(rows)) >> np.uint64(11)) * 2.0**-53
    return rows[np.sort((shares * len(rows)).astype(np.int64))]
'''
_BY_CLASS = """\
    order = order[np.argsort(labels[order], kind="stable")]
"""
_FOLD = """\
    aside = np.arange(len(order)) % FOLDS == FOLD - 1"""
_COUNT = """\
    count = min(max(round(len(order) * VALIDATION_SPLIT), 1), len(order) - 1) if VALIDATION_SPLIT > 0 else 0
"""
_FIRST = """\
    aside = np.arange(len(order)) < count"""
_OF_EACH = """\
    counts = np.bincount(labels[order])
    quotas, remainders = np.divmod(counts * count, len(order))
    quotas[np.argsort(-remainders, kind="stable")[: count - quotas.sum()]] += 1
    within_class = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    aside = within_class < np.repeat(quotas, counts)"""


def splitting(config: TrainingConfig) -> Piece:
    """The function ``split``, and the constants it reads."""
    if config.folds is None:
        constants: tuple[str, ...] = (f"VALIDATION_SPLIT = {config.validation_split!r}",)
        aside = _COUNT + (_OF_EACH if config.stratified else _FIRST)
    else:
        constants = (f"FOLDS, FOLD = {config.folds}, {config.fold}  # the images, of which one fold is kept aside",)
        aside = _FOLD
    how = ", each class alike" if config.stratified else ""
    own_seed = config.split_seed is not None
    seeds: tuple[str, ...] = (f"SPLIT_SEED = {config.split_seed}",) if own_seed else ()
    draws = config.resample_seed is not None
    seeds += (f"RESAMPLE_SEED = {config.resample_seed}",) if draws else ()
    return Piece(
        constants=(*constants, *seeds, f"LIMIT_TRAIN = {config.limit_train!r}"),
        sources=(
            *((_DRAWN,) if draws else ()),
            _SPLIT.format(
                how=how,
                seed=", seed=SPLIT_SEED" if own_seed else "",
                train="drawn(np.sort(order[~aside]))" if draws else "np.sort(order[~aside])",
                aside=(_BY_CLASS if config.stratified else "") + aside,
            ),
        ),
    )
