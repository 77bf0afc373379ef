"""Work history: organisation, department, position and dates of every post, and the years that they make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from . import lexicon, proposals
from .dates import month_index
from .document import Document
from .english import split_post, split_room
from .entries import Group
from .model import Work
from .roles import (
    Piece,
    cut,
    degree_of,
    department_score,
    is_noise,
    names_organisation,
    organisation_score,
    position_score,
    split_department,
    split_organisation,
)

_CJK = re.compile(r"[一-鿿]")
_SCHOOL_ONLY = re.compile(r"(?:大学|学院|学校|卫校|医专|university|college|school)$")
_INTERNSHIP = re.compile(r"实习|见习|\bintern(?:ship)?\b|clinical placement|\btrainee student\b")
_STUDY_LEAVE = re.compile(
    r"进修(?:学习|医师|医生|护士|人员|生)?$|visiting (?:fellow|scholar|trainee)|observership|^(?:sent|seconded) (?:for|to)\b"
    r"|further training"
)
_BETWEEN = re.compile(r"(?:在家)?(?:待业|无业|求职|备考|休养|育儿)中?|(?i:unemployed|career break)")
_INSTITUTE = re.compile(r"(?:[a-z]+ )?(?:institute|school|hospital|cent(?:er|re)) of ")
_UNIVERSITY = re.compile(r"[a-z' ]*university(?: of [a-z' ]+)?")
_HALF_POST = re.compile(r"\b(?:staff|senior|junior|registered|charge|attending|associate|deputy|clinical|principal)$")
_NOTHING = frozenset(("", "无", "空", "-", "—", "/", "n/a", "none", "nil", "not given", "not stated", "未填写", "未填"))
_HOUSE = re.compile(r"医院|卫生院|公司|hospital|\bltd\b|infirmary")
_PLACE = re.compile(r"^[一-鿿]{2,7}(?:省|市|区|县|州|盟)(?:[一-鿿]{2,6}(?:市|区|县))?$")


def read_work(document: Document, groups: Sequence[Group], internship: bool) -> list[Work]:
    """Posts as they stand in the section. Further training (进修) is not a post."""
    drafts = [_Draft(document, group) for group in groups]
    known = False
    for draft in drafts:
        known = known or draft.names_employer()
        if known:
            draft.demote()
    order = _usual_order(drafts)
    dressed = {document.dress(draft.found["organisation"][0]) for draft in drafts if draft.names_employer()}
    entries: list[Work] = []
    room: str | None = None
    for draft in drafts:
        draft.settle(order, dressed)
        entry = draft.entry(internship)
        if entry is None:
            continue
        if entry.organisation is None and entries:
            if entry.position is None and entry.department is None:
                continue
            entry = replace(entry, organisation=entries[-1].organisation, department=entry.department or room)
        else:
            room = draft.room_over_posts()
        entries.append(entry)
    return [e for e in entries if e.organisation is not None or e.position is not None]


def _house_score(key: str) -> int:
    """How surely a piece is the house: a hospital before a clinic, which may be a room of it."""
    score = organisation_score(key)
    return 2 * score - bool(department_score(key)) + bool(score and _HOUSE.search(key)) * 2


def is_post(group: Group) -> bool:
    """Whether an entry is about a post, whatever section it stands in: an employer, with a post or a department, and no degree."""
    keys = [piece.key for piece in group.pieces]
    employer = "organisation" in group.labelled or any(
        names_organisation(key) and (not _SCHOOL_ONLY.search(key) or _HOUSE.search(key)) for key in keys
    )
    behind = [key[end:].strip(" 的") for key in keys if (end := split_organisation(key)) and end < len(key) and _CJK.search(key)]
    role = any(position_score(key) >= 3 or department_score(key) for key in [*keys, *behind]) or bool(
        {"position", "department"} & set(group.labelled)
    )
    return "school" not in group.labelled and employer and role and not any(degree_of(key) for key in keys)


class _Draft:
    """One entry while its pieces find their roles."""

    def __init__(self, document: Document, group: Group) -> None:
        self.document, self.group = document, group
        self.found: dict[str, tuple[int, int]] = {}
        for label in ("organisation", "department", "position"):
            if label in group.labelled:
                self.found[label] = group.labelled[label]
        if "organisation" not in self.found and "school" in group.labelled:
            self.found["organisation"] = group.labelled["school"]
        self.pieces = [p for p in _expanded(group.pieces) if not is_noise(p.key)]
        self.left: list[Piece] = []
        self._split_labelled()
        self._assign()

    def names_employer(self) -> bool:
        return "organisation" in self.found and organisation_score(self._key("organisation")) >= 3

    def demote(self) -> None:
        """体检中心 under the hospital that an earlier line names is its department, not another employer."""
        weak = (
            "organisation" in self.found and "organisation" not in self.group.labelled and not self.names_employer()
        )
        if weak and "department" not in self.found and department_score(self._key("organisation")):
            self.found["department"] = self.found.pop("organisation")

    def room_over_posts(self) -> str | None:
        """The department that stands beside the employer on a line of its own, above the posts held there."""
        dates, row = self.group.dates, next(iter(self.group.spans), (0, 0))
        head = {"organisation", "department"} <= set(self.found) and all(
            row[0] <= self.found[role][0] < row[1] for role in ("organisation", "department")
        )
        below = dates is not None and dates.start >= row[1] and self.found.get("position", row)[0] >= row[1]
        return self._text("department") if head and below else None

    def _key(self, role: str) -> str:
        return self.document.key[slice(*self.found[role])]

    def _split_labelled(self) -> None:
        """A labelled value may hold two things: 单位及科室."""
        if "organisation" not in self.found:
            return
        start, end = self.found["organisation"]
        key = self.document.key[start:end]
        head, whole = key.split("\n")[0], key.replace("\n", "" if _CJK.search(key) else " ")
        if "\n" in key and split_organisation(whole) == len(whole):
            return
        if "\n" in key and organisation_score(head) >= 3:
            self.found["organisation"] = (start, start + len(head))
            self.pieces += cut(self.document.key, start + len(head), end, [], 0)
            return
        edge = split_organisation(key.replace("\n", ""))
        if edge and "\n" not in key and edge < len(key):
            self.found["organisation"] = (start, start + edge)
            rest = key[edge:]
            lead = len(rest) - len(rest.lstrip(" ,-/(、·"))
            tail = rest.strip(" ,-/()、·")
            if tail:
                self.pieces.append(Piece(start + edge + lead, start + edge + lead + len(tail), tail))

    def _assign(self) -> None:
        pool = list(self.pieces)
        if "organisation" not in self.found:
            self._take(pool, "organisation", _house_score)
        if "department" not in self.found:
            self._take_department(pool)
        if "position" not in self.found:
            self._take(pool, "position", position_score)
        if "position" not in self.found and "title" in self.group.labelled:
            self.found["position"] = self.group.labelled["title"]
        if "department" not in self.found:
            self._take_between(pool)
        if "department" not in self.found:
            self._split_position()
        if "position" not in self.found:
            self._split_department()
        self.left = pool

    def _take(self, pool: list[Piece], role: str, score: Callable[[str], int]) -> None:
        best = max(pool, default=None, key=lambda p: (score(p.key), -p.line, -p.start))
        if best is not None and score(best.key) > 0:
            self.found[role] = (best.start, best.end)
            pool.remove(best)

    def _take_department(self, pool: list[Piece]) -> None:
        for piece in pool:
            if department_score(piece.key) and position_score(piece.key) < 3 and ":" not in piece.key:
                self.found["department"] = (piece.start, piece.end)
                pool.remove(piece)
                return

    def _take_between(self, pool: list[Piece]) -> None:
        """One piece between the house and the post is the department, though no rule knows its name: 营养食堂."""
        if not {"organisation", "position"} <= self.found.keys():
            return
        left, right = self.found["organisation"][1], self.found["position"][0]
        between = [p for p in pool if left <= p.start and p.end <= right and not p.bracket]
        short = len(between) == 1 and 2 <= len(between[0].key) <= 10 and bool(_CJK.fullmatch(between[0].key[:1]))
        if short and not _PLACE.match(between[0].key) and not lexicon.DESCRIPTION_START.match(between[0].key):
            self.found["department"] = (between[0].start, between[0].end)
            pool.remove(between[0])

    def _split_position(self) -> None:
        if "position" not in self.found or "position" in self.group.labelled:
            return
        start, end = self.found["position"]
        cut = split_department(self.document.key[start:end])
        if cut:
            self.found["department"] = (start, start + cut)
            rest = self.document.key[start + cut : end]
            self.found["position"] = (start + cut + len(rest) - len(rest.lstrip(" -/,·")), end)

    def _split_department(self) -> None:
        """A post and a department run together, post first: 架构师产品研发部."""
        if "department" not in self.found or "department" in self.group.labelled:
            return
        start, end = self.found["department"]
        key = self.document.key[start:end]
        for edge in range(2, len(key) - 1):
            if lexicon.POSITION_STRONG.fullmatch(key[:edge]) and lexicon.DEPARTMENT.fullmatch(key[edge:]):
                self.found["position"], self.found["department"] = (start, start + edge), (start + edge, end)
                return

    def settle(self, order: tuple[str, ...], dressed: set[tuple[int, int]]) -> None:
        """What no rule knows takes the role that is missing, in the order that the other entries show.

        A house on a line of its own looks as the other houses do (``dressed``).
        """
        for piece in self.left:
            if piece.line > 3 or len(piece.key) > (16 if _CJK.search(piece.key) else 45) or piece.bracket:
                continue
            if lexicon.DESCRIPTION_START.match(piece.key) or ":" in piece.key:
                continue
            if _PLACE.match(piece.key) or re.fullmatch(r"[\d.\-/% ]+", piece.key) or len(piece.key) < 2:
                continue
            missing = [role for role in ("organisation", "position", "department") if role not in self.found]
            if not missing:
                return
            role = next((r for r in missing if r in order), missing[0])
            look = self.document.dress(piece.start)
            if role == "organisation" and look[1] and dressed and look not in dressed:
                continue
            if role == "department" and not self._beside_a_role(piece):
                continue
            if role == "department" and "department" not in order:
                continue
            self.found[role] = (piece.start, piece.end)

    def _beside_a_role(self, piece: Piece) -> bool:
        """Whether the piece shares its line with something known; a line of its own is rather a duty."""
        row = next(((a, b) for a, b in self.group.spans if a <= piece.start < b), None)
        return row is not None and any(row[0] <= start < row[1] for start, _ in self.found.values())

    def entry(self, internship: bool) -> Work | None:
        ruled, self.found = (
            self.found,
            proposals.mend_post(self.document, self.group.spans, self.found, self.group.labelled),
        )
        values = {role: self._text(role) for role in ("organisation", "department", "position")}
        dates = self.group.dates
        if dates is None and values["organisation"] is None:
            return None
        if _BETWEEN.fullmatch(values["organisation"] or values["position"] or ""):
            return None
        heading = " ".join(self.document.key[a:b] for a, b in self.group.spans)
        if _STUDY_LEAVE.search((values["position"] or "").lower()) or (not values["position"] and "进修" in heading):
            return None
        intern = internship or bool(_INTERNSHIP.search((values["position"] or "").lower()))
        score = 0.55 + 0.13 * sum(v is not None for v in (*values.values(), dates))
        score = score if ruled == self.found else min(score, proposals.CONFIDENCE)
        return Work(
            **values,
            start=dates.begin if dates else None,
            end=dates.finish if dates else None,
            internship=intern,
            description=self._description(),
            confidence=round(min(score, 0.97), 2),
            evidence=tuple(self.document.evidence(*place) for place in self.group.spans),
        )

    def _description(self) -> str | None:
        parts = [self.document.text[a:b] for a, b in self.group.description]
        if "duties" in self.group.labelled:
            parts.insert(0, self.document.text[slice(*self.group.labelled["duties"])])
        return "\n".join(parts) or None

    def _text(self, role: str) -> str | None:
        if role not in self.found:
            return None
        start, end = self.found[role]
        if role == "organisation" and re.search(r"\b(?:ltd|inc|co|corp)$", self.document.key[start:end]):
            end += self.document.key[end : end + 1] == "."
        text = self.document.text[start:end]
        if re.fullmatch(r"[\W\d_]{1,3}", text):
            return None
        text = re.sub(r"\s*\n\s*", "" if _CJK.search(text) else " ", text).strip(" ·•-—–,，;；:：|/、。")
        return None if text.lower().strip("()（）") in _NOTHING else text


def _expanded(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that hold an organisation and more are cut after the organisation."""
    result: list[Piece] = []
    for whole in _joined_names(pieces):
        piece = whole
        swapped = re.match(r"(.+?) (?:at|with|@) (?:the )?(.+)", whole.key)
        if swapped and not _CJK.search(whole.key):
            result.append(Piece(whole.start, whole.start + swapped.end(1), swapped[1], whole.line))
            piece = Piece(whole.start + swapped.start(2), whole.end, swapped[2], whole.line)
        inside = re.fullmatch(r"(.+?) in (?:the )?(.+)", piece.key) if not _CJK.search(piece.key) else None
        if inside and position_score(inside[1]) >= 3 and department_score(inside[2]):
            result.append(Piece(piece.start, piece.start + inside.end(1), inside[1], piece.line))
            result.append(Piece(piece.start + inside.start(2), piece.end, inside[2], piece.line))
            continue
        post = split_post(piece.key)
        if post:
            result.append(Piece(piece.start, piece.start + post, piece.key[:post], piece.line))
            piece = Piece(piece.start + post + 1, piece.end, piece.key[post + 1 :], piece.line)
        room = None if _CJK.search(piece.key) or not post else split_room(piece.key)
        if room:
            result.append(Piece(piece.start, piece.start + room, piece.key[:room], piece.line))
            piece = Piece(piece.start + room + 1, piece.end, piece.key[room + 1 :], piece.line)
        end = split_organisation(piece.key)
        if end is None or end >= len(piece.key):
            result.append(piece)
            continue
        rest = piece.key[end:]
        lead = len(rest) - len(rest.lstrip(" ,-/(、·的"))
        result.append(Piece(piece.start, piece.start + end, piece.key[:end], piece.line))
        tail = rest[lead:].rstrip(" )")
        at = piece.start + end + lead
        cut = split_department(tail)
        if cut:
            result.append(Piece(at, at + cut, tail[:cut], piece.line))
            inner = len(tail[cut:]) - len(tail[cut:].lstrip(" -,"))
            result.append(Piece(at + cut + inner, at + len(tail), tail[cut + inner :], piece.line))
        elif tail:
            result.append(Piece(at, at + len(tail), tail, piece.line))
    return result


