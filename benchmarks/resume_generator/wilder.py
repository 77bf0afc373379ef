"""Designs further from the tidy page: job-board exports, career-centre forms, icons, cover letters, labels above values.

Each takes a person and a wording, as those of ``designs``; entries, dates and licences may be told in whole sentences.
"""

from __future__ import annotations

import html
import random
from collections.abc import Callable
from typing import Any

from .people import Person
from .wording import DEGREES, ENGLISH, Wording

E = html.escape
BASE = "@page{size:A4;margin:%s}body{font-family:'Resume Sans',sans-serif;font-size:%spt;line-height:%s;color:#222}h1,h2,h3{margin:0 0 3pt}p{margin:2pt 0}table{border-collapse:collapse;width:100%%}.row{display:flex;justify-content:space-between}%s"
TITLES = {
    "basics": ["个人基本信息", "基本资料", "个人简况", "我的信息"],
    "education": ["教育经历", "学历信息", "求学历程", "教育与培训", "学业背景", "就读院校"],
    "work": ["工作经验", "职业履历", "临床工作经历", "工作及实习经历", "任职情况", "我的工作经历", "从医经历"],
    "licences": ["持有证照", "执业资质", "证书及资质", "所获证书", "执业资格情况", "资格认证"],
    "skills": ["技能标签", "擅长领域", "业务技能", "专业能力", "岗位技能", "IT技能", "技术特长"],
    "summary": ["自我介绍", "个人评价", "个人亮点", "求职自述"],
}
NOISE = ["本科阶段获国家励志奖学金", "2019年度院先进个人", "院级护理操作比赛二等奖"]


def page(style: str, body: str, rng: random.Random, margin: str = "16mm 15mm") -> str:
    base = BASE % (margin, rng.choice(["9", "10", "10.5", "11.5"]), rng.choice(["1.35", "1.5", "1.75"]), style)
    return f"<html><head><meta charset='utf-8'><style>{base}</style></head><body>{body}</body></html>"


def title(w: Wording, kind: str) -> str:
    return w.rng.choice(TITLES[kind])


def months(start: str, end: str | None) -> str:
    """（3年2个月）, as job boards add it."""
    last = end or "2026-11"
    count = (int(last[:4]) - int(start[:4])) * 12 + int(last[5:]) - int(start[5:]) + 1
    years, rest = divmod(count, 12)
    return (f"{years}年" if years else "") + (f"{rest}个月" if rest else "")


def degree(w: Wording, e: dict[str, Any]) -> str:
    return w.rng.choice(DEGREES[e["degree"]])


def joined(*parts: str | None, by: str = "  ") -> str:
    return by.join(part for part in parts if part)


def summary() -> str:
    return "十余年临床一线工作，熟悉各项规章制度，善于沟通，服从安排，期待加入贵院。"


def licence_line(w: Wording, x: dict[str, Any]) -> str:
    """A licence told in a sentence, or as facts in some order."""
    issued = w.point(x["issued"]) if x["issued"] and len(w.point(x["issued"])) > 5 else x["issued"]
    expires = x["expires"]
    number = w.rng.choice(["证书编号", "编号为", "注册号", "证号"]) + (x["number"] or "")
    style = w.rng.choice(["sentence", "datefirst", "slash", "dash"])
    facts = [number if x["number"] else None, f"有效期至{expires}" if expires else None]
    if style == "sentence" and issued:
        return f"{issued}取得{x['_name']}" + "".join(f"，{f}" for f in facts if f)
    if style == "datefirst" and issued:
        return joined(issued, x["_name"], *facts)
    spoken = f"发证日期 {issued}" if issued else None
    return joined(x["_name"], facts[0], spoken, facts[1], by=" / " if style == "slash" else "，")


def work_title(w: Wording, post: dict[str, Any]) -> str:
    return joined(post["department"], post["position"], by=w.rng.choice([" ", " | ", "·", ""]))


