"""Rewrites of a network that keep its function."""

from engine.model.build import Network
from engine.training.tuning.plan import ExecutionPlan


def apply(network: Network, plan: ExecutionPlan) -> None:
    """Rewrite the network as the plan says."""
