"""How far a layer is said to see is how far it sees: every pixel is changed, and the answers that change are noted."""

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import nn

from engine.model.analysis import analyse
from engine.model.edits import append_layer
from engine.model.layer_type import LayerType
from engine.model.registry import layer_type
from engine.model.spec import Shape
from engine.model.templates import empty_model
from tests.engine.model.layer_cases import one_thread, params_of, takes

__all__ = ["one_thread"]

HEIGHT, WIDTH = 14, 12
IMAGE: Shape = (1, HEIGHT, WIDTH)
WINDOWS = (
    "Conv2d", "MaxPool2d", "AvgPool2d", "ConvTranspose2d", "Upsample", "DepthwiseConv2d", "AdaptiveAvgPool2d",
    "GlobalAvgPool2d", "GlobalMaxPool2d", "PatchEmbedding", "Rows", "ReLU",
)  # fmt: skip

Boxes = dict[int, tuple[int, int, int, int]]


def made_to_show(kind: LayerType, params: object, shape: Shape) -> tuple[nn.Module, Shape]:
    """The module with positive weights, so that no two changes cancel out."""
    output = kind.output_shape(params, (shape,))
    module = kind.module(params, (shape,), output).eval()
    for parameter in module.parameters():
        nn.init.uniform_(parameter, 0.5, 1.0)
    return module, output


@torch.no_grad()
def seen(module: nn.Module, image: tuple[int, int]) -> Boxes:
    """For each place of the answer the box (top, bottom, left, right) of the pixels that it depends on."""
    height, width = image
    still = torch.rand(1, 1, height, width)
    changed = still + 1000 * torch.eye(height * width).reshape(-1, 1, height, width)
    difference = (module.double()(changed.double()) - module(still.double())).abs() > 1e-9
    # Over channels where the answer is an image, over features where it is a sequence or a vector.
    depends = difference.any(1).flatten(1) if difference.dim() == 4 else difference.any(-1).reshape(height * width, -1)
    boxes = {}
    for place in range(depends.shape[1]):
        pixels = depends[:, place].nonzero().flatten()
        if len(pixels):
            rows, columns = pixels // width, pixels % width
            boxes[place] = (int(rows.min()), int(rows.max()), int(columns.min()), int(columns.max()))
    return boxes


def largest(boxes: Boxes) -> tuple[int, int]:
    heights = [bottom - top + 1 for top, bottom, _, _ in boxes.values()]
    widths = [right - left + 1 for _, _, left, right in boxes.values()]
    return max(heights), max(widths)


@pytest.mark.parametrize("name", WINDOWS)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_a_layer_sees_as_far_as_it_says(name: str, data: st.DataObject) -> None:
    kind = layer_type(name)
    params = data.draw(params_of(kind).filter(lambda params: takes(kind, params, (IMAGE,))))
    reach = kind.reach(params, (IMAGE,))
    module, output = made_to_show(kind, params, IMAGE)
    boxes = seen(module, (HEIGHT, WIDTH))
    said = (HEIGHT, WIDTH) if reach.kernel is None else (min(reach.kernel[0], HEIGHT), min(reach.kernel[1], WIDTH))
    padded = getattr(params, "padding", 0) not in (0, "valid") or getattr(params, "ceil_mode", False)
    cut = largest(boxes)
    if padded or name in ("ConvTranspose2d", "Upsample"):
        assert cut[0] <= said[0]
        assert cut[1] <= said[1]
        if len(output) == 3 and min(output[1:]) > 2 * max(said):
            assert cut == said, "a window in the middle is whole"
    else:
        assert cut == said
    if reach.kernel is not None and len(output) == 3 and not padded and name not in ("AdaptiveAvgPool2d",):
        starts = {place: boxes[place][2] for place in range(output[2]) if place in boxes}
        first, last = min(starts), max(starts)
        assert starts[last] - starts[first] == pytest.approx(reach.step[1] * (last - first), abs=said[1])


CHAIN: dict[str, list[dict[str, object]]] = {
    "Conv2d": [{"kernel_size": 3}, {"kernel_size": 2, "stride": 2}, {"kernel_size": 3, "dilation": 2}],
    "AvgPool2d": [{"kernel_size": 2}, {"kernel_size": 3, "stride": 2}],
    "ReLU": [{}],
    "Upsample": [{"scale_factor": 2}],
}


LINKS = [(name, values) for name, choices in CHAIN.items() for values in choices]


@given(names=st.lists(st.sampled_from(LINKS), max_size=4))
@settings(max_examples=40, deadline=None)
def test_the_receptive_field_of_a_chain_is_the_part_of_the_image_that_its_answer_depends_on(
    names: list[tuple[str, dict[str, object]]],
) -> None:
    shape: Shape = (1, 22, 22)
    spec, modules, enlarged, last = empty_model(shape), [], False, "input"
    for name, values in names:
        kind = layer_type(name)
        params = kind.Params.model_validate(values | ({"out_channels": 1} if name == "Conv2d" else {}))
        if not takes(kind, params, (shape,)):
            break
        module, shape = made_to_show(kind, params, shape)
        spec, last = append_layer(spec, name, params=params)
        modules.append(module)
        enlarged = enlarged or name == "Upsample"
    reports = analyse(spec).layers
    said = reports[last].receptive_field
    assert said is not None
    true = largest(seen(nn.Sequential(*modules), (22, 22)))
    # Enlarged pixels end between those of the image: the field is then true up to one pixel before the enlargement.
    coarsest = max(report.field.step_x for report in reports.values() if report.field is not None)
    tolerance = coarsest + 1 if enlarged else 0
    assert all(abs(most - told) <= tolerance for most, told in zip(true, said, strict=True))
