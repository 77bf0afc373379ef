"""Scorecard kits of the demo jobs: what each round asks and how each grade looks.

A kit is ``{criteria: [{key, name, anchors: {grade: text}}], questions: [text]}``; grades are ``below``, ``basic``,
``meets`` and ``outstanding``, in this order in the tuples below.
"""

from __future__ import annotations

from typing import Any

GRADES = ("below", "basic", "meets", "outstanding")


def _criterion(key: str, name: str, *anchors: str) -> dict[str, Any]:
    return {"key": key, "name": name, "anchors": dict(zip(GRADES, anchors, strict=True))}


NURSE_SKILLS: dict[str, Any] = {
    "criteria": [
        _criterion(
            "assessment",
            "危重病情判断",
            "说不出病情变化的早期信号",
            "能报出生命体征异常，不会排先后",
            "能按轻重排序，说清何时叫医生",
            "能举自己提前发现恶化的例子，并说出依据",
        ),
        _criterion(
            "equipment",
            "呼吸机与血液净化",
            "没有上过机，报警不会处理",
            "能在带教下处理常见报警",
            "能独立看护机械通气和 CRRT 患者",
            "能带教，处理过管路意外并复盘",
        ),
        _criterion(
            "procedure",
            "操作与无菌",
            "步骤颠倒，或违反无菌原则",
            "步骤完整，动作生疏",
            "操作规范，边做边和患者沟通",
            "困难情形也能完成，并说出感染控制要点",
        ),
        _criterion(
            "handover",
            "交接与记录",
            "遗漏关键信息",
            "内容齐全，没有重点",
            "按 SBAR 说清重点和待办",
            "能发现并补上别人交接中的漏项",
        ),
    ],
    "questions": [
        "患者氧饱和度突然降到 82%，呼吸机高压报警，你前 3 分钟做什么？",
        "讲一次你最早发现病情变化的经历，你看到了什么？",
        "CRRT 滤器压力持续上升，你怎么判断和处理？",
        "请用 SBAR 把这份病例交给下一班。",
    ],
}

PHYSICIAN_SKILLS: dict[str, Any] = {
    "criteria": [
        _criterion(
            "diagnosis",
            "临床思维",
            "抓不住主要矛盾",
            "能给出常见诊断，鉴别不全",
            "鉴别有序，检查有目的",
            "能说清不确定性和下一步，依据新指南",
        ),
        _criterion(
            "emergency",
            "急性心血管事件处理",
            "延误再灌注，或用药有禁忌",
            "知道流程，时间点说不准",
            "流程和时间点准确，能带小组完成",
            "主持过复杂抢救，并改过科室流程",
        ),
        _criterion(
            "procedure",
            "心电图与介入",
            "漏读危急心电图",
            "能读典型心电图，介入只做助手",
            "读图准确，能独立完成冠脉造影",
            "能独立完成复杂介入并处理并发症",
        ),
        _criterion(
            "research",
            "教学与科研",
            "没有参与，也没有想法",
            "参与过课题或带教",
            "主持过院级课题，或有系统带教",
            "有高质量论文，能带团队",
        ),
    ],
    "questions": [
        "58 岁男性胸痛 40 分钟，这份心电图你怎么读，接下来 90 分钟怎么安排？",
        "讲一例你诊断改过方向的患者，是什么让你改的？",
        "介入术后 2 小时血压下降，你依次考虑什么？",
        "如果给你一年科研启动经费，你想回答哪个临床问题？",
    ],
}

ENGINEER_SKILLS: dict[str, Any] = {
    "criteria": [
        _criterion(
            "modelling",
            "建模与评价",
            "说不清数据怎样划分",
            "会训练模型，指标选得随意",
            "指标贴合临床用途，知道数据泄漏在哪里",
            "做过外部验证，能说出模型在哪些患者上失效",
        ),
        _criterion(
            "engineering",
            "工程与部署",
            "代码不能复现",
            "能写服务，没有测试和监控",
            "有测试、容器和监控，能回滚",
            "主持过上线，处理过性能和漂移问题",
        ),
        _criterion(
            "medical_data",
            "医疗数据",
            "没有接触过医疗数据",
            "用过公开数据集",
            "熟悉 DICOM 或 HL7 FHIR，懂脱敏",
            "做过多中心数据治理，并通过伦理审查",
        ),
        _criterion(
            "communication",
            "与临床沟通",
            "只讲模型",
            "能解释结果，不问场景",
            "能把临床问题变成可检验的任务",
            "能说服临床放弃不该做的需求",
        ),
    ],
    "questions": [
        "肺结节检出模型敏感度 95%，科室说误报太多，你怎么查、怎么改？",
        "讲一个你上线后发现模型变差的经历。",
        "这段代码训练和测试用了同一批患者，你怎样发现并修正？",
        "医生要一个「自动写病程」的功能，你先问哪几个问题？",
    ],
}

HUMANITIES: dict[str, Any] = {
    "criteria": [
        _criterion(
            "empathy",
            "同理与沟通",
            "打断对方，只顾讲规定",
            "态度客气，不回应情绪",
            "先回应情绪，再说清办法",
            "能让对方说出没说的担心，并一起定下一步",
        ),
        _criterion(
            "teamwork",
            "协作",
            "把问题推给别人",
            "配合分工，很少主动",
            "主动补位，意见不同时就事论事",
            "能把有分歧的团队带回共同目标",
        ),
        _criterion(
            "integrity",
            "诚信与廉洁",
            "回避自己的差错",
            "承认差错，没有改进",
            "主动上报，并说出怎样防止再犯",
            "在压力下坚持原则，有具体经历",
        ),
    ],
    "questions": [
        "家属在走廊大声质问为什么还没安排检查，你怎么开口？",
        "讲一次你和同事意见不同的经历，后来怎样了？",
        "讲一次你自己的差错，你当时做了什么？",
    ],
}

FINAL: dict[str, Any] = {
    "criteria": [
        _criterion(
            "motivation",
            "动机与稳定",
            "说不出为什么来",
            "主要看待遇",
            "了解岗位和医院，有自己的打算",
            "打算与科室方向一致，愿意长期投入",
        ),
        _criterion(
            "growth",
            "成长潜力",
            "近两年没有进步",
            "按要求完成培训",
            "能说出自己的短板和补法",
            "有成体系的学习，并带动别人",
        ),
        _criterion(
            "fit",
            "岗位匹配",
            "与岗位要求差距明显",
            "基本具备，需要较长带教",
            "到岗后很快能独立",
            "能补上团队现在缺的能力",
        ),
    ],
    "questions": [
        "入职头三个月，你希望做到什么，需要我们给什么？",
        "前几轮提到的不足，你打算怎么补？",
        "如果同时有两个机会，你用什么来选？",
    ],
}
