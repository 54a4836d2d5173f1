"""Python environments of the peers, made by uv when they are first needed, below ``.tools`` of the project."""

import hashlib
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_KERAS = ("keras==3.15.1", "tensorflow-cpu==2.21.0")
_ON_TORCH = (
    "cloudpickle", "joblib==1.6.0", "lightning==2.6.6", "lightning-utilities==0.15.3", "narwhals==2.29.0",
    "packaging==26.3", "pytorch-lightning==2.6.6", "pyyaml==6.0.4", "scikit-learn==1.9.1", "scipy==1.17.1",
    "skorch==1.4.0", "tabulate==0.10.0", "threadpoolctl==3.8.0", "torchmetrics==1.9.0", "tqdm==4.70.1",
)  # fmt: skip
"""Everything that Lightning and skorch need besides what the project has: torch is the project's own."""


def python_for(peer: str) -> Path:
    """The interpreter that has what the peer needs; raises :class:`RuntimeError` where it cannot be made."""
    if peer == "keras_fit":
        return _environment("keras", _KERAS, share_torch=False)
    if peer in ("lightning_trainer", "skorch_fit"):
        return _environment("torch", _ON_TORCH, share_torch=True)
    return Path(sys.executable)


def _environment(name: str, requirements: tuple[str, ...], *, share_torch: bool) -> Path:
    digest = hashlib.sha256(repr((requirements, sys.version)).encode()).hexdigest()[:8]
    folder = ROOT / ".tools" / "peers" / f"{name}-{digest}"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = folder / "complete"
    if done.exists():
        return python
    uv = shutil.which("uv")
    if uv is None:
        raise RuntimeError("uv is needed to install the peers, and it is not on the path")
    print(f"installing {', '.join(requirements)}", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    _call(uv, "venv", "--quiet", "--python", sys.executable, str(folder))
    alone = ["--no-deps"] if share_torch else []
    _call(uv, "pip", "install", "--quiet", "--python", str(python), *alone, *requirements)
    if share_torch:
        own = subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True, capture_output=True, text=True,
        ).stdout.strip()  # fmt: skip
        (Path(own) / "project.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    done.touch()
    return python


def _call(*command: str) -> None:
    finished = subprocess.run(command, check=False)
    if finished.returncode:
        raise RuntimeError(f"{' '.join(command)} failed with exit code {finished.returncode}")
