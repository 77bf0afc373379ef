"""The hospital's words: what is shipped, what admins add, and scoring again after a change."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy import func, select

from ..engines.matching import Lexicon, LexiconError, ProposedRequirement, requirements_from_text
from ..engines.matching.lexicon import SECTIONS
from ..engines.matching.words import fold
from ..errors import Invalid, NotFound
from ..i18n import N_
from ..models import Application, Job, WordGroup
from ..security.permissions import Permission
from ..state import recruitment
from .unit import Actor, Unit, unit_of_work

SHIPPED = "shipped"
MOST_GROUPS, MOST_WORDS, LONGEST = 2000, 40, 80
APART = re.compile(r"[，,、；;\n\r\t|]+")
_lock = threading.Lock()


@dataclass(frozen=True)
class Words:
    """A lexicon and its version: the same resume, requirements and version give the same score."""

    lexicon: Lexicon
    version: str


def current(unit: Unit) -> Words:
    """The words that count now."""
    state = tuple(unit.session.execute(select(func.count(), func.max(WordGroup.id), func.max(WordGroup.added_at))).one())
    held = unit.state.cache.get("words")
    if held is None or held[0] != state:
        held = (state, _words(_extra(unit) if state[0] else {}))
        unit.state.cache["words"] = held
    words: Words = held[1]
    return words


def _words(extra: Mapping[str, Any]) -> Words:
    if not extra:
        return Words(Lexicon.load(), SHIPPED)
    text = json.dumps(extra, ensure_ascii=False, sort_keys=True)
    return Words(Lexicon.load(extra), hashlib.sha256(text.encode()).hexdigest()[:12])


def _extra(unit: Unit) -> dict[str, Any]:
    """The additions in the shape that ``Lexicon.load`` takes."""
    return as_extra((row.section, row.words) for row in unit.session.scalars(select(WordGroup).order_by(WordGroup.id)))


def as_extra(groups: Any) -> dict[str, Any]:
    """(section, words) pairs as one object: sections to groups, titles by ladder, licences by kind."""
    extra: dict[str, Any] = {}
    for section, words in groups:
        name, _, part = section.partition(".")
        if name == "titles":
            extra.setdefault(name, {}).setdefault(part, []).append(list(words))
        elif name == "licences":
            extra.setdefault(name, {}).setdefault(part, []).extend(words)
        else:
            extra.setdefault(name, []).append(list(words))
    return extra


def proposed(actor: Actor, text: str) -> tuple[ProposedRequirement, ...]:
    """The requirements that an advertisement asks for, read with the hospital's words."""
    with unit_of_work(actor, write=False) as unit:
        words = current(unit)
    return requirements_from_text(text, words.lexicon)


# --- the screen --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A group as it counts. ``own`` are the additions in it, by their number."""

    section: str
    words: Sequence[str]
    own: Sequence[WordGroup] = ()


def sections() -> list[str]:
    """Where words can be added."""
    shipped = Lexicon.load()
    return [*SECTIONS, *(f"titles.{ladder}" for ladder in shipped.titles), *(f"licences.{kind}" for kind in shipped.licences)]


def listing(unit: Unit, section: str, query: str = "") -> list[Line]:
    """The groups of a section that hold ``query``, those with additions first."""
    unit.actor.require(Permission.SETTINGS_EDIT)
    own = unit.session.scalars(select(WordGroup).where(WordGroup.section == section).order_by(WordGroup.id)).all()
    lines = [Line(section, words, _inside(own, words)) for words in _groups(current(unit).lexicon, section)]
    wanted = fold(query.strip())
    found = [line for line in lines if not wanted or any(wanted in fold(word) for word in line.words)]
    return sorted(found, key=lambda line: not line.own)


def _groups(lexicon: Lexicon, section: str) -> Sequence[Sequence[str]]:
    name, _, part = section.partition(".")
    if name == "titles":
        return lexicon.titles.get(part, ())
    if name == "licences":
        return [lexicon.licences.get(part, ())]
    groups: Sequence[Sequence[str]] = getattr(lexicon, name)
    return groups


def _inside(own: Sequence[WordGroup], words: Sequence[str]) -> list[WordGroup]:
    folded = set(map(fold, words))
    return [row for row in own if set(map(fold, row.words)) <= folded]


