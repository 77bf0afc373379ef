"""What a must-have lacks, and what would satisfy it."""

from __future__ import annotations

from .checks import Finding
from .labels import degree_label, label, licence_label
from .requirements import Requirement
from .sentences import N_, Sentence, say


def missing(requirement: Requirement, finding: Finding) -> Sentence:
    """One sentence: which must is not met, what was found, and what would satisfy it."""
    return say(
        N_("缺少必备条件「%(what)s」：%(reason)s。%(remedy)s"),
        what=label(requirement),
        reason=finding.reason,
        remedy=_remedy(requirement),
    )


def _remedy(requirement: Requirement) -> Sentence:
    words = " / ".join(requirement.words)
    match requirement.kind:
        case "degree":
            return say(N_("补充%(degree)s或更高学历的证明即可满足。"), degree=degree_label(words))
        case "licence":
            return say(N_("补充有效期内的%(licence)s即可满足。"), licence=licence_label(words))
        case "title":
            return say(N_("补充%(title)s或同序列更高职称的证明即可满足。"), title=words)
        case "major":
            return say(N_("有任一学历的专业含「%(words)s」之一即可满足。"), words=words)
        case "skill":
            return say(N_("技能中写明「%(words)s」之一即可满足。"), words=words)
        case "years":
            return say(N_("工作年限达到 %(years)s 年即可满足。"), years=float(requirement.min or 0))
    if requirement.min:
        return say(N_("在「%(words)s」工作满 %(years)s 年即可满足。"), words=words, years=float(requirement.min))
    return say(N_("在「%(words)s」之一工作过即可满足。"), words=words)