def _joined_names(pieces: Sequence[Piece]) -> list[Piece]:
    """An institute and the university that it belongs to, one comma apart, are one employer; Staff / Nurse is one post."""
    result: list[Piece] = []
    for piece in pieces:
        if result and _belong_together(result[-1], piece):
            last = result.pop()
            result.append(replace(piece, start=last.start, key=f"{last.key}, {piece.key}"))
        elif result and _goes_on_below(result[-1], piece):
            last = result.pop()
            result.append(replace(piece, start=last.start, key=f"{last.key} {piece.key}", line=last.line))
        else:
            result.append(piece)
    return result


def _goes_on_below(first: Piece, second: Piece) -> bool:
    """Whether a post lacks the word that the next line begins with: Staff / Nurse."""
    below = second.line == first.line + 1
    return below and bool(_HALF_POST.search(first.key) and lexicon.EN_POSITION.fullmatch(second.key))


def _belong_together(first: Piece, second: Piece) -> bool:
    beside = first.line == second.line and second.start - first.end == len(", ")
    return beside and bool(_INSTITUTE.match(first.key) and _UNIVERSITY.fullmatch(second.key))


def _usual_order(drafts: Sequence[_Draft]) -> tuple[str, ...]:
    """The roles that the section's entries show, most common arrangement first."""
    seen: Counter[tuple[str, ...]] = Counter()
    for draft in drafts:
        seen[tuple(role for role, _ in sorted(draft.found.items(), key=lambda item: item[1]))] += 1
    full = [order for order, _ in seen.most_common() if len(order) == 3]
    return full[0] if full else ("organisation", "position")


def years_of_experience(entries: Sequence[Work], as_of: date) -> float:
    """Calendar months in at least one post, first and last included, divided by 12. Internships do not count."""
    months: set[int] = set()
    last_month = as_of.year * 12 + as_of.month - 1 - (1 if as_of.day == 1 else 0)
    for entry in entries:
        if entry.internship or entry.start is None:
            continue
        first = month_index(entry.start)
        last = month_index(entry.end, last=True) if entry.end else last_month
        months.update(range(first, min(last, last_month) + 1))
    return round(len(months) / 12, 1)
