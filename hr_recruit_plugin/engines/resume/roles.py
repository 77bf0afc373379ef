# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""What a piece of an entry's heading is: organisation, department, position, school, degree, major or noise."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import lexicon
from .document import Span
from .english import FIRM_GROUP, english_organisation

_CJK = re.compile(r"[一-鿿]")
# What stands behind a post, after a comma or in brackets, and belongs to its name.
_NOTE = r"(?:standardi[sz]ed (?:residency )?training|residency|internship|locum|acting|规培|规范化培训|住培|轮转|实习|见习|代理|兼任|返聘)"
_KEPT_NOTE = re.compile(_NOTE)
NOTED = re.compile(rf"(?:, | ?\(){_NOTE}\)?$")
_BREAK = re.compile(
    r" {2,}|\t|\n| ?\.{3,} ?| ?_{3,} ?| ?\| ?| · |·(?=[^ ])|,(?! ?(?:ltd|inc|llc|co\b|limited|" + _NOTE + r"(?! *[a-z])))|[;、]| - |--+| ?[>》»›▸►→‖] ?|(?<=[一-鿿)]) ?[/\-] ?(?=[一-鿿a-z(])|(?<=[a-z.]) / (?=[a-z])|\[|\]| @ |~ |(?<=[a-z')]): (?=[a-z])|(?<=[a-z]{3})(?<!dept)(?<!univ)(?<!pvt)(?<!pte)(?<!dr)\. (?=[a-z])|(?<=[院司心所校])的(?=[一-鿿]{1,8}(?:科|室|部|处|中心|病区|办)(?:$|[,。;]|担任|任|做|当|工作|从事))|(?<=[科室部处心区办])(?:做|当)(?=[一-鿿]{0,6}(?:护士|医师|医生|药师|技师|技术员|助理|专员|主任|组长|实习生|主管|工程师|干事|科员|检验员))|(?<=[一-鿿a-z)])(?:担任|从事|任职|就任|出任|历任|现任|曾任|时任|(?<=[科室部院区心司所处局u办组站房诊校团)])任)(?=[一-鿿]{2})"
)
_SPACE = re.compile(
    r"(?<=[一-鿿)])(?<!第[一二三四五六七八九十]) (?=\S)|(?<=\S)(?<!第[一二三四五六七八九十]) (?=[一-鿿(])(?!\(" + _NOTE + r"\))"
)
_CENTRE = re.compile(r"中心|研究所|研究院|[^科]所|局")
_PLAIN_DUTY = re.compile(r"负责(?!人)|参与|承担|完成|协助|开展|主持|组织|配合|熟练|掌握|从事|参加")
_NO_DEPARTMENT = re.compile(r"(?:与|同|向|按照?|为|由|从|将|把|沟通|维护|更新|整理|协同|推进)[一-鿿\d]{4,}|.*\d+(?:套|张|个|例|名|次|项|人|份|余|多)")
_NAMED_CENTRE = re.compile(r"(?!临床|中心|医院|国际|门诊|住院|综合|急诊|核医|公共)[一-鿿]{2,6}(?:血液透析|血液净化|医学影像诊断|影像诊断|健康体检|体检|医学检验|康复医疗|眼科|口腔)中心")
_GENERIC = frozenset(("病区", "病房", "专科", "科室", "部门", "本科", "全科", "内部", "门诊", "中心", "办", "药房", "行政办"))
_POST_FIRST = re.compile(r"(?:intern|trainee|student|senior|junior|chief|lead|principal|assistant|deputy|head) ")
_SPECIALTY = re.compile(
    r"\b(?:surgery|medicine|[a-z]+ology|p(?:a)?ediatrics|obstetrics|orthop(?:a)?edics|psychiatry|anesthesia|icu|pharmacy|ward|care|imaging|nursing|stomatology|rehabilitation)$"
)
_RANKED_POST = re.compile(
    r"(?:staff|charge|head|senior|junior|resident|attending|chief|associate chief|deputy|registered|standardi[sz]ed|visiting|assistant|lead) [a-z ]*"
    r"(?:nurse|physician|doctor|surgeon|trainee|resident|fellow|pharmacist|technologist|technician|therapist|engineer|manager|officer)"
)
_LEAD = re.compile(
    r"^(?:[\s·*#>.\-,:;()/|~@\"]|(?:随后|之后|后来|其后|此后|然后),?|(?:我|本人)?(?:一直|始终)在(?=[\"一-鿿])|(?:工作|学习|求学|教育|实习)方面,?|(?:仍|继续|一直)?在该(?:院|单位|公司|校)的?(?=[一-鿿])|(?:我|本人)(?=[在于就任毕考进入])|(?:考入|考取|进入|入读|升入|考上)(?=[一-鿿]{3})|(?:岗位|职务|职位|学历|职称|科室|部门|单位|专业)[为是]|在(?=[一-鿿a-z]{1,8}(?:科|室|部|处|办|中心|病区|组|站)(?![一-鿿]))|\d{1,2}[.、)](?!\d)|就读于|毕业于|毕业院校|就职于|任职于|供职于|受聘于|服务于|工作于|于(?=[一-鿿]{3})|在(?=[一-鿿]{4})|(?:先后)?(?:担任|任)(?=[一-鿿]{2})|当(?=[一-鿿]{0,6}(?:护士|医生|医师|技师|药师|实习生|护工|助理|主任|组长))|现任|历任|时任|曾任|从事|as an? |worked (?:as an? |at |in )|at (?:the )?|from |in (?:the )?(?!progress)|(?:tertiary|post-?graduate|under-?graduate|graduate|secondary|primary) ?: |i (?:studied|worked) (?:at |in |as )(?:an? |the )?)+"
)
_TAIL = re.compile(
    r"(?:[\s·*,:;.。(\-/|~@\"]|(?<=[a-z]{3}) (?:in|at)(?=[: ]*$)|就读|毕业$|学习$|(?<=[师士员长生])一职|(?<=[师士员长生])职务|(?<=[师士员长生])岗位|(?<=[师士员长生科室部院区心站司所房台])工作|(?<=[科室部区心站])(?:实习|见习))+$"
)


