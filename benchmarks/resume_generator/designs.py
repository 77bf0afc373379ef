"""Page designs as HTML, printed by WeasyPrint. Each takes a person and a wording."""

from __future__ import annotations

import html
import random
from collections.abc import Callable

from .people import Person
from .wording import Wording

BASE = "@page{size:A4;margin:%s}body{font-family:'Resume Sans',sans-serif;font-size:%spt;line-height:%s;color:#222}h1{margin:0}h2{margin:10pt 0 4pt}p,ul{margin:2pt 0}.row{display:flex;justify-content:space-between}table{border-collapse:collapse;width:100%%}"
SUMMARY = "本人工作踏实，责任心强，具有良好的团队协作意识，能够适应夜班及高强度工作，热爱医疗卫生事业，希望在新的平台继续成长。"
E = html.escape


def entry(rows: list[list[str]], duties: list[str], bullet: str, bold: bool = True) -> str:
    parts = []
    for number, row in enumerate(rows):
        tag = "b" if bold and number == 0 else "span"
        cells = "".join(f"<{tag}>{E(c)}</{tag}>" for c in row)
        parts.append(f'<div class="row">{cells}</div>')
    parts += [f"<p>{bullet}{E(d)}</p>" for d in duties]
    return '<div class="entry">' + "".join(parts) + "</div>"


def sections(person: Person, w: Wording, order: list[str], head: Callable[[str], str]) -> str:
    bullet = w.rng.choice(["• ", "- ", "", "◆ ", "1. "])
    parts = []
    for number, kind in enumerate(order):
        body = section_body(person, w, kind, bullet)
        if body:
            parts.append(head(w.title(kind, number)) + body)
    return "".join(parts)


def section_body(person: Person, w: Wording, kind: str, bullet: str) -> str:
    gold = person.gold
    if kind == "education":
        return "".join(entry(w.education_rows(e), [], bullet) for e in gold["education"])
    if kind == "work":
        return "".join(entry(w.work_rows(p), d, bullet) for p, d in zip(gold["work"], person.duties, strict=True))
    if kind == "licences":
        return "".join(f"<p>{E(w.licence_text(x))}</p>" for x in gold["licences"])
    if kind == "skills":
        return skills(gold["skills"], w)
    if kind == "awards":
        return "<p>2022年度优秀员工</p><p>2020年院级技能竞赛一等奖</p>"
    return f"<p>{SUMMARY}</p>"


def skills(items: list[str], w: Wording) -> str:
    style = w.rng.choice(["join", "list", "chips", "stars"])
    if style == "join":
        return "<p>" + E(w.rng.choice(["、", "，", "；", " | ", " / "]).join(items)) + "</p>"
    if style == "list":
        return "<ul>" + "".join(f"<li>{E(i)}</li>" for i in items) + "</ul>"
    if style == "chips":
        chips = "".join(
            f'<span style="display:inline-block;border:1px solid #999;border-radius:8pt;padding:0 7pt;margin:2pt 9pt 2pt 0">{E(i)}</span>'
            for i in items
        )
        return f"<p>{chips}</p>"
    return "".join(f'<div class="row" style="width:75%"><span>{E(i)}</span><span>★★★★☆</span></div>' for i in items)


def page(style: str, body: str, rng: random.Random, margin: str = "18mm 16mm") -> str:
    base = BASE % (margin, rng.choice(["9.5", "10", "10.5", "11"]), rng.choice(["1.4", "1.55", "1.7"]))
    return f"<html><head><meta charset='utf-8'><style>{base}{style}</style></head><body>{body}</body></html>"


def order(w: Wording) -> list[str]:
    kinds = ["education", "work", "licences", "skills", "awards", "summary"]
    if w.rng.random() < 0.5:
        kinds[0], kinds[1] = kinds[1], kinds[0]
    if w.rng.random() < 0.4:
        kinds.insert(0, kinds.pop())
    return kinds