def add(unit: Unit, section: str, text: str) -> WordGroup:
    """Add words that mean the same, apart by commas or lines. Raises Invalid saying what can't be taken, and why."""
    unit.actor.require(Permission.SETTINGS_EDIT)
    words = list(dict.fromkeys(word.strip() for word in APART.split(text) if word.strip()))
    _check(unit, section, words)
    row = WordGroup(section=section, words=words, added_by=unit.actor.name, added_at=unit.now)
    extra = as_extra([*((r.section, r.words) for r in unit.session.scalars(select(WordGroup))), (section, words)])
    try:
        Lexicon.load(extra)
    except LexiconError as problem:
        text = N_("职称要写明和谁同级：把词库里已有的一个职称和新的写在一起。")
        raise Invalid(text, {"words": [text]}) from problem
    unit.session.add(row)
    unit.session.flush()
    unit.audit("lexicon.added", "word_group", row.id, section=section, words=words)
    return row


def _check(unit: Unit, section: str, words: Sequence[str]) -> None:
    def wrong(message: str, **params: Any) -> Invalid:
        return Invalid(message, {"words": [message]}, **params)

    if section not in sections():
        raise wrong(N_("没有这一类词。"))
    least = 1 if section.startswith("licences") else 2
    if len(words) < least:
        raise wrong(N_("至少写两个意思相同的词，用逗号或换行分开。"))
    if len(words) > MOST_WORDS:
        raise wrong(N_("一组最多 %(n)s 个词。"), n=MOST_WORDS)
    if long := next((word for word in words if len(word) > LONGEST), None):
        raise wrong(N_("「%(word)s…」太长，一个词最多 %(n)s 个字。"), word=long[:12], n=LONGEST)
    if any(not re.search(r"\w", word) for word in words):
        raise wrong(N_("有的词只有符号，不能用来匹配。"))
    if (unit.session.scalar(select(func.count()).select_from(WordGroup)) or 0) >= MOST_GROUPS:
        raise wrong(N_("词库已满 %(n)s 组，先删掉不用的。"), n=MOST_GROUPS)


def remove(unit: Unit, group_id: int) -> None:
    """Take an addition back; what is shipped stays."""
    unit.actor.require(Permission.SETTINGS_EDIT)
    row = unit.session.get(WordGroup, group_id)
    if row is None:
        raise NotFound(N_("这组词已经删掉了。"))
    unit.session.delete(row)
    unit.audit("lexicon.removed", "word_group", group_id, section=row.section, words=row.words)


# --- scoring again -----------------------------------------------------------------------------------------------


@dataclass
class Progress:
    """Scoring all open jobs again. ``failed`` holds what went wrong, by the name of the error."""

    total: int
    done: int = 0
    failed: str = ""
    over: bool = False


AT_ONCE = 200


def stale(unit: Unit) -> int:
    """Active applications of open jobs: those whose score a change of words may touch."""
    statement = select(func.count()).select_from(Application).join(Application.job)
    return unit.session.scalar(statement.where(Application.status == "active", Job.status == "open")) or 0


def progress() -> Progress | None:
    """The latest run in this process."""
    found: Progress | None = recruitment().cache.get("rescoring")
    return found


def rescore_later(actor: Actor) -> bool:
    """Score every active application of open jobs again, in a thread. → False when that is under way already."""
    state = recruitment()
    with unit_of_work(actor) as unit:
        unit.actor.require(Permission.SETTINGS_EDIT)
        ids = list(unit.session.scalars(
            select(Application.id).join(Application.job)
            .where(Application.status == "active", Job.status == "open", Application.document_id.is_not(None))
            .order_by(Application.id)
        ))  # fmt: skip
        unit.audit("lexicon.rescored", "lexicon", current(unit).version, applications=len(ids))
    with _lock:
        running = progress()
        if running is not None and not running.over:
            return False
        told = state.cache["rescoring"] = Progress(len(ids))
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    threading.Thread(target=_run, args=(app, ids, told), name="hr-recruit-rescore", daemon=True).start()
    return True


def _run(app: Flask, ids: Sequence[int], told: Progress) -> None:
    from .rating import rate_again

    with app.app_context():
        try:
            for start in range(0, len(ids), AT_ONCE):
                with unit_of_work() as unit:
                    rate_again(unit, ids[start : start + AT_ONCE])
                told.done = min(start + AT_ONCE, len(ids))
        except Exception as problem:
            # The words of the error may quote a resume; the screen names its kind and offers to start again.
            told.failed = type(problem).__name__
        finally:
            told.over = True
