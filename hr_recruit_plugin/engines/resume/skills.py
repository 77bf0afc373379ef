# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""The items of the skills section, as written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .document import Content, Document
from .fold import BULLETS
from .labels import whole_label
from .sections import heading_kind

_CJK = re.compile(r"[一-鿿]")
_RATING = re.compile(r"[\s:(]*(?:[★☆●○◉◎■□▮▯▰▱█░▓◆◇⬤⚫⚪✦✧*]{2,}|\d{1,3} ?%|\d(?:\.\d)? ?/ ?(?:5|10))[\s)]*$")
_LONGEST_RATING = 60
_RATED = re.compile(r"^[★☆●○◉◎■□▮▯▰▱█░▓◆◇⬤⚫⚪]{3,}\s*")
_MARKS = re.escape("".join(mark for mark in BULLETS if mark not in "·・‧∙⋅"))
_STRONG = re.compile(rf"[、,;。\n\t√{_MARKS}]| {{2,}}| ?[|｜│] ?| · |·| / | ‖ ")
_EDGES = " 　[]【】·√-–—*、,，;；。.:：|/>" + BULLETS
_LEVEL = re.compile(
    r"^(?:精通|熟练掌握|熟练|熟悉|掌握|了解|擅长|良好|一般|优秀|expert|advanced|intermediate|basic|proficient|beginner|fluent|native|familiar|confident|competent|experienced|hands-on|daily(?: use)?|working knowledge|\d{1,3} ?(?:个月|年|months?|years?|yrs?))$",
    re.I,
)
_GROUP = re.compile(r"^[\s·•*\-]*(?P<label>[^:：、,，;；()（）]{1,24})[:：=] ?(?=\S)")
# one character below a line is what its cell had no room for, not a skill
_REST = re.compile(r"\n[一-鿿](?=\s*(?:[、，,；;。\n]|$))")
_HEADER = re.compile(
    r"序号|编号|no\.?|#|项目|内容|(?:技能|项目|专业)?名称|(?:专业)?技能|技能项目|(?:掌握|熟练|熟悉)?(?:程度|水平|等级)|使用年限|年限|说明|备注|技能项|照片|photo|skills?|levels?|proficiency|years"
)
# the last two of a list told as a sentence: 采血、导尿和吸痰。
_LAST_TWO = re.compile(r"、[^、,，。;；]*[^、,，。;；和与及]{2}(?P<and>和|以及|与|及)[^、,，。;；和与及]{2,12}(?:等)?。\s*$")
_PASTIME = re.compile(
    r"球|跑步|长跑|跑$|游泳|登山|爬山|徒步|旅[游行]|(?<![a-z线片腺射字])(?<![a-z] )摄影|书法|绘画|画画|阅读|读书|看书|电影|纪录片|音乐|唱歌|歌唱|乐器|琴|舞|瑜伽|健身|骑行|露营|钓鱼|下棋|象棋|围棋|烹饪|做饭|烘焙|(?<![营保培喂])养(?![老护])|手工|园艺|追剧|茶|cook|hik|read|travel|photograph|music|chess|swim|run|piano|guitar|yoga|football|basketball|badminton|tennis|paint|garden|film|movie|cycl|danc|calligraphy|volunteer"
)
_SENTENCE = re.compile(r"[。!]|\b(?:i|my|am|is|are|was|were)\b|^(?:19|20)\d\d|本人|工作|负责")
_DECLARED = re.compile(r"[ ·*]*(?:本人|申请人|应聘者|应聘人|报名人|考生)(?:郑重)?(?:声明|承诺|保证|确认|签名|签字)|[ ·*]*(?:承诺|声明) ?:|i (?:hereby )?(?:declare|certify|confirm)\b|(?:我的?(?:手机|电话|邮箱|联系)|如需|如有|如蒙|敬请|恳请|期待|感谢|谢谢|盼复|此致|审核状态|随时(?:都)?可?以?(?:来)?(?:面试|面谈|到岗|上岗)|咨询电话|本简历(?:由|仅)|仅供|打印时间|导出时间|生成时间|谢谢观看|本邮件|填表人|自荐人|求职人|以上(?:情况|内容|信息|所填)?(?:均|全部|完全)?(?:属实|真实)|[该此]简历|(?:最[后近])?更新(?:时间|日期)|# ?end\b|---+ ?end|\(完\)|以上记录|方便的话|麻烦您|祝(?:您|贵院)?(?:工作|顺)|看到.{2,20}招聘|打我手机|也可以|(?:手机|电话|邮箱|电邮|联系方式|联系电话)(?::|\d|[a-z]))|page \d|(?:gender|sex|性别) ?:|signature\b")
_REACHED = re.compile(r"(?<![\w.+\-])[\w.+\-]+@[\w\-]+\.|(?<!\d)1[3-9]\d[ \-.]?\d{4}[ \-.]?\d{4}(?!\d)")
_OF_OTHERS = re.compile(r"(?:emergency contact|contact in emergency|next of kin|家属$|亲属$|家人$|(?:紧急|应急|备用)(?:情况)?联[系络])")
_TRAIT = re.compile(r"性格|为人|做事|开朗|踏实|细致|耐心|吃苦|责任心|服从|热爱|善于与|愿意|积极向上|团队合作精神")
_SELF = re.compile(r"[^、;]*(?:性格|为人|踏实|学习主动|希望在贵|愿意|服从安排|责任心|喜欢钻研|期待您|沟通顺畅|遇事冷静|耐心|吃苦|热爱)[^、;]*[。!！]")
_LONGEST_SENTENCE = 300
_DAY = re.compile(r"[〇零○一二三四五六七八九\d]{4} ?[年./\-] ?[一二三四五六七八九十\d]{1,3} ?月?(?:[一二三四五六七八九十\d]{1,3}日?)?")
_STARS = re.compile(r"[^★☆\s] ?[★☆]{2,}$")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}(?:[、)）=]|[.．](?!\d))|[(（]\d{1,2}[)）]|[①-⑳])\s*")

