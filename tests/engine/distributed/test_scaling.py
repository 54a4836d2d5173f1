"""The probe, what it says, and the model of many processes."""

import math

import pytest

from engine.distributed.model import Cluster, Link, Workload, fitted_link, shared_step
from engine.distributed.probe import places, probe_scaling
from engine.distributed.scaling import ProcessesMeasured, Scaling
from engine.machine.cores import usable_cores
from engine.text import NetwrightError
from engine.training.failures import Cancelled
from tests.engine.distributed.ranks import project_of, small_network


def scaling(*measured: ProcessesMeasured) -> Scaling:
    return Scaling("cpu", "a processor", "gloo", 64, 1000, 4_000_000, 4, measured)


ONE, SLOW = ProcessesMeasured(1, 0.010, 0.0), ProcessesMeasured(2, 0.006, 0.005)


def test_the_advice_has_the_figures() -> None:
    assert not scaling(ONE, SLOW).helps
    assert str(scaling(ONE, SLOW).advice) == (
        "More processes would not help: a step takes 10 ms alone; with 2 processes it would take 6 ms to compute and "
        "5 ms to add up 4.00 MB of gradients, 0.91 times as fast."
    )
    fast = scaling(ONE, SLOW, ProcessesMeasured(4, 0.003, 0.001, 0.001))
    assert fast.helps
    assert fast.best.processes == 4
    assert str(fast.advice) == (
        "4 processes would help: a step takes 10 ms alone, and 3 ms to compute and 2 ms to add up 4.00 MB of gradients "
        "together, 2.00 times as fast."
    )
    assert "room for one process" in str(scaling(ONE).advice)
    assert fast.to_data()["measured"][2] | {"speedup": 2.0, "step_seconds": 0.005} == fast.to_data()["measured"][2]


def test_a_probe_measures_with_processes_of_their_own() -> None:
    project = project_of(small_network("Dropout"))
    found = probe_scaling(project, 2)
    assert [one.processes for one in found.measured] == [1, 2]
    assert all(one.compute_seconds > 0 for one in found.measured)
    assert found.measured[0].talk_seconds == 0.0
    assert found.measured[1].all_reduce_seconds > 0
    assert found.measured[1].statistics_seconds > 0
    assert (found.backend, found.batch_size, found.gradient_bytes) == ("gloo", 32, 4 * found.parameters)
    assert places(project) == min(usable_cores(), 32)


def test_a_probe_can_be_stopped_and_says_why_it_failed() -> None:
    with pytest.raises(Cancelled):
        probe_scaling(project_of(small_network()), 1, lambda: True)
    with pytest.raises(NetwrightError, match=r"The probe of 1 processes failed: .*fp16"):
        probe_scaling(project_of(small_network(), precision="fp16"), 1)


def test_a_link_is_found_from_the_rings_that_it_made() -> None:
    link = Link(bandwidth=2e9, latency=40e-6)
    rings = [(size, 2, link.ring_seconds(size, 2)) for size in (1e5, 1e6, 2e7)]
    found = fitted_link([*rings, (5e6, 4, link.ring_seconds(5e6, 4))])
    assert (found.bandwidth, found.latency) == pytest.approx((link.bandwidth, link.latency))
    assert link.ring_seconds(1e6, 1) == 0.0
    scattered = fitted_link([(1e5, 2, 9e-4), (1e6, 2, 5e-4)])
    assert (scattered.bandwidth, scattered.latency > 0) == (math.inf, True)


def test_a_cluster_adds_up_within_machines_and_between_them() -> None:
    inside, between = Link(400e9, 2e-6), Link(50e9, 10e-6)
    cluster = Cluster(gpus=8, peak=1e13, efficiency=0.5, launch=1e-5, inside=inside, between=between, overlap=0.5)
    assert cluster.all_reduce_seconds(8e6, 8) == inside.ring_seconds(8e6, 8)
    assert cluster.all_reduce_seconds(8e6, 64) == inside.ring_seconds(8e6, 8) + between.ring_seconds(1e6, 8)
    work = Workload("network", gradient_bytes=8_000_000, multiply_adds=1_000_000, kernels=10, exchanges=2)
    assert cluster.compute_seconds(work, 1000) == pytest.approx(6e9 / 5e12)
    assert cluster.compute_seconds(work, 1) == pytest.approx(1e-4), "no less than all launches"
    alone = cluster.step_seconds(work, 1, 1000)
    assert alone == cluster.compute_seconds(work, 1000)
    hidden = alone + 2 * cluster.all_reduce_seconds(0, 64)
    assert cluster.step_seconds(work, 64, 1000) == pytest.approx(hidden)
    assert cluster.step_seconds(work, 64, 10) > cluster.step_seconds(work, 1, 10)
    assert shared_step(0.009, 0.002, overlap=1.0) == 0.009, "hidden behind the backward pass"
    assert shared_step(0.009, 0.002, overlap=0.0) == pytest.approx(0.011)
