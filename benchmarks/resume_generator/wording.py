"""How one resume puts things: labels, titles, date style, order and separators. Each resume draws its own."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .people import Person

LABELS = {
    "name": ["姓名", "姓 名", "姓    名"],
    "gender": ["性别", "性 别", "性    别"],
    "birth_date": ["出生年月", "出生日期", "生日", "出生时间"],
    "phone": ["手机", "电话", "联系电话", "手机号码", "联系方式", "移动电话"],
    "email": ["邮箱", "E-mail", "Email", "电子邮箱", "电子邮件"],
    "id_number": ["身份证号", "身份证号码", "身份证", "证件号码"],
    "highest_degree": ["学历", "最高学历", "文化程度", "学历学位"],
    "political_status": ["政治面貌", "政治面目"],
    "title": ["职称", "专业技术职称", "技术职称", "现任职称", "专业技术职务", "专业技术资格"],
}
TITLES = {
    "basics": ["个人信息", "基本情况", "个人资料", "基本资料", "个人概况"],
    "education": ["教育背景", "学习经历", "教育经历", "求学经历", "学历教育", "教育情况", "受教育经历"],
    "work": ["工作履历", "工作经历", "职业经历", "任职经历", "临床工作经历", "从业经历", "工作背景", "工作简历"],
    "licences": ["资质证书", "职业资格", "证书", "执业证书", "资格证书", "持证情况", "资质与证书", "证书与资质"],
    "skills": ["专业技能", "业务专长", "技能专长", "掌握技能", "核心技能", "专业特长", "技能清单", "业务能力"],
    "awards": ["所获荣誉", "获奖情况", "荣誉奖项", "奖励与荣誉"],
    "summary": ["自我评价", "个人优势", "关于我", "个人简介", "自我鉴定"],
    "training": ["进修培训", "继续教育", "培训经历", "进修经历"],
}
ENGLISH = {
    "basics": "PERSONAL INFO",
    "education": "EDUCATION",
    "work": "EXPERIENCE",
    "licences": "CERTIFICATES",
    "skills": "SKILLS",
    "awards": "AWARDS",
    "summary": "ABOUT ME",
    "training": "TRAINING",
}
DEGREES = {
    "doctor": ["博士", "博士研究生"], "master": ["硕士", "硕士研究生", "研究生"], "bachelor": ["本科", "大学本科", "学士", "全日制本科"],
    "associate": ["大专", "专科", "高职"], "secondary": ["中专"],
}  # fmt: skip
SHORT_PARTY = {
    "中共党员": ["中共党员", "党员"],
    "中共预备党员": ["中共预备党员", "预备党员"],
    "共青团员": ["共青团员", "团员"],
    "群众": ["群众"],
}


def _two(value: str) -> tuple[int, int]:
    return int(value[:4]), int(value[5:7])


def _han(value: str) -> str:
    year, month = _two(value)
    digits = "".join("〇一二三四五六七八九"[int(d)] for d in str(year))
    return f"{digits}年{'一二三四五六七八九十'[month - 1] if month < 11 else '十' + '一二'[month - 11]}月"


POINTS: list[Callable[[str], str]] = [
    lambda v: "{}.{:02d}".format(*_two(v)),
    lambda v: "{}.{}".format(*_two(v)),
    lambda v: "{}/{:02d}".format(*_two(v)),
    lambda v: "{}/{}".format(*_two(v)),
    lambda v: "{}-{:02d}".format(*_two(v)),
    lambda v: "{}年{}月".format(*_two(v)),
    lambda v: "{}年{:02d}月".format(*_two(v)),
    lambda v: "{} 年 {} 月".format(*_two(v)),
    lambda v: "{}{:02d}".format(*_two(v)),
    lambda v: "{:02d}/{}".format(*_two(v)[::-1]),
    lambda v: f"{_two(v)[0] % 100:02d}.{_two(v)[1]:02d}",
    _han,
    lambda v: "{}.{}月".format(*_two(v)),
    lambda v: f"{_two(v)[0] % 100}年{_two(v)[1]}月" if _two(v)[0] % 100 > 9 else "{}年{}月".format(*_two(v)),
    lambda v: "{} . {:02d}".format(*_two(v)),
]
# the whole of a period, where it is more than two dates and a joint: (start, end) → text
PERIODS: list[Callable[[str, str], str]] = [
    lambda a, b: f"自{a}至{b}",
    lambda a, b: f"{a}起至{b}",
    lambda a, b: f"{a}（起）—{b}（止）",
    lambda a, b: f"（{a}—{b}）",
]
JOINTS = ["-", " - ", "–", " – ", "—", "——", "~", " ~ ", "至", " 至 ", "到", "--", " → "]
NOW = ["至今", "现在", "今", "目前", "至今", "在职"]

WORK = [
    "{date}|S|{org}|S|{dept}|S|{pos}",
    "{org}|S|{dept}|S|{pos}|>|{date}",
    "{org}|>|{date}|N|{dept}|S|{pos}",
    "{date}|N|{org}|S|{dept}|S|{pos}",
    "{pos}|>|{date}|N|{org}|S|{dept}",
    "{org}{dept}|S|{pos}|>|{date}",
    "{org}|N|{dept}|S|{pos}|>|{date}",
    "{org}（{date}）|N|{dept}|S|{pos}",
    "{pos}|S|{org}|S|{dept}|N|{date}",
    "{date}|S|{org}{dept}|S|{pos}",
    "{org}|S|{pos}|S|{dept}|S|{date}",
    "{date}|N|{pos}|N|{org}|S|{dept}",
    "{date}|S|{org}|N|{dept}|S|{pos}",
    "{org}|S|{dept}{pos}|>|{date}",
    "时间：{date}|N|单位：{org}|N|科室：{dept}|N|职务：{pos}",
    "工作单位：{org}|T|起止时间：{date}|N|所在科室：{dept}|T|担任职务：{pos}",
    "{date}，{org}{dept}，{pos}",
    "{date}在{org}{dept}担任{pos}",
    "{dept}{pos}|N|{org}|>|{date}",
]
EDUCATION = [
    "{date}|S|{school}|S|{major}|S|{degree}",
    "{school}|S|{major}|S|{degree}|>|{date}",
    "{school}|>|{date}|N|{major}|S|{degree}",
    "{date}|N|{school}|S|{major}（{degree}）",
    "{school}（{degree}）|S|{major}|>|{date}",
    "{degree}|S|{school}|S|{major}|S|{date}",
    "{date}|S|{school}|S|{degree}|S|{major}专业",
    "{school}|N|{major}|S|{degree}|>|{date}",
    "{date}|S|{school}{major}专业|S|{degree}",
    "毕业院校：{school}|N|专业：{major}|N|学历：{degree}|N|时间：{date}",
    "{date}就读于{school}{major}专业，{degree}",
    "{major}|S|{degree}|N|{school}|>|{date}",
    "{date}|N|{school}|N|{degree} · {major}",
]
SEPARATORS = ["  ", " | ", " / ", " · ", "，", " - ", "    ", "｜"]


@dataclass
class Wording:
    """The choices of one resume."""

    rng: random.Random
    point: Callable[[str], str]
    joint: str
    now: str
    separator: str
    work: str
    education: str
    colon: str
    english_titles: bool
    numbered: bool
    labels: dict[str, str]
    titles: dict[str, str]
    period: Callable[[str, str], str] | None = None

    @classmethod
    def draw(cls, rng: random.Random, held_out: bool) -> Wording:
        """Held-out resumes use the templates and dates at odd places, the others those at even places."""

        def pick(options: list[Any]) -> Any:
            part = options[1::2] if held_out else options[::2]
            return rng.choice(part or options)

        point, joint = pick(POINTS), pick(JOINTS)
        if "-" in point("2019-07") and joint in ("-", "–"):
            joint = " 至 "
        labels = {k: rng.choice(v) for k, v in LABELS.items()}
        titles = {k: rng.choice(v) for k, v in TITLES.items()}
        return cls(rng, point, joint, rng.choice(NOW), rng.choice(SEPARATORS), pick(WORK), pick(EDUCATION), rng.choice(["：", ":", "： "]),
                   rng.random() < 0.25, rng.random() < 0.15, labels, titles, pick(PERIODS) if rng.random() < 0.15 else None)  # fmt: skip

    def range(self, start: str, end: str | None) -> str:
        joint = self.joint
        now = self.now
        if self.period is not None and end is not None:
            return self.period(self.point(start), self.point(end))
        if end is None and now == "至今" and "至" in joint:
            return self.point(start) + "至今"
        if end is None and now == "今" and "至" not in joint and "到" not in joint:
            now = "至今"
        return self.point(start) + joint + (now if end is None else self.point(end))

    def birth(self, value: str) -> str:
        if len(value) == 7:
            return (
                self.point(value)
                if not self.point(value)[:3].isdigit() or (True and len(self.point("2019-07")) > 5)
                else value
            )
        year, mon, day = value.split("-")
        return self.rng.choice(
            [f"{year}.{mon}.{day}", f"{year}年{int(mon)}月{int(day)}日", f"{year}/{mon}/{day}", value]
        )

    def lines(self, template: str, values: dict[str, str | None]) -> list[list[str]]:
        """Rows of an entry's heading; a row's second part, if any, is set to the right."""
        rows: list[list[str]] = [[""]]
        pending = ""
        for token in template.split("|"):
            if token in ("S", "T"):
                pending = self.separator if token == "S" else "    "
            elif token == "N":
                rows.append([""])
                pending = ""
            elif token == ">":
                rows[-1].append("")
                pending = ""
            else:
                text = self._fill(token, values)
                if text:
                    rows[-1][-1] += (pending if rows[-1][-1] else "") + text
                    pending = ""
        return [[part for part in row if part] for row in rows if any(row)]

    @staticmethod
    def _fill(token: str, values: dict[str, str | None]) -> str:
        names = [n for n in values if "{" + n + "}" in token]
        if names and all(values[n] is None for n in names):
            return ""
        return token.format(**{n: v or "" for n, v in values.items()})

    def work_rows(self, post: dict[str, Any]) -> list[list[str]]:
        return self.lines(
            self.work,
            {
                "date": self.range(post["start"], post["end"]),
                "org": post["organisation"],
                "dept": post["department"],
                "pos": post["position"],
            },
        )

    def education_rows(self, entry: dict[str, Any]) -> list[list[str]]:
        degree = self.rng.choice(DEGREES[entry["degree"]])
        return self.lines(
            self.education,
            {
                "date": self.range(entry["start"], entry["end"]),
                "school": entry["school"],
                "major": entry["major"],
                "degree": degree,
            },
        )

    def licence_text(self, licence: dict[str, Any]) -> str:
        facts = []
        if licence["number"]:
            facts.append(self.rng.choice(["证书编号", "编号", "证号", "No."]) + self.colon + licence["number"])
        if licence["issued"]:
            facts.append(
                self.rng.choice(["取得时间", "发证日期", "颁发日期", "获得时间"])
                + self.colon
                + self._full(licence["issued"])
            )
        if licence["expires"]:
            facts.append(
                self.rng.choice(["有效期至", "有效期限至", "到期日期"]) + self.colon + self._full(licence["expires"])
            )
        style = self.rng.choice(["bracket", "comma", "space"])
        if not facts:
            return str(licence["_name"])
        if style == "bracket":
            return f"{licence['_name']}（{'，'.join(facts)}）"
        return (
            licence["_name"]
            + {"comma": "，", "space": "  "}[style]
            + {"comma": "，", "space": "  "}[style].join(facts)
        )

    def _full(self, value: str) -> str:
        text = self.point(value)
        return text if len(text) > 5 else value

    def basics(self, person: Person) -> list[tuple[str, str]]:
        """(label, text) of what the page states about the person, without the name."""
        gold, rows = person.gold, []
        for key, label in self.labels.items():
            value = gold.get(key)
            if value is None or key == "name":
                continue
            rows.append((label, self.value(key, value)))
        rows.append((self.rng.choice(["现住址", "住址", "通讯地址"]), person.address))
        rows.insert(self.rng.randint(0, 3), ("民族", "汉族"))
        return rows

    def value(self, key: str, value: Any) -> str:
        if key == "gender":
            return "男" if value == "male" else "女"
        if key == "birth_date":
            return self.birth(value)
        if key == "highest_degree":
            return self.rng.choice(DEGREES[value])
        if key == "political_status":
            return self.rng.choice(SHORT_PARTY[value])
        if key == "phone":
            return self.rng.choice(
                [
                    value,
                    f"{value[:3]}-{value[3:7]}-{value[7:]}",
                    f"{value[:3]} {value[3:7]} {value[7:]}",
                    "+86 " + value,
                    "(+86)" + value,
                ]
            )
        return str(value)

    def title(self, kind: str, number: int) -> str:
        text = self.titles[kind]
        if self.numbered:
            return f"{'一二三四五六七八'[number]}、{text}"
        return f"{text} {ENGLISH[kind]}" if self.english_titles else text
