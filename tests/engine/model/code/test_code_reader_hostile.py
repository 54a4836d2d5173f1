"""Text that is broken or made to harm is refused, or read in part, quickly and with little memory."""

import keyword
import random
import re
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.model.code.fuzzing import fuzz_code
from engine.model.code.reader import read_code
from engine.model.code.writer import write_model
from engine.model.templates import template, template_names
from engine.text import NetwrightError
from tests.engine.model.code import code_corpus, code_corpus_blocks, code_corpus_modern, code_corpus_parts
from tests.engine.model.code.code_corpus import Sample

CODES = (
    *(
        value.code
        for module in (code_corpus, code_corpus_blocks, code_corpus_modern, code_corpus_parts)
        for value in vars(module).values()
        if isinstance(value, Sample)
    ),
    *(write_model(template(name), name) for name in template_names()),
)
SECONDS = 12.0
"""Far more than any of these takes on a quiet machine; a machine that does other work as well is slow."""
MEGABYTES = 200
SLOW_UNDER_TRACE = ("mutual", "blocks of blocks", "method recursion", "block of itself")
"""Deep calls with many exceptions: tracing memory makes each take seconds, and they hold little of it."""


def network(constructor: str, forward: str = "return x", around: str = "") -> str:
    return f"""
{around}
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)
        {constructor}

    def forward(self, x):
        x = self.fc(x.flatten(1))
        {forward}
"""


HOSTILE = {
    "power": network("self.a = nn.Linear(10 ** 10 ** 10, 9 ** 9 ** 9)", "return self.a(x)"),
    "long text": network('self.a = "a" * 10 ** 9; self.b = "a" * 10 ** 4 * 10 ** 9'),
    "doubled text": network("s = 'ab'\n        for i in range(100): s = s + s"),
    "doubled list": network("s = [1, 2]\n        for i in range(100): s = s + s"),
    "doubled tuple": network("s = (1, 2)\n        for i in range(100): s += s"),
    "list times": network("s = [nn.ReLU()] * 10 ** 9"),
    "list of lists": network("s = []\n        for i in range(9999): s = [s, s]\n        self.s = s == s"),
    "list in itself": network("s = []\n        s.append(s)\n        self.s = s == s\n        self.t = s"),
    "endless loop": network("while True: pass"),
    "loop in loop": network("for i in range(9999):\n            for j in range(9999):\n                k = i * j"),
    "comprehension": network("s = [i for i in range(9999) for j in range(9999) for k in range(9999)]"),
    "many rounds": network("s = [i for i in range(10 ** 12)]"),
    "recursion": network("self.f()", around="def f():\n    return f()\ng = f()"),
    "method recursion": network("self.go()", "return self.forward(x)") + "    def go(self):\n        self.go()\n",
    "mutual": "def f(x):\n    return g(x) + g(x)\ndef g(x):\n    return f(x) + f(x)\n" + network("", "return f(x)"),
    "lambda": network("f = lambda f: f(f)\n        f(f)"),
    "block of itself": network("self.inner = Net()", "return self.inner(x)"),
    "blocks of blocks": "".join(
        f"class B{n}(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        f"        self.a = B{n - 1}()\n        self.b = B{n - 1}()\n"
        "    def forward(self, x):\n        return self.b(self.a(x))\n"
        for n in range(1, 40)
    ),
    "many layers": network("self.s = nn.Sequential(*[nn.Sequential(*[nn.ReLU()] * 100)] * 100)", "return self.s(x)"),
    "one list, many calls": network(
        "s = list(range(9000))\n        for i in range(9000): t = len(s); u = s[0]; a, b = s"
    ),
    "big search": network("s = list(range(9000))\n        for i in range(9000): t = 9999 in s"),
    "keywords": network("d = {str(i): i for i in range(9000)}\n        for i in range(9000): dict(**d)"),
    "insertions": network("s = []\n        for i in range(200000): s.insert(0, i)"),
    "shift": network("self.a = 1 << 10 ** 9"),
    "factorial": network("a = 1\n        for i in range(1, 9000): a = a * i"),
    "format": network('s = f"{10 ** 9:>{10 ** 9}}"'),
    "percent": network('s = "%1000000000d" % 1'),
    "braces": network("x = " + "(" * 90 + "1" + ")" * 90),
    "deep brackets": "x = " + "[" * 5000 + "]" * 5000,
    "deep calls": "nn.Sequential(" * 300 + ")" * 300,
    "deep signs": "x = " + "-" * 50_000 + "1",
    "deep not": "x = " + "not " * 20_000 + "1",
    "deep attribute": "x = a" + ".b" * 20_000,
    "deep sum": "x = 1" + " + 1" * 20_000,
    "deep blocks": "".join(" " * n + "if a:\n" for n in range(90)) + " " * 90 + "pass",
    "elif": "if a: pass\n" + "elif a: pass\n" * 3000,
    "many names": ", ".join(f"a{n}" for n in range(60_000)),
    "long line": "x = '" + "a" * 500_000 + "'",
    "too long": "#" * 600_000,
    "digits": "x = " + "9" * 5000,
    "hexadecimal": "x = 0x" + "f" * 200_000,
    "surrogates": "class \ud800: pass",
    "zero": "nn.Sequential(\0)",
    "empty": "",
    "words": "Dear reader, here is no code at all.",
    "binary": bytes(range(256)).decode("latin-1") * 50,
    "other network": "model = keras.Sequential([layers.Dense(10)])",
    "no forward": "class Net(nn.Module):\n    pass",
    "decorated": "@property\n@staticmethod\nclass Net(nn.Module):\n    forward = 3",
    "own base": "class A(A): forward = lambda self, x: x\nclass A(A): pass",
    "property loop": network("", "return self.p") + "    @property\n    def p(self):\n        return self.p\n",
    "shape of nothing": network("", "return x.view(*x.size()[5:]).view(0, -1, -1).permute(9, 9).transpose(7, 8)"),
    "strange arguments": network("self.a = nn.Conv2d(None, 'x', [], stride={}, padding=nn)", "return self.a(x)"),
    "strange sizes": network(
        "self.a = nn.Linear(-5, 0)\n        self.b = nn.Conv2d(1, 10**15, 1e300, -1)", "return self.a(self.b(x))"
    ),
    "keyword names": network('setattr(self, "class", nn.ReLU())\n        setattr(self, "a b", nn.ReLU())', "return x"),
    "divide": network("self.a = 1 / 0 + 1 // 0 + 1 % 0 + 0 ** -1"),
    "yield": "async def f():\n    yield await f()\nx = f()\nmatch x:\n    case [1, *_]: pass\n" + network(""),
}


