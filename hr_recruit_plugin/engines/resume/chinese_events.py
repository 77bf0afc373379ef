# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""Histories that Chinese letters and annals tell as events: entered in 2014, graduated in 2018, moved in 2022.

Each date opens an event, told by the words up to the next date. A school or a post that an event opens is closed by a later
one: 毕业 closes the school, 离开 or 调到 the post.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from .dates import DateRange, find_dates, find_ranges
from .document import Content, Document
from .entries import Group
from .roles import (
    degree_in,
    department_score,
    organisation_score,
    position_score,
    split_department,
    split_organisation,
)

Place = tuple[int, int]

_SCHOOL = r"(?P<school>[一-鿿]{2,18}?(?:大学|学院|学校|卫校|医专)(?!附属|[一-鿿]{0,4}医院)(?:[一-鿿]{2,8}(?:学院|分校|医学部))?|该校|本校|母校)"
_GO = r"(?:考入|考取|考上|升入|进入|入读|就读于?|保送(?:到|至)?|被?录取到|入学|来到|读的是|上的是|到|去|在|于|被)"
_STUDY = re.compile(
    rf"(?:{_GO}|^,? ?){_SCHOOL}(?:录取)?(?:的)?,?(?:在[一-鿿]{{2,10}}(?:系|学院))?(?:,|\(|的)?(?:攻读|主修|修读|就读|学习|学的是|读的是|专业(?:是|为)|念|读)?(?:了)?(?P<major>[一-鿿]{{2,14}}?)?(?:(?:专业|方向)的?)?(?=[,。;()、]|读|就读|学习|攻读|本科|专科|大专|硕士|博士|毕业|的学习|$)"
)
_GRADUATED = re.compile(r"^(?:日)?,? ?(?:[一-鿿]{2,4})?毕业于")
_ENROLLED = re.compile(r"^(?:日)?(?:入学|入校|考入)(?=[,。;)、]|$)")
_LEFT_SCHOOL = re.compile(r"^[,、]? ?(?:\(?预计\)?|将|从(?:该校|[一-鿿]{2,18}(?:大学|学院|学校)))?(?:顺利|正式|如期|以[一-鿿]{2,10})?(?:,)?(?:(?:大学)?(?:本科|专科|大专|中专)|硕士|博士)?(?:研究生)?(?:顺利)?(?:毕业|结业|取得[一-鿿]{0,10}(?:学位|学历)|获得?[一-鿿]{0,10}(?:学位|学历))")
_DO = r"(?:担任|出任|升任|历任|先后任|现任|任职|任|当了?|做了?|从事)"
_WORK = re.compile(
    rf"(?:入职|进入|加入|来到|应聘到|应聘至|受聘于|任职于|就职于|供职于|分配到|调往|(?P<moved>调入|调到|调至|转到|转至|跳槽到|转入|回到)|考入|考取|到|去|在|于)(?P<house>[^,。;()]{{3,34}}?)(?:(?:, ?在?|在)(?P<room>[^,。;()]{{2,14}}?))?"
    rf"(?:,? ?(?:{_DO}|(?:岗位|职务|职位)[是为])(?P<post>[^,。;()至到]{{2,14}}?)(?:一职|职务|岗位|的?工作)?(?:$|(?=[,。;(至到]|一直|直到))|,? ?(?:工作|上班)(?:$|(?=[,。;至到一直])))"
)
_JOINED = re.compile(r"入职|加入|进入|来到|应聘|受聘|任职于|就职于|供职于|分配到|调|转|跳槽|回到|考入|考取")
_LEFT_POST = re.compile(r"^[,、]? ?(?:从[一-鿿]{2,24})?(?:离职|离开|辞职|辞去|调离|合同期满|期满|止|结束)")
_SINCE = re.compile(r" ?(?:起|以来|开始)")
_UNTIL = re.compile(r"(?:一直|直)?(?:工作|做|干|任职|待|服务|直)?(?:到|至)$")
_STILL = re.compile(r"至今|迄今|(?:到|至|直到)(?:现在|目前|今天|如今)|在任|在职|仍在|现职|(?:现在|目前|如今|今)$")
_NO_EVENT = re.compile(r"^\)?(?:日)?(?:出?生|取得|获得|获|考取|考过|通过|拿到|领取|发证|签发|注册|填表|获评|被评|晋升?|评为)|^[^,。;]{0,12}(?:证书?|资格|执照|奖|称号|论文|课题|党)")
_AWARDED = re.compile(r"[,、]? ?(?:被(?:评为|授予|评选为|选为)|荣获|获评)")
_BIRTH = re.compile(r"(?:生于|出生于?|出生日期[:为]?|有效期(?:限)?[到至为]?|截至|截止)$")
_YEAR_LINE = re.compile(r"(?P<year>(?:19|20)\d\d) ?年?")
_MONTH_LINE = re.compile(r"(?P<month>1[0-2]|0?[1-9]) ?月(?:份)?(?:\d{1,2}日)?")


