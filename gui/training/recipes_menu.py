"""Named hyperparameters to take over: the button above the form and its menu."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from engine.model.templates import template_title
from engine.project import Project
from engine.text import QT_TRANSLATE_NOOP
from engine.training.config import TrainingConfig
from gui import theme
from gui.forms.values import differences
from gui.training.words import absent_word, choice_word, relevant_fields
from gui.translation import say

_TITLES = {
    "reference": QT_TRANSLATE_NOOP("engine", "Reference"),
    "mnist-best": QT_TRANSLATE_NOOP("engine", "MNIST, most accurate"),
    "mnist-draw": QT_TRANSLATE_NOOP("engine", "Digits drawn by hand"),
    "mnist-fast": QT_TRANSLATE_NOOP("engine", "MNIST, for a GPU"),
    "mnist-quick": QT_TRANSLATE_NOOP("engine", "MNIST, quickest"),
}

_ROOM_FOR_THE_ARROW = "\u2002"

OWN_TO_THE_MACHINE = ("device",)
"""What a recipe says nothing about."""


def recipe_title(name: str) -> str:
    """What a recipe is called in the language of now."""
    return say(_TITLES.get(name, name))


def taken(name: str, training: TrainingConfig) -> TrainingConfig:
    """The hyperparameters of a recipe, with what is the machine's own from ``training``."""
    from engine.training.recipes import recipe

    kept = {field: getattr(training, field) for field in OWN_TO_THE_MACHINE}
    return recipe(name).model_copy(update=kept)


def with_network(name: str, project: Project) -> Project | None:
    """The project with a recipe, and the network and dataset it was chosen for; ``None`` where it suits many."""
    from engine.training.recipes import recipe_dataset, recipe_template

    template_name = recipe_template(name)
    if template_name is None:
        return None
    fresh = Project.from_template(template_name)
    return replace(fresh, training=taken(name, project.training), dataset=recipe_dataset(name) or project.dataset)


class RecipesButton(QPushButton):
    """Offers every recipe in a menu; ``chosen(name, network)`` tells which one a person took, and whether with the
    network that it was chosen for."""

    chosen = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recipesButton")
        theme.set_variant(self, "quiet")
        self._training = TrainingConfig()
        self._networks = True
        self.menu_of_recipes = QMenu(self)
        self.menu_of_recipes.setToolTipsVisible(True)
        self.menu_of_recipes.aboutToShow.connect(self._fill)
        self.setMenu(self.menu_of_recipes)
        self.retranslate()

    def show_training(self, training: TrainingConfig) -> None:
        """Take note of the hyperparameters in force, to mark the recipe that they are."""
        self._training = training

    def set_networks(self, offered: bool) -> None:
        """Whether recipes can be taken with their networks."""
        self._networks = offered

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Fetch every word again in the language of now."""
        self.setText(self.tr("Recipes") + _ROOM_FOR_THE_ARROW)
        self.setAccessibleName(self.tr("Recipes"))
        self.setToolTip(self.tr("Take all hyperparameters of a recipe that is known to work"))

    def _fill(self) -> None:
        from engine.training.recipes import recipe_names, recipe_template

        self.menu_of_recipes.clear()
        for name in recipe_names():
            training = taken(name, self._training)
            told = differences(relevant_fields(training), training, choice_word, absent_word)
            action = self._add(name, recipe_title(name), network=False)
            action.setCheckable(True)
            action.setChecked(training == self._training)
            action.setToolTip(" · ".join(told) or self.tr("Every hyperparameter as it is by default"))
            template_name = recipe_template(name)
            if template_name is not None:
                title = self.tr("{recipe}, with its network").format(recipe=recipe_title(name))
                action = self._add(name, title, network=True)
                action.setToolTip(say(template_title(template_name)))
                action.setEnabled(self._networks)

    def _add(self, name: str, title: str, network: bool) -> QAction:
        action = QAction(title, self.menu_of_recipes)
        action.setObjectName(f"recipe-{name}-network" if network else f"recipe-{name}")
        action.triggered.connect(lambda: self.chosen.emit(name, network))
        self.menu_of_recipes.addAction(action)
        return action
