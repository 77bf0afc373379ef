"""Screens of self-booking and of changes: HR's, the candidate's and the interviewer's."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from hr_recruit_plugin.models import AuditEntry, BookingInvitation, ChangeRequest, Interview, Seat
from hr_recruit_plugin.services import wishes
from hr_recruit_plugin.services.unit import SYSTEM, unit_of_work
from tests.support.booking import choose, mails, opened, token_of
from tests.support.desk import Desk
from tests.support.host import SmallHost

FORM = {
    "first": "2026-11-30", "last": "2026-11-30", "weekday": ["0"], "morning_start": "09:00", "morning_end": "12:00",
    "grid_minutes": "30", "deadline": "2026-11-29T18:00", "max_changes": "2", "notice_hours": "24",
}  # fmt: skip


def post(client: FlaskClient, url: str, page: str = "/recruit/portal/", **data: Any) -> Any:
    token = client.get(page).text.split('data-hr-csrf="', 1)[1].split('"', 1)[0]
    return client.post(url, data={**data, "csrf_token": token})


def in_app(desk: Desk, deed: Any) -> Any:
    with desk.app.app_context():
        return deed()


def slot_url(desk: Desk, number: int = 0) -> str:
    return f"/recruit/portal/slot/{in_app(desk, lambda: token_of(desk.application_ids[number]))}"


def links_in_mails(desk: Desk, kind: str) -> list[str]:
    def read() -> list[str]:
        with unit_of_work(SYSTEM, write=False) as unit:
            texts = [m["text"] for m in mails(unit, "builtin.invite")]
        return [f"/recruit/portal/{kind}/{found[1]}" for t in texts if (found := re.search(rf"/portal/{kind}/(\S+)", t))]

    found: list[str] = in_app(desk, read)
    return found


# --- HR ----------------------------------------------------------------------------------------------------------


def test_hr_opens_a_stage_and_sees_who_has_chosen(desk: Desk, client: FlaskClient) -> None:
    assert "还没有开放过自选" in client.get("/recruit/bookings").text
    form = client.get(f"/recruit/bookings?stage_id={desk.stage_id}")
    assert "开放并通知 4 人" in form.text
    answer = post(client, "/recruit/bookings", stage_id=desk.stage_id, **FORM)
    assert answer.status_code == 303
    shown = client.get(answer.location).text
    assert "提醒这 4 人" in shown
    in_app(desk, lambda: choose(desk.application_ids[0], "2026-11-30T09:00"))
    shown = client.get(answer.location).text
    assert "提醒这 3 人" in shown
    assert "3 号会议室" in shown
    assert f"ids={desk.application_ids[1]}" in shown.replace("%2C", ",")
    assert "1" in client.get("/recruit/bookings").text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"deadline": ""}, "这一项要填"), ({"deadline": "x"}, "选日期和时间"), ({"max_changes": "9"}, "0 到 5"),
        ({"notice_hours": "0"}, "1 到 168"), ({"last": "2026-11-01"}, "结束日期"), ({"deadline": "2026-11-01T09:00"}, "现在以后"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    desk: Desk, client: FlaskClient, changes: dict[str, str], sentence: str
) -> None:
    answer = post(client, "/recruit/bookings", stage_id=desk.stage_id, **{**FORM, "notice_hours": "36", **changes})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="09:00"' in answer.text


def test_buttons_of_a_booking(desk: Desk, client: FlaskClient) -> None:
    booking_id = in_app(desk, lambda: opened(desk))
    url = f"/recruit/bookings/{booking_id}"
    assert "已写信给 4 人" in client.get(post(client, f"{url}/remind").location).text
    assert post(client, f"{url}/invite").status_code == 303
    assert post(client, f"{url}/deadline", deadline="2026-11-30T08:00", version="1").status_code == 303
    assert "没能保存" in post(client, f"{url}/deadline", deadline="2026-11-30T07:00", version="1").text
    assert "选日期和时间" in post(client, f"{url}/deadline", deadline="x", version="2").text
    assert "已关闭" in client.get(post(client, f"{url}/close").location).text
    assert post(client, f"{url}/remind").status_code == 422
    assert client.get("/recruit/bookings/999").status_code == 404


def test_only_those_who_plan_see_it(desk: Desk, client: FlaskClient, host: SmallHost) -> None:
    booking_id = in_app(desk, lambda: opened(desk))
    host.sign_in("head")
    assert client.get("/recruit/bookings").status_code == 403
    assert client.get(f"/recruit/bookings/{booking_id}").status_code == 403


# --- candidates --------------------------------------------------------------------------------------------------


def test_a_candidate_chooses_and_changes(desk: Desk, client: FlaskClient) -> None:
    in_app(desk, lambda: opened(desk))
    url = slot_url(desk)
    shown = client.get(url)
    assert "6 个可选" in shown.text
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    done = client.get(post(client, url, start="2026-11-30T10:00").location).text
    assert "时间定好了" in done
    assert "还可改 2 次" in done
    changed = client.get(post(client, url, start="2026-11-30T10:30").location).text
    assert "还可改 1 次" in changed


def test_who_is_beaten_reads_so_and_sees_what_is_left(desk: Desk, client: FlaskClient) -> None:
    in_app(desk, lambda: opened(desk))
    for one in desk.application_ids[:2]:
        in_app(desk, lambda one=one: choose(one, "2026-11-30T10:00"))
    answer = post(client, slot_url(desk, 2), start="2026-11-30T10:00")
    assert answer.status_code == 409
    assert "你选的 10:00 刚被别人选走，请换一个。" in answer.text
    assert "5 个可选" in answer.text
    assert re.search(r'value="2026-11-30T10:30"[^>]*checked', answer.text)


@pytest.mark.parametrize(("start", "sentence"), [("", "先选一个时间"), ("x", "没看懂"), ("2026-11-30T10:07", "不在可选的时间里")])
def test_junk_is_answered_in_a_sentence(desk: Desk, client: FlaskClient, start: str, sentence: str) -> None:
    in_app(desk, lambda: opened(desk))
    answer = post(client, slot_url(desk), start=start)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_wrong_link_and_a_dead_one_say_so(desk: Desk, client: FlaskClient) -> None:
    in_app(desk, lambda: opened(desk))
    assert client.get("/recruit/portal/slot/1.0.1.0").status_code == 404
    url = slot_url(desk)
    post(client, url, start="2026-11-30T10:00")
    [old] = links_in_mails(desk, "change")
    assert client.get(old).status_code == 200
    moved = post(client, old, start="2026-11-30T11:00")
    assert client.get(moved.location).status_code == 200
    assert client.get(old).status_code == 410
    assert "最近一封邮件" in client.get(old).text


def test_english_is_complete_and_kept_for_letters(desk: Desk, client: FlaskClient) -> None:
    in_app(desk, lambda: opened(desk))
    url = slot_url(desk)
    post(client, "/recruit/portal/locale", locale="en", back=url)
    assert "Choose a time" in client.get(url).text
    post(client, url, start="2026-11-30T10:00")

    def subjects() -> list[str]:
        with unit_of_work(SYSTEM, write=False) as unit:
            return [m["subject"] for m in mails(unit, "builtin.invite")]

    assert in_app(desk, subjects)[0].startswith("Interview")


def test_none_of_the_times_will_do(desk: Desk, client: FlaskClient) -> None:
    in_app(desk, lambda: opened(desk))
    url = slot_url(desk)
    assert post(client, f"{url}/wish", reason=" ").status_code == 422
    assert "等回复" in client.get(post(client, f"{url}/wish", reason="夜班，周四可以").location).text
    assert "候选甲" in client.get("/recruit/bookings").text


def test_the_status_page_leads_to_the_times(desk: Desk, client: FlaskClient) -> None:
    in_app(desk, lambda: opened(desk))
    status = f"/recruit/portal/status/token-{desk.job_id}-候选甲"
    assert "/portal/slot/" in client.get(status).text
    in_app(desk, lambda: choose(desk.application_ids[0], "2026-11-30T10:00"))
    assert "/portal/change/" in client.get(status).text


# --- changes -----------------------------------------------------------------------------------------------------


def asked_for_replacement(desk: Desk, client: FlaskClient) -> int:
    in_app(desk, lambda: opened(desk))
    in_app(desk, lambda: choose(desk.application_ids[0], "2026-11-30T10:00"))
    url = links_in_mails(desk, "replace")[0]
    assert "候选甲" in client.get(url).text
    answer = post(client, url, reason="当天门诊")
    assert "等他们找人替" in client.get(answer.location).text

    def newest() -> int:
        with unit_of_work(SYSTEM, write=False) as unit:
            return unit.session.scalars(select(ChangeRequest.id)).one()

    found: int = in_app(desk, newest)
    return found


def test_an_interviewer_is_replaced_with_one_click(desk: Desk, client: FlaskClient) -> None:
    url = f"/recruit/changes/{asked_for_replacement(desk, client)}"
    shown = client.get(url).text
    assert "当天门诊" in shown
    assert "时间不变" in shown
    first = re.search(r'name="proposal" value="([^"]+)"', shown)
    assert first
    answer = post(client, f"{url}/take", proposal=first[1], version="1")
    assert answer.status_code == 303
    assert "已换好" in client.get(url).text
    assert post(client, f"{url}/take", proposal=first[1], version="2").status_code == 422

    def seats() -> tuple[set[str], list[str]]:
        with unit_of_work(SYSTEM, write=False) as unit:
            cancelled = [m["to"]["user_id"] for m in mails(unit, "builtin.invite") if m["invite"]["method"] == "CANCEL"]
            return set(unit.session.scalars(select(Seat.user_id))), cancelled

    sitting, cancelled = in_app(desk, seats)
    assert len(sitting) == 2
    assert len(cancelled) == 1
    assert cancelled[0] not in sitting


def test_a_way_out_that_is_gone_is_refused_and_the_others_are_shown(desk: Desk, client: FlaskClient) -> None:
    url = f"/recruit/changes/{asked_for_replacement(desk, client)}"
    for junk in ("", "x|y", "99|room:1|interviewer:1"):
        assert post(client, f"{url}/take", proposal=junk, version="1").status_code in (409, 422)
    assert "办法" in client.get(url).text


def test_a_wish_is_declined(desk: Desk, client: FlaskClient) -> None:
    url = f"/recruit/changes/{asked_for_replacement(desk, client)}"
    assert post(client, f"{url}/decline", version="1").status_code == 303
    assert "维持原样" in client.get(url).text
    assert client.get("/recruit/changes/999").status_code == 404


def test_my_interviews_lead_to_the_same(desk: Desk, client: FlaskClient, host: SmallHost) -> None:
    in_app(desk, lambda: opened(desk))
    made = in_app(desk, lambda: choose(desk.application_ids[0], "2026-11-30T10:00"))
    host.sign_in("interviewer2" if "1103" in {s.user_id for s in made.seats} else "hr")
    url = f"/recruit/my-interviews/{made.id}/replace"
    assert url in client.get("/recruit/my-interviews").text
    assert post(client, url, reason="").status_code == 422
    assert "等他们找人替" in client.get(post(client, url, reason="休假").location).text
    host.sign_in("interviewer3")
    assert client.get(url).status_code == 404


def test_every_opening_of_a_request_is_audited(desk: Desk, client: FlaskClient) -> None:
    url = f"/recruit/changes/{asked_for_replacement(desk, client)}"
    client.get(url)

    def actions() -> set[str]:
        with unit_of_work(SYSTEM, write=False) as unit:
            return set(unit.session.scalars(select(AuditEntry.action)))

    assert {"booking.opened", "interview.chosen", "interview.opened_by_link", "change.asked", "change.opened"} <= in_app(desk, actions)


def test_a_cancelled_interview_kills_every_link(desk: Desk, client: FlaskClient) -> None:
    asked_for_replacement(desk, client)
    links = links_in_mails(desk, "replace") + links_in_mails(desk, "change")

    def cancel() -> None:
        from hr_recruit_plugin.services import pipeline

        with unit_of_work(desk.actor()) as unit:
            pipeline.reject(unit, desk.application_ids[0], version=None, reason="不合适")

    in_app(desk, cancel)
    assert [client.get(link).status_code for link in links] == [410] * 3

    def state() -> tuple[str, str]:
        with unit_of_work(SYSTEM, write=False) as unit:
            return unit.session.scalars(select(ChangeRequest.state)).one(), unit.session.scalars(select(Interview.state)).one()

    assert in_app(desk, state) == ("moot", "cancelled")
    assert wishes.CHANGE != wishes.REPLACE


def test_reminder_buttons_count(desk: Desk, client: FlaskClient) -> None:
    booking_id = in_app(desk, lambda: opened(desk))
    post(client, f"/recruit/bookings/{booking_id}/remind")

    def counted() -> set[int]:
        with unit_of_work(SYSTEM, write=False) as unit:
            return set(unit.session.scalars(select(BookingInvitation.reminders)))

    assert in_app(desk, counted) == {1}
