"""How many threads compute for a thread that uses torch.

OpenMP's threads wait for the next piece of work by spinning, which costs microseconds, or asleep, which costs some 50
each time. GCC's library lets them spin only while all teams of the process together are no larger than the processor:
one thread with a team of its own, such as a predictor's, makes each step of the training a third longer. So the team
belongs to the training; threads that compute beside it keep to themselves.
"""

import torch

ALL_THREADS = torch.get_num_threads()
"""What torch would use by itself: read before anybody sets another number, for torch answers with the last one set."""


def compute_alone() -> None:
    """Let the calling thread compute without a team; for threads that compute beside a training.

    Call it before the thread's first tensor operation. The number holds for the calling thread and for threads that
    have not computed yet, which is why a training sets its own.
    """
    torch.set_num_threads(1)


def compute_together() -> None:
    """Let the calling thread compute with all threads of the processor; for long work when nothing trains."""
    torch.set_num_threads(ALL_THREADS)
