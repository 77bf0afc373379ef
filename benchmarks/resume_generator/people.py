"""Invented people and the facts that their resumes state."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱江侯江阎薛雷龙史陶贺顾毛郝龚邵万覃武钱戴严莫孔向常汤"
GIVEN = "嘉怡 梓涵 俊杰 欣怡 浩 丽娟 文静 一鸣 雅琴 志远 晨曦 诗涵 海燕 建国 玉兰 宏伟 思远 冰 晓东 美玲 子轩 婷婷 国强 雪 凯 佳琪 丹丹 永强 春梅 泽宇 若曦 鹏飞 慧敏 少华 莉 启明 红霞 静 宇航 素芬 天佑 婉清 明轩 秀兰 博文 艳 钰 乐 怀瑾 云舒".split()
MINORITY = ["古丽娜尔·艾合买提", "迪力木拉提·吾买尔", "扎西·顿珠", "其其格·巴图", "阿卜杜拉·玉素甫"]
COMPOUND = ["欧阳", "上官", "诸葛", "皇甫", "令狐", "慕容", "司徒", "端木"]
CITIES = "青州 南浦 北辰 东岭 西川 新港 安平 宁远 长河 永定 白沙 海州 兰溪 龙泉 望江".split()
HOSPITALS = "{c}市第二人民医院 {c}市第一中心医院 {c}大学附属第一医院 {c}医科大学第三附属医院 {c}省立医院 {c}县中医医院 {c}市妇女儿童医院 {c}市肿瘤医院 {c}区人民医院 {c}仁爱医院 {c}市骨科医院 {c}市精神卫生中心 {c}铁路中心医院 {c}市急救中心 {c}街道社区卫生服务中心 {c}镇中心卫生院 {c}市疾病预防控制中心 {c}康宁护理院 {c}市口腔医院 {c}明德眼科医院 {c}市中西医结合医院 {c}市中心血站 {c}武警总队医院".split()
COMPANIES = "{c}智云科技有限公司 {c}医渡数据技术有限公司 {c}慧影医疗科技（{c}）有限公司 {c}博瑞人力资源服务有限公司 {c}天成信息技术股份有限公司 {c}数字健康研究院 {c}联合软件集团".split()
SCHOOLS = {
    "doctor": "{c}大学 {c}医科大学 {c}中医药大学 {c}理工大学".split(),
    "master": "{c}大学 {c}医科大学 {c}中医药大学 {c}师范大学 {c}理工大学".split(),
    "bachelor": "{c}大学 {c}医科大学 {c}医学院 {c}中医学院 {c}大学医学院 {c}理工大学 {c}财经大学".split(),
    "associate": "{c}卫生职业技术学院 {c}医学高等专科学校 {c}护理职业学院 {c}职业技术学院 {c}医药高等专科学校".split(),
    "secondary": "{c}卫生学校 {c}市护士学校 {c}中等卫生职业学校".split(),
}
PROFESSIONS: dict[str, dict[str, Any]] = {
    "nurse": {
        "departments": "ICU 新生儿科 神经外科 消化内科 肾内科 骨科 肿瘤科 急诊医学科 手术麻醉科 康复医学科 发热门诊 体检中心 产房 内分泌科 普外二科 CCU 消毒供应中心 血液净化中心 老年病科 心胸外科".split(),
        "positions": "护士 护师 主管护师 护士长 副护士长 责任组长 带教老师 专科护士 总务护士 助产士 病区护士长".split(),
        "intern": "实习护士 护理实习生 实习生".split(),
        "majors": "护理学 护理 高级护理 涉外护理 助产学 急救护理 社区护理".split(),
        "titles": ["护士", "护师", "主管护师", "副主任护师"],
        "skills": "中心静脉导管维护 血气分析采血 心电监护 机械通气护理 伤口造口护理 鼻饲护理 动静脉内瘘穿刺 新生儿抚触 气道管理 镇痛镇静评估 护理科研 品管圈活动 输血护理 院前急救 疼痛护理 健康宣教 除颤仪操作 吸痰 导尿 胰岛素泵使用".split(),
        "duties": "负责危重症患者的护理与抢救配合 参与科室品管圈项目并获院级二等奖 承担新入职护士的岗前带教 落实十八项医疗核心制度，全年无差错 协助护士长完成排班与质控检查 完成病区40张床位的日常护理工作 开展患者出院随访与延续护理".split(),
        "licence": ("护士执业证书 护士执业证 中华人民共和国护士执业证书".split(), "nurse_practice"),
    },
    "physician": {
        "departments": "心血管内科一病区 骨外科 神经内科 泌尿外科 妇产科 麻醉科 全科医学科 感染性疾病科 皮肤科 眼科 耳鼻咽喉头颈外科 风湿免疫科 介入科 中医科 甲状腺乳腺外科 儿科重症监护室".split(),
        "positions": "住院医师 主治医师 副主任医师 科室副主任 医疗组长 住院总医师 规培医师 全科医生 主诊医师".split(),
        "intern": "实习医师 临床实习生 见习医师".split(),
        "majors": "临床医学 外科学 神经病学 妇产科学 麻醉学 中西医结合临床 影像医学与核医学 儿科学 针灸推拿学 口腔医学".split(),
        "titles": ["住院医师", "主治医师", "副主任医师", "主任医师"],
        "skills": "腰椎穿刺 骨髓穿刺 胃肠镜检查 关节镜手术 超声引导穿刺 气管切开 全身麻醉 剖宫产手术 经皮冠脉介入 针灸治疗 清创缝合 肺功能判读 急危重症抢救 内镜下止血 椎管内麻醉".split(),
        "duties": "独立管理床位并完成日常查房 每周门诊3个单元，年门诊量约4000人次 参与省级课题2项，以第一作者发表论文3篇 承担本科教学及规培医师带教 主持疑难病例讨论与多学科会诊 年均完成手术200余台".split(),
        "licence": ("医师执业证书 执业医师证".split(), "physician_practice"),
    },
    "technician": {
        "departments": "检验医学科 输血科 医学影像科 超声医学科 病理科 核医学科 康复治疗部 心电图室 分子诊断实验室 介入放射科".split(),
        "positions": "检验技师 主管技师 影像技师 技师 技士 超声技师 组长 质控员 康复治疗师 病理技师".split(),
        "intern": "检验实习生 实习技师 实习生".split(),
        "majors": "医学检验 医学检验技术 医学影像技术 康复治疗学 生物技术 卫生检验与检疫".split(),
        "titles": ["技士", "技师", "主管技师", "副主任技师"],
        "skills": "血型鉴定与交叉配血 流式分析 基因测序 骨髓细胞形态 微生物药敏 核磁操作 DR摄影 乳腺钼靶 质谱分析 免疫组化 LIS系统 室间质评 心肺运动试验".split(),
        "duties": "负责日常标本的检测与报告审核 参加国家卫健委临检中心室间质评并全部合格 编写SOP文件20余份 负责大型设备的日常保养 协助科室通过等级医院评审".split(),
        "licence": ("检验技师资格证 放射医学技术资格证书 大型医用设备上岗证（技师）".split(), "technician"),
    },
    "engineer": {
        "departments": "信息中心 大数据中心 算法研发部 人工智能实验室 产品研发部 平台架构组 医学工程处".split(),
        "positions": "算法工程师 高级算法工程师 后端开发工程师 数据工程师 机器学习工程师 架构师 信息科工程师 技术经理 数据分析师 运维工程师".split(),
        "intern": "算法实习生 开发实习生 数据分析实习生".split(),
        "majors": "计算机科学与技术 软件工程 人工智能 生物医学工程 数据科学与大数据技术 电子信息工程 自动化".split(),
        "titles": ["助理工程师", "工程师", "高级工程师"],
        "skills": "Python TensorFlow PyTorch Java SpringBoot MySQL Redis Kubernetes FHIR HL7 医学图像配准 目标检测 大模型微调 RAG检索 Spark 数据治理 Linux Git C++ OpenCV".split(),
        "duties": "负责病历文本结构化模型的训练与上线 搭建医院科研数据平台，日均处理数据2TB 优化推理服务，响应时间由800ms降至120ms 参与互联互通四级甲等测评 主导影像AI产品三类证申报的技术文档".split(),
        "licence": ("系统集成项目管理工程师 信息系统项目管理师证书 软件设计师".split(), "other"),
    },
    "admin": {
        "departments": "人事处 医务部 财务科 院长办公室 质量管理科 采购中心 党委办公室 医保办 宣传科 后勤保障部 科教科 门诊部办公室".split(),
        "positions": "科员 人事专员 干事 行政助理 财务主管 会计 文秘 副科长 医保审核员 招聘主管 档案管理员 宣传干事".split(),
        "intern": "行政实习生 人事实习生 财务实习生".split(),
        "majors": "公共事业管理 人力资源管理 会计学 行政管理 卫生事业管理 汉语言文学 新闻学 劳动与社会保障".split(),
        "titles": ["助理会计师", "中级会计师", "经济师", "中级经济师"],
        "skills": "公文写作 绩效核算 招聘面试 PPT制作 Excel函数 活动策划 档案管理 新媒体运营 用友U8 医保结算 DRG分析 会务组织".split(),
        "duties": "负责全院职工的考勤与社保办理 组织年度招聘工作，引进人才60余名 起草院办公文及会议纪要 配合完成三级医院评审材料 负责科室预算编制与执行分析".split(),
        "licence": ("会计专业技术资格证书（中级） 人力资源管理师（二级） 档案管理岗位证书".split(), "other"),
    },
}
PARTIES = ["中共党员", "中共预备党员", "共青团员", "群众", None]
LADDER = ["secondary", "associate", "bachelor", "master", "doctor"]


@dataclass
class Person:
    """Gold values, and what else the page shows."""

    gold: dict[str, Any]
    profession: str
    duties: list[list[str]] = field(default_factory=list)
    address: str = ""
    contact_name: str = ""
    contact_phone: str = ""


def phone(rng: random.Random) -> str:
    return (
        rng.choice(["136", "158", "187", "199", "133", "150"])
        + "00"
        + "".join(rng.choice("0123456789") for _ in range(6))
    )


def id_number(rng: random.Random, birth: str, male: bool) -> str:
    digits = f"{rng.choice(['11', '32', '44', '51', '61'])}0199{birth.replace('-', '')}{rng.randrange(100):02d}{rng.choice('13579' if male else '02468')}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]


def month(index: int) -> str:
    return f"{index // 12}-{index % 12 + 1:02d}"


def make(rng: random.Random) -> Person:
    """One person with a consistent life up to 2026-12."""
    profession = rng.choice(list(PROFESSIONS))
    facts = PROFESSIONS[profession]
    male = rng.random() < (0.15 if profession == "nurse" else 0.5)
    age = rng.randint(22, 50)
    birth = f"{2026 - age}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    education, cursor = _education(rng, facts, 2026 - age)
    work, duties = _work(rng, facts, cursor)
    name = (
        rng.choice(MINORITY)
        if rng.random() < 0.06
        else (rng.choice(COMPOUND) if rng.random() < 0.06 else rng.choice(SURNAMES)) + rng.choice(GIVEN)
    )
    experienced = [w for w in work if not w.pop("_intern")]
    gold: dict[str, Any] = {
        "name": name,
        "gender": "male" if male else "female",
        "birth_date": birth if rng.random() < 0.5 else birth[:7],
        "phone": phone(rng),
        "email": rng.choice(["lin", "xu.", "abc", "qin_", "wen-"])
        + str(rng.randint(10, 99999))
        + rng.choice(["@example.com", "@example.org", "@mail.example.cn"]),
        "id_number": id_number(rng, birth, male) if rng.random() < 0.5 else None,
        "highest_degree": max((e["degree"] for e in education), key=LADDER.index),
        "political_status": rng.choice(PARTIES),
        "title": rng.choice(facts["titles"]) if experienced and rng.random() < 0.8 else None,
        "licences": _licences(rng, profession, facts) if experienced else [],
        "education": education,
        "work": work,
        "skills": rng.sample(facts["skills"], rng.randint(4, 8)),
        "years_of_experience": _years(experienced),
    }
    return Person(
        gold,
        profession,
        duties,
        f"{rng.choice(CITIES)}市滨河路{rng.randint(1, 300)}号",
        rng.choice(SURNAMES) + "某",
        phone(rng),
    )


def _education(rng: random.Random, facts: dict[str, Any], born: int) -> tuple[list[dict[str, Any]], int]:
    first = rng.choices(["secondary", "associate", "bachelor"], [1, 3, 6])[0]
    year, entries = born + (16 if first == "secondary" else 18), []
    level = LADDER.index(first)
    while True:
        length = {0: 3, 1: 3, 2: 5 if rng.random() < 0.3 else 4, 3: 3, 4: 3}[level]
        degree = LADDER[level]
        entries.append(
            {
                "school": _school(rng, degree),
                "degree": degree,
                "major": rng.choice(facts["majors"]),
                "start": f"{year}-09",
                "end": f"{year + length}-{rng.choice(['06', '07'])}",
            }
        )
        year += length
        if level >= 4 or year > 2023 or rng.random() > 0.35:
            return entries[::-1], year * 12 + 6
        level += 1


def _school(rng: random.Random, degree: str) -> str:
    return rng.choice(SCHOOLS[degree]).format(c=rng.choice(CITIES))


def _work(rng: random.Random, facts: dict[str, Any], cursor: int) -> tuple[list[dict[str, Any]], list[list[str]]]:
    now = 2026 * 12 + 10
    entries: list[dict[str, Any]] = []
    engineer = facts is PROFESSIONS["engineer"]
    if rng.random() < 0.25 or cursor > now - 12:
        start = min(cursor - rng.randint(6, 13), now - 3)
        entries.append(_post(rng, facts, start, start + rng.randint(2, 6), intern=True, company=engineer))
    while cursor < now - 6 and len(entries) < rng.randint(2, 5):
        last = rng.random() < 0.35 or len(entries) == 4
        end = None if last else min(cursor + rng.randint(14, 90), now - 1)
        entries.append(_post(rng, facts, cursor, end, intern=False, company=engineer or rng.random() < 0.1))
        if end is None or end >= now - 7:
            break
        cursor = end + rng.randint(1, 5)
    entries.reverse()
    return entries, [rng.sample(facts["duties"], rng.randint(0, 3)) for _ in entries]


def _post(
    rng: random.Random, facts: dict[str, Any], start: int, end: int | None, *, intern: bool, company: bool
) -> dict[str, Any]:
    city = rng.choice(CITIES)
    place = rng.choice(COMPANIES if company and rng.random() < 0.7 else HOSPITALS).format(c=city)
    department = rng.choice(facts["departments"]) if rng.random() < 0.88 else None
    position = rng.choice(facts["intern"] if intern else facts["positions"])
    return {
        "organisation": place,
        "department": department,
        "position": position,
        "start": month(start),
        "end": None if end is None else month(end),
        "_intern": intern,
    }


def _licences(rng: random.Random, profession: str, facts: dict[str, Any]) -> list[dict[str, Any]]:
    names, kind = facts["licence"]
    result = []
    if rng.random() < 0.8:
        result.append(_licence(rng, rng.choice(names), kind, expires=profession == "nurse"))
    if profession == "physician" and rng.random() < 0.5:
        result.append(
            _licence(rng, rng.choice(["医师资格证书", "执业医师资格证书"]), "physician_qualification", expires=False)
        )
    if profession == "physician" and rng.random() < 0.4:
        result.append(
            _licence(
                rng, rng.choice(["住院医师规范化培训合格证书", "规培合格证"]), "residency_training", expires=False
            )
        )
    if rng.random() < 0.25:
        result.append(
            _licence(
                rng,
                rng.choice(["心理咨询师（三级）", "BLS基础生命支持证书", "营养师资格证书", "普通话水平测试等级证书"]),
                "other",
                expires=False,
            )
        )
    return result


def _licence(rng: random.Random, name: str, kind: str, *, expires: bool) -> dict[str, Any]:
    issued = f"{rng.randint(2010, 2025)}-{rng.randint(1, 12):02d}"
    number = rng.choice(["20", "11", "Z"]) + "".join(rng.choice("0123456789") for _ in range(rng.choice([10, 13])))
    return {
        "kind": kind, "number": number if rng.random() < 0.6 else None, "issued": issued if rng.random() < 0.8 else None,
        "expires": f"{rng.randint(2027, 2031)}-{rng.randint(1, 12):02d}" if expires and rng.random() < 0.6 else None, "_name": name,
    }  # fmt: skip


def _years(work: list[dict[str, Any]]) -> float:
    months: set[int] = set()
    for post in work:
        first = int(post["start"][:4]) * 12 + int(post["start"][5:]) - 1
        last = 2026 * 12 + 10 if post["end"] is None else int(post["end"][:4]) * 12 + int(post["end"][5:]) - 1
        months.update(range(first, last + 1))
    return round(len(months) / 12, 1)
