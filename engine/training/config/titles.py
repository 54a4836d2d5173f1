"""What the values of hyperparameters are called for people, in the form, in the details of runs and elsewhere."""

from engine.text import QT_TRANSLATE_NOOP

CHOICE_TITLES: dict[str, dict[str, str]] = {
    "optimizer": {
        "sgd": "SGD",
        "adam": "Adam",
        "adamw": "AdamW",
        "nadam": "NAdam",
        "radam": "RAdam",
        "rmsprop": "RMSprop",
        "adagrad": "Adagrad",
        "adadelta": "Adadelta",
        "lion": "Lion",
        "muon": "Muon",
    },
    "schedule": {
        "constant": QT_TRANSLATE_NOOP("engine", "Constant"),
        "step": QT_TRANSLATE_NOOP("engine", "Steps"),
        "multistep": QT_TRANSLATE_NOOP("engine", "Milestones"),
        "exponential": QT_TRANSLATE_NOOP("engine", "Exponential"),
        "cosine": QT_TRANSLATE_NOOP("engine", "Cosine"),
        "one_cycle": QT_TRANSLATE_NOOP("engine", "One cycle"),
        "polynomial": QT_TRANSLATE_NOOP("engine", "Polynomial"),
        "plateau": QT_TRANSLATE_NOOP("engine", "On plateaus"),
    },
    "loss": {
        "cross_entropy": QT_TRANSLATE_NOOP("engine", "Cross-entropy"),
        "nll": QT_TRANSLATE_NOOP("engine", "Negative log-likelihood"),
        "focal": QT_TRANSLATE_NOOP("engine", "Focal"),
        "bce": QT_TRANSLATE_NOOP("engine", "BCE with logits"),
        "mse": QT_TRANSLATE_NOOP("engine", "Mean squared error"),
        "l1": QT_TRANSLATE_NOOP("engine", "L1 (mean absolute error)"),
    },
    "normalisation": {
        "dataset": QT_TRANSLATE_NOOP("engine", "Of the dataset"),
        "none": QT_TRANSLATE_NOOP("engine", "None (0 to 1)"),
        "symmetric": QT_TRANSLATE_NOOP("engine", "-1 to 1"),
    },
    "averaging": {
        "none": QT_TRANSLATE_NOOP("engine", "None"),
        "ema": "EMA",
        "swa": "SWA",
    },
    "watched": {
        "accuracy": QT_TRANSLATE_NOOP("engine", "Accuracy"),
        "loss": QT_TRANSLATE_NOOP("engine", "Loss"),
    },
    "on_not_finite": {
        "stop": QT_TRANSLATE_NOOP("engine", "Stop"),
        "pause": QT_TRANSLATE_NOOP("engine", "Pause"),
    },
    "precision": {
        "float32": "float32",
        "tf32": "TF32",
        "bf16": "bfloat16",
        "fp16": "float16",
    },
}
"""Field → value → title. Names of the field's own that no language changes are not marked for translation."""

ABSENT_TITLES: dict[str, str] = {
    "clip_norm": QT_TRANSLATE_NOOP("engine", "off"),
    "clip_value": QT_TRANSLATE_NOOP("engine", "off"),
    "limit_train": QT_TRANSLATE_NOOP("engine", "all"),
    "split_seed": QT_TRANSLATE_NOOP("engine", "the run's"),
    "folds": QT_TRANSLATE_NOOP("engine", "off"),
}
"""What no value (``None``) means, per field, where it does not mean «automatic»."""

AUTOMATIC = QT_TRANSLATE_NOOP("engine", "auto")


def choice_title(name: str, value: str) -> str:
    """The title of a choice's value as a template to be translated; the value itself where it has none."""
    return CHOICE_TITLES.get(name, {}).get(value, value)