@dataclass(slots=True)
class _Event:
    """A date, or a period, and what is told up to the next."""

    when: DateRange
    start: int
    end: int


def told_as_events(document: Document, lines: Sequence[Content], as_of: date) -> tuple[list[Group], list[Content]]:
    """The schools and posts that lines of a section tell in events, and the lines that tell none."""
    groups: list[Group] = []
    others: list[Content] = []
    tale = _Tale(document)
    for content, events in _events(document, lines, as_of):
        if events and (tale.tells(events) or all(_AWARDED.match(document.key, event.start, event.end) for event in events)):
            continue
        others.append(content)
    groups += tale.groups()
    return groups, others


def _events(document: Document, lines: Sequence[Content], as_of: date) -> list[tuple[Content, list[_Event]]]:
    """What each line tells; below a year that stands alone, lines may begin with a month."""
    result: list[tuple[Content, list[_Event]]] = []
    year: str | None = None
    for content in lines:
        text = document.key[content.start : content.end].strip()
        if alone := _YEAR_LINE.fullmatch(text):
            year = alone["year"]
            result.append((content, []))
            continue
        month = _MONTH_LINE.match(text)
        if year and month:
            at = document.key.index(month[0], content.start)
            value = f"{year}-{int(month['month']):02d}"
            when = DateRange(at, at + len(month[0]), value, None, single=True)
            result.append((content, [_Event(when, when.end, content.end)]))
            continue
        result.append((content, _of_line(document, content, as_of)))
    return result


def _of_line(document: Document, content: Content, as_of: date) -> list[_Event]:
    if len(content.spans) != 1:
        return []
    ranges = [r for r in find_ranges(document.key, content.start, content.end, as_of) if not (r.ongoing and r.finish is None and _opens(document.key, r))]
    dates = [d for d in find_dates(document.key, content.start, content.end) if not any(r.start <= d.start < r.end for r in ranges)]
    found = sorted([*ranges, *(d for d in dates if len(d.begin) >= 7)], key=lambda d: d.start)
    if not found:
        return []
    ends = [*(d.start for d in found[1:]), content.end]
    return [_Event(when, when.end, end) for when, end in zip(found, ends, strict=True)]


def _opens(key: str, found: DateRange) -> bool:
    """自2018年7月起 says when something began, and not that it goes on."""
    return not _STILL.search(key[found.start : found.end])


