"""Forms derived from typed settings: see :class:`SettingsForm`."""

from gui.forms.form import SettingsForm

__all__ = ["SettingsForm"]
