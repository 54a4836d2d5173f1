"""The engine: what a network is, how it learns and how well it does. It knows no Qt and runs headless."""

import os

# No plugin is to change what a setting means, and to look for some pydantic reads every installed package's metadata.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
