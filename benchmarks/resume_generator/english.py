"""English resumes of the same kind of invented people."""

from __future__ import annotations

import html
import random
from typing import Any

from . import people

FIRST = "Emily Jason Grace Kevin Sophia Daniel Xinyi Haoyu Mengmeng Zixuan Lucas Hannah Ruoxi Yichen".split()
LAST = "Zhou Lin Huang Guo Deng Xu Ma Carter Novak Ivanova Ouyang Feng Tan Shen".split()
HOSPITALS = ["Qingzhou General Hospital", "Nanpu Second People's Hospital", "Affiliated Hospital of Beichen Medical University", "Lakeside Children's Hospital",
             "Dongling Traditional Chinese Medicine Hospital", "Harbor City Medical Center", "Xinchuan County Hospital", "Green Valley Community Health Center"]  # fmt: skip
COMPANIES = ["Deepvein Imaging Co., Ltd.", "Anping MedData Technology Inc.", "Carelink Software Group"]
SCHOOLS = {"doctor": ["Beichen Medical University", "Nanpu University"], "master": ["Beichen Medical University", "University of Eastmoor"],
           "bachelor": ["Qingzhou University", "Lakeside University of Technology", "University of Eastmoor", "Dongling Medical College"],
           "associate": ["Anping Vocational College of Health", "Harbor City Nursing College"], "secondary": ["Longquan Nursing School"]}  # fmt: skip
KINDS: dict[str, dict[str, list[str]]] = {
    "nurse": {"departments": ["Neonatal Intensive Care Unit", "Operating Room", "Department of Oncology", "Emergency Department", "Dialysis Unit", "Cardiology Ward"],
              "positions": ["Registered Nurse", "Charge Nurse", "Staff Nurse", "Head Nurse", "Senior Nurse", "Nurse Educator"], "majors": ["Nursing", "Midwifery"],
              "titles": ["Nurse Practitioner", "Supervisor Nurse"], "skills": ["Wound care", "IV therapy", "Ventilator management", "Triage", "Patient education", "CRRT", "Medication administration"],
              "licences": ["Registered Nurse License", "Nurse Practice Certificate"], "kind": ["nurse_practice"]},
    "physician": {"departments": ["Department of Neurology", "Department of General Surgery", "Division of Cardiology", "Internal Medicine", "Emergency Department"],
                  "positions": ["Resident Physician", "Attending Physician", "Associate Chief Physician", "Senior Resident"], "majors": ["Clinical Medicine", "Neurology", "General Surgery"],
                  "titles": ["Attending Physician", "Resident Physician"], "skills": ["Lumbar puncture", "Bedside ultrasound", "Endoscopy", "Central line placement", "Clinical research"],
                  "licences": ["Medical Practitioner License", "Physician Practice Certificate"], "kind": ["physician_practice"]},
    "engineer": {"departments": ["Data Platform Team", "AI Laboratory", "Information Center", "R&D Department"],
                 "positions": ["Machine Learning Engineer", "Data Engineer", "Senior Software Engineer", "Backend Developer", "Data Scientist"], "majors": ["Computer Science", "Software Engineering", "Biomedical Engineering"],
                 "titles": ["Engineer"], "skills": ["Python", "PyTorch", "Kubernetes", "FHIR", "SQL", "C++", "Medical imaging"], "licences": ["System Architect Certificate"], "kind": ["other"]},
}  # fmt: skip
DUTIES = ["Cared for six patients per shift", "Led a quality improvement project", "Trained five junior colleagues", "Published two papers in core journals", "Reduced response time by 30%"]
MONTHS = "January February March April May June July August September October November December".split()
POINTS = [
    lambda y, m: f"{MONTHS[m - 1][:3]} {y}", lambda y, m: f"{MONTHS[m - 1]} {y}", lambda y, m: f"{m:02d}/{y}", lambda y, m: f"{y}-{m:02d}", lambda y, m: f"{y}/{m:02d}",
    lambda y, m: f"{MONTHS[m - 1][:3]}. {y}", lambda y, m: f"{y}.{m:02d}", lambda y, m: f"{MONTHS[m - 1][:3]}, {y}",
]  # fmt: skip
WORK = ["{pos}, {dept}|N|{org}|>|{date}", "{org}|>|{date}|N|{pos}, {dept}", "{date}|S|{org}|S|{dept}|S|{pos}", "{pos}|S|{org}|S|{dept}|>|{date}", "{pos} at {org}|>|{date}|N|{dept}",
        "{org} | {date}|N|{pos}, {dept}", "{date}|N|{pos}|N|{org}, {dept}", "{pos} ({dept})|N|{org}|N|{date}", "{org} - {dept}|N|{pos}|>|{date}"]  # fmt: skip