_ITEM_LABEL = re.compile(r"(?:skill|item|技能) ?\d{1,2}[:：]?", re.I)

_TOLD = re.compile(
    r"(?:(?:key |main |core |clinical |technical |professional )*(?:skills|competencies|strengths)(?: that i (?:bring|offer))? (?:include|are|comprise)s?:? |i am (?:skilled|proficient) (?:in|at|with) )(?P<en>[^.\n]{8,300})\.?"
    r"|(?:技能|技术|业务|特长)方面[,:]? ?(?:我|本人)?(?:比较|已经?)?(?:熟练|主要)?(?:掌握|擅长|胜任|会做|能做|会)(?:了)?[:]? ?(?P<about>[^。\n]{6,200})"
    r"|掌握得?(?:比较|较为|较|最)?(?:好|熟练|扎实|牢)的?(?:技能|技术|操作|项目)(?:主要)?(?:包括|包含|有|是|为)[:]?(?P<held>[^。\n]{6,200})"
    r"|(?:我|本人|业务上|专业上)[,，]?(?:我|本人)?(?:的?(?:主要|专业|临床|职业)*(?:技能|特长|专长)|(?:比较|最|较|熟练|能够?)?(?:擅长|掌握|熟悉|会|胜任|开展)的(?:技能|技术|操作|项目)?)(?:主要)?(?:包括|包含|有|是|为)[:]?(?P<zh>[^。\n]{6,200})"
)
_TAG = re.compile(r"(?<![\w#＃])[#＃](?![#＃ ])")  # not C#, and no heading of Markdown
FEWEST_TAGS = 3
_AND = re.compile(r",? (?:and|as well as) |,? ?(?:以及|和|与)(?=[^、,]{2,12}$)")


def told_skills(document: Document, lines: Sequence[Content]) -> list[tuple[str, int, int]]:
    """The list that a sentence of a letter gives: My skills include triage, CRRT and wound care."""
    for content in lines:
        for found in _TOLD.finditer(document.key, content.start, content.end):
            start, end = found.span(found.lastgroup or "zh")
            last = list(_AND.finditer(document.key, start, end))
            cuts = [last[-1].span()] if last else []
            bounds = [start, *(at for cut in cuts for at in cut), end]
            ranges = zip(bounds[::2], bounds[1::2], strict=True)
            items = [item for a, b in ranges for item in _items(document.text, a, b, _STRONG)]
            if are_skills(items):
                return items
    return []


