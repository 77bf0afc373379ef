"""Requirements × what a resume says → a score that explains itself.

Deterministic, and blind by type to who somebody is: see ``Profile``.
"""

from .affinity import affinity
from .lexicon import Lexicon, LexiconError
from .profile import Profile, Source, profile_of
from .proposals import ProposedRequirement, requirements_from_text
from .ranking import Comparison, Difference, Ranked, compare, order, rank
from .report import ExtraPart, Item, MatchReport, Part
from .requirements import DEGREES, KINDS, LICENCE_KINDS, Requirement, RequirementError, requirements_from
from .scoring import CompiledRequirements, score
from .sentences import Sentence, say

__all__ = [
    "DEGREES",
    "KINDS",
    "LICENCE_KINDS",
    "Comparison",
    "CompiledRequirements",
    "Difference",
    "ExtraPart",
    "Item",
    "Lexicon",
    "LexiconError",
    "MatchReport",
    "Part",
    "Profile",
    "ProposedRequirement",
    "Ranked",
    "Requirement",
    "RequirementError",
    "Sentence",
    "Source",
    "affinity",
    "compare",
    "order",
    "profile_of",
    "rank",
    "requirements_from",
    "requirements_from_text",
    "say",
    "score",
]
