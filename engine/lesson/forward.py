"""The steps of the forward pass: the sum and the answer of each unit, then the loss."""

from collections.abc import Iterator

from engine.lesson.arithmetic import Pass
from engine.lesson.formula import (
    EQUALS,
    MINUS,
    NEGATIVE,
    PLUS,
    Brackets,
    Formula,
    Fraction,
    Letter,
    Name,
    Number,
    Row,
    Script,
    Total,
    difference,
    of,
    product,
    row,
    sum_of,
)
from engine.lesson.notation import Notation
from engine.lesson.quantity import MEAN_LOSS, SAMPLE_LOSS, Quantity
from engine.lesson.slopes import activation_of
from engine.lesson.step import Step
from engine.text import QT_TRANSLATE_NOOP, Text

_ANSWERS = {
    "relu": QT_TRANSLATE_NOOP("engine", "ReLU lets a positive sum pass and turns a negative one into 0."),
    "tanh": QT_TRANSLATE_NOOP("engine", "tanh squeezes the sum between −1 and 1."),
    "sigmoid": QT_TRANSLATE_NOOP("engine", "The sigmoid σ squeezes the sum between 0 and 1."),
    "softmax": QT_TRANSLATE_NOOP(
        "engine", "Softmax makes shares of the sums: all are positive, and together they are 1."
    ),
}
_OUTPUT_LOSSES = {
    "binary": QT_TRANSLATE_NOOP(
        "engine",
        "Binary cross-entropy asks each output by itself: is it near 1 where y = 1, and near 0 where y = 0?",
    ),
    "softmax": QT_TRANSLATE_NOOP(
        "engine", "Cross-entropy counts only the share of the right class: −ln of it is 0 when the share is 1."
    ),
    "categorical": QT_TRANSLATE_NOOP(
        "engine",
        "The categorical form sees only the output with y = 1. What a sigmoid says where y = 0 costs nothing.",
    ),
    "squared": QT_TRANSLATE_NOOP("engine", "The squared error is the square of how far the output is from its target."),
}


def forward_steps(done: Pass) -> Iterator[Step]:
    """Sums and answers layer by layer, then what each output costs and what the sample costs."""
    network, notation = done.network, Notation(done.network.depth)
    for layer in range(1, network.depth + 1):
        last = layer == network.depth
        for unit in range(network.sizes[layer]):
            yield _sum(done, notation, layer, unit)
            if not (last and done.loss == "softmax"):
                yield _answer(done, notation, layer, unit)
        if last and done.loss == "softmax":
            for unit in range(network.sizes[layer]):
                yield _answer(done, notation, layer, unit)
    for unit in range(done.outputs):
        yield _output_loss(done, notation, unit)
    yield _sample_loss(done, notation)


def _sum(done: Pass, notation: Notation, layer: int, unit: int) -> Step:
    about, bias = Quantity("sum", layer, unit), Quantity("bias", layer, unit)
    terms, numbers, reads = [], [], []
    for source in range(done.network.sizes[layer - 1]):
        weight, answer = Quantity("weight", layer, unit, source), Quantity("answer", layer - 1, source)
        terms.append(product(notation(weight), notation(answer)))
        numbers.append(product(_number(done, weight), _number(done, answer)))
        reads += [weight, answer]
    return Step(
        "forward",
        about,
        (*reads, bias),
        row(notation(about), EQUALS, sum_of(*terms, notation(bias))),
        sum_of(*numbers, _number(done, bias)),
        done.values[about],
        Text(
            QT_TRANSLATE_NOOP(
                "engine", "The unit adds up what comes in, each value times the weight of its link, and its bias."
            )
        ),
    )


def _answer(done: Pass, notation: Notation, layer: int, unit: int) -> Step:
    about, total = Quantity("answer", layer, unit), Quantity("sum", layer, unit)
    activation = activation_of(done, layer)
    reads: tuple[Quantity, ...] = (total,)
    if activation == "softmax":
        reads = tuple(Quantity("sum", layer, other) for other in range(done.outputs))
    symbols = [notation(read) for read in reads]
    numbers = [_number(done, read) for read in reads]
    place = reads.index(total)
    head = (notation(about), EQUALS)
    symbolic: Formula
    numeric: Formula
    match activation:
        case "relu":
            symbolic = row(*head, _larger(symbols[0]))
            numeric = _larger(numbers[0])
        case "tanh":
            symbolic, numeric = row(*head, of("tanh", symbols[0])), of("tanh", numbers[0])
        case "sigmoid":
            symbolic = row(*head, of("σ", symbols[0]), EQUALS, _sigmoid(symbols[0]))
            numeric = _sigmoid(numbers[0])
        case "softmax":
            symbolic = row(*head, Fraction(_power(symbols[place]), sum_of(*map(_power, symbols))))
            numeric = Fraction(_power(numbers[place]), sum_of(*map(_power, numbers)))
    return Step("forward", about, reads, symbolic, numeric, done.values[about], Text(_ANSWERS[activation]))