def read_skills(document: Document, lines: Sequence[Content]) -> list[tuple[str, int, int]]:
    """(item, start, end) in order, without repeats."""
    lines = _without_close(document, lines)
    told = [span for content in lines if not _is_other_row(document, content) for span in content.spans]
    spans = [(span.start, span.end) for span in told if not _ITEM_LABEL.fullmatch(span.text.strip())]
    numbered = len(spans) < len(told)
    text = "\n".join(document.text[a:b] for a, b in spans)
    if tagged := _tagged(document, spans):
        return tagged
    items: list[tuple[str, int, int]] = []
    seen: set[str] = set()
    splitter = _splitter(text)
    heads = [_unrated(document.text[a:b])[:1] for a, b in spans]
    titled = len(heads) >= 3 and sum(head.islower() for head in heads) < 0.4 * len(heads)
    for place, (start, end) in enumerate(spans):
        if items and _is_rest(document, spans, place):
            item, a, _ = items[-1]
            items[-1] = (item + document.text[start:end].strip(), a, end)
            continue
        found = _items(document.text, start, end, splitter)
        if found and items and titled and not numbered and _goes_on_small(document, spans, place):
            (item, a, _), (rest, _, b) = items[-1], found.pop(0)
            items[-1] = (item + " " + rest, a, b)
        joint = _joint(document, spans, place) if items else None
        if joint is not None and found:
            (item, a, _), (rest, _, b) = items[-1], found.pop(0)
            items[-1] = (item + joint + rest, a, b)
        for item, a, b in found:
            folded = re.sub(r"\s", "", item).lower()
            if folded not in seen:
                seen.add(folded)
                items.append((item, a, b))
    return items


def _tagged(document: Document, spans: Sequence[tuple[int, int]]) -> list[tuple[str, int, int]]:
    """The items behind number signs, each as far as to the next sign, over the end of a line: #Python #CRRT / 操作."""
    signs = [sign.start() for a, b in spans for sign in _TAG.finditer(document.text, a, b)]
    if len(signs) < FEWEST_TAGS:
        return []
    items = []
    for start, end in pairwise([*signs, max(b for _, b in spans)]):
        pieces = [document.text[max(a, start + 1) : min(b, end)] for a, b in spans if a < end and b > start]
        item = re.sub(r"(?<=[一-鿿]) +| +(?=[一-鿿])", "", " ".join(filter(None, map(str.strip, pieces))))
        if item:
            items.append((item, start, end))
    return items


def _unrated(text: str) -> str:
    """Without the dots or stars that say how well, before it or behind it."""
    return _without_rating(_RATED.sub("", text.strip(_EDGES))).strip()


def _without_rating(text: str) -> str:
    """Without the marks at its end: 采血 ★★★ 90%."""
    while found := _RATING.search(text, max(0, len(text) - _LONGEST_RATING)):
        text = text[: found.start()]
    return text


