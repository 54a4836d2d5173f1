"""The members of the committee on MNIST: which networks, by which recipe; each one ordinary run, trained once.

Convolutions without frames of 3×3, 5×5 and 7×7, after An et al., 2020 («An Ensemble of Simple Convolutional Neural
Network Models for MNIST Digit Recognition»), where committees of networks that look through windows of different sizes
were right more often than those of one kind. Pooling behind the first convolution makes each some fifteen times cheaper
than theirs.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from benchmarks.trained import epoch_words, train_to_the_end
from engine.model.layout import arrange
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.model.templates.assembly import Step, chain
from engine.project import Project
from engine.runs.run import Run
from engine.runs.store import RunStore
from engine.training.config import TrainingConfig
from engine.training.job import TrainingJob
from engine.training.recipes import recipe, recipe_names


def _convolutions(*layers: tuple[int, int]) -> ModelSpec:
    """A chain of convolutions given as (channels, side of the kernel), the first one pooled, and one Linear layer."""
    steps: list[Step] = []
    for number, (channels, side) in enumerate(layers):
        steps.append(("Conv2d", {"out_channels": channels, "kernel_size": side, "bias": False}))
        if number == 0:
            steps.append(("MaxPool2d", {"kernel_size": 2}))
        steps += [("BatchNorm2d", {}), ("ReLU", {})]
    return chain(*steps, ("Flatten", {}), ("Linear", {"out_features": 10}), ("Softmax", {}))


KINDS: dict[str, Callable[[], ModelSpec]] = {
    "3x3": lambda: template("mnist-best"),
    "5x5": lambda: _convolutions((40, 5), (80, 5), (128, 5)),
    "7x7": lambda: _convolutions((48, 7), (96, 7), (160, 3)),
    "wide": lambda: _convolutions((48, 3), (96, 3), (96, 3), (144, 3), (144, 3)),
}
"""Networks by the name of their kind: 10, 10, 8 and 22 million multiply-adds for an image."""
USUAL = ("3x3", "5x5", "7x7")


@dataclass(frozen=True)
class Plan:
    """What every member has in common; ``None`` leaves the recipe's."""

    recipe: str = "mnist-best"
    epochs: int | None = None
    limit: int | None = None
    split_seed: int = 0
    """All members keep the same images aside: by these they are chosen."""

    def project(self, kind: str, seed: int) -> Project:
        """The project of one member."""
        changes = {"seed": seed, "split_seed": self.split_seed, "device": "cpu"}
        changes |= {} if self.epochs is None else {"epochs": self.epochs}
        changes |= {} if self.limit is None else {"limit_train": self.limit}
        training = TrainingConfig.model_validate(recipe(self.recipe).model_dump() | changes)
        spec = KINDS[kind]()
        fresh = Project.from_template("mnist-best")
        return replace(fresh, model=spec, layout=arrange(spec), training=training, title=f"{kind} {seed}")


RECIPES = tuple(name for name in recipe_names() if name.startswith("mnist"))


def members(kinds: tuple[str, ...], count: int) -> Iterator[tuple[str, str, int]]:
    """The name, kind and seed of each member, the kinds in turn."""
    for number in range(count):
        kind, seed = kinds[number % len(kinds)], number // len(kinds)
        yield f"{kind}-{seed}", kind, seed


def trained(store: RunStore, plan: Plan, name: str, kind: str, seed: int) -> Run | None:
    """The member's run where it is complete; raises :class:`SystemExit` where it is one of another plan."""
    folder = store.root / name
    if not folder.is_dir():
        return None
    run = store.open(name)
    known, wanted = run.project(), plan.project(kind, seed)
    if (known.model, known.training) != (wanted.model, wanted.training):
        raise SystemExit(f"{folder} was trained by another plan: give another --state, or the arguments of then")
    return run if run.metadata().status == "completed" else None


def train(store: RunStore, plan: Plan, name: str, kind: str, seed: int, tell: Callable[[str], None]) -> None:
    """Train a member, or go on with it from its last checkpoint; nothing is done to one that is complete."""
    if trained(store, plan, name, kind, seed) is not None:
        return
    folder, job = store.root / name, None
    if folder.is_dir():
        begun = store.open(name)
        if begun.resumable():
            job = TrainingJob.resuming(begun, store)
        else:
            store.delete(begun)
    job = job or TrainingJob(plan.project(kind, seed), store, name)
    epochs = job.project.training.epochs
    train_to_the_end(job, lambda event: tell(f"{name}  {epoch_words(event, epochs)}"))
