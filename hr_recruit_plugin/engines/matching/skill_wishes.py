"""Skills that a passage of an advertisement asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .advertisement import Passage
from .lexicon import Lexicon
from .requirements import Requirement
from .wishes import Wish
from .words import pattern

_KNOW = (
    r"熟练(?:掌握|使用|运用|操作|应用)?|熟悉|掌握|精通|了解|擅长|能够?(?:熟练|独立)(?:完成|操作|开展|进行|使用)?|会使用|"
    r"proficien\w+ (?:in|with)|familiar(?:ity)? with|knowledge of|skilled (?:in|at)|skills? in|expertise in|"
    r"experienced? (?:in|with)"
)
_START = re.compile(rf"(?P<how>{_KNOW})\s*", re.I)
_PRACTISED = re.compile(
    r"(?:具有|具备|有)(?P<list>[^，,;。年\d]{2,30}?)(?:项目|相关|工作|实践|临床|\s)*(?:经验|经历)"
)
_ABLE = re.compile(r"(?:具有|具备|有)(?P<list>(?:[A-Za-z][\w+#.]*(?:\s|、|/|或|和|与)*){1,6})[^，,;。\d]{0,12}?能力")
"""「具备 R 或 Python 数据分析能力」: named tools, where 「沟通能力」 names none."""
_LEVEL = re.compile(
    r"(?:大学)?英语\s*(?P<cn>[四六])级|\bcet\s*[-–]?\s*(?P<n>[46])\b|\b(?:ielts|toefl|雅思|托福)|"
    r"普通话(?:水平)?(?:测试)?[一二三]级[甲乙]等|fluent (?P<tongue>english|mandarin|cantonese)",
    re.I,
)
"""Proofs of a language."""
_STOP = re.compile(
    rf"[，,、]?\s*(?:{_KNOW})|者?优先|\(|[，,](?=具有|具备|有|能|须|需|会|持有|取得)|preferred|is a plus|required",
    re.I,
)
_PIECE = re.compile(r"[^、，,/]+")
_JOINED = re.compile(r"(?<!\w)and(?!\w)|(?<!\w)with(?!\w)|以及|和(?!谐)", re.I)
_EITHER = re.compile(r"(?<!\w)or(?!\w)|或者|或", re.I)
_TRIM = re.compile(
    r"^(?:的|并|且|对|各种|各类|常用|常见|基本|相关|及|with|the|basic|\s|[:：])+|"
    r"(?:等.*|中?(?:的)?(?:至少|任意|任一|之一).*|者|技术|技能|能力|知识|相关|项目|操作规程|经验|的|[\s.:：])+$",
    re.I,
)
_SOFT = re.compile(
    r"沟通|团队|责任心|协作|敬业|吃苦|法律|法规|规章|制度|学历|职称|专业$|以上|communication|team|years?\b", re.I
)
LONGEST = 24
"""A phrase longer than this is a duty and not a skill that a resume would list."""


def skills(passage: Passage, lexicon: Lexicon) -> Iterator[Wish]:
    """「熟悉呼吸机管理、CRRT护理」 and known skills named without such a verb; 「甲或乙」 is one wish."""
    taken: list[Wish] = []
    for begin, end, weight in _lists(passage.text):
        taken += _listed(passage.text, begin, end, weight)
    taken += _languages(passage.text, taken)
    known = pattern(term for group in lexicon.skills for term in group)
    for hit in known.finditer(passage.text.lower()):
        if not any(wish.start < hit.end() and hit.start() < wish.end for wish in taken):
            taken.append(_wish((passage.text[hit.start() : hit.end()],), 1, hit.start(), hit.end()))
    yield from sorted(taken, key=lambda wish: wish.start)


def _languages(text: str, taken: list[Wish]) -> Iterator[Wish]:
    for found in _LEVEL.finditer(text):
        if any(wish.start < found.end() and found.start() < wish.end for wish in taken):
            continue
        words: tuple[str, ...] = (found["tongue"] or found.group(),)
        if "4" in (found["n"], {"四": "4"}.get(found["cn"] or "")):
            words = ("CET-4", "CET-6")  # who has the higher one has the lower
        elif found["n"] or found["cn"]:
            words = ("CET-6",)
        yield _wish(words, 1, found.start(), found.end())


def _lists(text: str) -> Iterator[tuple[int, int, float]]:
    for verb in _START.finditer(text):
        stop = _STOP.search(text, verb.end())
        weight = 2 if re.match("熟练|精通|proficien|expert", verb["how"], re.I) else 1
        yield verb.end(), stop.start() if stop else len(text), weight
    for found in _PRACTISED.finditer(text):
        if not _START.search(found["list"]):
            yield found.start("list"), found.end("list"), 1
    for found in _ABLE.finditer(text):
        yield found.start("list"), found.end("list"), 1


def _listed(text: str, begin: int, end: int, weight: float) -> Iterator[Wish]:
    for piece in _PIECE.finditer(text, begin, end):
        start = piece.start()
        for joint in [*_JOINED.finditer(text, piece.start(), piece.end()), None]:
            stop = joint.start() if joint else piece.end()
            words = tuple(filter(_usable, (_TRIM.sub("", word) for word in _EITHER.split(text[start:stop]))))
            if words:
                yield _wish(words, weight, start, stop)
            start = joint.end() if joint else stop


def _usable(word: str) -> bool:
    return 1 < len(word) <= LONGEST and not _SOFT.search(word)


def _wish(words: tuple[str, ...], weight: float, start: int, end: int) -> Wish:
    return Wish(Requirement("skill", words, False, float(weight)), start, end)
