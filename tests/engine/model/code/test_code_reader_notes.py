"""What could not be understood is listed by line, and the rest is opened; several networks in one text are named."""

import pytest

from engine.export.script import training_script
from engine.model.code.reader import read_code
from engine.model.code.reading import Reading
from engine.model.templates import template_names
from engine.project import Project
from engine.text import NetwrightError

HEAD = """import torch
from torch import nn
import torch.nn.functional as F
import somewhere

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 3)
        self.strange = somewhere.Layer(8)
        self.fc = nn.Linear(8 * 26 * 26, 10)
"""


def reading_of(*forward: str, head: str = HEAD) -> Reading:
    lines = "".join(f"        {line}\n" for line in forward)
    return read_code(f"{head}    def forward(self, x):\n{lines}")


def noted(reading: Reading) -> list[tuple[int, str]]:
    return [(note.line, str(note.text)) for note in reading.notes if note.line]


def types(reading: Reading) -> list[str]:
    assert reading.spec is not None
    return [layer.type for layer in reading.spec.layers]


def test_an_unknown_layer_becomes_an_identity_under_its_name() -> None:
    reading = reading_of("x = self.strange(self.conv(x))", "return self.fc(x.flatten(1))")
    assert reading.spec is not None
    assert [layer.id for layer in reading.spec.layers] == ["input", "conv", "strange", "flatten1", "fc", "output"]
    assert reading.spec["strange"].type == "Identity"
    assert noted(reading) == [(13, "strange is not known; an Identity stands in its place")]
    assert reading.notes[-1].source == "x = self.strange(self.conv(x))"


def test_a_torch_layer_without_a_counterpart_becomes_an_identity_too() -> None:
    reading = read_code("nn.Sequential(nn.Conv2d(1, 8, 3), nn.Threshold(0.1, 20), nn.Flatten(), nn.Linear(5408, 10))")
    assert types(reading) == ["Input", "Conv2d", "Identity", "Flatten", "Linear", "Output"]
    assert noted(reading) == [(1, "there is no layer for Threshold; an Identity stands in its place")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x = torch.exp(x)", "there is no layer for exp; an Identity stands in its place"),
        ("x = x.view(-1, 4, 5, 6, 7, 8)", "this view is not understood; an Identity stands in its place"),
        ("x = x[x > 0]", "this part of a tensor is not understood; an Identity stands in its place"),
        ("x = x - 0.5", "arithmetic with what is no layer's output is left out"),
        ("x = x @ x", "there is no layer for MatMult; an Identity stands in its place"),
        ("print(x)", "the output to the terminal is left out"),
        ("assert x.dim() == 4", "the check is left out"),
        ("x = self.conv(self.conv(x))", "conv is used again with the same weights; here each use has its own"),
        ("if unknown: x = F.relu(x)", "the condition is not known; the first branch is taken"),
        ("if unknown: return x", "the condition is not known; the branch that leaves is not taken"),
        ("for i in unknown: x = F.relu(x)", "what the loop goes over is not known; it is left out"),
        ("while unknown: x = F.relu(x)", "the loop's condition is not known; it is left out"),
        ("async def f(): pass", "a statement of this kind is not understood and was left out"),
    ],
)
def test_what_is_not_understood_is_noted_with_its_line_and_the_rest_is_opened(line: str, expected: str) -> None:
    reading = reading_of("x = self.conv(x)", line, "return self.fc(F.relu(x).flatten(1))")
    assert (14, expected) in noted(reading)
    assert types(reading)[-4:] == ["ReLU", "Flatten", "Linear", "Output"]


def test_arguments_that_a_layer_does_not_have_are_noted_and_left_out() -> None:
    code = 'nn.Sequential(\n nn.Conv2d(1, 8, 3, padding_mode="circular"),\n nn.Flatten(), nn.Linear(5408, unknown))'
    reading = read_code(code)
    assert types(reading) == ["Input", "Conv2d", "Flatten", "Linear", "Output"]
    assert (2, "Conv2d: the argument padding_mode=circular is not known; it is left out") in noted(reading)
    assert (3, "Linear: the value of out_features is not known; it is left out") in noted(reading)