def job_board(p: Person, w: Wording) -> str:
    """As recruitment sites export it: one line of facts, dates with a length, titles with a bar."""
    gold = p.gold
    facts = [
        "男" if gold["gender"] == "male" else "女",
        f"{2026 - int(gold['birth_date'][:4])}岁（{gold['birth_date'][:4]}年{int(gold['birth_date'][5:7])}月）",
        f"现居住地：{p.address[:3]}", f"{gold['years_of_experience']:.0f}年工作经验", gold["political_status"],
    ]  # fmt: skip
    head = f"<h1>{E(gold['name'])}</h1><p>{E(joined(*facts, by=' | '))}</p><p>手机：{gold['phone']}</p><p>E-mail：{gold['email']}</p>"
    if gold["id_number"]:
        head += f"<p>身份证：{gold['id_number']}</p>"
    if gold["title"]:
        head += f"<p>职称：{E(gold['title'])}</p>"
    parts = [f"<h2>求职意向</h2><p>期望职位：{E(gold['title'] or '医护人员')}</p><p>期望薪资：面议</p><h2>{title(w, 'work')}</h2>"]
    for post, duties in zip(gold["work"], p.duties, strict=True):
        span = w.range(post["start"], post["end"])
        parts.append(f"<p><b>{E(span)}　{E(post['organisation'])}</b>（{months(post['start'], post['end'])}）</p>")
        parts.append(f"<p>{E(joined(post['department'], post['position'], by=' | '))}</p>")
        parts += [f"<p>工作描述：{E('；'.join(duties))}</p>"] if duties else []
    parts.append(f"<h2>{title(w, 'education')}</h2>")
    for e in gold["education"]:
        parts.append(f"<p><b>{E(w.range(e['start'], e['end']))}　{E(e['school'])}</b></p><p>{E(joined(e['major'], degree(w, e), by=' | '))}</p>")
    return page("h2{color:#c60;border-bottom:2px solid #c60;margin-top:9pt}", head + "".join(parts) + tail(p, w, "h2"), w.rng)


def tail(p: Person, w: Wording, tag: str) -> str:
    """Licences, skills, summary."""
    parts = []
    if p.gold["licences"]:
        parts.append(f"<{tag}>{title(w, 'licences')}</{tag}>" + "".join(f"<p>{E(licence_line(w, x))}</p>" for x in p.gold["licences"]))
    parts.append(f"<{tag}>{title(w, 'skills')}</{tag}>" + skills(p.gold["skills"], w))
    parts.append(f"<{tag}>{title(w, 'summary')}</{tag}><p>{summary()}</p>")
    return "".join(parts)


def skills(items: list[str], w: Wording) -> str:
    """A grid of two or three columns, or bars."""
    style = w.rng.choice(["grid2", "grid3", "bars", "numbered"])
    if style.startswith("grid"):
        width = 100 // int(style[-1])
        return '<div style="display:flex;flex-wrap:wrap">' + "".join(f'<div style="width:{width}%">· {E(s)}</div>' for s in items) + "</div>"
    if style == "bars":
        return "".join(f'<p>{E(s)}</p><div style="height:4pt;width:70%;background:#ddd"></div>' for s in items)
    return "".join(f"<p>{n}. {E(s)}</p>" for n, s in enumerate(items, 1))


def icons(p: Person, w: Wording) -> str:
    """Symbols in the place of labels, everything centred above."""
    gold = p.gold
    head = f"<h1 style='text-align:center;letter-spacing:6pt'>{E(gold['name'])}</h1><p style='text-align:center'>{E(joined('男' if gold['gender'] == 'male' else '女', w.birth(gold['birth_date']) + '出生', gold['political_status'], gold['title'], by='　|　'))}</p>"
    head += f"<p style='text-align:center'>☎ {w.value('phone', gold['phone'])}　✉ {gold['email']}　⌂ {E(p.address)}</p>"
    if gold["id_number"]:
        head += f"<p style='text-align:center'>身份证号 {gold['id_number']}</p>"
    parts = [f"<h2>{title(w, 'education')}</h2>"]
    for e in gold["education"]:
        parts.append(f"<div class=row><b>{E(e['school'])}</b><span>{E(w.range(e['start'], e['end']))}</span></div><p><i>{E(joined(e['major'], degree(w, e), by='，'))}</i></p>")
    parts.append(f"<h2>{title(w, 'work')}</h2>" if gold["work"] else "")
    for post, duties in zip(gold["work"], p.duties, strict=True):
        parts.append(f"<div class=row><b>{E(post['organisation'])}</b><span>{E(w.range(post['start'], post['end']))}</span></div><p><i>{E(work_title(w, post))}</i></p>")
        parts += [f"<p style='margin-left:12pt'>▪ {E(d)}</p>" for d in duties]
    return page("h2{text-align:center;background:#eef;margin-top:8pt}", head + "".join(parts) + tail(p, w, "h2"), w.rng)


