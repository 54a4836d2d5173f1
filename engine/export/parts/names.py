"""What scripts define and import; the classes of networks and blocks need other names."""

NAMES = frozenset((
    "AT_ONCE", "AUGMENTATION", "Any", "Augmentation", "Augmenter", "BATCH_SIZE", "BETA_UNIFORMS", "CLASS_WEIGHTS",
    "CLIP_NORM", "CLIP_VALUE", "CUTMIX", "CYCLES", "CYCLE_GROWTH", "ELASTIC", "EMA_DECAY", "EPOCHS", "EPOCH_FACTOR",
    "F", "FINAL_FACTOR", "FOCAL_GAMMA", "HIDDEN", "Iterable", "L1", "LABEL_SMOOTHING", "LAYERS", "LEARNING_RATE",
    "LIMIT_TRAIN", "Lion", "MEAN", "METHODS", "MILESTONES", "MIN_CHANGE", "MIXING", "MIXUP", "Mixing", "Muon",
    "NDArray", "Numbers", "OWN", "Optimizer", "PATIENCE", "PEAK_AT", "PLATEAU_PATIENCE", "PLATEAU_THRESHOLD", "POWER",
    "RATE_FACTOR", "SEED", "START_FACTOR", "STD", "STEP_EPOCHS", "SWA_START", "Tensor", "VALIDATION_SPLIT",
    "WARMUP_EPOCHS", "WEIGHT_DECAY", "argparse", "batches", "between", "blend", "copy", "dataclass", "draw",
    "draw_backbone", "evaluate", "functional", "groups", "gzip", "initialise", "load", "main", "math", "mixed_loss",
    "nn", "normalise", "np", "orthogonalised", "pathlib", "permutation", "rate_factor", "read_idx", "redraw",
    "refresh_norms", "shrink", "split", "step_seed", "struct", "summed_loss", "symmetric_beta", "sys", "torch",
    "uniform", "words",
))  # fmt: skip
