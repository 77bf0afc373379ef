"""Reports: from the URL to the figures, the chart, the file and the cost of a source."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hr_recruit_plugin.models import Application, SourceCost, StageMove
from hr_recruit_plugin.services.unit import unit_of_work
from hr_recruit_plugin.views.spreadsheet import harmless, lines
from tests.support.recruiting import crowd, open_job
from tests.support.screens import counted

URL = "/recruit/reports"


@pytest.fixture
def hires(app, host):
    """Ten applications from 公众号, one of them hired after nine days."""
    with app.app_context(), unit_of_work(host.actor("hr")) as unit:
        job = open_job(unit)
        crowd(unit, job, 10)
        first = unit.session.get_one(Application, 1)
        first.status, first.ended_at = "hired", unit.now
        first.applied_at = unit.now - timedelta(days=9)
        for before, after in ((None, 0), (0, 1), (1, 2)):
            source = None if before is None else job.stages[before].id
            unit.session.add(
                StageMove(application_id=1, from_stage_id=source, to_stage_id=job.stages[after].id, outcome="moved",
                          actor_name="何敏", at=unit.now - timedelta(days=9 - 2 * after))
            )  # fmt: skip
        unit.session.add(SourceCost(source="公众号", month=f"{unit.now:%Y-%m}", amount=350_000))


def get(client, host, path=URL, who="hr", **query):
    host.sign_in(who)
    return client.get(path, query_string=query)


def test_admins_have_no_reports(client, host):
    assert get(client, host, who="admin").status_code == 403
    assert get(client, host, "/recruit/reports/sources.csv", who="admin").status_code == 403


def test_the_figures_stand_with_their_numbers(client, host, hires):
    html = get(client, host).get_data(as_text=True)
    assert "占投递 10%，n = 10" in html
    assert "中位数，四分位 9—9，n = 1 · 样本少" in html
    assert "共 3,500 元，录用 1 人" in html


def test_an_empty_period_says_so(client, host, hires):
    html = get(client, host, **{"from": "2020-01-01", "to": "2020-02-01"}).get_data(as_text=True)
    assert "这段时间没有投递" in html


def test_nonsense_in_the_url_is_this_year(client, host):
    assert get(client, host, **{"from": "gestern", "to": "2026-13-01", "job": "x"}).status_code == 200


def test_a_job_that_is_not_there(client, host):
    assert get(client, host, job=99).status_code == 404


def test_a_head_reads_the_own_department_alone(app, client, host, hires):
    assert "占投递 10%" in get(client, host, who="head").get_data(as_text=True)
    assert "占投递" not in get(client, host, who="other_head").get_data(as_text=True)
    assert get(client, host, who="other_head", job=1).status_code == 404


def test_heads_do_not_enter_costs(client, host, hires):
    assert "保存成本" not in get(client, host, who="head").get_data(as_text=True)


def test_the_chart_gets_its_contract(client, host, hires):
    chart = get(client, host, "/recruit/reports/charts/applications.json").get_json()
    assert sum(chart["series"][0]["data"]) == 10
    assert len(chart["categories"]) == len(chart["series"][0]["data"])
    assert get(client, host, "/recruit/reports/charts/cake.json").status_code == 404


def test_the_file_has_what_the_screen_has(client, host, hires):
    answer = get(client, host, "/recruit/reports/sources.csv")
    text = answer.get_data().decode("utf-8-sig")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert text.splitlines()[1].startswith("公众号,10,1,10.0%")
    assert get(client, host, "/recruit/reports/secrets.csv").status_code == 404


@pytest.mark.parametrize("name", ["funnel", "stages", "months"])
def test_every_table_can_be_taken_along(client, host, hires, name):
    assert len(get(client, host, f"/recruit/reports/{name}.csv").get_data(as_text=True).splitlines()) >= 2


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_cell_is_never_a_formula(text):
    assert harmless(text).startswith("'")
    assert list(lines([[text, -5]]))[1].endswith(",-5\r\n")


def test_a_source_that_looks_like_a_formula(app, client, host, hires):
    with app.app_context(), unit_of_work() as unit:
        unit.session.get_one(Application, 2).source = "=HYPERLINK(1)"
    assert "'=HYPERLINK(1)" in get(client, host, "/recruit/reports/sources.csv").get_data(as_text=True)


def post(client, token, **form):
    return client.post("/recruit/reports/costs", data={"csrf_token": token, **form})


@pytest.fixture
def token(client, host):
    """The form's own token."""
    html = get(client, host).get_data(as_text=True)
    return html.split('data-hr-csrf="')[1].split('"')[0]


def test_a_cost_is_entered_and_counts(client, host, token):
    answer = post(client, token, source="校园招聘", month="2026-01", yuan="1200.50")
    assert answer.status_code == 303
    html = get(client, host, **{"from": "2026-01-01", "to": "2026-01-31"}).get_data(as_text=True)
    assert "校园招聘" in html and "1,200.50" in html


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"source": "x", "month": "2026-01", "yuan": "viel"}, "金额写成数字"),
        ({"source": "x", "month": "2026-01", "yuan": "-1"}, "金额在 0 到 1000 万元之间"),
        ({"source": "x", "month": "2026-13", "yuan": "1"}, "月份写成"),
        ({"month": "2026-01", "yuan": "1"}, "这一项要填"),
    ],
)
def test_a_wrong_cost_is_said_beside_its_field(client, token, form, sentence):
    answer = post(client, token, **form)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)


def test_a_forged_cost_is_refused(client, host):
    host.sign_in("hr")
    assert client.post("/recruit/reports/costs", data={"source": "x", "month": "2026-01", "yuan": "1"}).status_code == 403


def test_the_number_of_statements_is_fixed(app, client, host, hires):
    with counted(app) as few:
        get(client, host)
    with app.app_context(), unit_of_work(host.actor("hr")) as unit:
        for number in range(3):
            crowd(unit, open_job(unit, f"NUR-{number}"), 30)
    with counted(app) as many:
        get(client, host)
    assert len(many) == len(few) <= 20