def one_liner(person: Person, w: Wording) -> str:
    """Facts without labels: 女 | 1990.05 | 中共党员."""
    gold, parts = person.gold, []
    parts.append("男" if gold["gender"] == "male" else "女")
    parts.append(w.birth(gold["birth_date"]) + w.rng.choice(["", "", "生", "出生"]))
    if gold["political_status"]:
        parts.append(gold["political_status"])
    parts.append(w.value("highest_degree", gold["highest_degree"]))
    if gold["title"]:
        parts.append(gold["title"])
    return w.rng.choice([" | ", " / ", "  ·  ", "｜", "    "]).join(parts)


def contacts(person: Person, w: Wording) -> list[str]:
    gold = person.gold
    parts = [w.value("phone", gold["phone"]), gold["email"]]
    if gold["id_number"]:
        parts.append(w.labels["id_number"] + w.colon + gold["id_number"])
    return parts


def band(p: Person, w: Wording) -> str:
    head = f'<div style="background:#2b5a83;color:#fff;padding:14pt"><h1>{E(p.gold["name"])}</h1><p>{E(one_liner(p, w))}</p><p>{E(" | ".join(contacts(p, w)))}</p></div>'
    return page(
        "h2{border-left:4pt solid #2b5a83;padding-left:6pt;font-size:13pt}",
        head + sections(p, w, order(w), lambda t: f"<h2>{E(t)}</h2>"),
        w.rng,
    )


def plain(p: Person, w: Wording) -> str:
    rows = [f"{label}{w.colon}{text}" for label, text in [(w.labels["name"], p.gold["name"]), *w.basics(p)]]
    cells = "".join(f'<div style="width:50%">{E(r)}</div>' for r in rows)
    body = f'<h1 style="text-align:center">{w.rng.choice(["个人简历", "求职简历", "简  历", "个 人 履 历"])}</h1><h2>{E(w.title("basics", 0))}</h2><div style="display:flex;flex-wrap:wrap">{cells}</div>'
    return page(
        "h2{border-bottom:1px solid #333;font-size:12.5pt}",
        body + sections(p, w, order(w), lambda t: f"<h2>{E(t)}</h2>"),
        w.rng,
    )


def sidebar(p: Person, w: Wording, right: bool = False) -> str:
    facts = "".join(f"<p>{E(label)}{w.colon}{E(text)}</p>" for label, text in w.basics(p))
    side = f'<h1 style="font-size:20pt">{E(p.gold["name"])}</h1><h2>{E(w.title("basics", 0))}</h2>{facts}' + sections(
        p, w, ["skills", "licences"], lambda t: f"<h2>{E(t)}</h2>"
    )
    main = sections(
        p,
        w,
        ["work", "education", "summary"] if w.rng.random() < 0.5 else ["education", "work", "awards", "summary"],
        lambda t: f"<h2>{E(t)}</h2>",
    )
    left_style = "width:62mm;background:#24364a;color:#eee;padding:12mm 7mm;box-sizing:border-box;min-height:297mm"
    main_style = "flex:1;padding:12mm 9mm"
    cells = [f'<div style="{left_style}">{side}</div>', f'<div style="{main_style}">{main}</div>']
    return page(
        "h2{font-size:12pt;border-bottom:1px solid #888}body{margin:0}",
        f'<div style="display:flex">{"".join(cells[::-1] if right else cells)}</div>',
        w.rng,
        "0",
    )


def sidebar_right(p: Person, w: Wording) -> str:
    return sidebar(p, w, right=True)


