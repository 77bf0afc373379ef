"""The script's contracts with the server, in a real browser under a policy that allows nothing inline."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

NOTE = '<div class="hr-note" data-s="bad">陆一鸣 10:12 已移过这个人</div>'


def open_styleguide(page: Any, site: Any) -> None:
    page.goto(site.url + "/styleguide")


def drag_to(page: Any, card: str, column: str) -> None:
    target = page.locator(f"#hr-stage-{column} ol")
    page.locator(f"#hr-card-{card}").drag_to(target, target_position={"x": 60, "y": 40})


def stage_of(page: Any, card: str) -> str:
    return str(page.locator(f"#hr-card-{card}").evaluate("card => card.closest('.hr-colm').dataset.stageId"))


def test_drop_posts_the_move_and_applies_fragments(page: Any, site: Any) -> None:
    head = '<header id="hr-stage-head-2" hx-swap-oob="true"><h2>技术面 <span class="hr-count">2</span></h2></header>'
    site.answer = (head, 200)
    open_styleguide(page, site)
    drag_to(page, "11", "2")
    page.locator("#hr-stage-head-2 .hr-count", has_text="2").wait_for()
    what, fields, headers = site.posts[-1]
    assert (what, fields) == ("move", {"stage_id": "2", "version": "1"})
    assert headers["X-Csrftoken"] == "preview"
    assert headers["Hx-Request"] == "true"
    assert stage_of(page, "11") == "2"


@pytest.mark.parametrize("status", [409, 422])
def test_refused_card_returns_with_the_note(page: Any, site: Any, status: int) -> None:
    site.answer = (NOTE, status)
    open_styleguide(page, site)
    drag_to(page, "11", "2")
    page.locator("#hr-stage-1 .hr-cardnote", has_text="陆一鸣 10:12").wait_for()
    assert stage_of(page, "11") == "1"
    page.locator("#hr-live", has_text="许静怡 仍在").wait_for(state="attached")


def test_keyboard_moves_like_the_mouse(page: Any, site: Any) -> None:
    open_styleguide(page, site)
    page.locator("#hr-card-11 a").focus()
    page.keyboard.press("m")
    # The card moves before the server has heard of it.
    with page.expect_response("**/post/move"):
        page.keyboard.press("2")
    page.locator(".hr-colm[data-stage-id='2'] #hr-card-11").wait_for()
    assert site.posts[-1][1]["stage_id"] == "2"
    page.locator("#hr-live", has_text="已移到").wait_for(state="attached")


def test_reason_is_asked_for_and_can_be_declined(page: Any, site: Any) -> None:
    open_styleguide(page, site)
    page.locator("#hr-card-11 [data-hr-move]").click()
    page.get_by_role("menuitem", name="婉拒").click()
    page.get_by_role("button", name="不移动").click()
    assert site.posts == []
    page.locator("#hr-card-11 [data-hr-move]").click()
    page.get_by_role("menuitem", name="婉拒").click()
    page.locator("#hr-reason-text").fill("到岗时间不合")
    with page.expect_response("**/post/move"):
        page.get_by_role("button", name="移动", exact=True).click()
    page.locator(".hr-colm[data-stage-id='3'] #hr-card-11").wait_for()
    assert site.posts[-1][1] == {"stage_id": "3", "version": "1", "reason": "到岗时间不合"}


def test_single_keys_walk_select_and_search(page: Any, site: Any) -> None:
    open_styleguide(page, site)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.locator("body").evaluate("() => document.activeElement.blur()")
    page.locator("#hr-card-11 a").focus()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('li').id") == "hr-card-12"
    page.locator("th[scope=row] a").first.focus()
    page.keyboard.press("x")
    bar = page.locator("[data-hr-bulk]")
    assert bar.locator("[data-hr-count]").inner_text() == "已选 1 人"
    assert bar.locator("form input[data-hr-picked]").get_attribute("value") == "1"
    page.keyboard.press("?")
    page.locator("#hr-keys[open] .hr-switch").click()
    page.get_by_role("button", name="关闭").click()
    page.keyboard.press("x")
    assert bar.is_visible()


def test_autosave_sends_after_a_pause_and_survives_being_offline(page: Any, site: Any) -> None:
    open_styleguide(page, site)
    field = page.locator("#hr-f-evidence")
    page.context.set_offline(True)
    field.fill("思路清楚")
    page.locator("[data-hr-saved]", has_text="已离线").wait_for()
    page.context.set_offline(False)
    page.locator("form [data-hr-saved]", has_text="已存在本机和服务器").wait_for()
    assert site.posts[-1][1]["evidence"] == "思路清楚"


def test_unsent_draft_comes_back_after_a_reload(page: Any, site: Any) -> None:
    site.answer = ("", 503)
    open_styleguide(page, site)
    page.locator("#hr-f-evidence").fill("没送出去的话")
    page.locator("form [data-hr-saved]", has_text="没能保存到服务器").wait_for()
    site.answer = ("", 200)
    page.reload()
    assert page.locator("#hr-f-evidence").input_value() == "没送出去的话"
    page.locator("form [data-hr-saved]", has_text="已存在本机和服务器").wait_for()


def test_files_go_one_by_one_and_say_what_became_of_them(page: Any, site: Any) -> None:
    site.answer = ('<p class="hr-xs">读到 9 项</p>', 200)
    open_styleguide(page, site)
    files = [{"name": f"简历{n}.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"} for n in (1, 2, 3)]
    page.locator("[data-hr-upload] input[type=file]").set_input_files(files)
    page.locator("[data-hr-files] li", has_text="读到 9 项").nth(2).wait_for()
    assert sorted(fields["file"] for _, fields, _ in site.posts) == ["简历1.pdf", "简历2.pdf", "简历3.pdf"]


def test_signature_is_drawn_or_typed(page: Any, site: Any) -> None:
    open_styleguide(page, site)
    box = page.locator("[data-hr-signature] canvas")
    # Hovering waits until the box lies still: fonts that arrive late move it.
    box.hover(position={"x": 20, "y": 30})
    page.mouse.down()
    for step in range(1, 9):
        box.hover(position={"x": 20 + 12 * step, "y": 30 + 7 * step})
    page.mouse.up()
    expect(page.locator("[name=signature_image]")).not_to_have_value("")
    value = page.locator("[name=signature_image]").input_value()
    assert value.startswith("data:image/png;base64,")
    assert page.locator("[name=signature_path]").input_value().startswith("M")
    page.get_by_role("button", name="重写").click()
    assert page.locator("[name=signature_image]").input_value() == ""
    page.get_by_role("button", name="改为键入姓名").click()
    assert page.locator("[name=signature_kind]").input_value() == "typed"
    assert page.evaluate("document.activeElement.name") == "signature_name"


def test_field_and_words_light_together(page: Any, site: Any) -> None:
    open_styleguide(page, site)
    page.locator("[data-hr-ev-show='2']").hover()
    assert page.locator("mark[data-hr-ev='2'][data-on]").count() == 1
    page.locator("mark[data-hr-ev='1']").focus()
    assert page.locator(".hr-fields div[data-hr-ev='1'][data-on]").count() == 1
    assert page.locator("[data-hr-ev='2'][data-on]").count() == 0


def test_arrows_walk_the_plan(page: Any, site: Any) -> None:
    open_styleguide(page, site)
    page.locator(".hr-cal td[data-pick] a").focus()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == "邵晓岚"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "借作考场"
    assert page.locator(".hr-cal [tabindex='0']").count() == 1


def test_dialog_menu_table_twin_and_grades(page: Any, site: Any) -> None:
    open_styleguide(page, site)
    page.get_by_role("button", name="撤回 Offer").first.click()
    assert page.locator("#hr-demo-dialog").evaluate("dialog => dialog.open")
    page.get_by_role("button", name="不撤回").click()
    assert not page.locator("#hr-demo-dialog").evaluate("dialog => dialog.open")
    page.get_by_role("button", name="数据表").first.click()
    assert page.locator("#hr-t-funnel").is_visible()
    page.locator("[data-hr-grades=g1] input[value='4']").check(force=True)
    assert page.locator("[data-hr-anchors=g1] [data-on] dt").inner_text() == "明显突出"


def test_chart_is_drawn_when_it_comes_near(page: Any, site: Any) -> None:
    open_styleguide(page, site)
    assert page.locator("#hr-c-demo canvas").count() == 0
    page.locator("#hr-c-demo").scroll_into_view_if_needed()
    page.locator("#hr-c-demo canvas").wait_for()


def test_interview_is_lifted_and_put_down_by_keys(page: Any, site: Any) -> None:
    open_styleguide(page, site)
    page.locator(".hr-cal td[data-pick] a").focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.locator("#hr-live", has_text="不能放在这里：5 号 13:00 已有 田秋雨").wait_for(state="attached")
    page.keyboard.press("ArrowLeft")
    with page.expect_response("**/post/move"):
        page.keyboard.press("Enter")
    assert site.posts[-1][1] == {"slot_id": "30-3-1300", "version": "3"}


def test_interview_is_dragged_to_a_free_place(page: Any, site: Any) -> None:
    site.answer = (NOTE, 409)
    open_styleguide(page, site)
    with page.expect_response("**/post/move"):
        page.locator(".hr-cal td[data-pick]").drag_to(page.locator("[data-slot-id='30-3-1300']"))
    page.locator(".hr-note", has_text="已移过这个人").wait_for()
    assert page.locator("[data-moving]").count() == 0


def test_autosave_conflict_shows_the_servers_words_and_keeps_the_text(page: Any, site: Any) -> None:
    site.answer = (NOTE, 409)
    open_styleguide(page, site)
    page.locator("#hr-f-evidence").fill("我的话")
    page.locator("form .hr-note", has_text="陆一鸣 10:12").wait_for()
    assert "别处改过" in page.locator("form [data-hr-saved]").inner_text()
    assert page.locator("#hr-f-evidence").input_value() == "我的话"


def test_a_host_with_its_own_htmx_sends_nothing_twice(page: Any, site: Any) -> None:
    page.goto(site.url + "/htmx-host")
    with page.expect_response("**/post/undo"):
        page.get_by_role("button", name="撤销").click()
    page.wait_for_timeout(300)
    assert [what for what, _, _ in site.posts] == ["undo"]
    assert site.posts[0][2]["X-Csrftoken"] == "preview"