# How one studied, and the branch that gives the degree: 在职硕士, 医学学士; behind it 学历, 毕业, (在读).
_UNRANKED = re.compile(
    r"(?<=[一-鿿])\(同等学[力历]\)$|^(?:(?:全日制|非全日制|统招|普通|在职|第一|最高|在读|成人|自考|函授|学历[:]?|学位[:]?)+"
    r"|(?:医|护理|药|理|工|文|法|管理|经济|教育|农|哲|历史|艺术|公共卫生|临床医|中医)学?(?=学士|硕士|博士))+"
)
_DEGREE_TAIL = re.compile(
    r"(?:\(?(?:全日制|非全日制|在读|统招|在职|学历|学位|学历学位|及以上|毕业|研究生|学士|硕士|博士|学位|\d年制|自考|函授|成教|candidate|in progress|expected|degree)\)?)+$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Offsets of a piece; ``order`` counts pieces in their line, ``line`` is the line's index in the entry."""

    start: int
    end: int
    key: str
    line: int = 0
    bracket: bool = False


def cut(key: str, span_start: int, span_end: int, holes: list[tuple[int, int]], line: int) -> list[Piece]:
    """Pieces of a span between ``holes`` (dates already read), at separators."""
    pieces: list[Piece] = []
    position = span_start
    for start, end in [*sorted(holes), (span_end, span_end)]:
        if start > position:
            pieces += _cut_text(key, position, min(start, span_end), line)
        position = max(position, end)
    return pieces


def _cut_text(key: str, start: int, end: int, line: int) -> list[Piece]:
    text = key[start:end]
    marks = [(m.start(), m.end()) for m in _BREAK.finditer(text) if not _in_brackets(text, m.start())]
    marks += [(m.start(), m.end()) for m in _SPACE.finditer(text) if not _in_brackets(text, m.start())]
    pieces = []
    position = 0
    for left, right in [*sorted(marks), (len(text), len(text))]:
        if left > position:
            pieces += _trimmed(key, start + position, start + left, line)
        position = max(position, right)
    return pieces


def _in_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at) and ")" in text[at:]


