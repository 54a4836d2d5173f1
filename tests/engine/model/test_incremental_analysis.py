"""An analysis that takes over what an edit did not touch finds what a fresh one finds."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.model import blocks, edits
from engine.model.analysis import Analysis, analyse
from engine.model.context import Context
from engine.model.spec import ModelSpec
from engine.model.templates import template
from engine.text import NetwrightError

CONTEXT = Context(classes=10, image_shape=(1, 28, 28), train_images=48_000, batch_size=64)
TYPES = ("Linear", "Conv2d", "ReLU", "MaxPool2d", "Flatten", "BatchNorm2d", "Dropout", "Softmax")


def findings(analysis: Analysis) -> tuple[object, ...]:
    """Everything but the fixes, which are functions."""
    problems = [(found.code, found.severity, found.layer, str(found.text)) for found in analysis.problems]
    reports = {layer_id: (*report.input_shapes, report.output_shape, report.parameters, report.trainable_parameters,
                          report.multiply_adds, report.activation_values, report.receptive_field)
               for layer_id, report in analysis.layers.items()}  # fmt: skip
    return problems, reports, analysis.parameters, analysis.multiply_adds, analysis.activation_values


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_run_of_edits_is_analysed_the_same_step_by_step_as_at_once(data: st.DataObject) -> None:
    spec = template("mnist-cnn")
    known = analyse(spec, CONTEXT)
    for _ in range(data.draw(st.integers(1, 8))):
        spec = _edited(spec, data)
        known = analyse(spec, CONTEXT, before=known)
        assert findings(known) == findings(analyse(spec, CONTEXT))


def _edited(spec: ModelSpec, data: st.DataObject) -> ModelSpec:
    ids = st.sampled_from([layer.id for layer in spec])
    try:
        match data.draw(st.integers(0, 6)):
            case 0:
                return edits.append_layer(spec, data.draw(st.sampled_from(TYPES)), after=data.draw(ids))[0]
            case 1:
                return edits.delete_layers(spec, (data.draw(ids),), heal=data.draw(st.booleans()))
            case 2:
                return edits.connect(spec, data.draw(ids), data.draw(ids))
            case 3:
                return edits.set_learning(spec, data.draw(ids), trainable=data.draw(st.booleans()))
            case 4:
                linear = [layer.id for layer in spec if layer.type == "Linear"]
                return edits.set_params(spec, data.draw(st.sampled_from(linear)), out_features=10) if linear else spec
            case 5:
                return blocks.group(spec, [data.draw(ids) for _ in range(3)])[0]
            case _:
                return edits.move_layer(spec, data.draw(ids), data.draw(ids))
    except NetwrightError:
        return spec


def test_what_an_edit_did_not_touch_is_the_same_report() -> None:
    spec = template("mnist-cnn")
    before = analyse(spec, CONTEXT)
    after = analyse(edits.set_params(spec, "linear1", out_features=64), CONTEXT, before=before)
    assert after.layers["conv2"] is before.layers["conv2"]
    assert after.layers["linear2"] is not before.layers["linear2"]
