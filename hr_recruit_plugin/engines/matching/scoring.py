"""The score: the sum of weight × met over the sum of weights, of 100, and the gates."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from .checks import compile_check
from .labels import PART_OF, PARTS
from .lexicon import Lexicon
from .profile import Profile, profile_of
from .remedies import missing
from .report import ExtraPart, Item, MatchReport, Part
from .requirements import Requirement

if TYPE_CHECKING:
    from hr_recruit_plugin.engines.resume.model import ParsedResume


class CompiledRequirements:
    """A job's requirements, ready to score many candidates."""

    def __init__(self, requirements: Iterable[Requirement], lexicon: Lexicon | None = None) -> None:
        words = lexicon or Lexicon.load()
        # Parts are shown in one order, whatever the order in which a job lists its requirements.
        self.requirements = tuple(sorted(requirements, key=lambda one: list(PARTS).index(PART_OF[one.kind])))
        self._checks = tuple((one, compile_check(one, words)) for one in self.requirements)
        self.weight = math.fsum(one.weight for one in self.requirements)

    def score(self, profile: Profile, *, as_of: date, extra_parts: Sequence[ExtraPart] = ()) -> MatchReport:
        """The report of one candidate on the day ``as_of``."""
        total = math.fsum((self.weight, *(part.weight for part in extra_parts))) or 1.0
        items: dict[str, list[Item]] = {}
        lacking = []
        products = [part.earned for part in extra_parts]
        for requirement, check in self._checks:
            finding = check(profile, as_of)
            product = requirement.weight * finding.met
            products.append(product)
            share = 100 / total
            items.setdefault(PART_OF[requirement.kind], []).append(
                Item(
                    requirement,
                    round(finding.met, 4),
                    round(product * share, 4),
                    round(requirement.weight * share, 4),
                    finding.reason,
                    finding.sources,
                )
            )
            if requirement.must and finding.met < 1:
                lacking.append(missing(requirement, finding))
        parts = tuple(_part(name, of_part) for name, of_part in items.items())
        extras = tuple(_extra(part, 100 / total) for part in extra_parts)
        # fsum is exact, so the order in which a job lists its requirements cannot change the last digit.
        return MatchReport(round(100 * math.fsum(products) / total, 2), bool(lacking), parts + extras, tuple(lacking))


def score(
    parsed: ParsedResume | Profile,
    requirements: Sequence[Requirement] | CompiledRequirements,
    *,
    as_of: date,
    extra_parts: Sequence[ExtraPart] = (),
    lexicon: Lexicon | None = None,
) -> MatchReport:
    """Score one candidate for one job: same input, same report.

    ``as_of`` decides whether a licence still runs. Plain requirements are compiled once with ``lexicon`` (the shipped
    one without it) and remembered; ``CompiledRequirements`` bring their own.
    """
    if isinstance(requirements, CompiledRequirements):
        compiled = requirements
    else:
        compiled = _compiled(tuple(requirements), lexicon or Lexicon.load())
    profile = parsed if isinstance(parsed, Profile) else profile_of(parsed)
    return compiled.score(profile, as_of=as_of, extra_parts=extra_parts)


@lru_cache(maxsize=64)
def _compiled(requirements: tuple[Requirement, ...], lexicon: Lexicon) -> CompiledRequirements:
    return CompiledRequirements(requirements, lexicon)


def _part(name: str, items: list[Item]) -> Part:
    weight = round(math.fsum(item.out_of for item in items), 4)
    return Part(name, weight, round(math.fsum(item.points for item in items), 4), tuple(items))


def _extra(part: ExtraPart, share: float) -> Part:
    points, out_of = round(part.earned * share, 4), round(part.weight * share, 4)
    item = Item(None, round(part.earned / part.weight, 4), points, out_of, part.reason, part.evidence)
    return Part(part.name, out_of, points, (item,))
