"""The beginning of a script: what it says of itself, its constants, and its orders and batches."""

IMPORTS = ("import argparse", "import math", "import pathlib", "import sys")
"""Of Python's own modules, in every script."""

HEAD = '''"""{title}: trains the network below on {dataset}, by itself.

Needs {needed}, and the files of {dataset} in the folder --data. For the same seed it computes the same
losses as the training in Netwright that it was exported from.
"""

{imports}

SEED = {seed}
EPOCHS = {epochs}
BATCH_SIZE = {batch_size}
LEARNING_RATE = {learning_rate!r}
WEIGHT_DECAY = {weight_decay!r}
MEAN, STD = {mean!r}, {std!r}
{constants}'''

NORMALISE_PIXELS = '''
def normalise(images):
    """Pixels as float32: (value / 255 - mean) / deviation, for each channel."""
    std = torch.tensor(STD, dtype=torch.float64).view(-1, 1, 1)
    mean = torch.tensor(MEAN, dtype=torch.float64).view(-1, 1, 1)
    scale, shift = (1 / (255 * std)).to(images.device, torch.float32), (-mean / std).to(images.device, torch.float32)
    return images.to(torch.float32).mul_(scale).add_(shift)
'''

NORMALISE_FEATURES = '''
def normalise(images):
    """Features as float32, each with mean 0 and deviation 1 over the training examples."""
    mean, std = (torch.tensor(values, dtype=torch.float64, device=images.device) for values in (MEAN, STD))
    return ((images - mean) / std).to(torch.float32)
'''

DATA = '''
def permutation(count, stream, number=0, seed=SEED):
    """A random order that follows from the seed alone, the same on every machine."""
    key = np.array([seed, (stream << 48) | number], dtype=np.uint64)
    return np.argsort(np.random.Philox(key=key).random_raw(count), kind="stable")


def step_seed(step):
    """The seed of a step's random layers, such as Dropout; steps count from 1."""
    return (SEED ^ 0x6E657477) + step * 0x9E3779B97F4A7C15 & 2**63 - 1


def batches(count):
    """Where each batch starts and ends; a single image left over joins the batch before it."""
    starts = list(range(0, count, BATCH_SIZE))
    if BATCH_SIZE > 1 and len(starts) > 1 and count - starts[-1] == 1:
        del starts[-1]
    return list(zip(starts, [*starts[1:], count], strict=True))
'''
