"""Where the processes of a run add up their figures and agree on what one of them was asked for."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.distributed.control import SharedControl
from engine.distributed.group import Group
from engine.project import project_from_data


class Meeting:
    """One message for all that a clock, a signal or a person decides. Every process comes as often as the others."""

    def __init__(self, group: Group, control: SharedControl) -> None:
        self._group, self._control = group, control

    def beat(self) -> None:
        """Meet for what was asked for alone; raises :class:`RuntimeError` where another process is lost."""
        self.meet(torch.zeros(0))

    def meet(self, figures: Tensor, number: int = 0) -> tuple[NDArray[np.float64], int]:
        """``figures`` summed over the processes, and the first one's ``number``; what was asked for is decided."""
        asked = self._control.take_asked()
        leads = self._group.world.leads
        own = [asked.stop, asked.pause, leads and asked.change is not None, number if leads else 0]
        summed = self._group.sum(torch.cat([figures.double(), torch.tensor(own, dtype=torch.float64)])).numpy()
        stop, pause, change, agreed = summed[-len(own) :]
        project = None
        if change:
            told = self._group.tell(asked.change.to_data() if leads and asked.change is not None else None)
            project = project_from_data(told)
        self._control.decide(stop=bool(stop), pause=bool(pause), change=project)
        return summed[: -len(own)], int(agreed)
