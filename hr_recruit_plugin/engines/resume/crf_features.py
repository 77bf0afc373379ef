"""What a linear-chain CRF sees of each character of a line: its neighbours, its shape, how its clause ends, and the words and
lexicons that hold it.

Pure functions of the text. The shipped model and ``benchmarks/resume_ner.py`` use the same features; nothing here needs a
downloaded model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from . import lexicon
from .common_words import LONGEST, common_words

Features = list[list[str]]

_PAD = 4
_NUMERALS = frozenset("一二三四五六七八九十〇零")
_DIGIT = re.compile(r"\d")
# A mark or a space, and the words up to the next one.
_CLAUSE = re.compile(r"[\W_]?[^\W_]*")
# Lexicons whose words are marked where they stand: (short name, pattern).
_LEXICONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("org", re.compile(rf"{lexicon.ORG_A}|{lexicon.ORG_B}")),
    ("title", lexicon.TITLES),
    ("post", re.compile(
        r"(?:董事长|董事|监事|总经理|经理|总监|主席|书记|主任|院长|所长|部长|处长|科长|组长|局长|校长|厂长|会长|秘书|会计|主管|专员|助理"
        r"|干事|科员|护士长|护士|护师|医师|医生|药师|技师|技士|工程师|教授|讲师|研究员|顾问|委员|代表|分析师|治疗师|实习生)"
    )),
    ("degree", re.compile(r"博士后|博士|硕士|研究生|本科|学士|大专|专科|中专|学历|学位|MBA|EMBA")),
    ("dept", re.compile(r"(?:科|室|部|处|病区|中心|系|ICU|CCU)(?=[^一-鿿]|$|任|担任|主|副|护|医|技|工|经|科)")),
    ("major", re.compile(r"(?:学|工程|技术|管理|护理|医学|会计|药学|影像|检验|康复|金融|经济)"
        r"(?=专业|系|本科|硕士|博士|学士|大专|[，、,\s（(]|$)"
    )),
)  # fmt: skip


def features(text: str) -> Features:
    """One list of feature names for each character of ``text``.

    Every digit counts as the same one: what a date or a number is told by is its form.
    """
    text = _DIGIT.sub("0", text)
    padded = "^" * _PAD + text + "$" * _PAD
    shapes = "".join(map(shape, padded))
    marks = _marks(text)
    places = _places(text)
    clauses = _clauses(text)
    words = _words(text)
    rows: Features = []
    for index in range(len(text)):
        row = _characters(padded, index + _PAD)
        row += _shapes(shapes, index + _PAD)
        row += _surnames(padded, index + _PAD)
        row += places[index]
        row += clauses[index]
        row += words[index]
        row += marks[index]
        rows.append(row)
    return rows


def shape(character: str) -> str:
    """The class of a character: digit, numeral, letter, ideograph or other."""
    if character.isdigit():
        return "d"
    if character in _NUMERALS:
        return "n"
    if "一" <= character <= "鿿":
        return "h"
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return " " if character.isspace() else "p"


def _characters(padded: str, at: int) -> list[str]:
    """Runs of one to four characters in a window of three to each side."""
    row = [f"{offset}u{padded[at + offset]}" for offset in range(-3, 4)]
    row += [f"{offset}b{padded[at + offset : at + offset + 2]}" for offset in range(-3, 3)]
    row += [f"{offset}t{padded[at + offset : at + offset + 3]}" for offset in range(-3, 2)]
    row += [f"{offset}q{padded[at + offset : at + offset + 4]}" for offset in range(-3, 1)]
    row.append(f"s{padded[at - 1]}{padded[at + 1]}")
    return row


def _shapes(shapes: str, at: int) -> list[str]:
    return [f"w{shapes[at - 2 : at + 3]}", f"v{shapes[at - 1 : at + 2]}"]


def _surnames(padded: str, at: int) -> list[str]:
    row = [f"n{back}" for back in range(3) if padded[at - back] in lexicon.SURNAMES]
    row += [f"N{back}" for back in range(4) if padded[at - back : at - back + 2] in lexicon.COMPOUND_SURNAMES]
    return row


def _places(text: str) -> Features:
    """Where the character stands in its line."""
    last = len(text) - 1
    return [
        [f"p{min(index, 4)}"] * (index < 5) + [f"e{min(last - index, 2)}"] * (last - index < 3)
        for index in range(len(text))
    ]


def _clauses(text: str) -> Features:
    """What the clause begins after and ends with: 任云关医院护理部主任 ends with a post, 在云关医院护理部工作 does not.

    A window of a few characters does not reach that far.
    """
    rows: Features = []
    for match in _CLAUSE.finditer(text):
        clause = match[0]
        before = clause[0] if clause and not clause[0].isalnum() else "^"
        rows += [[f"c{clause[-2:]}", f"C{clause[-1]}", f"k{c}{clause[-1]}", f"o{c}{before}"] for c in clause]
    return rows


def _words(text: str) -> Features:
    """The longest common words that begin, end and go on here, those beside them, and their parts of speech."""
    known, size = common_words(), len(text)
    begins, ends, around = [0] * (size + 1), [0] * (size + 1), [0] * size
    opening, closing = [""] * (size + 1), [""] * (size + 1)
    for length in range(2, LONGEST + 1):
        for start in range(size - length + 1):
            speech = known.get(text[start : start + length])
            if speech is not None:
                begins[start], opening[start] = length, speech
                ends[start + length - 1], closing[start + length - 1] = length, speech
                around[start + 1 : start + length - 1] = [length] * (length - 2)
    # The places past both ends are empty: index -1 is the last one.
    return [
        [
            f"W{begins[at]}{around[at]}{ends[at]}", f"Wb{begins[at]}", f"We{ends[at]}", f"Wm{around[at]}",
            f"Wn{begins[at + 1]}{ends[at]}", f"Wp{ends[at - 1]}{begins[at]}",
            f"Sb{opening[at]}", f"Se{closing[at]}", f"Sn{opening[at + 1]}", f"Sp{closing[at - 1]}",
        ]
        for at in range(size)
    ]  # fmt: skip


def _marks(text: str) -> Features:
    """B, M, E of every lexicon word."""
    rows: Features = [[] for _ in text]
    for name, pattern in _LEXICONS:
        for match in pattern.finditer(text):
            _mark(rows, name, range(match.start(), match.end()))
    return rows


def _mark(rows: Features, name: str, places: Iterable[int]) -> None:
    inside = list(places)
    for index in inside:
        where = "E" if index == inside[-1] else "B" if index == inside[0] else "M"
        rows[index].append(f"l{name}{where}")