def _trimmed(key: str, start: int, end: int, line: int) -> list[Piece]:
    text = key[start:end]
    lead = _LEAD.match(text)
    if lead and lead.end() < len(text):
        start += lead.end()
    bracket = "(" in text[: lead.end()] if lead else False
    text = key[start:end]
    tail = _TAIL.search(text)
    if tail and tail.start() > 0:
        end = start + tail.start()
    text = key[start:end]
    if text.endswith(")") and "(" not in text:
        end -= 1
    text = key[start:end].strip()
    if not re.search(r"\w", text) or re.fullmatch(r"[(\[]?\d{1,2}[.、)\]]+", text):
        return []
    inner = re.search(r" ?\(([^()]*)\)$", key[start:end])
    if inner and inner.start() > 1 and _splits_bracket(inner[1], key[start : start + inner.start()]):
        return [Piece(start, start + inner.start(), key[start : start + inner.start()], line, bracket),
                *_cut_text(key, start + inner.start(1), start + inner.end(1), line)]  # fmt: skip
    return [Piece(start, end, key[start:end], line, bracket)]


def _splits_bracket(inner: str, outer: str) -> bool:
    """A bracket that is a piece of its own: a department, a degree, a rank note; not the middle of a company's name."""
    if _KEPT_NOTE.fullmatch(inner) or (lexicon.EN_POSITION.fullmatch(outer) and lexicon.EN_POSITION.fullmatch(inner)):
        return False  # Clinical Intern (Medical Student)
    if lexicon.NOISE.match(inner) or degree_of(inner) or degree_of(outer):
        return True
    return bool(
        lexicon.ORG_STRONG.search(outer)
        or (lexicon.SCHOOL.search(outer) and department_score(inner))
        or lexicon.EN_ORG.search(outer)
        or lexicon.POSITION_STRONG.fullmatch(outer)
        or lexicon.EN_POSITION.fullmatch(outer)
        or (department_score(outer) and lexicon.POSITION_STRONG.fullmatch(inner))
    ) and not re.search(r"院区|分院|本部|总部", inner)


def degree_of(key: str) -> str | None:
    """The degree that a piece names, if that is all it says."""
    bare = _UNRANKED.sub("", key.strip(" ().:"))
    for whole in (bare, _DEGREE_TAIL.sub("", bare)):
        text = re.sub(r"[/、,+(].*$", "", whole or key).strip(" ().:")
        for name, pattern in lexicon.DEGREE_PATTERNS:
            if pattern.fullmatch(text or key.strip(" ().:")):
                return name
    if key.strip() in ("大学", "研究生"):
        return {"大学": "bachelor", "研究生": "master"}[key.strip()]
    return None


def degree_in(key: str) -> tuple[str, int, int] | None:
    """The highest degree mentioned anywhere in ``key``."""
    for name, pattern in lexicon.DEGREE_PATTERNS:
        match = pattern.search(key)
        if match:
            return name, match.start(), match.end()
    return None


def split_organisation(key: str) -> int | None:
    """Where the organisation at the start of ``key`` ends, or None if there is none."""
    if not _CJK.search(key):
        return english_organisation(key)
    for match in _CENTRE.finditer(key):
        rest = key[match.end() :]
        if rest and match.end() >= 5 and lexicon.DEPARTMENT.fullmatch(rest) and not lexicon.ORG_STRONG.search(key):
            return match.end()
    ends = [m.end() for m in lexicon.ORG_STRONG.finditer(key)]
    ends = [
        e
        for e in ends
        if not re.match(
            r"附属|第|[一-鿿]{0,8}医院|[一-鿿]{0,6}医学院附属|[一-鿿]{0,4}(?:保健院|保健所|保健中心|计划生育)|管理有限|有限|有限公司|集团|股份",
            key[e:],
        )
    ] or ends
    for end in ends:
        if end >= 4 and _is_remainder(key[end:]):
            return end
    weak = lexicon.ORG_WEAK.search(key)
    return len(key) if weak and len(key) >= 4 and not lexicon.POSITION_STRONG.fullmatch(key) else None


def _is_remainder(rest: str) -> bool:
    rest = rest.strip()
    if not rest:
        return True
    return len(rest) <= 24 and bool(lexicon.DEPARTMENT.fullmatch(rest) or lexicon.POSITION.fullmatch(rest))


