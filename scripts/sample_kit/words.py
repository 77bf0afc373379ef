"""How facts are worded on a page: labels, degrees, licences and the many ways to write a month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

POSTS = {"NUR-ICU-01": "重症医学科护士", "DOC-CAR-02": "心血管内科主治医师", "ENG-AI-03": "医疗人工智能工程师"}
DEGREES = {"doctor": "博士", "master": "硕士", "bachelor": "本科", "associate": "大专", "secondary": "中专"}
ENGLISH_DEGREES = {"master": "Master", "bachelor": "Bachelor"}
LICENCES = {
    "nurse_practice": "护士执业证书",
    "physician_qualification": "医师资格证书",
    "physician_practice": "医师执业证书",
    "residency_training": "住院医师规范化培训合格证书",
}


def month(text: str, style: str) -> str:
    """``2016-09`` in ``style``: a separator such as ``.``, ``年`` for 2016年9月, ``en`` for Sep 2016."""
    year, number = int(text[:4]), int(text[5:7])
    if style == "年":
        return f"{year}年{number}月"
    if style == "en":
        return f"{date(year, number, 1):%b %Y}"
    return f"{year}{style}{number:02d}"


def span(entry: dict[str, Any], style: str, dash: str) -> str:
    now = "Present" if style == "en" else "至今"
    return month(entry["start"], style) + dash + (month(entry["end"], style) if entry["end"] else now)


def degree(code: str) -> str:
    return DEGREES[code]


def licence(entry: dict[str, Any]) -> str:
    return LICENCES[entry["kind"]]


def page_context(page: dict[str, Any], *, english: bool = False) -> dict[str, Any]:
    """What a design sees: the facts, ready words, and ``basics`` as (label, value) pairs."""
    sexes = {"female": "Female", "male": "Male"} if english else {"female": "女", "male": "男"}
    words: dict[str, Callable[..., str]] = {"month": month, "span": span, "degree": degree, "licence": licence}
    if english:
        words["degree"] = ENGLISH_DEGREES.__getitem__
    interns = all("实习" in w["position"] for w in page["work"])
    return {
        **page,
        **words,
        "sex": sexes[page["gender"]],
        "post": POSTS[page["job"]],
        "basics": basics(page, sexes[page["gender"]]),
        "work_heading": "实习经历" if interns else "工作经历",
        # Somebody else's number on the page: a reader must not take it for the applicant's.
        "kin": page["name"][0] + "女士",
        "kin_phone": "13900" + page["phone"][:4:-1],
    }


def basics(page: dict[str, Any], sex: str) -> list[tuple[str, str]]:
    pairs = [
        ("性别", sex),
        ("出生年月", month(page["birth_date"], "年")),
        ("手机", page["phone"]),
        ("邮箱", page["email"]),
        ("身份证号", page["id_number"]),
        ("政治面貌", page["political_status"]),
        ("学历", DEGREES[page["highest_degree"]]),
        ("职称", page["title"]),
    ]
    return [(label, value) for label, value in pairs if value]