def timeline(p: Person, w: Wording) -> str:
    def rows(kind: str) -> str:
        result = ""
        entries = p.gold["education"] if kind == "education" else p.gold["work"]
        for number, item in enumerate(entries):
            date = w.range(item["start"], item["end"])
            values = (
                [item["school"], item["major"], w.rng.choice(["本科"]) if False else None]
                if kind == "education"
                else [item["organisation"], item["department"], item["position"]]
            )
            if kind == "education":
                from .wording import DEGREES

                values[2] = w.rng.choice(DEGREES[item["degree"]])
            top = w.separator.join(v for v in values if v)
            duties = "".join(f"<p>· {E(d)}</p>" for d in (p.duties[number] if kind == "work" else []))
            result += f'<div style="display:flex;margin-bottom:5pt"><div style="width:42mm;color:#777">{E(date)}</div><div style="flex:1;border-left:2px solid #5b8;padding-left:6mm"><b>{E(top)}</b>{duties}</div></div>'
        return result

    head = f"<h1>{E(p.gold['name'])}</h1><p>{E(one_liner(p, w))}</p><p>{E('    '.join(contacts(p, w)))}</p>"
    body = (
        f"<h2>{E(w.title('work', 0))}</h2>{rows('work')}<h2>{E(w.title('education', 1))}</h2>{rows('education')}"
        if p.gold["work"]
        else f"<h2>{E(w.title('education', 1))}</h2>{rows('education')}"
    )
    return page(
        "h2{color:#286}",
        head + body + sections(p, w, ["licences", "skills", "summary"], lambda t: f"<h2>{E(t)}</h2>"),
        w.rng,
    )


def titles_left(p: Person, w: Wording) -> str:
    rows = []
    bullet = w.rng.choice(["• ", "- ", ""])
    facts = "".join(f'<div style="width:50%">{E(label)}{w.colon}{E(text)}</div>' for label, text in w.basics(p))
    rows.append((w.title("basics", 0), f'<div style="display:flex;flex-wrap:wrap">{facts}</div>'))
    for number, kind in enumerate(order(w)):
        body = section_body(p, w, kind, bullet)
        if body:
            rows.append((w.title(kind, number + 1), body))
    table = "".join(
        f'<div style="display:flex;margin-bottom:9pt"><div style="width:33mm;font-weight:bold;color:#a33">{E(t)}</div><div style="flex:1">{b}</div></div>'
        for t, b in rows
    )
    return page("", f'<h1 style="margin-bottom:10pt">{E(p.gold["name"])}</h1>{table}', w.rng)


def form(p: Person, w: Wording) -> str:
    from .wording import DEGREES

    facts = [(w.labels["name"], p.gold["name"]), *w.basics(p)]
    cells = []
    per_row = w.rng.choice([2, 3])
    for index in range(0, len(facts), per_row):
        part = facts[index : index + per_row]
        row = "".join(f"<td class=l>{E(a)}</td><td>{E(b)}</td>" for a, b in part)
        row += "<td></td><td></td>" * (per_row - len(part))
        cells.append(f"<tr>{row}</tr>")
    columns = per_row * 2

    def spread(widths: list[int], texts: list[str]) -> str:
        return "".join(f"<td colspan={n}>{E(t)}</td>" for n, t in zip(widths, texts, strict=True))

    widths = [1, 1, 1, 1] if columns == 4 else [1, 2, 1, 2]
    head = w.rng.choice(
        [
            ["起止时间", "毕业院校", "所学专业", "学历"],
            ["时间", "学校名称", "专业", "学历/学位"],
            ["起止年月", "院校", "专业名称", "学历层次"],
        ]
    )
    cells.append(
        f"<tr><td class=l colspan={columns}>{E(w.titles['education'])}</td></tr><tr>{spread(widths, head)}</tr>"
    )
    for e in p.gold["education"]:
        cells.append(
            f"<tr>{spread(widths, [w.range(e['start'], e['end']), e['school'], e['major'], w.rng.choice(DEGREES[e['degree']])])}</tr>"
        )
    head = w.rng.choice(
        [
            ["起止时间", "工作单位", "科室", "职务"],
            ["时间", "单位名称", "部门", "岗位"],
            ["起止年月", "任职单位", "所在科室", "担任职务"],
        ]
    )
    cells.append(f"<tr><td class=l colspan={columns}>{E(w.titles['work'])}</td></tr><tr>{spread(widths, head)}</tr>")
    for e in p.gold["work"]:
        cells.append(
            f"<tr>{spread(widths, [w.range(e['start'], e['end']), e['organisation'], e['department'] or '', e['position']])}</tr>"
        )
    cells.append(f"<tr>{spread(widths, ['', '', '', ''])}</tr>")
    for kind in ("licences", "skills"):
        body = (
            "".join(f"<p>{E(w.licence_text(x))}</p>" for x in p.gold["licences"])
            if kind == "licences"
            else E(w.rng.choice(["、", "；", "，"]).join(p.gold["skills"]))
        )
        if body:
            label = (
                w.titles[kind]
                if w.rng.random() < 0.6
                else "<br>".join(w.titles[kind][i : i + 2] for i in range(0, len(w.titles[kind]), 2))
            )
            cells.append(f"<tr><td class=l>{label}</td><td colspan={columns - 1}>{body}</td></tr>")
    cells.append(
        f"<tr><td class=l>紧急联系人</td><td colspan={columns - 1}>{E(p.contact_name)}（父亲） {p.contact_phone}</td></tr>"
    )
    return page(
        "td{border:1px solid #000;padding:4pt}.l{background:#eee;text-align:center}",
        f'<h1 style="text-align:center;font-size:17pt">{w.rng.choice(["应聘人员登记表", "求职申请表", "医院招聘报名表"])}</h1><table>{"".join(cells)}</table>',
        w.rng,
    )