def test_a_value_out_of_range_gives_way_to_the_default_with_a_note() -> None:
    reading = read_code("nn.Sequential(nn.Flatten(), nn.Dropout(p=1.5), nn.Linear(784, 10))")
    assert reading.spec is not None
    assert reading.spec["dropout1"].params.p == 0.5  # type: ignore[attr-defined]
    assert any("p: Input should be less than 1, found 1.5" in text for _, text in noted(reading))


def test_sizes_that_do_not_fit_each_other_are_noted_where_they_stand() -> None:
    reading = read_code("nn.Sequential(\nnn.Linear(784, 128),\nnn.Linear(64, 10))")
    assert noted(reading) == [(3, "the sizes written here do not fit what arrives (128)")]


def test_sizes_fixed_by_keyword_stay_fixed() -> None:
    reading = read_code("nn.Sequential(nn.Flatten(), nn.Linear(in_features=784, out_features=10))")
    assert reading.spec is not None
    assert reading.spec["linear1"].params.in_features == 784  # type: ignore[attr-defined]


def test_the_example_in_the_text_says_how_large_the_input_is() -> None:
    code = "m = nn.Sequential(nn.Conv2d(3, 8, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 10))\n"
    reading = read_code(code + "y = m(torch.randn(16, 3, 48, 64))")
    assert reading.spec is not None
    assert reading.spec["input"].params.shape == (3, 48, 64)  # type: ignore[attr-defined]
    assert reading.notes == ()


SEVERAL = """
class Part(nn.Module):
    def forward(self, x):
        return F.relu(x) + x

class First(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.part, self.fc = Part(), nn.Linear(784, width)
    def forward(self, x):
        return self.part(self.fc(x.flatten(1)))

class Second(First):
    def forward(self, x):
        return self.fc(x.flatten(1))

third = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
"""


def test_of_several_networks_the_one_that_is_asked_for_is_read() -> None:
    assert read_code(SEVERAL).candidates == ("Part", "First", "Second", "third")
    titles = {name: read_code(SEVERAL, name) for name in ("First", "Second", "third")}
    assert {name: reading.title for name, reading in titles.items()} == {name: name for name in titles}
    assert types(titles["First"]) == ["Input", "Flatten", "Linear", "Block", "Output"]
    assert types(titles["Second"]) == ["Input", "Flatten", "Linear", "Output"]
    with pytest.raises(NetwrightError, match=r"no network “Fourth”.*Part, First, Second, third"):
        read_code(SEVERAL, "Fourth")


def test_the_network_that_the_text_makes_is_the_one_that_is_meant() -> None:
    reading = read_code(SEVERAL + "\ndef main():\n    net = First(width=10).to(device)\n\nmain()\n")
    assert reading.title == "First"
    assert reading.spec is not None
    assert reading.spec["fc"].params.out_features == 10  # type: ignore[attr-defined]


def test_arguments_that_nobody_gives_are_taken_as_usual_with_a_note() -> None:
    code = SEVERAL.replace("width=32", "in_channels, num_classes").replace("width)", "num_classes)")
    reading = read_code(code, "First")
    assert reading.spec is not None
    assert reading.spec["fc"].params.out_features == 10  # type: ignore[attr-defined]
    assert (7, "the code does not say what num_classes is; 10 is taken") in noted(reading)


def test_text_from_a_terminal_a_notebook_or_a_page_is_read_as_well() -> None:
    terminal = (
        ">>> import torch.nn as nn\n>>> net = nn.Sequential(\n...     nn.Flatten(),\n...     nn.Linear(784, 10))\n"
    )
    page = "```python\n    %matplotlib inline\n    !ls\n    nn.Sequential(nn.Flatten(), nn.Linear(784, 10))\n```"
    assert types(read_code(terminal)) == types(read_code(page)) == ["Input", "Flatten", "Linear", "Output"]


@pytest.mark.parametrize("name", template_names())
def test_an_exported_training_script_is_opened_as_the_network_that_it_trains(name: str) -> None:
    project = Project.from_template(name)
    reading = read_code(training_script(project))
    assert reading.spec is not None
    assert reading.notes == ()
    found = {layer.id: (layer.type, layer.params, layer.inputs) for layer in reading.spec.layers}
    assert found == {layer.id: (layer.type, layer.params, layer.inputs) for layer in project.model.layers}
