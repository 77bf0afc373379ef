"""A new colleague in a HIS's terms."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.adapters.his.person import licence_number, person_values, split_name
from hr_recruit_plugin.records import Licence
from tests.peers.people import NURSE, hire


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("张明", "明", "张"),
        ("欧阳娜娜", "娜娜", "欧阳"),
        ("欧阳", "阳", "欧"),
        (" 司马 光 ", "光", "司马"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提", None),
        ("Anna Maria Schmidt", "Anna Maria", "Schmidt"),
        ("Pelé", "Pelé", None),
        ("李", "李", None),
        ("𠮷野", "野", "𠮷"),
    ],
)
def test_names(name: str, given: str, family: str | None) -> None:
    assert split_name(name) == (given, family)


@pytest.mark.parametrize(
    ("gender", "code"), [("男", "m"), ("女", "f"), ("Female", "f"), ("1", "m"), (None, "u"), ("？", "u")]
)
def test_genders(gender: str | None, code: str) -> None:
    assert person_values(hire(gender=gender))["gender"] == code


def test_practice_comes_before_examination_and_training_counts_for_nothing() -> None:
    training, examined, practice = (
        Licence("residency_training", "T1"),
        Licence("physician_qualification", "Q1"),
        Licence("physician_practice", "P1"),
    )
    assert licence_number(hire(licences=(training, examined, practice))) == "P1"
    assert licence_number(hire(licences=(training, examined))) == "Q1"
    assert licence_number(hire(licences=(training, Licence("nurse_practice")))) is None


def test_what_is_not_known_is_not_sent() -> None:
    values = person_values(hire(birth_date=None, phone=None, licences=()))
    assert not {"dob", "contact_mechanisms"} & values.keys()
    assert values["is_healthprof"] is False


def test_money_and_id_number_stay_out_of_the_his() -> None:
    sent = repr(person_values(NURSE))
    assert "8600" not in sent
    assert NURSE.id_number is not None
    assert NURSE.id_number not in sent