def above(p: Person, w: Wording) -> str:
    """Labels on one line, values on the next, in cards of three."""
    facts = [(w.labels["name"], p.gold["name"]), *w.basics(p)]
    cards = "".join(f'<div style="width:33%;margin-bottom:5pt"><div style="color:#888;font-size:8pt">{E(a)}</div><div>{E(b)}</div></div>' for a, b in facts)
    parts = [f"<h2>{title(w, 'work')}</h2>" if p.gold["work"] else ""]
    for post, duties in zip(p.gold["work"], p.duties, strict=True):
        parts.append(f"<p><b>{E(joined(post['position'], post['department'], by=' · '))}</b></p><p>{E(post['organisation'])}</p><p style='color:#888'>{E(w.range(post['start'], post['end']))}</p>")
        parts += [f"<p>– {E(d)}</p>" for d in duties]
    parts.append(f"<h2>{title(w, 'education')}</h2>")
    for e in p.gold["education"]:
        parts.append(f"<p><b>{E(joined(e['major'], degree(w, e), by=' · '))}</b></p><p>{E(e['school'])}</p><p style='color:#888'>{E(w.range(e['start'], e['end']))}</p>")
    body = f"<h2>{title(w, 'basics')}</h2><div style='display:flex;flex-wrap:wrap'>{cards}</div>"
    return page("h2{color:#075;margin-top:8pt;font-size:14pt}", body + "".join(parts) + tail(p, w, "h2"), w.rng)


def letter(p: Person, w: Wording) -> str:
    """A letter first, then the resume on the next page under a running head, oldest first, all in sentences."""
    gold = p.gold
    opening = f"<h2 style='text-align:center'>求职信</h2><p>尊敬的医院领导：</p><p>您好！我叫{E(gold['name'])}，看到贵院的招聘信息，冒昧写信应聘。{summary()}</p><p style='text-align:right'>此致 敬礼</p><p style='text-align:right'>{E(gold['name'])}</p>"
    facts = "".join(f"<p>{E(a)}：{E(b)}</p>" for a, b in [(w.labels["name"], gold["name"]), *w.basics(p)])
    parts = [f"<div style='page-break-before:always'></div><h2>一、{title(w, 'basics')}</h2>{facts}<h2>二、{title(w, 'education')}</h2>"]
    parts += [f"<p>{E(w.range(e['start'], e['end']))}，就读于{E(e['school'])}{E(e['major'])}专业，{E(degree(w, e))}学历</p>" for e in gold["education"][::-1]]
    parts.append(f"<h2>三、{title(w, 'work')}</h2>" if gold["work"] else "")
    for post, duties in zip(gold["work"][::-1], p.duties[::-1], strict=True):
        parts.append(f"<p>{E(w.range(post['start'], post['end']))}，在{E(post['organisation'])}{E(post['department'] or '')}任{E(post['position'])}。{E('；'.join(duties))}</p>")
    style = f"@page{{@top-left{{content:'{gold['name']} 应聘材料';font-size:8pt}}@bottom-right{{content:counter(page);font-size:8pt}}}}h2{{font-size:13pt;margin-top:8pt}}"
    return page(style, opening + "".join(parts) + tail(p, w, "h2"), w.rng, "20mm 18mm")


def ruled_form(p: Person, w: Wording) -> str:
    """A registration form with upright labels over several rows and a place for the photo."""
    gold, facts = p.gold, [(w.labels["name"], p.gold["name"]), *w.basics(p)]
    rows = []
    for index in range(0, len(facts), 2):
        pairs = facts[index : index + 2]
        cells = "".join(f"<td class=l>{E(a)}</td><td>{E(b)}</td>" for a, b in pairs) + "<td></td><td></td>" * (2 - len(pairs))
        photo = f"<td rowspan={(len(facts) + 1) // 2} style='width:24mm;text-align:center'>一寸照片</td>" if index == 0 else ""
        rows.append(f"<tr>{cells}{photo}</tr>")
    upright = "<br>".join
    rows += _upright_rows(upright("学习经历"), ["起止年月", "毕业院校及专业", "学历"], [[w.range(e["start"], e["end"]), f"{e['school']}　{e['major']}", degree(w, e)] for e in gold["education"]])
    rows += _upright_rows(upright("工作经历"), ["起止年月", "工作单位及科室", "职务"], [[w.range(x["start"], x["end"]), joined(x["organisation"], x["department"], by="　"), x["position"]] for x in gold["work"]])
    for kind, text in (("执业资格", "<br>".join(E(licence_line(w, x)) for x in gold["licences"])), ("专业特长", E("；".join(gold["skills"]))), ("紧急联系人", f"{E(p.contact_name)}　{p.contact_phone}"), ("奖惩情况", NOISE[0])):
        rows.append(f"<tr><td class=l>{kind}</td><td colspan=4>{text}</td></tr>" if text else "")
    body = f"<h1 style='text-align:center;font-size:18pt'>{w.rng.choice(['公开招聘报名登记表', '专业技术人员应聘表', '护理人员应聘登记表'])}</h1><table>{''.join(rows)}</table>"
    return page("td{border:1px solid #333;padding:3pt}.l{text-align:center;width:20mm}", body, w.rng)


