"""How much each dimension of a sweep matters for one of its objectives. It imports Optuna when it is asked."""

from collections.abc import Mapping, Sequence

from engine.sweeps.space import SearchSpace
from engine.sweeps.sweep import Objective
from engine.sweeps.trials import Trial

FEWEST_TRIALS = 8
"""With fewer completed trials nothing can be said."""


def importances(space: SearchSpace, trials: Sequence[Trial], objective: Objective) -> Mapping[str, float]:
    """The share of each dimension, together 1: by how much the good trials' values are spread unlike those of all.

    By PED-ANOVA (Watanabe, Bansal and Hutter 2023). Empty with fewer than :data:`FEWEST_TRIALS` completed trials.
    """
    import optuna
    from optuna.importance import PedAnovaImportanceEvaluator, get_param_importances

    from engine.sweeps.sampling import distribution_of, stored_value

    completed = [
        (trial, trial.measures[objective.measure])
        for trial in trials
        if trial.state == "completed" and objective.measure in trial.measures
    ]
    if len(completed) < FEWEST_TRIALS:
        return {}
    study = optuna.create_study(direction=objective.direction)
    distributions = {dimension.name: distribution_of(dimension) for dimension in space}
    study.add_trials(
        [
            optuna.trial.create_trial(
                params={name: stored_value(space[name], value) for name, value in trial.values.items()},
                distributions={name: distributions[name] for name in trial.values},
                value=value,
            )
            for trial, value in completed
        ]
    )
    return get_param_importances(study, evaluator=PedAnovaImportanceEvaluator())