def open_table(p: Person, w: Wording) -> str:
    """Tables with horizontal rules only."""
    from .wording import DEGREES

    facts = "".join(f'<span style="margin-right:16pt">{E(a)}{w.colon}{E(b)}</span>' for a, b in w.basics(p))
    edu = "".join(
        f"<tr><td>{E(w.range(e['start'], e['end']))}</td><td>{E(e['school'])}</td><td>{E(e['major'])}</td><td>{E(w.rng.choice(DEGREES[e['degree']]))}</td></tr>"
        for e in p.gold["education"]
    )
    jobs = "".join(
        f"<tr><td>{E(w.range(e['start'], e['end']))}</td><td>{E(e['organisation'])}</td><td>{E(e['department'] or '')}</td><td>{E(e['position'])}</td></tr>"
        for e in p.gold["work"]
    )
    body = f"<h1>{E(p.gold['name'])}</h1><p>{facts}</p><h2>{E(w.title('education', 0))}</h2><table><tr><th>时间</th><th>学校</th><th>专业</th><th>学历</th></tr>{edu}</table>"
    if jobs:
        body += f"<h2>{E(w.title('work', 1))}</h2><table><tr><th>时间</th><th>单位</th><th>科室</th><th>职务</th></tr>{jobs}</table>"
    return page(
        "td,th{border-bottom:1px solid #999;padding:3pt;text-align:left}h2{font-size:13pt}",
        body + sections(p, w, ["licences", "skills", "summary"], lambda t: f"<h2>{E(t)}</h2>"),
        w.rng,
    )


def cards(p: Person, w: Wording) -> str:
    """Centred head, boxed sections, a running footer."""
    head = f'<h1 style="text-align:center">{E(p.gold["name"])}</h1><p style="text-align:center">{E(one_liner(p, w))}</p><p style="text-align:center">{E("  ·  ".join(contacts(p, w)))}</p>'
    body = sections(
        p, w, order(w), lambda t: f'<h2 style="background:#dde6ee;padding:3pt 8pt;text-align:center">{E(t)}</h2>'
    )
    return page(
        "@page{@bottom-center{content:'第 ' counter(page) ' 页 共 ' counter(pages) ' 页';font-size:8pt}@top-right{content:'应聘材料';font-size:8pt}}",
        head + body,
        w.rng,
    )


DESIGNS: dict[str, Callable[[Person, Wording], str]] = {
    "band": band, "plain": plain, "sidebar": sidebar, "timeline": timeline, "form": form,
    "titlesleft": titles_left, "sidebarright": sidebar_right, "opentable": open_table, "cards": cards,
}  # fmt: skip