def _upright_rows(label: str, head: list[str], body: list[list[str]]) -> list[str]:
    spans = (1, 2, 1)
    lines = [head, *body]
    return [
        "<tr>" + (f"<td class=l rowspan={len(lines)}>{label}</td>" if n == 0 else "") + "".join(f"<td colspan={s}>{E(c)}</td>" for s, c in zip(spans, line, strict=True)) + "</tr>"
        for n, line in enumerate(lines)
    ]  # fmt: skip


def career_centre(p: Person, w: Wording) -> str:
    """Title bars with English doubles, dates at the left, all on three columns."""
    facts = "".join(f'<div style="width:50%"><b>{E(a)}：</b>{E(b)}</div>' for a, b in w.basics(p))

    def bar(kind: str) -> str:
        return f"<h2>{title(w, kind)} <small>{ENGLISH[kind].title()}</small></h2>"

    def three(a: str, b: str, c: str | None) -> str:
        return f'<div style="display:flex"><div style="width:34%">{E(a)}</div><div style="width:40%"><b>{E(b)}</b></div><div style="width:26%;text-align:right">{E(c or "")}</div></div>'

    parts = [bar("education")]
    parts += [three(w.range(e["start"], e["end"]), e["school"], f"{e['major']}（{degree(w, e)}）") for e in p.gold["education"]]
    parts.append(bar("work") if p.gold["work"] else "")
    for post, duties in zip(p.gold["work"], p.duties, strict=True):
        parts.append(three(w.range(post["start"], post["end"]), post["organisation"], post["position"]))
        parts.append(f"<p>所在科室：{E(post['department'])}</p>" if post["department"] else "")
        parts += [f"<p>● {E(d)}</p>" for d in duties]
    body = f"<h1>{E(p.gold['name'])}</h1><div style='display:flex;flex-wrap:wrap'>{facts}</div>"
    return page("h2{background:#036;color:#fff;padding:2pt 6pt;margin-top:8pt;font-size:12pt}", body + "".join(parts) + tail(p, w, "h2"), w.rng)


def two_columns(p: Person, w: Wording) -> str:
    """Two text columns of equal width with the name over both."""
    facts = "".join(f"<p>{E(a)}{w.colon}{E(b)}</p>" for a, b in w.basics(p))
    edu = "".join(f"<p><b>{E(e['school'])}</b></p><p>{E(joined(degree(w, e), e['major'], by='｜'))}</p><p>{E(w.range(e['start'], e['end']))}</p>" for e in p.gold["education"])
    jobs = "".join(f"<p><b>{E(x['organisation'])}</b></p><p>{E(joined(x['department'], x['position'], by='｜'))}</p><p>{E(w.range(x['start'], x['end']))}</p>" + "".join(f"<p>- {E(d)}</p>" for d in ds) for x, ds in zip(p.gold["work"], p.duties, strict=True))
    left = f"<h2>{title(w, 'basics')}</h2>{facts}<h2>{title(w, 'skills')}</h2>" + "".join(f"<p>{E(s)}</p>" for s in p.gold["skills"])
    right = (f"<h2>{title(w, 'work')}</h2>{jobs}" if jobs else "") + f"<h2>{title(w, 'education')}</h2>{edu}"
    if p.gold["licences"]:
        right += f"<h2>{title(w, 'licences')}</h2>" + "".join(f"<p>{E(licence_line(w, x))}</p>" for x in p.gold["licences"])
    body = f"<h1 style='text-align:center'>{E(p.gold['name'])}</h1><div style='display:flex;gap:8mm'><div style='width:42%'>{left}</div><div style='flex:1'>{right}</div></div>"
    return page("h2{border-bottom:1px solid #999;font-size:12pt;margin-top:7pt}", body, w.rng)


WILDER: dict[str, Callable[[Person, Wording], str]] = {
    "jobboard": job_board, "icons": icons, "above": above, "letter": letter, "ruledform": ruled_form,
    "careercentre": career_centre, "twocolumns": two_columns,
}  # fmt: skip
