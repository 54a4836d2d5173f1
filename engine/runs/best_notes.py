"""What stands in the header of a run's best weights: of which epoch and after which step they are."""

from collections.abc import Mapping

from engine.runs.run import Run


def best_notes(run: Run) -> Mapping[str, str]:
    """The notes beside the best weights, such as ``epoch`` and ``step``, without torch; raises :class:`OSError`."""
    import safetensors

    try:
        with safetensors.safe_open(run.best_weights, framework="np") as file:
            return file.metadata() or {}
    except safetensors.SafetensorError as error:
        raise OSError(str(error)) from error