EDUCATION = ["{degree} in {major}|N|{school}|>|{date}", "{school}|>|{date}|N|{degree}, {major}", "{date}|S|{school}|S|{major}|S|{degree}", "{degree} in {major}, {school}|>|{date}", "{school} | {degree} of {major} | {date}", "{date}|N|{school}|N|{major}, {degree}"]  # fmt: skip
DEGREES = {"doctor": ["PhD", "Doctor"], "master": ["Master", "MSc", "Master's degree"], "bachelor": ["Bachelor", "BSc", "Bachelor's degree"], "associate": ["Associate degree", "Diploma"], "secondary": ["Secondary vocational diploma"]}  # fmt: skip
TITLES = {"work": ["Work Experience", "Professional Experience", "Employment History", "Career History", "Experience"], "education": ["Education", "Academic Background", "Education & Qualifications"],
          "skills": ["Skills", "Core Competencies", "Key Skills", "Areas of Expertise"], "licences": ["Licenses & Certifications", "Certificates", "Licensure", "Professional Licenses"],
          "summary": ["Summary", "Professional Profile", "About Me"]}  # fmt: skip


def make(rng: random.Random) -> tuple[dict[str, Any], list[list[str]]]:
    """(gold with the licence's printed name, duties)."""
    person = people.make(rng)
    gold = dict(person.gold)
    facts = KINDS[rng.choice(list(KINDS))]
    gold["name"] = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    gold["id_number"] = gold["political_status"] = None
    gold["email"] = gold["name"].lower().replace(" ", ".") + "@example.com"
    gold["gender"] = gold["gender"] if rng.random() < 0.5 else None
    gold["birth_date"] = gold["birth_date"] if rng.random() < 0.5 else None
    gold["education"] = [{**e, "school": rng.choice(SCHOOLS[e["degree"]]), "major": rng.choice(facts["majors"])} for e in gold["education"]]
    gold["work"] = [_post(rng, w, facts) for w in gold["work"]]
    gold["title"] = rng.choice(facts["titles"]) if gold["title"] else None
    gold["skills"] = rng.sample(facts["skills"], min(5, len(facts["skills"])))
    gold["licences"] = [{**x, "expires": None, "kind": facts["kind"][0], "_name": rng.choice(facts["licences"])} for x in gold["licences"][:1]]
    return gold, [rng.sample(DUTIES, rng.randint(0, 3)) for _ in gold["work"]]


def _post(rng: random.Random, post: dict[str, Any], facts: dict[str, list[str]]) -> dict[str, Any]:
    intern = "实习" in post["position"] or "见习" in post["position"]
    engineer = "Machine Learning Engineer" in facts["positions"]
    place = rng.choice(COMPANIES if engineer and rng.random() < 0.7 else HOSPITALS)
    return {**post, "organisation": place, "department": rng.choice(facts["departments"]) if post["department"] else None, "position": ("Nursing Intern" if "Nursing" in facts["majors"] else "Intern") if intern else rng.choice(facts["positions"])}


def rows(rng: random.Random, template: str, values: dict[str, str | None], separator: str) -> list[list[str]]:
    from .wording import Wording

    probe = Wording.draw(rng, False)
    probe.separator = separator
    found = probe.lines(template, values)
    return [[cell.strip(" ,-|()") if "(" not in cell or "()" in cell else cell for cell in row] for row in found]