def split_department(key: str) -> int | None:
    """Where the department at the start of ``key`` ends and a position begins, as in 急诊科护士; not in 信息科工程师."""
    if _CJK.search(key):
        if lexicon.WHOLE_POST.fullmatch(key):
            return None
        for match in re.finditer(
            r"科(?!基地)|室|部|病区|病房|中心|基地|icu|ccu|办公室|处|办|组|站|门诊|产房|药房|(?:[药血仓]|标本|样本|耗材|物资|器械|设备|病案|试剂)库房?(?!管员)",
            key,
        ):
            rest = key[match.end() :].strip()
            if key[: match.end()] in _GENERIC:
                continue
            if (
                match.end() >= 2
                and rest
                and lexicon.POSITION_STRONG.fullmatch(rest)
                and not rest.startswith(("长", "员"))
            ):
                return match.end()
        return None
    head = None if _POST_FIRST.match(key) else lexicon.EN_DEPARTMENT_HEAD.match(key)
    if (
        head
        and " " in head[0].strip()
        and head.end() < len(key)
        and lexicon.EN_POSITION.fullmatch(key[head.end() :].strip())
    ):
        return head.end()
    for blank in re.finditer(" ", key):  # General Surgery Resident Physician
        if _SPECIALTY.search(key[: blank.start()]) and _RANKED_POST.fullmatch(key[blank.end() :]):
            return blank.start()
    return None


def organisation_score(key: str) -> int:
    """3: surely an organisation; 1: perhaps; 0: no."""
    if _CJK.search(key):
        if _NAMED_CENTRE.fullmatch(key):
            return 3
        if key.endswith(("证书", "合格证", "资格证", "执业证")):
            return 0
        if split_organisation(key) == len(key):
            return 3 if lexicon.ORG_STRONG.search(key) else 1
        return 0
    end = english_organisation(key)
    if end is None:
        return 0
    strong = re.search(
        r"\b(?:hospital|clinics?\b|ltd|inc\b|company|university|college|(?:medical|health|cancer|heart|eye|trauma|oncology|cardiac|cardiovascular|imaging|rehabilitation|dental|tumou?r) cent(?:er|re)$|medical cent|health cent|infirmary|institute|school|co\.)",
        key,
    )
    return 3 if strong or FIRM_GROUP.search(key) else 1


def names_organisation(key: str) -> bool:
    """Whether a piece begins with what is surely an organisation, whatever follows it."""
    end = split_organisation(key)
    return organisation_score(key) >= 3 or bool(end and _CJK.search(key) and lexicon.ORG_STRONG.search(key[:end]))


def department_score(key: str) -> int:
    if _NO_DEPARTMENT.match(key):
        return 0
    pattern = lexicon.DEPARTMENT if _CJK.search(key) or len(key) <= 5 else lexicon.EN_DEPARTMENT
    if pattern.fullmatch(key) or lexicon.DEPARTMENT.fullmatch(key):
        return 2 if len(key) <= (16 if _CJK.search(key) else 60) else 1
    return 0


def position_score(key: str) -> int:
    if _CJK.search(key):
        if lexicon.POSITION_STRONG.fullmatch(key):
            return 3 if len(key) <= 14 else 1
        return 1 if lexicon.POSITION.fullmatch(key) and len(key) <= 12 else 0
    return 3 if lexicon.EN_POSITION.fullmatch(NOTED.sub("", key)) else 0


def is_noise(key: str) -> bool:
    return bool(lexicon.NOISE.match(key.strip()))


def is_description(key: str, span: Span | None = None) -> bool:
    """A sentence about the work rather than a heading of it."""
    text = key.strip()
    if text.endswith(("。", ";", "!", ".")) and not re.search(r"(?:ltd|inc|co|corp|dept|ph\.d|sc|\b[a-z]{1,2}\.[a-z]{1,4})\.$", text):
        return True
    if re.match(r"^(?:[·*]|[>\-] )", text) and len(text) > 14 and not re.search(r"(?:19|20)\d\d", text):
        return True
    stripped = re.sub(r"^[\s·*>\-\d.、)(]+", "", text)
    if lexicon.DESCRIPTION_START.match(stripped) and len(stripped) >= (6 if _PLAIN_DUTY.match(stripped) else 10):
        return True
    long = len(stripped) > 60 and stripped.count(",") >= 2
    return long and not (degree_in(stripped) and lexicon.SCHOOL.search(stripped)) and not _says_where(stripped)


def _says_where(key: str) -> bool:
    """An employer and the places it is in: Amber University Hospital, Nanjing, Jiangsu, China."""
    house, *places = key.split(", ")
    return (
        organisation_score(house) >= 3
        and english_organisation(house) == len(house)
        and all(len(place) <= 20 and re.fullmatch(r"[a-z.'\-]+(?: [a-z.'\-]+){0,2}", place) for place in places)
    )
