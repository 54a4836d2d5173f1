"""Opens PyTorch code as a network: reads ``nn.Module`` classes and ``nn.Sequential`` by their syntax.

The way back from :mod:`engine.model.code.writer`, and good for what people write by hand. The code is never executed;
what cannot be understood is noted by line, and the rest is opened.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace

from engine.model.block_uses import MAXIMUM_EXPANDED_LAYERS, expanded_size
from engine.model.blocks import drop_unused
from engine.model.code.reader_budget import Budget
from engine.model.code.reader_classes import instantiate, method
from engine.model.code.reader_folding import fold
from engine.model.code.reader_frame import Frame
from engine.model.code.reader_graph import Graph
from engine.model.code.reader_input import USUAL, Guess, guesses
from engine.model.code.reader_interpreter import Interpreter
from engine.model.code.reader_layers import chain
from engine.model.code.reader_learning import read_groups, read_runs
from engine.model.code.reader_program import (
    Program,
    default_name,
    example_shape,
    how_it_is_made,
    read_program,
    required,
)
from engine.model.code.reader_values import UNKNOWN, Class, Container, Instance, Tensor, Value
from engine.model.code.reading import NoteBook, Reading
from engine.model.code.syntax import parse
from engine.model.layer_type import shape_text
from engine.model.registry import layer_type
from engine.model.spec import Block, ModelSpec, Shape
from engine.text import QT_TRANSLATE_NOOP, NetwrightError

MAXIMUM_WORK_GUESSING = 150_000
WORK_OF_A_LAYER = 20
LEAST_GUESSES = 9
MAXIMUM_GUESSES = 280

_OWN = re.compile(r"Takes (images|inputs) (\d{1,5}(?:×\d{1,5}){0,3}), returns .+\.$")
"""The docstring of a network's class as Netwright writes it."""

_USUAL_ARGUMENTS: dict[str, int] = {
    **dict.fromkeys(("num_classes", "n_classes", "num_class", "nclass", "classes", "output_dim", "out_dim"), 10),
    **dict.fromkeys(("output_size", "num_outputs", "n_out", "out_features"), 10),
    **dict.fromkeys(("in_channels", "in_ch", "channels", "input_channels", "n_channels", "num_channels"), 1),
    **dict.fromkeys(("input_size", "input_dim", "in_dim", "in_features", "num_inputs", "n_in"), 784),
    **dict.fromkeys(("hidden", "hidden_size", "hidden_dim", "num_hidden", "n_hidden", "dim", "embed_dim"), 128),
    **dict.fromkeys(("num_layers", "n_layers", "depth", "layers"), 2),
}
"""What is taken for a constructor's argument that the text does not give."""


def read_code(text: str, class_name: str | None = None) -> Reading:
    """Open the network that the text describes, or the one of that name where it describes several.

    Raises :class:`NetwrightError` where the text is no Python, holds no network, or is too large to be one.
    """
    try:
        tree, lines = parse(text)
        return _Reader(tree, lines, class_name).reading()
    except (RecursionError, MemoryError):
        raise NetwrightError(QT_TRANSLATE_NOOP("engine", "The code is nested deeper than any network needs.")) from None


@dataclass(slots=True)
class _Attempt:
    """The network with the input of one guess. ``faults`` are sizes in the code that do not fit."""

    spec: ModelSpec
    interpreter: Interpreter
    faults: int
    work: int


