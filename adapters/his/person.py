"""A new colleague in the terms of party.party (pure: record → wire values)."""

from __future__ import annotations

import re

from hr_recruit_plugin.adapters.his.tryton import Row, wire_date
from hr_recruit_plugin.records import NewHire

_SURNAMES = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文"
    "司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生梁丘"
    "左丘西门第五南荣东里东宫即墨达奚褚师"
)
COMPOUND_SURNAMES = frozenset(_SURNAMES[start : start + 2] for start in range(0, len(_SURNAMES), 2))
"""From the 百家姓 and its supplements; a two-character name always has a one-character surname."""

GENDERS = {"男": "m", "m": "m", "male": "m", "1": "m", "女": "f", "f": "f", "female": "f", "2": "f"}
"""GB/T 2261.1 codes, letters and words; anything else becomes ``u``, which GNU Health has for unknown."""

LICENCE_ORDER = ("physician_practice", "nurse_practice", "pharmacist", "technician", "physician_qualification")
NO_LICENCE = frozenset({"residency_training"})

_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]+\Z")


def split_name(name: str) -> tuple[str, str | None]:
    """(given, family or None). Names with a middle dot (阿卜杜拉·买买提) have no family name; Western ones end with it."""
    name = " ".join(name.split())
    if not _CHINESE.match(name.replace(" ", "")):
        given, _, family = name.rpartition(" ")
        return (given, family) if given else (name, None)
    name = name.replace(" ", "")
    if "·" in name or len(name) < 2:
        return name, None
    surname = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return name[surname:], name[:surname]


def licence_number(hire: NewHire) -> str | None:
    """The number that makes a colleague a health professional; practice licences come before examinations."""
    usable = [licence for licence in hire.licences if licence.number and licence.kind not in NO_LICENCE]
    rank = {kind: position for position, kind in enumerate(LICENCE_ORDER)}
    usable.sort(key=lambda licence: rank.get(licence.kind, len(rank)))
    return usable[0].number if usable else None


def person_values(hire: NewHire) -> Row:
    """Values of a new party.party record; ``ref`` holds the staff number, which GNU Health keeps unique."""
    given, family = split_name(hire.name)
    values: Row = {
        "is_person": True,
        "is_healthprof": licence_number(hire) is not None,
        "name": given,
        "lastname": family,
        "gender": GENDERS.get((hire.gender or "").strip().lower(), "u"),
        "ref": hire.staff_no,
        # Without it the server looks for a default country and fails where none is set.
        "fed_country": None,
    }
    if _CHINESE.match(given):
        values["name_representation"] = "cjk"
    if hire.birth_date:
        values["dob"] = wire_date(hire.birth_date)
    if hire.phone:
        values["contact_mechanisms"] = [["create", [{"type": "mobile", "value": hire.phone}]]]
    return values
