"""What scripts define and import; the classes of networks and blocks need other names."""

NAMES = frozenset((
    "AT_ONCE", "AUGMENTATION", "Any", "Augmentation", "Augmenter", "BATCH_SIZE", "BETA_UNIFORMS", "BLUR", "Blur",
    "CLASS_WEIGHTS", "CLIP_NORM", "CLIP_VALUE", "CROP", "CUTMIX", "CYCLES", "CYCLE_GROWTH", "ELASTIC", "EMA_DECAY",
    "EPOCHS", "EPOCH_FACTOR", "ERASING", "Erasing", "F", "FINAL_FACTOR", "FLIPS", "FOCAL_GAMMA", "FOLD", "FOLDS",
    "Flips", "HIDDEN", "Iterable", "L1", "LABEL_SMOOTHING", "LAYERS", "LEARNING_RATE", "LEAST_AREA", "LIGHT",
    "LIMIT_TRAIN", "Light", "Lion", "MEAN", "METHODS", "MILESTONES", "MIN_CHANGE", "MIXING", "MIXUP", "Mixing", "Muon",
    "NDArray", "NOISE", "Noise", "Numbers", "OWN", "Operation", "Optimizer", "PATIENCE", "PEAK_AT", "PLATEAU_PATIENCE",
    "PLATEAU_THRESHOLD", "POWER", "Pipeline", "Protocol", "RANDAUGMENT", "RATE_FACTOR", "RandAugment", "RandomCrop",
    "SEED", "SPLIT_SEED", "START_FACTOR", "STD", "STEP_EPOCHS", "SWA_START", "Sequence", "Tensor", "VALIDATION_SPLIT",
    "WARMUP_EPOCHS", "WEIGHT_DECAY", "argparse", "batches", "between", "blend", "copy", "dataclass", "draw",
    "draw_backbone", "erased_rectangles", "evaluate", "functional", "groups", "gzip", "initialise", "load", "main",
    "math", "mixed_loss", "nn", "noise_start", "normalise", "np", "orthogonalised", "pathlib", "permutation",
    "rate_factor", "read_idx", "redraw", "refresh_norms", "shrink", "split", "step_seed", "struct", "summed_loss",
    "symmetric_beta", "sys", "torch", "uniform", "words",
))  # fmt: skip
