"""One check per kind of requirement: a profile and a day in, how far it is met and why out.

The rule is the one that our ranking benchmark publishes: a requirement is met or not, only years are met in part; the
kind of experience is judged by ``department`` and by nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from .finder import Finder, Hit
from .labels import degree_label, label, licence_label
from .lexicon import Lexicon
from .profile import EducationFact, LicenceFact, Post, Profile, Sources
from .requirements import DEGREES, Requirement
from .sentences import N_, Sentence, say


class Finding(NamedTuple):
    """How far a requirement is met (0 to 1), why, and the places of the resume that show it."""

    met: float
    reason: Sentence
    sources: Sources = ()


Check = Callable[[Profile, date], Finding]


def compile_check(requirement: Requirement, lexicon: Lexicon) -> Check:
    """The check for one requirement, its words looked up and its patterns compiled once for all candidates."""
    return _COMPILERS[requirement.kind](requirement, lexicon)


def _degree(requirement: Requirement, lexicon: Lexicon) -> Check:
    asked = DEGREES.index(requirement.words[0])
    want = label(requirement)
    unknown = Finding(0.0, say(N_("简历未写明学历，要求%(asked)s"), asked=want))

    def check(profile: Profile, as_of: date) -> Finding:
        held = profile.degree
        if held is None or held.value not in DEGREES:
            return unknown
        name = degree_label(held.value)
        if DEGREES.index(held.value) < asked:
            return Finding(0.0, say(N_("最高学历%(degree)s，要求%(asked)s"), degree=name, asked=want), held.sources)
        planned = next((e for e in profile.education if e.degree == held.value and _later(e, as_of)), None)
        if planned:
            reason = say(N_("%(degree)s在读，预计 %(end)s 毕业"), degree=name, end=str(planned.end))
            return Finding(1.0, reason, planned.sources or held.sources)
        return Finding(1.0, say(N_("最高学历%(degree)s，符合%(asked)s"), degree=name, asked=want), held.sources)

    return check


def _later(education: EducationFact, as_of: date) -> bool:
    return bool(education.end) and str(education.end)[:7] > as_of.isoformat()[:7]


def _licence(requirement: Requirement, lexicon: Lexicon) -> Check:
    kind = requirement.words[0]
    name = licence_label(kind)
    none = Finding(0.0, say(N_("简历未写明%(licence)s"), licence=name))

    def check(profile: Profile, as_of: date) -> Finding:
        held = [licence for licence in profile.licences if licence.kind == kind]
        if not held:
            return none
        best = max(held, key=lambda licence: licence.expires or "9999")
        if not valid(best, as_of):
            reason = say(N_("%(licence)s已于 %(expires)s 到期"), licence=name, expires=str(best.expires))
            return Finding(0.0, reason, best.sources)
        if best.expires:
            reason = say(N_("持有%(licence)s，有效期至 %(expires)s"), licence=name, expires=best.expires)
            return Finding(1.0, reason, best.sources)
        return Finding(1.0, say(N_("持有%(licence)s"), licence=name), best.sources)

    return check


def valid(licence: LicenceFact, as_of: date) -> bool:
    """Whether ``licence`` still runs on ``as_of``; a month or year named as its end counts to its last day.

    An end that is no date (长期) does not end.
    """
    expires = licence.expires or ""
    return not expires[:4].isdigit() or expires >= as_of.isoformat()[: len(expires)]


def _title(requirement: Requirement, lexicon: Lexicon) -> Check:
    asked = requirement.words[0]
    want = lexicon.rung(asked)
    named = Finder((asked,))
    none = Finding(0.0, say(N_("简历未写明职称，要求「%(asked)s」及以上"), asked=asked))

    def check(profile: Profile, as_of: date) -> Finding:
        held = profile.title
        if held is None:
            return none
        have = lexicon.rung(held.value)
        enough = have.reaches(want) if want and have else named.hit(held.value) is not None
        if enough:
            reason = say(N_("职称「%(title)s」，符合「%(asked)s」及以上"), title=held.value, asked=asked)
            return Finding(1.0, reason, held.sources)
        reason = say(N_("职称「%(title)s」，要求「%(asked)s」及以上"), title=held.value, asked=asked)
        return Finding(0.0, reason, held.sources)

    return check


def _major(requirement: Requirement, lexicon: Lexicon) -> Check:
    finder = Finder.of(requirement, lexicon, "majors")
    asked = " / ".join(requirement.words)
    none = Finding(0.0, say(N_("所学专业中没有「%(asked)s」"), asked=asked))
    silent = Finding(0.0, say(N_("简历未写明专业，要求「%(asked)s」"), asked=asked))

    def check(profile: Profile, as_of: date) -> Finding:
        hits = [(hit, study) for study in profile.education if study.major and (hit := finder.hit(study.major))]
        if not hits:
            return none if any(study.major for study in profile.education) else silent
        hit, study = min(hits, key=lambda found: found[0].rank)
        return Finding(1.0, _found(hit, N_("所学专业「%(found)s」"), str(study.major)), study.sources)

    return check


def _skill(requirement: Requirement, lexicon: Lexicon) -> Check:
    finder = Finder.of(requirement, lexicon, "skills")
    none = Finding(0.0, say(N_("技能中没有「%(asked)s」"), asked=" / ".join(requirement.words)))

    def check(profile: Profile, as_of: date) -> Finding:
        hits = [(hit, skill) for skill in profile.skills if (hit := finder.hit(skill.value))]
        if not hits:
            return none
        hit, skill = min(hits, key=lambda found: found[0].rank)
        return Finding(1.0, _found(hit, N_("技能「%(found)s」"), skill.value), skill.sources)

    return check


def _found(hit: Hit, msgid: str, found: str) -> Sentence:
    fact = say(msgid, found=found)
    if hit.how == "synonym":
        return say(N_("%(fact)s与要求的「%(asked)s」同义"), fact=fact, asked=hit.asked)
    if hit.how == "spelling":
        return say(N_("%(fact)s与要求的「%(asked)s」拼写相差一个字母，请核对"), fact=fact, asked=hit.asked)
    return say(N_("%(fact)s符合要求的「%(asked)s」"), fact=fact, asked=hit.asked)


def _years(requirement: Requirement, lexicon: Lexicon) -> Check:
    least = float(requirement.min or 0)
    none = Finding(0.0, say(N_("简历看不出工作年限，要求 %(least)s 年"), least=least))

    def check(profile: Profile, as_of: date) -> Finding:
        have, sources = _worked(profile, as_of)
        if have is None:
            return none
        reason = say(N_("工作 %(have)s 年（各岗位合计），要求 %(least)s 年"), have=have, least=least)
        return Finding(max(0.0, min(1.0, have / least)), reason, sources)

    return check


def _worked(profile: Profile, as_of: date) -> tuple[float | None, Sources]:
    """The years that the resume engine counted; where it counted none, those of the posts."""
    if profile.years:
        return profile.years.value, profile.years.sources or _all_sources(profile.posts)
    posts = tuple(post for post in profile.posts if not post.internship and months(post, as_of))
    return (_years_in(posts, as_of), _all_sources(posts)) if posts else (None, ())


def _years_in(posts: tuple[Post, ...], as_of: date) -> float:
    """Calendar months that fall in at least one post, in years to one decimal."""
    return round(len(set().union(*(months(post, as_of) for post in posts))) / 12, 1)


def _all_sources(posts: tuple[Post, ...]) -> Sources:
    return tuple(source for post in posts if not post.internship for source in post.sources)


def _department(requirement: Requirement, lexicon: Lexicon) -> Check:
    finder = Finder.of(requirement, lexicon, "departments")
    name, least = " / ".join(requirement.words), float(requirement.min or 0)
    none = Finding(0.0, say(N_("工作经历中没有「%(asked)s」"), asked=name))

    def check(profile: Profile, as_of: date) -> Finding:
        posts = tuple(
            post
            for post in profile.posts
            if not post.internship and (finder.hit(post.department or "") or finder.hit(post.position or ""))
        )
        if not posts:
            return none
        if not least:
            return Finding(1.0, say(N_("在「%(asked)s」工作过"), asked=name), _all_sources(posts))
        have = _years_in(posts, as_of)
        reason = say(N_("在「%(asked)s」工作 %(have)s 年，要求 %(least)s 年"), asked=name, have=have, least=least)
        return Finding(min(1.0, have / least), reason, _all_sources(posts))

    return check


def months(post: Post, as_of: date) -> range:
    """The calendar months of a post, first and last included, from year 0; a present one runs to last month."""
    last = as_of.year * 12 + as_of.month - 2
    start, end = _month(post.start), _month(post.end)
    if start is None:
        return range(0)
    return range(start, min(end if end is not None else last, last) + 1)


def _month(text: str | None) -> int | None:
    if not text or len(text) < 7 or not (text[:4] + text[5:7]).isdigit():
        return None
    return int(text[:4]) * 12 + int(text[5:7]) - 1


_COMPILERS: dict[str, Callable[[Requirement, Lexicon], Check]] = {
    "degree": _degree,
    "licence": _licence,
    "title": _title,
    "major": _major,
    "skill": _skill,
    "years": _years,
    "department": _department,
}
