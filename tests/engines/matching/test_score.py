"""The score, its parts and its gates."""

import json
import random

import pytest

from hr_recruit_plugin.engines.matching import (
    CompiledRequirements,
    ExtraPart,
    Lexicon,
    MatchReport,
    Requirement,
    say,
    score,
)
from hr_recruit_plugin.engines.resume.model import ParsedResume


def one(profile, as_of, kind, value, **more):
    report = score(profile, [Requirement(kind, value, **more)], as_of=as_of)
    return report.items[0]


def test_score_is_weight_times_met_over_weights(resume, requirements, as_of):
    report = score(resume(), requirements, as_of=as_of)
    assert report.score == round(100 * (2 + 4 + 2 + 1.5 + 2 + 2) / 18, 2)
    assert not report.knocked_out
    assert report.missing == ()


def test_parts_add_up_to_the_score(resume, requirements, as_of):
    report = score(resume(), requirements, as_of=as_of)
    assert [part.name for part in report.parts] == ["experience", "skills", "education", "licences"]
    assert sum(part.weight for part in report.parts) == pytest.approx(100, abs=0.01)
    assert sum(part.earned for part in report.parts) == pytest.approx(report.score, abs=0.01)
    assert all(0 <= part.earned <= part.weight for part in report.parts)


def test_order_of_requirements_does_not_matter(resume, requirements, as_of):
    shuffled = list(requirements)
    random.Random(3).shuffle(shuffled)
    assert score(resume(), shuffled, as_of=as_of).score == score(resume(), requirements, as_of=as_of).score


def test_same_input_gives_the_same_bytes(resume, requirements, as_of):
    first, second = (json.dumps(score(resume(), requirements, as_of=as_of).to_dict()) for _ in range(2))
    assert first == second


def test_missing_must_says_what_would_satisfy_it(resume, requirements, as_of):
    report = score(resume(licences=[]), requirements, as_of=as_of)
    assert report.knocked_out
    assert [str(sentence) for sentence in report.missing] == [
        "缺少必备条件「护士执业证」：简历未写明护士执业证。补充有效期内的护士执业证即可满足。"
    ]


def test_every_kind_of_must_names_its_remedy(resume, as_of):
    musts = [
        Requirement("degree", "doctor", must=True),
        Requirement("title", "主任护师", must=True),
        Requirement("major", "药学", must=True),
        Requirement("skill", "CRRT", must=True),
        Requirement("years", "护理", must=True, min=20),
        Requirement("department", "急诊科", must=True),
        Requirement("department", "ICU", must=True, min=9),
    ]
    missing = [str(sentence) for sentence in score(resume(), musts, as_of=as_of).missing]
    assert len(missing) == len(musts)
    assert all(sentence.endswith("即可满足。") and "%(" not in sentence for sentence in missing)


@pytest.mark.parametrize(("expires", "met"), [("2026-11", 0), ("2026-12", 1), ("2026-11-30", 0), ("2026-12-01", 1)])
def test_licence_counts_to_its_last_day(profile, as_of, expires, met):
    person = profile(licences=[{"kind": "nurse_practice", "expires": expires}])
    assert one(person, as_of, "licence", "nurse_practice").met == met


def test_renewed_licence_counts_beside_the_expired_one(profile, as_of):
    person = profile(licences=[{"kind": "nurse_practice", "expires": end} for end in ("2020-01", "2029-01")])
    assert "2029-01" in str(one(person, as_of, "licence", "nurse_practice").reason)


@pytest.mark.parametrize("expires", [None, "长期"])
def test_licence_without_an_end_counts(profile, as_of, expires):
    person = profile(licences=[{"kind": "nurse_practice", "expires": expires}])
    assert one(person, as_of, "licence", "nurse_practice").met == 1


@pytest.mark.parametrize(
    ("held", "asked", "met"),
    [
        ("副主任护师", "主管护师", 1),
        ("主管护师（中级）", "护师", 1),
        ("护师", "主管护师", 0),
        ("主任医师", "护师", 0),
        ("Attending Physician", "住院医师", 1),
        ("Nurse", "护师", 0),
        ("Supervisor Nurse", "护师", 1),
        ("高级工程师", "工程师", 1),
        ("助理工程师", "工程师", 0),
    ],
)
def test_titles_climb_one_ladder(profile, as_of, held, asked, met):
    assert one(profile(title=held), as_of, "title", asked).met == met


def test_title_off_every_ladder_is_compared_as_written(profile, as_of):
    assert one(profile(title="健康管理师"), as_of, "title", "健康管理师").met == 1


def test_a_silent_resume_earns_nothing_and_breaks_nothing(requirements, as_of):
    report = score(ParsedResume(), requirements, as_of=as_of)
    assert (report.score, report.knocked_out, len(report.missing)) == (0, True, 3)


@pytest.mark.parametrize("field", ["highest_degree", "years_of_experience"])
def test_a_gap_is_filled_from_schools_and_posts(resume, requirements, as_of, field):
    whole, gap = (score(one, requirements, as_of=as_of) for one in (resume(), resume(**{field: None})))
    assert gap.score == whole.score