class _Tale:
    """What the events of a section have opened, and closed, so far."""

    def __init__(self, document: Document) -> None:
        self.key = document.key.replace('"', " ")
        self.since: list[Group] = []
        self.entered: Group | None = None  # the last post, if its holder is said to have joined
        self.schools: list[Group] = []
        self.graduated: list[Group] = []  # schools of which the end is told first
        self.posts: list[Group] = []

    def groups(self) -> list[Group]:
        """What is told to the end: a school or a post with both dates, or one that goes on."""
        last = [self.entered] if self.entered and self.posts and self.entered is self.posts[-1] else []
        for group in [*self.since, *last]:
            if group.dates and group.dates.single:
                group.dates = replace(group.dates, single=False, ongoing=True)
        told = [group for group in [*self.schools, *self.posts] if group.dates is not None and (group.dates.finish or group.dates.ongoing)]
        return [*self.graduated, *told]

    def tells(self, events: Sequence[_Event]) -> bool:
        """Take the events of one line in; none of them, if it is no tale of entering and leaving."""
        before = len(self.schools), len(self.posts), len(self.since), self.entered
        graduated = len(self.graduated)
        changeable = [(g, g.dates, dict(g.labelled)) for opened in (self.schools, self.posts) for g in opened[-1:]]
        told = [self._take(event) for event in events]
        single = any(kind and event.when.single and not self._since(event) for kind, event in zip(told, events, strict=True))
        if single and "open" in {*told} | {"open" if "close" in told else ""}:
            return True
        del self.schools[before[0] :], self.posts[before[1] :], self.since[before[2] :], self.graduated[graduated:]
        self.entered = before[3]
        for group, dates, labelled in changeable:
            group.dates, group.labelled = dates, labelled
        return False

    def _since(self, event: _Event) -> bool:
        return bool(_SINCE.match(self.key, event.start, event.end))

    def _take(self, event: _Event) -> str | None:
        key = self.key
        said = key[event.start : event.end]
        if _BIRTH.search(key[max(event.when.start - 8, 0) : event.when.start]):
            return None
        if _GRADUATED.match(said):
            return self._graduate(event)
        if _ENROLLED.match(said) and self.graduated:
            group, left = self.graduated[-1], self.graduated[-1].dates
            if left and left.single and event.when.begin < left.begin:
                group.dates = replace(left, begin=event.when.begin, finish=left.begin, single=False)
                return "close"
        if _LEFT_SCHOOL.match(said):
            return self._leave_school(event)
        if _UNTIL.search(key[max(event.when.start - 8, 0) : event.when.start]) and event.when.single:
            return self._close(self.posts, event.when.begin)
        if _LEFT_POST.match(said):
            return self._close(self.posts, event.when.begin)
        if _NO_EVENT.match(said) and not _STUDY.match(said):
            return None
        return self._enter_school(event) or self._enter_post(event)

    def _graduate(self, event: _Event) -> str | None:
        """2026年6月毕业于云海医学院护理学专业: when it began may be told behind it, or not at all."""
        if self._enter_school(event) is None:
            return None
        self.graduated.append(self.schools.pop())
        return "open"

    def _leave_school(self, event: _Event) -> str | None:
        group = self.schools[-1] if self.schools else None
        if group is None or group.dates is None or not group.dates.single:
            return None
        degree = degree_in(re.split("[。;]", self.key[event.start : event.end])[0])
        if degree and "degree" not in group.labelled:
            group.labelled["degree"] = (event.start + degree[1], event.start + degree[2])
        return self._close(self.schools, event.when.begin)

    def _close(self, opened: list[Group], until: str) -> str | None:
        group = opened[-1] if opened else None
        if group is None or group.dates is None or not group.dates.single:
            return None
        if until < group.dates.begin:
            self.entered = None  # it has an end, which cannot be right
            return None
        group.dates = replace(group.dates, finish=until, single=False)
        return "close"

    def _enter_school(self, event: _Event) -> str | None:
        found = _STUDY.search(self.key, event.start, event.end)
        if found is None:
            return None
        labelled = {"school": found.span("school")}
        if found["school"] in ("该校", "本校", "母校"):
            if not self.schools:
                return None
            labelled["school"] = self.schools[-1].labelled["school"]
        if found["major"] and not degree_in(found["major"]) and found["major"] not in ("学习", "就读", "工作"):
            labelled["major"] = found.span("major")
        degree = degree_in(self.key[found.end("school") : event.end])
        if degree:
            at = found.end("school")
            labelled["degree"] = (at + degree[1], at + degree[2])
        if "major" not in labelled and "degree" not in labelled and not re.search(r"[考升入读学]", found[0]):
            return None
        self.schools.append(Group(dates=event.when, spans=[(event.when.start, event.end)], labelled=labelled))
        return "open"

    def _enter_post(self, event: _Event) -> str | None:
        key = self.key
        found = _WORK.search(key, event.start, event.end)
        if found is None:
            return None
        labelled = self._house(found)
        if "organisation" not in labelled:
            return None
        if found["post"]:
            self._split(labelled, *found.span("post"))
        if found["moved"]:
            self._close(self.posts, event.when.begin)
        when = event.when
        if when.single and _STILL.search(key, event.start, event.end):
            when = replace(when, single=False, ongoing=True)
        self.posts.append(Group(dates=when, spans=[(event.when.start, event.end)], labelled=labelled))
        self.entered = self.posts[-1] if _JOINED.match(found[0]) else None
        if self._since(event):
            self.since.append(self.posts[-1])
        return "open"

    def _split(self, labelled: dict[str, Place], start: int, end: int) -> None:
        """A post whose name begins with its department, where no other is told: 内科 / 护士."""
        cut = split_department(self.key[start:end])
        if cut and "department" not in labelled:
            labelled["department"] = (start, start + cut)
            start += cut
        labelled["position"] = (start, end)

    def _house(self, found: re.Match[str]) -> dict[str, Place]:
        start, end = found.span("house")
        start, house = start + len(found["house"]) - len(found["house"].lstrip()), found["house"].strip()
        end = start + len(house)
        cut = split_organisation(house)
        if cut is None or organisation_score(house[:cut]) < 3:
            return {}
        labelled = {"organisation": (start, start + cut)}
        rest = house[cut:].strip("的 ")
        if rest and department_score(rest):
            at = start + house.index(rest, cut)
            labelled["department"] = (at, at + len(rest))
        elif rest and position_score(rest):
            at = start + house.index(rest, cut)
            labelled["position"] = (at, at + len(rest))
        elif rest:
            labelled["organisation"] = (start, end)
        if found["room"] and department_score(found["room"]):
            labelled["department"] = found.span("room")
        return labelled
