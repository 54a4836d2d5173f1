"""Rewrites of a network that keep its function: the same answers and gradients, by cheaper steps.

====================  ==================================================================================
``pool-first``        max pooling before the activation in front of it, see :mod:`.pool_first`
``crop``              pixels that no layer uses are not computed, see :mod:`.crop`
``blocked``           convolutions and what stands between them in oneDNN's own layout, see :mod:`.blocked`
====================  ==================================================================================
"""

from engine.model.build import GraphModule, Network
from engine.training.tuning.blocked import blocked
from engine.training.tuning.plan import ExecutionPlan, Rewrite
from engine.training.tuning.pool_first import pool_first
from engine.training.tuning.schedule import Schedule, install, schedule_of
from engine.training.tuning.steps import Steps, steps_of


def apply(network: Network, plan: ExecutionPlan) -> None:
    """Let the network, and the blocks inside it, be computed as the plan says; in place.

    Modules, weights, their names and ``learning_layers()`` stay what they are, and so do ``train()`` and ``eval()``.
    Memory format and threads are left to the caller.
    """
    if not plan.rewrites:
        return
    for graph in network.modules():
        if isinstance(graph, GraphModule):
            install(graph, Schedule(_rewritten(graph, plan), "crop" in plan.rewrites))


def used(network: Network, plan: ExecutionPlan) -> tuple[Rewrite, ...]:
    """The plan's rewrites that change how this network is computed; it was computed by the plan at least once."""
    found: set[Rewrite] = set()
    for graph in network.modules():
        schedule = schedule_of(graph)
        if isinstance(graph, GraphModule) and schedule is not None:
            if "pool-first" in plan.rewrites and pool_first(graph, steps_of(graph)) != steps_of(graph):
                found.add("pool-first")
            if schedule.blocks:
                found.add("blocked")
            if schedule.leaves_out_pixels:
                found.add("crop")
    return tuple(name for name in plan.rewrites if name in found)


def _rewritten(graph: GraphModule, plan: ExecutionPlan) -> Steps:
    steps = steps_of(graph)
    if "pool-first" in plan.rewrites:
        steps = pool_first(graph, steps)
    if "blocked" in plan.rewrites:
        steps = blocked(graph, steps)
    return steps