def write(rng: random.Random, held_out: bool) -> tuple[dict[str, Any], list[tuple[str, list[list[str]]]], list[str]]:
    """(gold, sections as (title, rows), head lines)."""
    gold, duties = make(rng)
    part = slice(1, None, 2) if held_out else slice(None, None, 2)
    point, joint, now = rng.choice(POINTS[part]), rng.choice([" - ", " – ", " to ", "–"]), rng.choice(["Present", "present", "Current", "Now"])
    separator = rng.choice(["  ", " | ", ", ", "    "])
    work, school = rng.choice(WORK[part]), rng.choice(EDUCATION[part])

    def date(a: str, b: str | None) -> str:
        return point(int(a[:4]), int(a[5:7])) + joint + (now if b is None else point(int(b[:4]), int(b[5:7])))

    body: dict[str, list[list[str]]] = {"work": [], "education": [], "skills": [], "licences": [], "summary": [["Dedicated professional with strong teamwork and documentation habits."]]}
    for post, done in zip(gold["work"], duties, strict=True):
        body["work"] += rows(rng, work, {"date": date(post["start"], post["end"]), "org": post["organisation"], "dept": post["department"], "pos": post["position"]}, separator)
        body["work"] += [["• " + d] for d in done]
    for e in gold["education"]:
        body["education"] += rows(rng, school, {"date": date(e["start"], e["end"]), "school": e["school"], "major": e["major"], "degree": rng.choice(DEGREES[e["degree"]])}, separator)
    for x in gold["licences"]:
        facts = ([f"No. {x['number']}"] if x["number"] else []) + ([f"issued {point(int(x['issued'][:4]), int(x['issued'][5:]))}"] if x["issued"] else [])
        body["licences"].append([x["_name"] + (f" ({', '.join(facts)})" if facts else "")])
    body["skills"] = [[rng.choice([", ", "; ", " | "]).join(gold["skills"])]] if rng.random() < 0.6 else [["• " + s] for s in gold["skills"]]
    order = ["summary", "work", "education", "licences", "skills"] if rng.random() < 0.5 else ["education", "work", "skills", "licences", "summary"]
    upper = rng.random() < 0.5
    sections = [(t.upper() if upper else t, body[k]) for k in order if body[k] for t in [rng.choice(TITLES[k])]]
    return gold, sections, head(rng, gold)


def head(rng: random.Random, gold: dict[str, Any]) -> list[str]:
    phone = rng.choice(["+86 ", "(+86) ", ""]) + rng.choice([gold["phone"], f"{gold['phone'][:3]} {gold['phone'][3:7]} {gold['phone'][7:]}"])
    lines = [gold["name"]]
    if rng.random() < 0.5:
        lines.append(rng.choice([" | ", "  ·  ", "    "]).join([phone, gold["email"], "Nanpu, China"]))
    else:
        lines += [f"Phone: {phone}", f"Email: {gold['email']}"]
    if gold["gender"]:
        lines.append(rng.choice(["Gender: ", "Sex: "]) + rng.choice(["Male", "male"] if gold["gender"] == "male" else ["Female", "female"]))
    if gold["birth_date"]:
        lines.append(rng.choice(["Date of Birth: ", "DOB: "]) + gold["birth_date"])
    if gold["title"]:
        lines.append("Professional title: " + gold["title"])
    return lines


def to_text(sections: list[tuple[str, list[list[str]]]], top: list[str]) -> str:
    lines = [*top, ""]
    for title, body in sections:
        lines += [title, *("    ".join(row) for row in body), ""]
    return "\n".join(lines)


def to_html(rng: random.Random, sections: list[tuple[str, list[list[str]]]], top: list[str]) -> str:
    def block(title: str, body: list[list[str]]) -> str:
        inner = "".join('<div class="row">' + "".join(f"<span>{html.escape(c)}</span>" for c in row) + "</div>" for row in body)
        return f"<h2>{html.escape(title)}</h2>{inner}"

    first = f"<h1>{html.escape(top[0])}</h1>" + "".join(f"<p>{html.escape(t)}</p>" for t in top[1:])
    style = "@page{size:A4;margin:%s}body{font-family:'%s';font-size:10pt}.row{display:flex;justify-content:space-between}h2{font-size:13pt;border-bottom:1px solid #555}p{margin:2pt 0}"
    font = rng.choice(["Resume Serif", "Resume Sans", "DejaVu Sans"])
    if rng.random() < 0.4:
        side = [s for s in sections if s[0].title() in map(str.title, TITLES["skills"] + TITLES["licences"])]
        main = [s for s in sections if s not in side]
        body = f"<div style='display:flex'><div style='width:60mm;background:#e8eef4;padding:10mm;box-sizing:border-box;min-height:290mm'>{first}{''.join(block(*s) for s in side)}</div><div style='flex:1;padding:10mm'>{''.join(block(*s) for s in main)}</div></div>"
        return f"<html><head><style>{style % ('0', font)}</style></head><body style='margin:0'>{body}</body></html>"
    return f"<html><head><style>{style % ('18mm', font)}</style></head><body>{first}{''.join(block(*s) for s in sections)}</body></html>"
