"""Where a person's own things lie: runs, templates, blocks."""

import os
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """NETWRIGHT_HOME where that is set, else the person's own data folder."""
    home = os.environ.get("NETWRIGHT_HOME")
    return Path(home).expanduser() if home else platformdirs.user_data_path("netwright", appauthor=False)
