"""What a layer may be called. Its id is the attribute's name in the code and the prefix of its weights' names."""

import keyword
import unicodedata

from engine.model.ports import ENDS
from engine.model.spec import LayerSpec, ModelSpec
from engine.text import QT_TRANSLATE_NOOP, Text

MAXIMUM_NAME = 60

OF_MODULES = frozenset(
    """
    T_destination _apply _backward_hooks _backward_pre_hooks _buffers _call_impl _compiled_call_impl _forward_hooks
    _forward_hooks_always_called _forward_hooks_with_kwargs _forward_pre_hooks _forward_pre_hooks_with_kwargs
    _get_backward_hooks _get_backward_pre_hooks _get_name _is_full_backward_hook _load_from_state_dict
    _load_state_dict_post_hooks _load_state_dict_pre_hooks _maybe_warn_non_full_backward_hook _modules _named_members
    _non_persistent_buffers_set _parameters _register_load_state_dict_pre_hook _register_state_dict_hook
    _replicate_for_data_parallel _save_to_state_dict _slow_forward _state_dict_hooks _state_dict_pre_hooks _version
    _wrapped_call_impl add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches
    eval extra_repr float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict
    modules mtia named_buffers named_children named_modules named_parameters parameters register_backward_hook
    register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook
    register_full_backward_pre_hook register_load_state_dict_post_hook register_load_state_dict_pre_hook
    register_module register_parameter register_state_dict_post_hook register_state_dict_pre_hook requires_grad_
    set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad
    """.split()  # noqa: SIM905 - a line per name would be a page
)
"""What every ``torch.nn.Module`` has already; a test holds this list against torch, which is not imported here."""
OF_WRITTEN_CLASSES = frozenset(("parameter_groups", "probabilities"))
"""Methods that written classes may have."""
OF_WRITTEN_CODE = frozenset(("F", "nn", "self", "torch", "x"))
"""Names that stand for something else in every written ``forward``."""


def is_name(text: str) -> bool:
    """Whether Python takes the text for a name."""
    return text.isidentifier() and not keyword.iskeyword(text)


def is_of_modules(name: str) -> bool:
    """Whether no module can have a child of that name, because its class uses the name itself."""
    return name in OF_MODULES or name in OF_WRITTEN_CLASSES or (name.startswith("__") and name.endswith("__"))


def allowed(name: str) -> str:
    """The name itself, or with ``_`` behind it where a layer cannot have it; ``__main__`` becomes ``main``."""
    if name.startswith("__") and name.endswith("__"):
        bare = name.strip("_") or "layer"
        name = bare if is_name(bare) else f"_{bare}"
    return f"{name}_" if is_of_modules(name) or name in OF_WRITTEN_CODE else name


def tidied(name: str) -> str:
    """What a person typed as Python will read it: without spaces around it, and with letters in their usual form."""
    return unicodedata.normalize("NFKC", name.strip())


def why_not(spec: ModelSpec, layer: LayerSpec, name: str) -> Text | None:
    """Why a layer of the network cannot have another name; ``None`` where it can."""
    shown = {"name": name[:40]}
    if not name:
        return Text(QT_TRANSLATE_NOOP("engine", "A layer needs a name."))
    if len(name) > MAXIMUM_NAME:
        return Text(QT_TRANSLATE_NOOP("engine", "A name has at most {most} characters."), {"most": MAXIMUM_NAME})
    if keyword.iskeyword(name):
        return Text(QT_TRANSLATE_NOOP("engine", "“{name}” is a word of the language Python."), shown)
    if not name.isidentifier():
        return Text(
            QT_TRANSLATE_NOOP("engine", "“{name}” is no name: use letters, digits and _ only, no digit first."), shown
        )
    if name.startswith("__"):  # which Python spells otherwise inside of classes
        return Text(QT_TRANSLATE_NOOP("engine", "A name cannot begin with two underscores."))
    is_port = layer.type in ENDS
    if (name in OF_WRITTEN_CODE and not (is_port and name == "x")) or (is_of_modules(name) and not is_port):
        return Text(
            QT_TRANSLATE_NOOP("engine", "PyTorch code uses “{name}” for something else. Try “{other}”."),
            {**shown, "other": f"{name}_"},
        )
    if name != layer.id and name in spec:
        return Text(QT_TRANSLATE_NOOP("engine", "There is already a layer named {name}."), shown)
    return None
