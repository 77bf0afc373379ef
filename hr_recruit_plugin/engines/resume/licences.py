# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""Licences and certificates with their numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from . import fold, lexicon
from .dates import DateRange, cell_dates, find_dates, find_ranges
from .document import Content, Document
from .labels import LABELS, Pair, head_label, line_pairs, whole_label
from .model import Licence
from .sideways import sideways_entries
from .table_rows import Header, column_label

_NUMBER_LABEL = "|".join(re.escape(w) for w in sorted(LABELS["number"].split("|"), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?:(?:{_NUMBER_LABEL}|registration|reference|ref|reg|license|licence|cert)\b(?: ?\([^()]*\))? ?[:#.№]* ?|# ?)(?P<number>[a-z]{{0,6}}[\-(/ ]?[\d][a-z\d\-/]{{3,32}}(?:\d|x)\)?)"
)
_BARE = re.compile(r"(?<![\d.\-/年])(?P<number>[a-z]{0,4}\d{8,30}x?|[a-z]{1,3}\d{6,12}|\d{4,8}-\d{4,8}-\d{3,8}|[a-z]{2,5}-?\d{4}-\d{3,8})(?![\d年])")
_EXPIRES = re.compile(
    "|".join(
        re.escape(w)
        for w in sorted([*LABELS["expires"].split("|"), "有效", "截至", "截止", "延续至", "valid", "through", "lapses", "lapse", "lapsing", "expiring", "renewable", "good until", "good to", "renew by", "finish"], key=len, reverse=True)
    )
)
_SHORT_DATE = re.compile(
    r"(?:时间|日期|年月|取得|获得|颁发|签发|有效期限?至?|于) ?[::]? ?'?(?P<year>\d\d)[./年](?P<month>1[0-2]|0?[1-9])(?![\d.])"
    r"|(?<![\d.])(?P<y>\d\d)[./年](?P<m>1[0-2]|0?[1-9])月?(?= ?(?:取得|获得|考取|颁发|发证?|获|通过|签发|领取))"
)
_LICENCE_LABELS = frozenset(("certificate", "number", "issued", "expires", "authority", "scope", "period", "begin", "finish"))
_CERTIFIED, _CERTIFIED_BY = frozenset(("certificate",)), frozenset(("number", "issued", "expires"))
_STUCK = re.compile(
    r"(?<=\d{8})((?:19|20)\d\d(?: ?年 ?\d{1,2} ?月|[./]\d{1,2}(?![\d.])))"
)  # a number and a date that the recogniser ran together
_HOLDS = re.compile(r"[^。,;]{0,8}(?:持有|持证|考取了?)(?=[^。]{2,40}(?:证书?|执照)[、。(]|[^。]{2,40}(?:证书?|执照)$)")  # a sentence that lists what somebody holds
_WORDS = re.compile(
    r"证|资格|执照|合格|考试|等级|职称|[师士员]|cet|licen|certif|registr|qualif|training|b?acls|\bbls\b|pals|exam|life support|provider|程序|软考|认证|level"
)
# a paper, not a qualification that somebody merely has; those of schools, police and juries are no licences
_PAPER = re.compile(
    r"(?<!身份)(?<!毕业)(?<!学位)(?<!准考)(?<!结业)(?<!荣誉)(?<!获奖)(?<!奖励)证(?:书|照)?(?![明件号券据实])|执照|licen[cs]e|certificate|registration"
)
_CUT = re.compile(
    r"[;。\n]| {2,}|[、·|]|(?<=\d)\. (?=[a-z])|,(?! ?(?:ltd|(?:19|20)\d\d\b(?![.\-/年])|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b))|(?:(?<=(?:19|20)\d\d)|(?<=(?:19|20)\d\d[/.-]\d\d)|(?<=\d\d\))) (?=(?:[a-z][a-z' ]{3,50})?(?:licen[cs]e|certificate)\b(?! ?(?:no\b|number|id\b|#|:)))"
)
_ANY_PAPER = frozenset(("certificate", "certificates", "licence", "licences", "license", "licenses", "registration", "registrations", "证书", "证", "执照"))
# what may stand before a name: a date, and a verb in front of the name itself
_LED_IN = re.compile(
    r"^[\s\d.\-/年月日·:)(~]*(?:(?:取得|获得|考取|通过|领取|获(?!得|证|取)|持有|具有)(?!时间|日期|年月) ?(?=[一-鿿]{3})"
    r"|(?:obtained|awarded|passed|gained|earned|received) (?!by\b|on\b|in\b|at\b)(?=[a-z]{3}))?"
)
# the date and the verb before a name: 2018年6月取得 护士执业证书
_GAINED = re.compile(
    r"^i (?:currently |also )?(?:hold|have|am the holder of)\b(?: the)?(?: following)?(?: licen[cs]es?| certificates?| registrations?| qualifications?)?(?: and [a-z]+)?:? ?|^(?:本人)?(?:现|已)?持有(?:以下|下列)?(?:证书|证件|证照)?[:：] ?|^(?:19|20)\d\d[\d.\-/年月日 ]*(?:取得|获得|考取|通过|领取|获|obtained|awarded|passed|gained|earned|received)? ?(?=[一-鿿a-z]{3})",
    re.I,
)
_STAMP = re.compile(r"(?:拿到|领取|领到|下发|核发|取得|获得|获|考取|颁发|签发|发证|通过|注册|领证|获证|取证|颁证|发放|办的|考的|拿的|发的|取的|有效|起|obtained|awarded|granted|passed)$")
_GAP = re.compile(r"(?<=[一-鿿]) +(?=[一-鿿])")  # of wide print and of scans
_CONTACT = re.compile(r"@|电话|手机|邮箱|\b(?:e-?mail|phone|mobile|tel)\b")
_LABELLED = re.compile(r"[\s·*]*([^:=]{1,14}?) ?[:=]")
_SIGNED = re.compile(r"[\s·*]*(?:(?:申请|报名|应聘|求职|自荐|填表)人|本人|考生|应聘者)?(?:\(?签[名字章]\)?|填表(?:日期|时间)) ?:?")
_NONE = re.compile(r"^(?:无|暂无|none|n/?a|-|/|没有)$")
_EXTRA = re.compile(
    r"^[\s(]*(?:first |originally |initially |last |next )?(?:[至到] ?(?=[\d二])|[发颁签]于|(?:证书)?编[号码]|证[件照]?号|from\b|file\b|serial\b|ref\b|reference\b|lapses?\b|runs out|good (?:until|to|through)\b|renew by|前?有效|注册|发证|获证|领证|首次|有效|到期|失效|截止|延续|(?:要|需|须|应|前)*(?:延续|续期|续注)|取得|获得|颁发|签发|拿到|下发|核发|领取|领到|号码|证书号|no\b|issued|issue\b|date of (?:issue|expiry|expiration)|valid|expir|number|reg|执业范围|执业类别|执业地点|执业机构|obtained|awarded|granted|gained|conferred|received|earned|renew|dated|effective|since|until|registration|(?:licen[cs]e|certificate) (?:no|number)|级别|类别|专业)"
)


def read_licences(document: Document, lines: Sequence[Content], as_of: date) -> list[Licence]:
    """The certificates of a section, in order."""
    result: list[Licence] = []
    header: Header = []
    chunks: list[tuple[int, int]] = []
    turned, lines = sideways_entries(document, lines, as_of, _CERTIFIED, _CERTIFIED_BY)
    papers = (_from_cells(document, group.labelled, group.spans[0]) for group in turned)
    result += [paper for paper in papers if paper is not None]
    for content in lines:
        if _SIGNED.match(document.key, content.start, content.end):
            continue
        labels = [(head_label(document.key[s.start : s.end]), s) for s in content.spans]
        known = [(label, span) for label, span in labels if label]
        heads = {label for label, _ in known}
        if len(known) >= max(2, len(content.spans) - 1) and len(content.spans) >= 2:
            if "certificate" not in heads and labels[0][0] is None and heads & {"number", "issued", "expires"}:
                known.insert(0, ("certificate", content.spans[0]))
            if "certificate" in {label for label, _ in known}:
                header = list(known)
                continue
        if header and len(content.spans) >= 2:
            licence = _from_row(document, content, header)
            if licence is not None:
                result.append(licence)
                continue
        chunks += [chunk for chunk in _chunks(document, content) if document.key[slice(*chunk)].strip(" ·*:") not in _ANY_PAPER]
    for group in _grouped(document, chunks):
        licence = _from_text(document, group)
        if licence is not None:
            result.append(licence)
    return result


def stray_licences(document: Document, lines: Sequence[Content], as_of: date, known_kinds: bool) -> list[Licence]:
    """Certificates told outside a section of their own, in a sentence or under a title nobody foresaw.

    :param known_kinds: only those whose kind is known; lines about posts and schools name many other papers.
    """
    found: list[Licence] = []
    for holds, members in groupby(lines, lambda content: bool(_HOLDS.match(document.key, content.start, content.end))):
        found += [
            licence
            for licence in read_licences(document, list(members), as_of)
            if (_is_paper(licence) or holds) and (licence.kind != "other" or (holds and licence.name) or not known_kinds)
        ]
    return found


def _is_paper(licence: Licence) -> bool:
    name = fold.key_text(licence.name or "")
    told = licence.number or licence.issued or licence.expires
    return bool(told) and len(name) <= 60 and bool(_PAPER.search(name))


def _chunks(document: Document, content: Content) -> list[tuple[int, int]]:
    """Parts of a line that may each be a certificate."""
    labelled = _labelled_chunks(document, content)
    if labelled:
        return labelled
    key = document.key[content.start : content.end]
    cuts = [m.start() for m in _CUT.finditer(key) if key.count("(", 0, m.start()) <= key.count(")", 0, m.start())]
    result, position = [], 0
    for cut in [*cuts, len(key)]:
        text = key[position:cut]
        lead = len(text) - len(text.lstrip(" ;。、,·|*-\n"))
        if text.strip(" ;。、,·|*-\n"):
            result.append((content.start + position + lead, content.start + cut))
        position = cut
    return result


def _labelled_chunks(document: Document, content: Content) -> list[tuple[int, int]]:
    """A line of label cells and value cells: 证书名称 | 护士执业证书."""
    if not whole_label(document.key[content.spans[0].start : content.spans[0].end]):
        return []
    return [
        (pair.start if pair.label == "certificate" else pair.label_start, pair.end)
        for pair in line_pairs(document, content.index)
        if pair.label in _LICENCE_LABELS and pair.label_start >= content.start
    ]


def _grouped(document: Document, chunks: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """A chunk without a certificate's name (a number, a date) belongs to its neighbour that has one."""
    groups: list[list[tuple[int, int]]] = []
    waiting: list[tuple[int, int]] = []
    leading = bool(chunks) and not _names(document.key[slice(*chunks[0])])
    for number, chunk in enumerate(chunks):
        key = document.key[slice(*chunk)]
        after = chunks[number + 1] if number + 1 < len(chunks) else None
        if _names(key):
            groups.append([*waiting, chunk])
            waiting = []
        elif _is_bare_date(key) and ((leading and not _EXTRA.match(key)) or (after and _dates_next(document, chunk, after))):
            waiting.append(chunk)
        elif groups and not _CONTACT.search(key):
            groups[-1].append(chunk)
    return groups


def _dates_next(document: Document, chunk: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a date begins the line on which a certificate is named next."""
    start = document.key.rfind("\n", 0, chunk[0]) + 1
    begins = not re.search(r"[^\s·*\-]", document.key[start : chunk[0]])
    return begins and "\n" not in document.key[chunk[0] : after[0]] and _names(document.key[slice(*after)])


def _is_bare_date(key: str) -> bool:
    found = find_dates(key, 0, len(key))
    return bool(found) and len(key.strip()) - (found[0].end - found[0].start) <= 3


def _names(key: str) -> bool:
    """Whether a chunk names a certificate."""
    if _CONTACT.search(key):
        return False
    labelled = _LABELLED.match(key)
    named = labelled and re.fullmatch(r"[一-鿿]{3,} (?P<label>[一-鿿]+)", labelled[1])  # 软件设计师 证号：
    if named and whole_label(named["label"]):
        return True
    if labelled and whole_label(labelled[1]) == "title":
        return False
    if labelled and not _PAPER.search(labelled[1]) and (label := whole_label(labelled[1])) in _LICENCE_LABELS:
        return label == "certificate" and bool(key[labelled.end() :].strip())
    text = _LED_IN.sub("", _GAINED.sub("", key))
    if _EXTRA.match(text) and not re.match(
        r"(?:注册[一-鿿]{2,8}[师员士]|执业(?:护士|医师|药师)|registered|licen[cs]ed|registration certificate)", text
    ):
        return False
    for found in reversed(find_dates(text, 0, len(text))):
        text = text[: found.start] + text[found.end :]
    text = re.sub(r"\((?:valid|expires?|issued|until|to|exp|[^a-z一-鿿])[^()]*\)?|issued|valid", "", text)
    bare = _STAMP.sub("", text.strip(" ,;:.()-"))
    if lexicon.TITLES.fullmatch(text.strip(" ·*").removesuffix("(职称)")):
        return False  # a rank alone
    return bool(re.search(r"[一-鿿]{2}|[a-z]{3}", bare)) and not _NONE.match(bare) and bare not in _ANY_PAPER


def kind_of(key: str) -> str:
    key = _GAP.sub("", key)
    for name, pattern in lexicon.LICENCE_PATTERNS:
        if pattern.search(key):
            return name
    return "other"


def _from_text(document: Document, group: list[tuple[int, int]]) -> Licence | None:
    key = " ; ".join(document.key[slice(*place)] for place in group)
    key = _STUCK.sub(r" \1", key)
    named = next(document.text[slice(*place)] for place in group if _names(document.key[slice(*place)]))
    if len(key) > 260 or not (_WORDS.search(key) or _NUMBER.search(key) or find_dates(key, 0, len(key))):
        return None
    number, key_left = _number(key)
    issued, expires = _dates(key_left)
    named = _GAINED.sub("", named.strip(" ·•"))
    name = re.split(r"[(（:：,，;；]|\s{2,}", named)[0].strip()
    evidence = tuple(document.evidence(*place) for place in group)
    return Licence(kind_of(key), number, issued, expires, name or None, 0.9, evidence)


def _number(key: str) -> tuple[str | None, str]:
    match = _NUMBER.search(key) or _BARE.search(key)
    while (
        match is not None
        and not re.search(r"\d{5}", match["number"])
        and not re.search(r"\d.*\d.*\d.*\d", match["number"])
    ):
        match = _BARE.search(key, match.end())
    if match is None:
        return None, key
    number = match["number"].strip("( )-")
    if re.fullmatch(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:\d\d)?", number) and "号" not in match[0]:
        return None, key
    return number.upper(), key[: match.start()] + " " + key[match.end() :]


def _dates(key: str) -> tuple[str | None, str | None]:
    """Issued and expiring, told apart by the words before and after the dates."""
    ranges = [r for r in find_ranges(key, 0, len(key), date(2000, 1, 1)) if r.finish]
    if ranges and (_EXPIRES.search(key) or re.search(r"\bfrom ", key)):
        return ranges[0].begin, ranges[0].finish
    issued = expires = None
    previous = 0
    for found in find_dates(key, 0, len(key)) or _short_dates(key):
        before, after = key[previous : found.start], key[found.end : found.end + 6]
        marks = [m.end() for m in _EXPIRES.finditer(before)]
        stamps = [
            m.end()
            for m in re.finditer(
                r"发证|领取|取得|获得|颁发|签发|批准|考取|拿到|下发|核发|issue|obtain|award|grant|since|注册日期|通过|领证|获证|取证",
                before,
            )
        ]
        leads = bool(re.search(r"[至到] ?$", before)) and (after.lstrip().startswith("有效") or issued is not None)
        until = leads or (bool(marks) and (not stamps or marks[-1] > stamps[-1])) or re.match(
            r" ?(?:\d{1,2}日)?(?:到期(?!日|时|[:])|期满|止|失效(?!日)|前有效|前?(?:需|要|须|应)?延续|\(?expir)", after
        )
        if until and expires is None:
            expires = found.begin
        elif not until and issued is None and len(found.begin) >= 4:
            issued = found.begin
        previous = found.end + (after.find("有效") + 2 if leads and "有效" in after else 0)
    return issued, expires


def _short_dates(key: str) -> list[DateRange]:
    """24.8 behind a word that says what it dates."""
    result = []
    for match in _SHORT_DATE.finditer(key):
        year, month = int(match["year"] or match["y"]), int(match["month"] or match["m"])
        value = f"{2000 + year if year < 40 else 1900 + year}-{month:02d}"
        result.append(DateRange(match.start("year" if match["year"] else "y"), match.end(), value, None, single=True))
    return result


def _from_row(document: Document, content: Content, header: Header) -> Licence | None:
    cells: dict[str, tuple[int, int]] = {}
    for number, span in enumerate(content.spans):
        label = column_label(span, number, header, len(content.spans))
        if label and label not in cells:
            cells[label] = (span.start, span.end)
    return _from_cells(document, cells, (content.start, content.end))


def _from_cells(document: Document, cells: Mapping[str, tuple[int, int]], place: tuple[int, int]) -> Licence | None:
    if "certificate" not in cells:
        return None
    name = document.text[slice(*cells["certificate"])].replace("\n", "")
    key = document.key[slice(*cells["certificate"])].replace("\n", "")
    if _NONE.match(key.strip()):
        return None
    code = _cell_number(document, cells.get("number"))
    issued = _cell_date(document, cells.get("issued") or cells.get("period") or cells.get("finish"))
    expires = _cell_date(document, cells.get("expires") or (cells.get("finish") if "issued" in cells else None))
    return Licence(kind_of(key), code, issued, expires, name, 0.95, (document.evidence(*place),))


def _cell_number(document: Document, place: tuple[int, int] | None) -> str | None:
    text = re.sub(r"\s", "", document.text[slice(*place)]) if place else ""
    return text if re.search(r"\d{3}", text) else None


def _cell_date(document: Document, place: tuple[int, int] | None) -> str | None:
    if place is None:
        return None
    found = cell_dates(document.key, *place)
    return found[-1].begin if found else None


def labelled_licences(document: Document) -> list[Licence]:
    """Licence numbers given as labelled values outside any section: 护士执业证书编号：…"""
    result: list[Licence] = []
    for index in range(len(document.lines)):
        for pair in line_pairs(document, index):
            if pair.label in ("number", "certificate"):
                licence = _from_pair(document, pair)
                if licence is not None:
                    result.append(licence)
    return result


def _from_pair(document: Document, pair: Pair) -> Licence | None:
    key = document.key[pair.label_start : pair.end]
    kind = kind_of(key)
    if kind == "other":
        return None
    number, rest = _number(key)
    issued, expires = _dates(rest)
    return Licence(kind, number, issued, expires, None, 0.7, (document.evidence(pair.label_start, pair.end),))
