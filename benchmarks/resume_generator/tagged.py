
"""Lines of resumes with every character tagged: what the shipped CRF is trained on.

A wording is a template; ``{organisation}`` and its like are filled with invented values and tagged, ``<date>`` and its like are
filled and left untagged, ``_`` is the separator that the resume draws, ``/`` begins a new line of the same entry. Wordings and
date styles that :mod:`wording` holds back are not among them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from hr_recruit_plugin.engines.resume.fold import key_text

from . import vocabulary as words

Tagged = tuple[str, list[str]]

POSTS = [
    "<range>_{organisation}_{department}_{position}", "{organisation}_{department}_{position}_<range>", "<range>_{organisation}_{position}", "{organisation}_{position}_<range>",
    "{organisation}  <range>/{department}_{position}", "<range>/{organisation}_{department}_{position}", "{position}  <range>/{organisation}_{department}", "{organisation}{department}_{position}  <range>",
    "<range>_{organisation}{department}_{position}", "{organisation}_{department}  <range>/{position}", "<range>_{organisation}/{department}_{position}", "<range>/{organisation}/{department}/{position}",
    "{organisation}/{position}/<range>", "{organisation}  <range>/{position}", "{department}_{position}/{organisation}/<range>", "{position}_{organisation}/<range>", "{position}（{department}）/{organisation}  <range>",
    "{organisation}（{department}）_{position}_<range>", "{organisation}-{department}-{position}  <range>", "<range>  {organisation}  |  {position}", "{position} @ {organisation}  <range>", "{organisation}_<size>  <range>/{position}_{department}",
    "<range>  {organisation}{department}{position}", "<range>，在{organisation}{department}任{position}", "<range>于{organisation}{department}从事{position}工作", "<range>就职于{organisation}，任{department}{position}", "<range>任职于{organisation}{department}，职务为{position}",
    "<range>，{organisation}{department}工作，担任{position}", "单位：{organisation}/部门：{department}/职务：{position}/时间：<range>", "公司名称：{organisation}  职位：{position}/任职时间：<range>", "{organisation}/{department}｜{position}｜<range>", "▪ {organisation} · {position} （<range>）",
    "<year>年起在{organisation}工作，历任{department}{position}、{position}", "现任{organisation}{department}{position}", "曾任{organisation}{position}，现为{organisation}{department}{position}。", "{organisation}_{department}", "{department}_{position}", "{organisation}", "{position}", "{department}",
    "毕业后进入{organisation}，先后在{department}、{department}、{department}轮转", "<range>：{organisation}{department}，{position}", "<range>为{organisation}{department}{position}", "<date>到{organisation}上班，岗位为{position}", "在{organisation}{department}实习", "<range>担任{organisation}{department}{position}一职", "{organisation}{department}轮转<n>个月", "<date>从{organisation}离职", "由{organisation}派往{organisation}{department}学习<n>个月",
    "{organisation}工作<n>年，{position}", "{organisation}聘为{position}", "前{organisation}{department}{position}，<date>离任", "{position}，{organisation}，{department}，<range>", "<date>入职{organisation}{department}，从{position}做到{position}", "我于<date>进入{organisation}{department}担任{position}",
]  # fmt: skip
SCHOOLS = [
    "<range>_{school}_{major}_<degree>", "{school}_{major}_<degree>_<range>", "{school}  <range>/{major}_<degree>", "<range>/{school}/{major}_<degree>", "<range>_{school}（<degree>）_{major}", "{school}_<degree>/{major}/<range>", "{school}{major}专业（<degree>）<range>", "<range>_{school}_{major}",
    "<range>就读于{school}，主修{major}", "<range>，在{school}学习{major}，获<degree>学位", "<date>毕业于{school}{major}专业，<degree>学历", "学校：{school}/专业：{major}/学历：<degree>/<range>", "{major}_<degree>/{school}/<range>", "{school} · {major} · <degree> · <range>", "<degree>_{major}_{school}_<range>",
    "{school}_{faculty}_{major}_<range>", "{school}  <range>/{faculty}  {major}  <degree>/主修课程：<courses>", "毕业院校：{school}  所学专业：{major}", "{school}{faculty}，{major}，<degree>", "最高学历：<degree>（{school}，{major}）", "我于<date>毕业于{school}，专业是{major}。", "{major}", "{school}", "{school}/{major}",
    "<range>在{school}读{major}", "{school}{faculty}{major}专业毕业生", "先后就读于{school}和{school}", "<date>从{school}{faculty}毕业", "{school}{major}<degree>毕业", "<date>进入{school}学习", "在{school}取得<degree>学位", "{school}{faculty}{major}<degree>在读", "被{school}{major}专业录取", "<date>至<date>于{school}{faculty}进修", "本科就读{school}{faculty}，所学为{major}",
]  # fmt: skip
HEADS = [
    "{name}", "{name}", "{name}/<sex> | <age>岁 | <phone>", "{name}  <sex>  <age>岁  <degree>", "{name}的简历", "个人简历/{name}", "姓名：{name}  性别：<sex>", "姓名 {name}", "{name} | {position} | <phone>", "{name}（<sex>）", "{name}/应聘：{position}", "简历 - {name} - {position}", "我叫{name}，<sex>，<year>年出生", "{name}，<sex>，<year>年生，<degree>学历", "本人{name}，毕业于{school}{major}专业，现在{organisation}{department}工作",
    "求职意向：{position}", "{position}/{name}", "{name} {position}", "{name}/{position}/{organisation}", "我是{name}，一名工作<n>年的{position}。", "{name} RESUME", "申请人：{name}", "{name}·<sex>·<phone>", "{name}，{position}", "{name}，{school}{major}<degree>", "联系人{name}，电话<phone>",
]  # fmt: skip
OTHERS = [
    "<duty>", "<duty>；<duty>", "1. <duty>", "• <duty>", "<label>：<phone>", "<label>：<value>", "<heading>", "<heading>/<duty>", "<skills>", "自我评价：<praise>", "<praise>", "证书：<licence> <date>", "<licence>  编号：<number>", "<date>  获<award>", "<award>", "政治面貌：<party>  民族：<nation>", "<party> | <nation> | <value>", "主修课程：<courses>", "<date>", "<range>", "<value>",
]  # fmt: skip
FILLERS = {
    "sex": "男 女".split(), "degree": "本科 大专 硕士 博士 中专 学士 硕士研究生 博士研究生 全日制本科 专科".split(), "size": "三级甲等 民营医院 100-499人 国企 互联网 三甲 二级医院".split(), "heading": "工作经历 教育背景 个人信息 专业技能 自我评价 获奖情况 资格证书 项目经历 培训经历 求职意向 基本资料 科研成果 校园经历 兴趣爱好".split(),
    "label": "电话 手机 邮箱 籍贯 住址 现居地 身高 民族 期望薪资 到岗时间 健康状况 婚姻状况 政治面貌 职称".split(), "value": "汉族 良好 已婚 未婚 面议 随时到岗 一个月内 165cm 云清市滨河路 江北区 8000-10000元 英语六级 主管护师 在职 离职 在编".split(), "party": "中共党员 共青团员 群众 预备党员 党员".split(), "nation": "汉族 回族 藏族 维吾尔族 蒙古族 满族 壮族 苗族".split(),
    "licence": "护士执业证书 执业医师资格证 医师执业证 规培合格证书 药师资格证 卫生专业技术资格证 大学英语六级证书 计算机二级证书 普通话二级甲等 大型仪器上岗证 会计从业资格证 BLS证书".split(), "award": "优秀护士 先进工作者 优秀员工 国家励志奖学金 校级三好学生 技能大赛一等奖 优秀毕业生 院级优秀带教老师 抗疫先进个人 科技进步三等奖".split(), "courses": "内科护理学、外科护理学、急救护理 解剖学、生理学、药理学 数据结构、操作系统、机器学习 管理学、会计学、经济法 内科学、外科学、诊断学".split(),
    "skills": "静脉穿刺、吸痰、导尿、心肺复苏 Python、SQL、Docker、PyTorch Excel、PPT、公文写作 气管插管、深静脉置管、腰穿 PCR、流式细胞、质谱 团队协作 沟通能力强 熟练使用HIS系统".split(), "praise": "工作认真负责，能吃苦耐劳 性格开朗，善于沟通 热爱护理事业，有较强的责任心 为人诚恳，团队意识强 学习能力强，能承受工作压力 具有良好的职业道德和服务意识".split(),
    "duty": "负责病区患者的治疗与护理 完成日常门诊与查房 参与院级课题一项 协助主任完成科室管理 独立完成常见病多发病的诊治 负责新护士培训与考核 参与科室质控及排班 负责标本接收、检测与审核 设计并实现数据接口 优化模型推理速度30% 组织院内招聘并办理入职 撰写会议纪要与工作总结 配合医生抢救危重患者 落实核心制度，无差错事故 负责药品调剂与处方审核 年手术量300余台 管理床位12张 完成设备保养及故障处理 参加等级医院评审 发表论文两篇 负责公众号运营 主持QC小组活动".split(),
}  # fmt: skip
FACULTIES = "护理学院 临床医学院 医学院 基础医学院 药学院 公共卫生学院 计算机学院 管理学院 信息学院 口腔医学院 医学技术系 护理系 经济管理学院".split()
SEPARATORS = ["  ", "  ", " | ", " / ", " · ", "，", " - ", "｜", " ", "、", "；"]
JOINTS = ["-", " - ", "–", "~", " ~ ", "至", "—", " 至 ", "--"]
POINTS = ["{y}.{m:02d}", "{y}/{m:02d}", "{y}-{m:02d}", "{y}年{m:02d}月", "{y}{m:02d}", "{y}年{m}月", "{y}"]
_TOKEN = re.compile(r"\{(\w+)\}|<(\w+)>|(_)|(/)")


def lines(seed: int, count: int) -> Iterator[Tagged]:
    """``count`` entries or lines of resumes, folded as the reader folds them, with a BMES tag for each character."""
    rng = random.Random(seed)
    for _ in range(count):
        kind = rng.choices([POSTS, SCHOOLS, HEADS, OTHERS], [42, 22, 20, 16])[0]
        text, tags = Writer(rng).write(rng.choice(kind))
        yield key_text(text), tags


class Writer:
    """The choices of one resume: trade, separator, date style."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.trade = rng.choice(words.TRADE_NAMES)
        self.separator, self.joint = rng.choice(SEPARATORS), rng.choice(JOINTS)
        self.point = rng.choice(POINTS)

    def write(self, template: str) -> Tagged:
        """The template filled in; a department may be missing."""
        if "{department}_" in template and self.rng.random() < 0.2:
            template = template.replace("{department}_", "", 1)
        text, tags, position = "", [], 0
        for token in _TOKEN.finditer(template):
            text, tags = _put(text, tags, template[position : token.start()], None)
            role, filler, separator, _ = token.groups()
            if role:
                text, tags = _put(text, tags, self._value(role), role)
            else:
                text, tags = _put(
                    text, tags, self._filler(filler) if filler else self.separator if separator else "\n", None
                )
            position = token.end()
        return _put(text, tags, template[position:], None)

    def _value(self, role: str) -> str:
        rng = self.rng
        if role == "name":
            name = words.person(rng)
            return " ".join(name) if len(name) == 2 and rng.random() < 0.2 else name
        if role == "organisation":
            return words.employer(rng, self.trade)
        if role == "school":
            return words.school(rng)
        if role == "faculty":
            return rng.choice(FACULTIES)
        if role == "position":
            return rng.choice(words.INTERN_POSTS if rng.random() < 0.12 else words.POSTS[self.trade])
        return rng.choice((words.DEPARTMENTS if role == "department" else words.MAJORS)[self.trade])

    def _filler(self, name: str) -> str:
        rng = self.rng
        if name == "range":
            end = rng.choice(["至今", "现在", "今"]) if rng.random() < 0.25 else self._date()
            return self._date() + self.joint + end
        if name == "date":
            return self._date()
        if name == "phone":
            return f"13{rng.randrange(10)}00{rng.randrange(10**6):06d}"
        if name in ("year", "age", "n", "number"):
            return str(
                {
                    "year": rng.randint(1970, 2004),
                    "age": rng.randint(21, 55),
                    "n": rng.randint(1, 30),
                    "number": rng.randrange(10**11, 10**12),
                }[name]
            )
        return rng.choice(FILLERS[name])

    def _date(self) -> str:
        return self.point.format(y=self.rng.randint(1992, 2026), m=self.rng.randint(1, 12))


def _put(text: str, tags: list[str], value: str, role: str | None) -> Tagged:
    return text + value, tags + (["O"] * len(value) if role is None else bmes(len(value), role))


def bmes(length: int, role: str) -> list[str]:
    """Begin, middle and end of a value, or S for a single character."""
    if length == 1:
        return [f"S-{role}"]
    return [f"B-{role}", *[f"M-{role}"] * (length - 2), f"E-{role}"]