@dataclass(slots=True)
class _Reader:
    """One text."""

    tree: ast.Module
    lines: tuple[str, ...]
    class_name: str | None
    candidates: tuple[str, ...] = ()
    title: str = ""
    given: Shape | None = None

    def reading(self) -> Reading:
        """The best attempt, with its notes."""
        first = self._attempt(None)
        if self.given is not None:
            best, guess = self._attempt(Guess(self.given)), None
        else:
            best, guess = self._best(first)
        interpreter = best.interpreter
        for line, arrives in interpreter.mismatches.items():
            interpreter.book.add(
                line,
                QT_TRANSLATE_NOOP("engine", "the sizes written here do not fit what arrives ({shape})"),
                shape=shape_text(arrives),
            )
        if guess is not None:
            interpreter.book.add(
                0,
                QT_TRANSLATE_NOOP("engine", "the code does not say how large its input is; {shape} is taken"),
                shape=shape_text(guess.shape),
            )
            if guess.adapter is not None:
                interpreter.book.add(
                    0,
                    QT_TRANSLATE_NOOP("engine", "the code expects rows of numbers; {layer} makes them of an image"),
                    layer=guess.adapter,
                )
        return Reading(best.spec, self.title, interpreter.book.notes(), self.candidates)

    def _best(self, first: _Attempt) -> tuple[_Attempt, Guess]:
        best: tuple[_Attempt, Guess] | None = None
        allowed = MAXIMUM_WORK_GUESSING // max(first.work, 1)
        for number, guess in enumerate(guesses(first.interpreter.sized)):
            if best is not None and number >= min(max(allowed, LEAST_GUESSES), MAXIMUM_GUESSES):
                break
            attempt = self._attempt(guess)
            if best is None or attempt.faults < best[0].faults:
                best = (attempt, guess)
            if attempt.faults == 0:
                break
        return best if best is not None else (self._attempt(Guess(USUAL)), Guess(USUAL))

    def _attempt(self, guess: Guess | None) -> _Attempt:
        book, budget = NoteBook(self.lines), Budget()
        interpreter = Interpreter(book, budget)
        program = read_program(interpreter, self.tree)
        self._choose(program, interpreter)
        network = program.networks[self.title]
        interpreter.class_names = frozenset(program.networks)
        if self.given is None:
            self.given = example_shape(interpreter, network) or _shape_in_words(network)
        module = self._made(interpreter, program, network)
        interpreter.loud = True
        spec = _read_network(interpreter, program.frame, module, guess)
        faults = len(interpreter.mismatches)
        return _Attempt(spec, interpreter, faults, budget.steps_used + WORK_OF_A_LAYER * budget.layers_used)

    def _choose(self, program: Program, interpreter: Interpreter) -> None:
        self.candidates = tuple(program.networks)
        wanted = self.class_name or default_name(program, interpreter)
        if not self.candidates or wanted is None:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "There is no network in this code."),
                QT_TRANSLATE_NOOP("engine", "Expected a class that derives from nn.Module, or an nn.Sequential(…)."),
            )
        if wanted not in program.networks:
            raise NetwrightError(
                QT_TRANSLATE_NOOP("engine", "There is no network “{name}” in this code."),
                QT_TRANSLATE_NOOP("engine", "Known are: {known}."),
                name=wanted[:80],
                known=", ".join(self.candidates[:20]),
            )
        self.title = wanted

    def _made(self, interpreter: Interpreter, program: Program, network: Value) -> Value:
        if not isinstance(network, Class):
            return network
        made = how_it_is_made(interpreter, program, network)
        interpreter.loud = True
        keywords = dict(made.keywords)
        constructor = method(Instance(network, network.node.lineno), "__init__")
        if constructor is not None:
            for name in required(constructor)[len(made.arguments) :]:
                if name not in keywords and name in _USUAL_ARGUMENTS:
                    keywords[name] = _USUAL_ARGUMENTS[name]
                    interpreter.note(
                        constructor.node,
                        QT_TRANSLATE_NOOP("engine", "the code does not say what {name} is; {value} is taken"),
                        name=name,
                        value=keywords[name],
                    )
        interpreter.own_code = _shape_in_words(network) is not None
        instance = instantiate(interpreter, network, list(made.arguments), keywords, network.node, program.frame)
        if isinstance(instance, Instance):
            read_groups(instance)
            read_runs(instance, self.lines)
        return instance


