"""Makes the module of a backbone and brings its weights: from the installed package, the cache, or the network."""

import hashlib
import os
import tempfile
import threading
import urllib.request
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from engine.model.initialise import initialise
from engine.model.pretrained.adapted import PretrainedBackbone
from engine.model.pretrained.efficientnet_lite import efficientnet_lite0, efficientnet_lite0_weights
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

TORCHVISION_WEIGHTS = "IMAGENET1K_V1"
_PATIENCE_SECONDS = 20
_one_download = threading.Lock()


class Backbone(PretrainedBackbone):
    """A :class:`PretrainedBackbone` whose weights come later, through :meth:`bring_weights`."""

    def __init__(self, family: str, pretrained: bool, **settings: Any) -> None:
        super().__init__(builder(family), weights=None, **settings)
        self.family, self.pretrained = family, pretrained

    @torch.no_grad()
    def bring_weights(self, generator: torch.Generator) -> None:
        """The weights learned from ImageNet, or random ones from ``generator``; raises :class:`NetwrightError`."""
        if self.pretrained:
            self.model.load_state_dict(weights_of(self.family, list(self.model.state_dict())))
        else:
            draw(self.model, generator)


def builder(family: str) -> Callable[..., nn.Module]:
    """The function that makes the family's network."""
    if family == "efficientnet_lite0":
        return efficientnet_lite0
    from torchvision.models import get_model_builder  # type: ignore[import-untyped]

    made: Callable[..., nn.Module] = get_model_builder(family)
    return made


def weights_of(family: str, names: list[str]) -> Mapping[str, Tensor]:
    """The state of those names as learned from ImageNet; raises :class:`NetwrightError` where it is not to be had."""
    if family == "efficientnet_lite0":
        return dict(zip(names, _lite_weights(), strict=True))
    loaded = torch.load(_torchvision_file(family), map_location="cpu", weights_only=True)
    # Files from before 2018 do not count batches; the head is not wanted.
    return {name: loaded.get(name, torch.tensor(0)) if name.endswith("_tracked") else loaded[name] for name in names}


@torch.no_grad()
def draw(model: nn.Module, generator: torch.Generator) -> None:
    """Random weights as the papers draw them: He et al. (2015) by fan-out for convolutions, 0.02 for all else."""
    for part in model.modules():
        if isinstance(part, nn.Conv2d):
            nn.init.kaiming_normal_(part.weight, mode="fan_out", nonlinearity="relu", generator=generator)
            if part.bias is not None:
                part.bias.zero_()
        elif isinstance(part, nn.Linear):
            nn.init.xavier_uniform_(part.weight, generator=generator)
            if part.bias is not None:
                part.bias.zero_()
        elif isinstance(part, nn.MultiheadAttention):
            initialise(part, generator)
        elif isinstance(part, nn.BatchNorm2d | nn.LayerNorm):
            part.reset_parameters()
    for name, parameter in model.named_parameters():
        if name == "class_token":
            parameter.zero_()
        elif name == "encoder.pos_embedding":
            parameter.normal_(0, 0.02, generator=generator)


@cache
def _lite_weights() -> list[Tensor]:
    try:
        return efficientnet_lite0_weights()
    except (ImportError, OSError, ValueError) as error:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The weights of efficientnet_lite0 cannot be used: {reason}."),
            QT_TRANSLATE_NOOP("engine", "Install Netwright's packages again, or start from random weights."),
            reason=str(error),
        ) from error


def _torchvision_file(family: str) -> Path:
    """The file of weights, downloaded where it is not in torch's cache yet, with the digest that its name ends in."""
    from torchvision.models import get_model_weights

    url: str = get_model_weights(family)[TORCHVISION_WEIGHTS].url
    name = url.rpartition("/")[2]
    digest = name.rpartition("-")[2].partition(".")[0]
    file = Path(torch.hub.get_dir()) / "checkpoints" / name
    with _one_download:
        try:
            if not file.exists():
                _download(url, file, digest)
            elif not _has_digest(file, file.stat().st_mtime_ns, digest):
                raise ValueError(f"{file} is damaged: its SHA-256 does not begin with {digest}")
        except (OSError, ValueError) as error:
            raise NetwrightError(
                QT_TRANSLATE_NOOP(
                    "engine", "The weights of {family} are not there: tried {file} and {url} ({reason})."
                ),
                QT_TRANSLATE_NOOP(
                    "engine",
                    "Put the file there, or take efficientnet_lite0, whose weights are installed, or random weights.",
                ),
                family=family,
                file=str(file),
                url=url,
                reason=str(error),
            ) from error
    return file


def _download(url: str, file: Path, digest: str) -> None:
    """Fetch into a temporary file beside, and rename it once its digest is right."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".tmp")
    hashed = hashlib.sha256()
    try:
        with os.fdopen(handle, "wb") as written, urllib.request.urlopen(url, timeout=_PATIENCE_SECONDS) as answer:
            while chunk := answer.read(1 << 20):
                hashed.update(chunk)
                written.write(chunk)
        if not hashed.hexdigest().startswith(digest):
            raise ValueError(f"what came has another SHA-256 than {digest}…")
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)


@cache
def _has_digest(file: Path, _changed: int, digest: str) -> bool:
    """Checked once for each version of the file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest().startswith(digest)