def _output_loss(done: Pass, notation: Notation, unit: int) -> Step:
    last = done.network.depth
    about = Quantity("output loss", last, unit)
    answer, target = Quantity("answer", last, unit), Quantity("target", 0, unit)
    y, estimate, y_number, estimate_number = (
        notation(target),
        notation(answer),
        _number(done, target),
        _number(done, answer),
    )
    head = (notation(about), EQUALS)
    match done.loss:
        case "binary":
            symbolic = row(*head, _binary(y, estimate))
            numeric = _binary(y_number, estimate_number)
        case "softmax" | "categorical":
            symbolic = row(*head, NEGATIVE, y, Name(" "), of("ln", estimate))
            numeric = row(NEGATIVE, product(y_number, of("ln", estimate_number)))
        case "squared":
            symbolic = row(*head, Script(Brackets(difference(estimate, y)), above=Name("2")))
            numeric = Script(Brackets(difference(estimate_number, y_number)), above=Name("2"))
    return Step(
        "forward", about, (answer, target), symbolic, numeric, done.values[about], Text(_OUTPUT_LOSSES[done.loss])
    )


def _sample_loss(done: Pass, notation: Notation) -> Step:
    reads = tuple(Quantity("output loss", done.network.depth, unit) for unit in range(done.outputs))
    symbols, numbers = sum_of(*map(notation, reads)), sum_of(*(_number(done, read) for read in reads))
    if done.loss == "squared":
        text = QT_TRANSLATE_NOOP("engine", "The loss of this sample is the mean of what its outputs cost.")
        share = Fraction(Name("1"), Name(str(done.outputs)))
        symbols, numbers = row(share, Brackets(symbols)), row(share, Brackets(numbers))
    else:
        text = QT_TRANSLATE_NOOP("engine", "The loss of this sample is the sum of what its outputs cost.")
    symbolic = row(notation(SAMPLE_LOSS), EQUALS, symbols)
    return Step("forward", SAMPLE_LOSS, reads, symbolic, numbers, done.values[SAMPLE_LOSS], Text(text))


def mean_loss_step(losses: tuple[float, ...], notation: Notation) -> Step:
    """The mean over the losses of all samples."""
    count = Name(str(len(losses)))
    total = Total(row(Letter("n"), Name("=1")), count)
    symbolic = row(
        notation(MEAN_LOSS), EQUALS, Fraction(Name("1"), count), total, Script(notation(SAMPLE_LOSS), Letter("n"))
    )
    return Step(
        "forward",
        MEAN_LOSS,
        (SAMPLE_LOSS,),
        symbolic,
        Fraction(sum_of(*(Number(loss) for loss in losses)), count),
        sum(losses) / len(losses),
        Text(
            QT_TRANSLATE_NOOP("engine", "What training makes smaller is the mean loss over all {count} samples."),
            {"count": len(losses)},
        ),
    )


def _number(done: Pass, value: Quantity) -> Number:
    """A quantity's number, linked with it."""
    return Number(done.values[value], value)


def _larger(formula: Formula) -> Formula:
    return row(Name("max"), Brackets(row(Name("0"), Name(", "), formula)))


def _sigmoid(formula: Formula) -> Formula:
    return Fraction(Name("1"), row(Name("1"), PLUS, _power(_negated(formula))))


def _negated(formula: Formula) -> Formula:
    if isinstance(formula, Number):
        return Number(-formula.value, formula.of)
    return row(NEGATIVE, formula)


def _power(formula: Formula) -> Formula:
    return Script(Letter("e"), above=formula)


def _binary(target: Formula, estimate: Formula) -> Formula:
    gap: Formula = Name(" ")
    if isinstance(target, Number):
        gap = Name("·")
    rest = row(Brackets(row(Name("1"), MINUS, target)), gap, Name("ln"), Brackets(row(Name("1"), MINUS, estimate)))
    inside: tuple[Formula, ...] = (target, gap, Name("ln"), Brackets(estimate), PLUS, rest)
    return row(NEGATIVE, Brackets(Row(inside)))