def _shape_in_words(network: Value) -> Shape | None:
    """The input's shape from the docstring of a class that Netwright wrote; ``None`` for any other."""
    found = _OWN.match(ast.get_docstring(network.node) or "") if isinstance(network, Class) else None
    if found is None:
        return None
    sizes = tuple(min(max(int(size), 1), 65_536) for size in found[2].split("×"))
    return (sizes[-1], *sizes[:-1]) if found[1] == "images" and len(sizes) == 3 else sizes


def _read_network(interpreter: Interpreter, around: Frame, module: Value, guess: Guess | None) -> ModelSpec:
    graph = Graph(interpreter.budget)
    shape = guess.shape if guess is not None else None
    params = layer_type("Input").Params.model_validate({"shape": shape or USUAL})
    entrance = graph.port("Input", "input", params, shape, 0)
    if guess is not None and guess.adapter is not None:
        entrance = graph.add(guess.adapter, None, (entrance,), 0)
    answer = _answer(interpreter, around, module, entrance, graph)
    answer = fold(interpreter, graph, answer)
    spec = graph.finish(answer, "output")
    blocks = tuple(Block(name, network) for name, network in interpreter.definitions.items())
    spec = drop_unused(replace(spec, blocks=blocks))
    if expanded_size(spec) > MAXIMUM_EXPANDED_LAYERS:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "Copies of copies make more than {most} layers."), most=MAXIMUM_EXPANDED_LAYERS
        )
    return spec


def _answer(interpreter: Interpreter, around: Frame, module: Value, entrance: Tensor, graph: Graph) -> Tensor | None:
    if isinstance(module, Container):
        found = chain(interpreter, module, [entrance], ast.Pass(), Frame(around.names, graph))
        return found if isinstance(found, Tensor) else None
    if not isinstance(module, Instance):
        return None
    frame = Frame(around.names, graph, module, module.made_by)
    forward = method(module, "forward")
    inner = module.attributes.get("")
    if forward is None and isinstance(inner, Container):
        return _single(interpreter, chain(interpreter, inner, [entrance], module.made_by.node, frame), module)
    if forward is None:
        raise NetwrightError(
            QT_TRANSLATE_NOOP("engine", "The class {name} has no forward, which would say how its layers are linked."),
            name=module.made_by.name,
        )
    others = required(forward)[1:]
    if others:
        interpreter.note(
            forward.node,
            QT_TRANSLATE_NOOP("engine", "a network has one input here; {names} are left out"),
            names=", ".join(others),
        )
    answer = _single(interpreter, interpreter.call_function(forward, [entrance], {}, frame, forward.node), module)
    return _with_probabilities(interpreter, module, entrance, answer, frame)


def _with_probabilities(
    interpreter: Interpreter, module: Instance, entrance: Tensor, answer: Tensor | None, frame: Frame
) -> Tensor | None:
    """The Softmax that Netwright writes outside of ``forward``, which returns logits."""
    method_of_ours = method(module, "probabilities")
    if method_of_ours is None or answer is None or not interpreter.own_code:
        return answer
    interpreter.answers[module] = answer
    found = interpreter.call_function(method_of_ours, [entrance], {}, frame, method_of_ours.node)
    return found if isinstance(found, Tensor) else answer


def _single(interpreter: Interpreter, value: Value, module: Instance) -> Tensor | None:
    """The tensor that a forward returns; the first of several, with a note."""
    line = module.made_by.node
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        tensors = [found for found in value if isinstance(found, Tensor)]
        if len(value) > 1:
            interpreter.note(
                line,
                QT_TRANSLATE_NOOP("engine", "{name}.forward returns {count} values; only the first is the output"),
                name=module.made_by.name,
                count=len(value),
            )
        value = tensors[0] if tensors else UNKNOWN
    if isinstance(value, Tensor):
        return value
    interpreter.note(
        line, QT_TRANSLATE_NOOP("engine", "what {name}.forward returns is not understood"), name=module.made_by.name
    )
    return None
