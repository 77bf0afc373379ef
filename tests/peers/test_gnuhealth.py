"""The GNU Health adapter against GNU Health."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
import requests

from hr_recruit_plugin.adapters.base import Refused, RetryLater, Unknown
from hr_recruit_plugin.adapters.his.gnuhealth import PARTY, PROFESSIONAL, GnuHealth
from hr_recruit_plugin.adapters.his.tryton import Tryton
from hr_recruit_plugin.records import Licence, NewHire
from tests.peers.gnuhealth_server import FarEnd, GnuHealthServer
from tests.peers.people import hire

pytestmark = pytest.mark.peer

_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def hospital(gnuhealth: GnuHealthServer) -> FarEnd:
    """An institution H001 with the unit XN."""
    his = gnuhealth.client()
    party = his.create("party.party", {"name": "示范医院", "is_institution": True, "fed_country": None})
    institution = his.create(
        "gnuhealth.institution",
        {"party": party, "code": "H001", "institution_type": "hospital", "public_level": "public"},
    )
    his.create("gnuhealth.hospital.unit", {"institution": institution, "name": "心血管内科", "code": "XN"})
    return his


@pytest.fixture
def someone() -> NewHire:
    """A colleague that no other test registers."""
    number = next(_numbers)
    return hire(staff_no=f"E{number:05}", licences=(Licence("nurse_practice", f"2020{number:08}"),))


def adapter(server: GnuHealthServer, **changes: Any) -> GnuHealth:
    settings = {
        "url": server.url,
        "database": server.database,
        "user": server.user,
        "password": server.password,
        "institution": "H001",
        "units": "D0301 = H001/XN",
        "specialties": "D0301 = CARDIO",
        "timeout": 15,
    }
    return GnuHealth({**settings, **changes})


def people(his: FarEnd, someone: NewHire) -> list[dict[str, Any]]:
    fields = ["name", "lastname", "gender", "dob", "mobile", "is_healthprof", "rec_name", "_timestamp"]
    return his.rows(PARTY, [["ref", "=", someone.staff_no]], fields)


def professionals(his: FarEnd, someone: NewHire) -> list[dict[str, Any]]:
    fields = ["code", "institution.code", "institution_unit.code", "main_specialty.rec_name"]
    return his.rows(PROFESSIONAL, [["party.ref", "=", someone.staff_no]], fields)


def test_a_nurse_becomes_a_professional(gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire) -> None:
    delivery = adapter(gnuhealth).deliver(someone, key="k")
    (person,) = people(hospital, someone)
    (professional,) = professionals(hospital, someone)
    assert (person["lastname"], person["name"], person["gender"]) == ("欧阳", "晓彤", "f")
    assert person["dob"] == {"__class__": "date", "year": 1998, "month": 3, "day": 14}
    assert person["mobile"] == "13800000001"
    assert professional["code"] == someone.licences[0].number
    assert professional["institution_unit."]["code"] == "XN"
    assert professional["institution."]["code"] == "H001"
    assert professional["main_specialty."] is not None
    assert delivery.remote_id == f"{PROFESSIONAL},{professional['id']}"


def test_without_a_licence_there_is_a_person_only(
    gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire
) -> None:
    worker = hire(
        staff_no=someone.staff_no, name="阿卜杜拉·买买提", licences=(), gender=None, birth_date=None, phone=None
    )
    delivery = adapter(gnuhealth).deliver(worker, key="k")
    (person,) = people(hospital, worker)
    assert delivery.remote_id == f"{PARTY},{person['id']}"
    assert (person["name"], person["lastname"], person["gender"]) == ("阿卜杜拉·买买提", None, "u")
    assert adapter(gnuhealth).find(worker, key="k") == delivery
    assert not professionals(hospital, worker)


def test_twice_is_once(gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire) -> None:
    first = adapter(gnuhealth).deliver(someone, key="k")
    assert adapter(gnuhealth).deliver(someone, key="k") == first
    assert adapter(gnuhealth).find(someone, key="k") == first
    assert len(people(hospital, someone)) == len(professionals(hospital, someone)) == 1


def test_two_at_once_are_one(gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire) -> None:
    def register(_: int) -> str:
        try:
            return adapter(gnuhealth).deliver(someone, key="k").remote_id
        except RetryLater:
            return adapter(gnuhealth).deliver(someone, key="k").remote_id

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(register, range(4)))
    assert len(set(results)) == 1
    assert len(people(hospital, someone)) == len(professionals(hospital, someone)) == 1


def test_nothing_is_found_before(gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire) -> None:
    assert adapter(gnuhealth).find(someone, key="k") is None


def test_a_returning_colleague_is_made_active_again(
    gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire
) -> None:
    adapter(gnuhealth).deliver(someone, key="k")
    (professional,) = professionals(hospital, someone)
    hospital.call(f"model.{PROFESSIONAL}.write", [professional["id"]], {"active": False})
    assert professionals(hospital, someone) == []
    adapter(gnuhealth).deliver(someone, key="k2")
    assert [row["id"] for row in professionals(hospital, someone)] == [professional["id"]]


def test_a_staff_number_of_somebody_else_is_refused(
    gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire
) -> None:
    adapter(gnuhealth).deliver(someone, key="k")
    other = hire(staff_no=someone.staff_no, name="王芳")
    with pytest.raises(Refused, match="另一人"):
        adapter(gnuhealth).deliver(other, key="other")
    assert people(hospital, someone)[0]["lastname"] == "欧阳"


def test_a_licence_of_somebody_else_is_refused(
    gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire
) -> None:
    adapter(gnuhealth).deliver(someone, key="k")
    with pytest.raises(Refused, match="证号"):
        adapter(gnuhealth).deliver(hire(staff_no="E99999", name="王芳", licences=someone.licences), key="other")


def test_the_his_says_itself_what_it_refuses(gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire) -> None:
    with pytest.raises(Refused) as refused:
        adapter(gnuhealth).deliver(hire(staff_no=someone.staff_no, birth_date=date(1850, 1, 1), name=" "), key="k")
    assert refused.value.remote_words


def test_an_unknown_unit_is_named(gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire) -> None:
    with pytest.raises(Refused, match="H001/NO"):
        adapter(gnuhealth, units="D0301 = H001/NO").deliver(someone, key="k")


def test_a_stale_write_is_tried_later(gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire) -> None:
    adapter(gnuhealth).deliver(someone, key="k")
    (before,) = people(hospital, someone)
    hospital.call(f"model.{PARTY}.write", [before["id"]], {"name": "晓丹"})
    his = Tryton(gnuhealth.url, gnuhealth.database, gnuhealth.user, gnuhealth.password, timeout=15)
    with pytest.raises(RetryLater, match="修改"):
        his.write(PARTY, before, {"name": "晓彤"})
    assert people(hospital, someone)[0]["name"] == "晓丹"


def test_a_lost_session_is_opened_again(gnuhealth: GnuHealthServer, hospital: FarEnd) -> None:
    his = Tryton(gnuhealth.url, gnuhealth.database, gnuhealth.user, gnuhealth.password, timeout=15)
    assert his.search(PARTY, [], ["name"])
    token = his._authorization
    his._authorization = "Session bm90aGluZzoxOng="
    assert his.search(PARTY, [], ["name"])
    assert his._authorization not in {token, None}


def test_a_restart_in_the_middle_loses_nothing(
    gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = requests.Session.post

    def die_before_the_professional(self: requests.Session, url: str, **kwargs: Any) -> requests.Response:
        if kwargs["json"]["method"] == f"model.{PROFESSIONAL}.create":
            gnuhealth.stop()
        return real(self, url, **kwargs)

    monkeypatch.setattr(requests.Session, "post", die_before_the_professional)
    with pytest.raises((RetryLater, Unknown)):
        adapter(gnuhealth).deliver(someone, key="k")
    monkeypatch.undo()
    gnuhealth.start()
    assert adapter(gnuhealth).find(someone, key="k") is None
    adapter(gnuhealth).deliver(someone, key="k")
    assert len(people(hospital, someone)) == len(professionals(hospital, someone)) == 1


def test_an_answer_lost_after_the_write_is_found(
    gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = requests.Session.post

    def lose_the_answer(self: requests.Session, url: str, **kwargs: Any) -> requests.Response:
        answer = real(self, url, **kwargs)
        if kwargs["json"]["method"] == f"model.{PROFESSIONAL}.create":
            raise requests.ReadTimeout()
        return answer

    monkeypatch.setattr(requests.Session, "post", lose_the_answer)
    with pytest.raises(Unknown):
        adapter(gnuhealth).deliver(someone, key="k")
    monkeypatch.undo()
    assert adapter(gnuhealth).find(someone, key="k") is not None


def test_a_server_that_is_down_is_tried_later(gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire) -> None:
    gnuhealth.stop()
    try:
        with pytest.raises(RetryLater):
            adapter(gnuhealth).deliver(someone, key="k")
        assert not adapter(gnuhealth).check().ok
    finally:
        gnuhealth.start()


def test_check_signs_in_and_looks_at_the_rights(gnuhealth: GnuHealthServer, hospital: FarEnd) -> None:
    assert adapter(gnuhealth).check().ok
    assert "H404" in adapter(gnuhealth, institution="H404").check().text
    assert "404" in adapter(gnuhealth, database="nowhere").check().text


def test_check_names_missing_rights(gnuhealth: GnuHealthServer, hospital: FarEnd) -> None:
    password = "another-long-password-9"
    hospital.create("res.user", {"name": "guest", "login": "guest", "password": password})
    result = adapter(gnuhealth, user="guest", password=password).check()
    assert not result.ok
    assert "权限" in result.text


def test_a_wrong_password_is_refused_at_once_and_then_kept_out(
    gnuhealth: GnuHealthServer, hospital: FarEnd, someone: NewHire
) -> None:
    """Last: from here on the server turns this user away for a while."""
    for _ in range(4):
        result = adapter(gnuhealth, password="wrong-password-123").check()
        assert not result.ok
        assert "wrong-password-123" not in result.text
    with pytest.raises(RetryLater) as later:
        adapter(gnuhealth).deliver(someone, key="k")
    assert later.value.after is not None
    assert later.value.after >= 300
