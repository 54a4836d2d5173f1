"""Every template can learn one batch by heart: nothing on the way from images to weights is cut or bent."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from engine.model.templates import template, template_names
from engine.project import Project
from engine.training.checks import check_project
from engine.training.config import TrainingConfig
from engine.training.setup import load_data, set_up
from engine.training.step import Batch, TrainingStep
from engine.training.step_buffer import StepBuffer

IMAGES, STEPS = 32, 300
TWO_NUMBERS = "teaching-3-2-2"
"""It passes ten digits through two numbers, and can tell only some of them apart."""


@pytest.mark.parametrize("name", template_names())
def test_a_template_learns_one_batch_by_heart(name: str) -> None:
    right_enough, loss_enough, rate = (0.4, 0.5, 3e-2) if name == TWO_NUMBERS else (1.0, 0.2, 3e-3)
    config = TrainingConfig(
        learning_rate=rate, batch_size=IMAGES, limit_train=IMAGES, validation_split=0.0, device="cpu", tune=False
    )
    project = replace(Project.from_template(), model=template(name), training=config)
    _, analysis = check_project(project)
    data = load_data(project, lambda text: None, lambda: None)
    setup = set_up(project, analysis, data, lambda: None, lambda run: {})
    buffer = StepBuffer(setup.device)
    step = TrainingStep(setup, buffer, lambda text: None)
    setup.network.train()
    for module in setup.network.modules():
        if isinstance(module, nn.Dropout):  # it is there to hinder learning by heart
            module.eval()
    first, batch = 0.0, Batch(torch.arange(IMAGES))
    for number in range(1, STEPS + 1):
        step.take(batch, number, 1.0)
        losses, right, _ = buffer.read_back()
        first = first or float(losses[0])
        if right[0] >= right_enough * IMAGES and losses[0] < loss_enough * first:
            break
    assert right[0] >= right_enough * IMAGES
    assert losses[0] < loss_enough * first
