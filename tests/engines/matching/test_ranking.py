"""Who comes before whom, and why."""

import pytest

from hr_recruit_plugin.engines.matching import Profile, Requirement, affinity, compare, rank, score


@pytest.fixture
def reports(resume, requirements, as_of):
    people = {
        "unlicensed": resume(licences=[], highest_degree="master", years_of_experience=20, skills=["CRRT", "呼吸机"]),
        "nurse": resume(),
        "twin": resume(),
        "senior": resume(years_of_experience=12, title="主管护师"),
    }
    return {key: score(parsed, requirements, as_of=as_of) for key, parsed in people.items()}


def test_gates_come_before_points_and_equals_share_a_place(reports):
    assert [(one.place, one.key) for one in rank(reports)] == [
        (1, "senior"),
        (2, "nurse"),
        (2, "twin"),
        (4, "unlicensed"),
    ]


def test_no_reports_rank_nobody():
    assert rank({}) == ()


def test_compare_names_the_gate_first(reports):
    comparison = compare(reports["unlicensed"], reports["nurse"])
    assert comparison.first == "b"
    assert str(comparison.why[0]).startswith("B 满足全部必备条件，A 不满足：缺少必备条件「护士执业证」")


def test_compare_is_side_by_side(reports):
    comparison = compare(reports["senior"], reports["nurse"])
    assert (comparison.first, len(comparison.rows)) == ("a", 8)
    assert comparison.difference == pytest.approx(sum(row.points for row in comparison.rows), abs=0.01)
    (why,) = map(str, comparison.why)
    assert why.startswith("临床护理满 10 年：A 多 8.33 分（A：工作 12 年（各岗位合计），要求 10 年；B：工作 5 年")


def test_compare_is_fair_to_both_sides(reports):
    there = compare(reports["senior"], reports["nurse"])
    back = compare(reports["nurse"], reports["senior"])
    assert (there.first, back.first) == ("a", "b")
    assert there.difference == -back.difference


def test_equals_are_told_so(reports):
    comparison = compare(reports["nurse"], reports["twin"])
    assert comparison.first is None
    assert "同分" in str(comparison.why[0])


def test_reports_of_two_jobs_are_not_compared(reports, resume, as_of):
    other = score(resume(), [Requirement("skill", "CRRT")], as_of=as_of)
    with pytest.raises(ValueError, match="different requirements"):
        compare(reports["nurse"], other)


def test_nearness_orders_equals_and_nobody_else(reports):
    ranked = rank(reports, {"twin": 2.0, "nurse": 1.0, "unlicensed": 9.0})
    assert [(one.place, one.key) for one in ranked] == [(1, "senior"), (2, "twin"), (2, "nurse"), (4, "unlicensed")]


def test_affinity_follows_the_words_of_the_advertisement(profile):
    people = {
        "icu": profile(skills=["呼吸机管理", "CRRT护理"]),
        "theatre": profile(skills=["无菌操作", "器械清点"]),
        "empty": Profile(),
    }
    near = affinity("任职要求：\n熟悉呼吸机管理、CRRT\n待遇：\n无菌操作", people)
    assert near["icu"] > near["theatre"] >= near["empty"] == 0


@pytest.mark.parametrize("text", ["", "！！！"])
def test_silent_advertisement_is_near_to_nobody(profile, text):
    assert affinity(text, {"a": profile()}) == {"a": 0.0}
    assert affinity("护理", {}) == {}
