"""Names of degrees, licences and parts as people read them."""

from __future__ import annotations

from .requirements import Requirement
from .sentences import N_, Sentence, say

_DEGREES = {
    "secondary": N_("中专"),
    "associate": N_("大专"),
    "bachelor": N_("本科"),
    "master": N_("硕士"),
    "doctor": N_("博士"),
}
_LICENCES = {
    "physician_practice": N_("医师执业证"),
    "physician_qualification": N_("医师资格证"),
    "nurse_practice": N_("护士执业证"),
    "residency_training": N_("规培合格证"),
    "pharmacist": N_("药师资格证"),
    "technician": N_("技师资格证"),
    "other": N_("其他证书"),
}
PARTS = {
    "experience": N_("经历"),
    "skills": N_("技能"),
    "education": N_("学历"),
    "licences": N_("证照"),
}
"""The parts of a score by name, in the order in which they are shown."""

PART_OF = {
    "years": "experience",
    "title": "experience",
    "department": "experience",
    "skill": "skills",
    "degree": "education",
    "major": "education",
    "licence": "licences",
}


def degree_label(degree: str) -> Sentence:
    """「本科」 for ``bachelor``."""
    return say(_DEGREES[degree])


def licence_label(kind: str) -> Sentence:
    """「护士执业证」 for ``nurse_practice``."""
    return say(_LICENCES[kind])


def label(requirement: Requirement) -> Sentence:
    """A requirement in a few words, such as 「本科及以上」 or 「临床满 5 年」."""
    words = " / ".join(requirement.words)
    match requirement.kind:
        case "degree":
            return say(N_("%(degree)s及以上"), degree=degree_label(words))
        case "licence":
            return licence_label(words)
        case "title":
            return say(N_("%(title)s及以上"), title=words)
        case "major":
            return say(N_("专业 %(words)s"), words=words)
        case "years":
            return say(N_("%(field)s满 %(years)s 年"), field=words, years=float(requirement.min or 0))
        case "department" if requirement.min:
            return say(N_("%(field)s满 %(years)s 年"), field=words, years=float(requirement.min))
    return say("%(words)s", words=words)
