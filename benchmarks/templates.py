"""Does every template learn? Trains each for a short while on real MNIST and prints a Markdown table.

``uv run python -m benchmarks.templates`` takes the reference recipe (Adam, learning rate 0.001, batch 64), for
``--epochs``, on ``--limit-train`` images, of which a fifth validate. Headless, with no Qt; progress goes to stderr.
"""

import argparse
import tempfile
from pathlib import Path

from benchmarks.machine import machine_line, table
from benchmarks.reference_accuracy import train
from engine.model.templates import template_names
from engine.runs.store import RunStore


def main() -> None:
    """Train them one after the other and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="these templates only")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--limit-train", type=int, default=6000)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(template_names()):
        parser.error(f"no template is called {', '.join(sorted(unknown))}; known are {', '.join(template_names())}")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        store = RunStore(Path(folder))
        for name in chosen.names or template_names():
            found = train(chosen.seed, chosen.epochs, chosen.device, chosen.limit_train, store, name)
            rows.append([name, f"{found.test_accuracy:.3f}", f"{found.end.seconds:.0f} s"])
    print(machine_line())
    print()
    print(table(["template", "test accuracy", "training and test"], rows))


if __name__ == "__main__":
    main()
