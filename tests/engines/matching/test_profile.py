"""Who somebody is can never enter a score."""

import dataclasses
import typing

import pytest

from hr_recruit_plugin.engines.matching import Profile, profile_of, score
from hr_recruit_plugin.engines.resume.model import Evidence, Field, ParsedResume

FORBIDDEN = [
    "name",
    "gender",
    "sex",
    "birth",
    "age",
    "ethnic",
    "nation",
    "id_number",
    "identity",
    "photo",
    "image",
    "picture",
    "marital",
    "married",
    "children",
    "health",
    "political",
    "phone",
    "mobile",
    "email",
    "mail",
    "address",
    "school",
    "organisation",
    "employer",
    "number",
    "household",
    "religion",
    "height",
    "weight",
]


def classes(kind, seen):
    """Every dataclass reachable from ``kind`` through its annotations."""
    if dataclasses.is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        for hint in typing.get_type_hints(kind).values():
            classes(hint, seen)
    for inner in typing.get_args(kind):
        classes(inner, seen)
    return seen


def test_no_attribute_can_hold_who_somebody_is():
    reached = classes(Profile, set())
    assert len(reached) >= 6
    for kind in reached:
        for field in dataclasses.fields(kind):
            assert not set(field.name.split("_")) & set(FORBIDDEN), f"{kind.__name__}.{field.name}"
            assert field.name not in FORBIDDEN


def test_only_closed_types_are_reached():
    """No mapping, Any or object through which anything could come in."""
    leaves = set()
    for kind in classes(Profile, set()):
        assert not hasattr(kind, "__dict__") or "__slots__" in vars(kind)
        for hint in typing.get_type_hints(kind).values():
            leaves |= {leaf for leaf in _leaves(hint) if not dataclasses.is_dataclass(leaf)}
    assert leaves <= {str, int, float, bool, type(None), Ellipsis}


def _leaves(hint):
    inner = typing.get_args(hint)
    return {leaf for one in inner for leaf in _leaves(one)} if inner else {hint}


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("name", ["李娜", "巴特尔·额尔德尼", None]),
        ("gender", ["male", "female", None]),
        ("birth_date", ["1966-01", "2004-12-31", None]),
        ("id_number", ["320199198908070868", None]),
        ("phone", ["13300028148", None]),
        ("email", ["a@example.org", None]),
        ("political_status", ["中共党员", "群众", None]),
    ],
)
def test_personal_fields_never_change_a_report(resume, requirements, as_of, field, values):
    reports = {str(score(resume(**{field: value}), requirements, as_of=as_of).to_dict()) for value in values}
    assert len(reports) == 1


@pytest.mark.parametrize(
    ("entry", "attribute"), [("licences", "number"), ("education", "school"), ("work", "organisation")]
)
def test_numbers_schools_and_employers_never_change_a_report(resume, requirements, as_of, entry, attribute):
    before = resume()
    changed = tuple(
        dataclasses.replace(one, **{attribute: "320199198908070868"}) for one in getattr(before, entry).value
    )
    after = dataclasses.replace(before, **{entry: Field(changed)})
    assert score(after, requirements, as_of=as_of) == score(before, requirements, as_of=as_of)


def test_words_of_the_page_never_change_points(resume, requirements, as_of):
    before = resume()
    place = Evidence(0, None, 0, 4, "女 1997 年生 未婚 汉族 CRRT 博士 主任护师")
    after = dataclasses.replace(
        before,
        **{name: dataclasses.replace(getattr(before, name), evidence=(place,)) for name in ("skills", "title")},
    )
    plain, quoted = (score(one, requirements, as_of=as_of) for one in (before, after))
    assert [item.points for item in plain.items] == [item.points for item in quoted.items]


@pytest.mark.parametrize(
    "secret",
    [
        "320199198908070868",
        "32019919890807086X",
        "13300028148",
        "133 0002 8148",
        "a.b@example.org",
        "2019 3300 0271 8",
    ],
)
def test_quotes_hide_numbers_and_addresses(resume, secret):
    title = Field("护师", 1.0, (Evidence(0, None, 0, 9, f"护师 {secret} 2019-05"),))
    profile = profile_of(dataclasses.replace(resume(), title=title))
    (source,) = profile.title.sources
    assert secret not in source.text
    assert "护师" in source.text
    assert "2019-05" in source.text


def test_profile_survives_storage(profile):
    assert Profile.from_dict(profile().to_dict()) == profile()


def test_empty_resume_is_an_empty_profile():
    assert profile_of(ParsedResume()) == Profile()