def opened(code: str) -> bool:
    try:
        return read_code(code).spec is not None
    except NetwrightError as error:
        return not str(error)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_or_refused_by_a_sentence_quickly(name: str) -> None:
    started = time.monotonic()
    assert opened(HOSTILE[name]) in (True, False)
    assert time.monotonic() - started < SECONDS


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in SLOW_UNDER_TRACE])
def test_hostile_text_takes_little_memory(name: str) -> None:
    tracemalloc.start()
    try:
        assert opened(HOSTILE[name]) in (True, False)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MEGABYTES * 2**20


def test_a_layer_around_hostile_arithmetic_is_still_opened() -> None:
    reading = read_code(HOSTILE["power"])
    assert reading.spec is not None
    assert [layer.type for layer in reading.spec.layers] == ["Input", "Flatten", "Linear", "Linear", "Output"]
    assert [note.line for note in reading.notes if "out_features" in str(note.text)] == [7]


def test_nothing_of_the_text_is_executed(tmp_path: Path) -> None:
    mark = tmp_path / "executed"
    code = f'open("{mark}", "w")\nimport os; os.system("touch {mark}")\n__import__("os").mkdir("{mark}")\n'
    read_code(
        code + network(f'open("{mark}", "w").write("x"); exec("1")', f"eval(\"open('{mark}', 'w')\"); return x", code)
    )
    assert not mark.exists()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("class Net(nn.Module:\n  pass", r"Line 1: this is no Python code"),
        ("x = 1\ny = = 2", r"Line 2: this is no Python code"),
        ("x = 1", r"no network in this code.*nn\.Module"),
        ("class A(nn.Module):\n    def __init__(self): self.a = 1", r"class A has no forward"),
        ("nn.Sequential(" * 120 + ")" * 120, r"nested deeper"),
    ],
)
def test_the_error_says_what_was_expected_and_where(code: str, expected: str) -> None:
    with pytest.raises(NetwrightError, match=expected):
        read_code(code)


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_random_bytes_are_refused_by_a_sentence(data: bytes) -> None:
    assert fuzz_code(data) in (True, False)


@given(st.integers(0, 2**32 - 1))
@example(3124956677)  # a layer called __main__
@example(682789)  # three multiples of one layer's answer, put together
@settings(max_examples=60)
def test_mutated_code_is_read_or_refused_by_a_sentence(seed: int) -> None:
    assert fuzz_code(mutated(random.Random(seed)).encode("utf-8", errors="replace")) in (True, False)


def mutated(chance: random.Random) -> str:
    """Code with names and numbers swapped, repeated, or taken from another sample, and now and then a sign as well."""
    pieces = re.findall(r"\s+|\w+|[^\w\s]", chance.choice(CODES))
    places = [place for place, piece in enumerate(pieces) if piece[0].isalnum() and not keyword.iskeyword(piece)]
    others = [piece for piece in re.findall(r"\w+", chance.choice(CODES)) if not keyword.iskeyword(piece)]
    for _ in range(chance.randint(1, 6)):
        place, other = chance.choice(places), chance.choice(places)
        match chance.randrange(12):
            case 0 | 1 | 2:
                pieces[place], pieces[other] = pieces[other], pieces[place]
            case 3 | 4:
                pieces[place] = pieces[other]
            case 5 | 6 | 7:
                pieces[place] = chance.choice(
                    ["x", "0", "-1", "self", "None", "()", "[0]", "nn", "1e9", "99999", "x[0]"]
                )
            case 8 | 9 | 10:
                pieces[place] = chance.choice(others)
            case _:
                pieces[chance.randrange(len(pieces))] = chance.choice(["", "(", ":", "*", "\n", " "])
    return "".join(pieces)