def _goes_on_small(document: Document, spans: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether an item begins small under one with a capital, where items have capitals: Antimicrobial ●●●○ / stewardship."""
    above, here = (_unrated(document.text[slice(*span)]) for span in spans[place - 1 : place + 1])
    return here[:1].islower() and bool(re.fullmatch(r"[a-z]{3}[a-z \-]*", here)) and above[:1].isupper() and not above.endswith((",", ";"))


def _without_close(document: Document, lines: Sequence[Content]) -> Sequence[Content]:
    """The lines before the applicant declares that all is true and signs."""
    for number, content in enumerate(lines):
        key = document.key[content.start : content.end]
        if _DECLARED.match(key) or key.rstrip().endswith(("?", "？")) or _REACHED.search(key) or (len(key) <= _LONGEST_SENTENCE and _SELF.fullmatch(key.strip())):
            return lines[:number]
    return lines


def _is_other_row(document: Document, content: Content) -> bool:
    """A row labelled as something else (备注 | 服从调剂：是), or the head of the table: 序号 | 技能 | 掌握程度."""
    cells = [document.key[span.start : span.end].strip() for span in content.spans]
    if len(cells) >= 2 and all(_HEADER.fullmatch(cell) for cell in cells):
        return True
    ruled = document.lines[content.index].table is not None
    if ruled and len(cells) >= 2 and cells[0].startswith("是否"):
        return True
    if _OF_OTHERS.match(cells[0].replace("\n", "")) or (ruled and len(cells) == 2 and cells[1].endswith("。") and "、" not in cells[1]):
        return True
    if ruled and len(cells) >= 2 and heading_kind(cells[0].replace("\n", "")) in ("other", "family", "references"):
        return True
    return len(cells) >= 2 and whole_label(cells[0]) is not None and (ruled or len(cells) == 2)


def _is_rest(document: Document, spans: Sequence[tuple[int, int]], place: int) -> bool:
    """One character, or two below a long line, that the line above had no room for."""
    near = [document.key[slice(*span)].strip() for span in spans[max(place - 1, 0) : place + 2]]
    if place == 0 or not re.fullmatch(r"[一-鿿]{1,2}", near[1]):
        return False
    alone = len(near[0]) >= 4 and (len(near) < 3 or len(near[2]) > 1)
    printed = [document.text[slice(*span)].strip() for span in (spans[place - 1], *spans[place + 1 : place + 2])]
    rated = all(_STARS.search(text) for text in printed)  # 急危重症 ★★★★☆ / 抢救
    return alone and (len(near[1]) == 1 or len(near[0]) >= 24 or rated)


def _joint(document: Document, spans: Sequence[tuple[int, int]], place: int) -> str | None:
    """What stands between the last item of a line and its rest on the next: Endoscopy, Clinical / research; 流式细胞 / 术、PCR."""
    before, after = (document.text[slice(*span)].strip() for span in spans[place - 1 : place + 1])
    if re.search(r", ?[A-Z][A-Za-z \-]+$", before) and re.match(r"[a-z]{3}", after):
        return " "
    return "" if re.search(r"、[^、，,；;。]+$", before) and re.match(r"[一-鿿]、", after) else None


def are_skills(items: Sequence[tuple[str, int, int]]) -> bool:
    """Whether a list under a title that says nothing is of skills: several short items, and none of a pastime."""
    words = [item.lower() for item, _, _ in items]
    short = all(len(word) <= (14 if _CJK.search(word) else 34) and not _SENTENCE.search(word) for word in words)
    return len(words) >= 3 and short and not any(_PASTIME.search(word) or _TRAIT.search(word) for word in words)


def _splitter(text: str) -> re.Pattern[str]:
    """Commas and bullets if there are any; else slashes; else blanks between Chinese words."""
    if re.search(rf"[、,，;；|｜│·。\n{_MARKS}②]|\S \d{{1,2}}[)）、]| {{2,}}|[\]】]\s*[\[【]", text.strip()):
        return re.compile(
            rf"[、，;；。\n\t√{_MARKS}]|(?<=[\]】])\s*(?=[\[【])|,(?!\d{{3}})| {{2,}}| ?[|｜│] ?| ?· ?|(?<=\S) ?(?=[①-⑳])|(?<=[^\s\da-zA-Z]) ?(?=\d{{1,2}}[)）、] ?[^\W\d])| [/／] |(?<=[一-鿿])[／](?=[一-鿿])"
        )
    if re.search(r"[/／]", text):
        return re.compile(r" ?[/／] ?(?![\d])")
    if len(re.findall(r"(?<=[一-鿿]) | (?=[一-鿿])", text)) >= 1:
        return re.compile(r"\s+")
    return _STRONG


def _items(text: str, start: int, end: int, splitter: re.Pattern[str]) -> list[tuple[str, int, int]]:
    label = _GROUP.match(text[start:end])
    if label and not re.search(r"https?$", label["label"]):
        start += label.end()
    section = text[start:end]
    bounds = [m.span() for m in splitter.finditer(section) if _depth(section, m.start()) <= 0]
    bounds = [(a, b) for a, b in bounds if not _REST.match(section, a)]
    if joint := _LAST_TWO.search(section):
        bounds = sorted([*bounds, joint.span("and")])
    result = []
    position = 0
    for left, right in [*bounds, (len(section), len(section))]:
        part = section[position:left]
        item = _cleaned(part)
        if item:
            result.append((item, start + left - len(part.lstrip()), start + position + len(part.rstrip())))
        position = right
    return result


def _depth(text: str, at: int) -> int:
    opened = text.count("（", 0, at) + text.count("(", 0, at)
    return opened - text.count("）", 0, at) - text.count(")", 0, at)


def _cleaned(text: str) -> str | None:
    text = _RATED.sub("", text.strip())
    text = _without_rating(re.sub(r"(?<=[一-鿿])\n(?=[一-鿿])", "", text))
    text = _NUMBERED.sub("", text.strip(_EDGES).removeprefix("+ ")).strip(_EDGES)
    text = re.sub(r"[\s]*(?:等|等技能|等操作)$", "", text)
    text = re.sub(r"\s+", " ", text)
    if _HEADER.fullmatch(text.lower()):
        return None
    inner = re.match(r"^[^:：]{1,10}[:：]\s*(.+)$", text)
    text = inner[1] if inner else text
    trailing = re.match(
        r"^(.{2,}?)[\s]*[(（\-–:： ][\s]*(精通|熟练掌握|熟练|熟悉|掌握|了解|擅长|良好|expert|advanced|intermediate|basic|proficient)[)）]?$",
        text,
        re.I,
    )
    text = trailing[1] if trailing else text
    if not text or _LEVEL.match(text) or not re.search(r"[^\W\d]", text) or len(text) > 60 or text in ("无", "暂无"):
        return None
    if heading_kind(text) in ("basics",) or _DAY.fullmatch(text):
        return None
    return text