def test_degree_still_studied_for_says_so(profile, as_of):
    studies = [{"degree": "master", "major": "护理学", "end": "2027-06"}]
    item = one(profile(highest_degree="master", education=studies), as_of, "degree", "bachelor")
    assert (item.met, str(item.reason)) == (1, "硕士在读，预计 2027-06 毕业")


def test_years_are_met_in_part(profile, as_of):
    assert one(profile(), as_of, "years", "护理", min=10).met == 0.5
    assert one(profile(), as_of, "years", "护理", min=2).met == 1


def test_years_in_a_department_count_its_posts_only(profile, as_of):
    item = one(profile(), as_of, "department", "ICU", min=6)
    assert (item.met, str(item.reason)) == (0.5, "在「ICU」工作 3 年，要求 6 年")


def test_internship_is_no_post(profile, as_of):
    work = [{"department": "ICU", "position": "实习护士", "start": "2023-01", "end": "2025-12", "internship": True}]
    assert one(profile(work=work), as_of, "department", "ICU").met == 0


def test_synonym_counts_and_says_so(profile, as_of):
    item = one(profile(skills=["深静脉置管"]), as_of, "skill", "PICC")
    assert (item.met, str(item.reason)) == (1, "技能「深静脉置管」与要求的「PICC」同义")


def test_word_as_written_is_cited_before_a_synonym(profile, as_of):
    item = one(profile(skills=["深静脉置管", "PICC维护"]), as_of, "skill", "PICC")
    assert str(item.reason) == "技能「PICC维护」符合要求的「PICC」"


def test_slip_of_the_pen_is_forgiven_and_shown(profile, as_of):
    item = one(profile(skills=["Venepuncture"]), as_of, "skill", "Venipuncture")
    assert item.met == 1
    assert "请核对" in str(item.reason)


def test_own_lexicon(profile, as_of):
    words = Lexicon.load({"skills": [["体外膜肺", "ECMO"]]})
    job = CompiledRequirements([Requirement("skill", "体外膜肺")], words)
    assert score(profile(skills=["ECMO管理"]), job, as_of=as_of).score == 100
    assert score(profile(skills=["ECMO管理"]), job.requirements, as_of=as_of).score == 0


def test_points_cite_the_words_they_came_from(resume, as_of):
    parsed = resume().to_dict()
    place = {"page": 0, "box": [0.1, 0.2, 0.3, 0.4], "start": 7, "end": 12, "text": "呼吸机管理"}
    parsed["skills"]["evidence"] = [place, place | {"text": "无菌操作", "start": 2}]
    report = score(type(resume()).from_dict(parsed), [Requirement("skill", "呼吸机")], as_of=as_of)
    (cited,) = report.items[0].evidence
    assert (cited.text, cited.box, cited.start) == ("呼吸机管理", (0.1, 0.2, 0.3, 0.4), 7)


def test_extra_part_weighs_beside_the_others(resume, as_of):
    extra = ExtraPart("志愿服务", 1, 0.5, say("志愿服务 60 小时"))
    report = score(resume(), [Requirement("skill", "CRRT", weight=1)], as_of=as_of, extra_parts=[extra])
    assert report.score == 25
    assert str(report.parts[-1].label) == "志愿服务"


@pytest.mark.parametrize(("name", "weight", "earned"), [("x", 0, 0), ("x", 1, 2), ("x", 1, -1), ("skills", 1, 1)])
def test_wrong_extra_part_is_refused(name, weight, earned):
    with pytest.raises(ValueError, match="needed"):
        ExtraPart(name, weight, earned, say("x"))


def test_report_survives_storage(resume, requirements, as_of):
    extra = ExtraPart("志愿服务", 1, 0.5, say("志愿服务 60 小时"))
    report = score(resume(licences=[]), requirements, as_of=as_of, extra_parts=[extra])
    assert MatchReport.from_dict(json.loads(json.dumps(report.to_dict()))) == report


def test_job_without_requirements_scores_nobody(resume, as_of):
    report = score(resume(), [], as_of=as_of)
    assert (report.score, report.knocked_out, report.parts) == (0, False, ())


def test_sentences_are_translated_with_their_parts(resume, as_of):
    english = {
        "最高学历%(degree)s，要求%(asked)s": "%(degree)s, %(asked)s needed",
        "大专": "diploma",
        "硕士": "master",
    }
    item = score(resume(), [Requirement("degree", "master")], as_of=as_of).items[0]
    assert item.reason.render(lambda msgid: english.get(msgid, msgid)) == "diploma, master及以上 needed"


def test_unread_major_is_told_from_another_major(profile, as_of):
    unread = one(profile(education=[{"degree": "bachelor"}]), as_of, "major", "护理")
    other = one(profile(education=[{"major": "药学"}]), as_of, "major", "护理")
    assert str(unread.reason) == "简历未写明专业，要求「护理」"
    assert str(other.reason) == "所学专业中没有「护理」"
