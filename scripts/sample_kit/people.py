"""The invented applicants. Hospitals, schools and companies do not exist; a person's numbers come from a seed."""

from __future__ import annotations

from dataclasses import dataclass, field

YL, WC, LH, SJ = "青岚市人民医院", "望川市中心医院", "临湖医学院附属医院", "松涧县医院"
HT, BL, YQ = "海棠区妇幼保健院", "北麓市第二人民医院", "云阙心血管病医院"
MED, LAKE, TECH = "青岚医科大学", "临湖大学", "北麓理工大学"
NURSING, HEALTH = "松涧护理高等专科学校", "望川卫生职业学院"

Work = tuple[str, str | None, str, str, str | None]
"""Organisation, department, position, start, end; months as YYYY-MM, no end when it goes on."""
Study = tuple[str, str, str, str, str]
"""School, degree, major, start, end."""


@dataclass(frozen=True)
class Applicant:
    key: str
    """Mail name and part of the file's name."""
    name: str
    gender: str
    born: str
    job: str
    source: str
    design: str
    """A PDF design, ``docx-text``, ``docx-table``, ``txt`` or ``scan``."""
    trade: str
    """Which duties the work entries are described with: icu, emergency, ward, cardiology, physician, engineer."""
    education: tuple[Study, ...]
    work: tuple[Work, ...]
    skills: tuple[str, ...]
    title: str | None = None
    political: str | None = None
    licences: tuple[tuple[str, str, str | None], ...] = ()
    """Kind, issued, expires."""
    shows_id: bool = False
    summary: str = ""
    extras: tuple[str, ...] = field(default=())
    """Awards, papers, projects."""


N, D, E = "NUR-ICU-01", "DOC-CAR-02", "ENG-AI-03"
WEB, WECHAT, CAMPUS, FRIEND = "护理学会官网", "公众号", "校园招聘", "内部推荐"

NURSES = (
    Applicant(
        "linruoxi", "林若溪", "female", "1994-05-12", N, WEB, "classic", "icu",
        ((MED, "bachelor", "护理学", "2012-09", "2016-06"),),
        ((YL, "重症医学科", "护理组长", "2021-03", None), (YL, "重症医学科", "责任护士", "2016-07", "2021-02")),
        ("呼吸机管理", "CRRT 护理", "心肺复苏", "PICC 置管维护", "俯卧位通气", "血流动力学监测"),
        "主管护师", "中共党员", (("nurse_practice", "2016-08", "2031-08"),), True,
        "十年重症护理经验，重视早期预警和交接质量，能独立带教。",
        ("2023 年 市级护理技能竞赛一等奖", "2024 年 院级 QC 项目「降低非计划拔管率」组长"),
    ),
    Applicant(
        "wenzimo", "温子墨", "male", "1996-11-03", N, WECHAT, "sidebar", "icu",
        ((LAKE, "bachelor", "护理学", "2015-09", "2019-06"),),
        ((WC, "重症医学科", "责任护士", "2021-08", None), (WC, "急诊科", "护士", "2019-07", "2021-07")),
        ("机械通气护理", "心肺复苏", "静脉穿刺", "动脉血气采集", "危重患者转运"),
        "护师", "共青团员", (("nurse_practice", "2019-09", "2029-09"),), False,
        "喜欢快节奏，也守规矩；希望在重症长期发展。",
    ),
    Applicant(
        "fuxiaolan", "傅晓岚", "female", "1992-02-26", N, WEB, "ruled", "icu",
        ((MED, "bachelor", "护理学", "2016-03", "2019-01"), (HEALTH, "associate", "护理", "2010-09", "2013-06")),
        ((BL, "重症医学科", "责任护士", "2016-05", None), (SJ, "内科", "护士", "2013-07", "2016-04")),
        ("呼吸机管理", "CRRT 护理", "静脉穿刺", "压疮护理", "护理文书书写"),
        "护师", "群众", (("nurse_practice", "2013-10", "2028-10"),), False,
        "工作踏实，夜班经验丰富。",
    ),
    Applicant(
        "guanran", "顾安然", "female", "1990-09-17", N, WEB, "form", "icu",
        ((MED, "bachelor", "护理学", "2008-09", "2012-06"),),
        ((LH, "重症医学科", "带教组长", "2018-01", None), (LH, "呼吸内科", "护士", "2012-07", "2017-12")),
        ("呼吸机管理", "CRRT 护理", "心肺复苏", "PICC 置管维护", "护理教学"),
        "主管护师", "中共党员", (("nurse_practice", "2012-09", "2027-09"),), True,
        "持有重症专科护士培训经历，主持院级课题 1 项。", ("2022 年 院级优秀带教老师",),
    ),
    Applicant(
        "xujinglan", "许静澜", "female", "1998-06-08", N, FRIEND, "docx-text", "emergency",
        ((NURSING, "associate", "护理", "2017-09", "2020-06"),),
        ((YL, "急诊科", "护士", "2020-07", None),),
        ("预检分诊", "心肺复苏", "静脉穿刺", "洗胃", "创伤急救"),
        "护师", None, (("nurse_practice", "2020-09", "2030-09"),), False,
        "六年急诊一线，反应快，愿意学习重症技术。",
    ),
    Applicant(
        "duanqiuhe", "段秋禾", "female", "2000-12-21", N, WECHAT, "docx-table", "icu",
        ((HEALTH, "associate", "护理", "2019-09", "2022-06"),),
        ((SJ, "重症医学科", "护士", "2023-01", None), (SJ, "外科", "护士", "2022-07", "2022-12")),
        ("心肺复苏", "静脉穿刺", "吸痰护理", "无菌操作"),
        "护士", "共青团员", (("nurse_practice", "2022-10", "2027-10"),), False,
        "基础操作扎实，正在自学本科课程。",
    ),
    Applicant(
        "baijingxing", "白景行", "male", "1999-03-30", N, CAMPUS, "timeline", "icu",
        ((LAKE, "bachelor", "护理学", "2018-09", "2022-06"),),
        ((WC, "重症医学科", "护士", "2024-04", None), (WC, "心血管内科", "护士", "2022-07", "2024-03")),
        ("呼吸机管理", "心肺复苏", "静脉穿刺", "心电监护"),
        "护师", "共青团员", (("nurse_practice", "2022-09", "2027-09"),), False,
        "男护士，体力好，善于安抚家属。",
    ),
    Applicant(
        "qiuyutong", "邱雨桐", "female", "2004-08-02", N, CAMPUS, "docx-text", "ward",
        ((MED, "bachelor", "护理学", "2022-09", "2026-06"),),
        ((LH, "重症医学科", "实习护士", "2025-07", "2026-04"),),
        ("无菌操作", "静脉穿刺", "护理文书书写"),
        None, "中共预备党员", (), False,
        "2026 届毕业生，已报名护士执业资格考试，等待成绩。", ("连续三年校级一等奖学金",),
    ),
    Applicant(
        "meiyingxue", "梅映雪", "female", "1985-01-19", N, WEB, "classic", "ward",
        ((NURSING, "associate", "护理", "2003-09", "2006-06"),),
        ((BL, "手术室", "护士", "2006-08", "2020-05"),),
        ("手术配合", "无菌操作", "器械管理"),
        "主管护师", "群众", (("nurse_practice", "2006-10", "2021-10"),), False,
        "因家庭原因离开岗位几年，现希望回到临床。",
    ),
    Applicant(
        "jiangyinuo", "蒋一诺", "female", "1997-07-14", N, WECHAT, "txt", "ward",
        ((HEALTH, "associate", "助产", "2015-09", "2018-06"),),
        ((HT, "产科", "助产士", "2018-07", None),),
        ("新生儿复苏", "心肺复苏", "静脉穿刺", "健康宣教"),
        "护师", "群众", (("nurse_practice", "2018-09", "2028-09"),), False,
        "希望从产科转到重症。",
    ),
    Applicant(
        "tanshuyao", "谭书瑶", "female", "1995-10-25", N, CAMPUS, "sidebar", "icu",
        ((MED, "master", "护理学", "2019-09", "2022-06"), (MED, "bachelor", "护理学", "2013-09", "2017-06")),
        ((YL, "重症医学科", "护师", "2022-08", None), (LH, "神经外科", "护士", "2017-07", "2019-08")),
        ("呼吸机管理", "CRRT 护理", "心肺复苏", "静脉穿刺", "循证护理", "SPSS"),
        "护师", "中共党员", (("nurse_practice", "2017-09", "2027-09"),), False,
        "研究方向为 ICU 谵妄评估，发表核心期刊论文 2 篇。", ("2025 年 省级护理科研项目 参与",),
    ),
    Applicant(
        "gaomingyuan", "高明远", "male", "1997-04-06", N, WEB, "scan", "emergency",
        ((LAKE, "bachelor", "护理学", "2016-09", "2020-06"),),
        ((BL, "急诊科", "护师", "2020-07", None),),
        ("心肺复苏", "静脉穿刺", "呼吸机管理", "预检分诊"),
        "护师", "群众", (("nurse_practice", "2020-09", "2030-09"),), False,
        "参加过多次院前急救和批量伤员处置。",
    ),
)

PHYSICIANS = (
    Applicant(
        "zouwenhao", "邹文昊", "male", "1986-03-22", D, FRIEND, "classic", "cardiology",
        (
            (MED, "master", "内科学（心血管病）", "2009-09", "2012-06"),
            (MED, "bachelor", "临床医学", "2004-09", "2009-06"),
        ),
        ((YQ, "心血管内科", "主治医师", "2018-04", None), (YL, "心血管内科", "住院医师", "2012-07", "2018-03")),
        ("冠状动脉造影", "心电图判读", "急性心肌梗死救治", "心脏彩超", "起搏器植入"),
        "主治医师", "中共党员",
        (
            ("physician_qualification", "2010-12", None),
            ("physician_practice", "2011-03", None),
            ("residency_training", "2015-07", None),
        ), True,
        "独立完成冠脉介入 800 余例，承担住培带教。",
        ("2024 年 以第一作者发表论文 2 篇", "2025 年 市级科研项目 主持"),
    ),
    Applicant(
        "chenyihe", "陈奕禾", "female", "1988-12-05", D, WEB, "sidebar", "cardiology",
        (
            (MED, "doctor", "内科学", "2014-09", "2017-06"),
            (MED, "master", "内科学", "2011-09", "2014-06"),
            (LAKE, "bachelor", "临床医学", "2006-09", "2011-06"),
        ),
        ((LH, "心血管内科", "主治医师", "2017-07", None),),
        ("心脏彩超", "心电图判读", "抗凝治疗管理", "心力衰竭管理", "冠状动脉造影"),
        "主治医师", "群众",
        (
            ("physician_qualification", "2012-12", None),
            ("physician_practice", "2013-02", None),
            ("residency_training", "2014-06", None),
        ), False,
        "关注心衰全程管理和临床研究。", ("国家级课题 参与 1 项",),
    ),
    Applicant(
        "mengzhiyuan", "孟知远", "male", "1990-07-11", D, WECHAT, "form", "cardiology",
        ((LAKE, "bachelor", "临床医学", "2008-09", "2013-06"),),
        ((WC, "心血管内科", "主治医师", "2019-09", None), (WC, "内科", "住院医师", "2013-08", "2019-08")),
        ("心电图判读", "动态血压监测", "急性心肌梗死救治", "电复律"),
        "主治医师", "中共党员",
        (
            ("physician_qualification", "2014-12", None),
            ("physician_practice", "2015-03", None),
            ("residency_training", "2016-08", None),
        ), True,
        "擅长胸痛中心救治流程。",
    ),
    Applicant(
        "wangruogu", "汪若谷", "male", "1995-05-28", D, CAMPUS, "docx-text", "cardiology",
        (
            (MED, "master", "内科学（心血管病）", "2019-09", "2022-06"),
            (MED, "bachelor", "临床医学", "2014-09", "2019-06"),
        ),
        ((YQ, "心血管内科", "住院医师", "2022-08", None),),
        ("心电图判读", "病历书写", "心脏彩超"),
        "住院医师", "共青团员",
        (
            ("physician_qualification", "2020-12", None),
            ("physician_practice", "2021-03", None),
            ("residency_training", "2022-06", None),
        ), False,
        "四年临床，准备报考主治。",
    ),
    Applicant(
        "songqinghe", "宋清和", "female", "1983-08-15", D, FRIEND, "timeline", "cardiology",
        ((MED, "master", "内科学", "2006-09", "2009-06"), (MED, "bachelor", "临床医学", "2001-09", "2006-06")),
        ((YL, "心血管内科", "副主任医师", "2019-01", None), (YL, "心血管内科", "主治医师", "2009-07", "2018-12")),
        ("冠状动脉造影", "心脏彩超", "心电图判读", "抗凝治疗管理", "疑难病例会诊"),
        "副主任医师", "中共党员",
        (
            ("physician_qualification", "2007-12", None),
            ("physician_practice", "2008-03", None),
            ("residency_training", "2011-09", None),
        ), False,
        "负责过 40 张床位的病区管理。", ("2021 年 院级优秀教师",),
    ),
    Applicant(
        "luotianyou", "骆天佑", "male", "1989-11-09", D, WEB, "docx-table", "physician",
        ((LAKE, "master", "外科学", "2012-09", "2015-06"), (LAKE, "bachelor", "临床医学", "2007-09", "2012-06")),
        ((BL, "胸外科", "主治医师", "2015-07", None),),
        ("胸腔镜手术", "心电图判读", "围手术期管理"),
        "主治医师", "群众",
        (("physician_qualification", "2013-12", None), ("physician_practice", "2014-04", None)), False,
        "希望转向心脏方向。",
    ),
    Applicant(
        "yiyunshu", "易云舒", "female", "1991-04-18", D, WECHAT, "ruled", "physician",
        ((LAKE, "bachelor", "临床医学", "2009-09", "2014-06"),),
        ((HT, "健康体检科", "医师", "2015-03", None),),
        ("心电图判读", "健康管理", "慢病随访"),
        None, "群众", (("physician_qualification", "2016-12", None),), False,
        "已取得医师资格，执业注册办理中。",
    ),
)

ENGINEERS = (
    Applicant(
        "xiangchen", "向晨", "male", "1994-09-01", E, FRIEND, "timeline", "engineer",
        (
            (TECH, "master", "计算机科学与技术", "2016-09", "2019-06"),
            (TECH, "bachelor", "软件工程", "2012-09", "2016-06"),
        ),
        (("青岚智影科技有限公司", "算法部", "高级算法工程师", "2019-07", None),),
        ("Python", "PyTorch", "医学影像分割", "DICOM", "Docker", "模型部署", "Linux"),
        "工程师", "中共党员", (), False,
        "主导过两个影像辅助诊断产品的上线。",
        ("肺结节检出系统：敏感度 94.1%，在 6 家医院运行", "发明专利 2 项"),
    ),
    Applicant(
        "jiangyining", "姜以宁", "female", "1998-02-13", E, WECHAT, "ruled", "engineer",
        ((LAKE, "bachelor", "生物医学工程", "2016-09", "2020-06"),),
        (("临湖数医信息有限公司", "研发中心", "算法工程师", "2021-05", None),
         (LH, "信息科", "数据工程师", "2020-07", "2021-04")),
        ("Python", "SQL", "HL7 FHIR", "自然语言处理", "数据治理"),
        None, "共青团员", (), False,
        "熟悉医院信息系统接口，做过病历后结构化。",
    ),
    Applicant(
        "hesiyuan", "何思源", "male", "1998-06-30", E, WEB, "docx-text", "engineer",
        ((TECH, "master", "人工智能", "2021-09", "2024-06"), (TECH, "bachelor", "人工智能", "2017-09", "2021-06")),
        (("北麓言智科技有限公司", "自然语言组", "算法工程师", "2024-07", None),),
        ("Python", "PyTorch", "自然语言处理", "Docker", "大模型微调"),
        None, "共青团员", (), False,
        "做过医学命名实体识别和检索增强问答。", ("中文医学信息抽取评测 第 3 名",),
    ),
    Applicant(
        "zhaokexin", "Zhao Kexin", "female", "1996-01-08", E, WEB, "english", "english",
        (
            ("Linhu University", "master", "Biomedical Engineering", "2018-09", "2021-06"),
            ("Beilu University of Technology", "bachelor", "Computer Science", "2014-09", "2018-06"),
        ),
        (("Qinglan Imaging Ltd.", "Research", "Algorithm Engineer", "2021-08", None),),
        ("Python", "PyTorch", "Medical image registration", "DICOM", "Docker", "C++"),
        None, None, (), False,
        "Five years of medical imaging research and deployment; fluent Mandarin and English.",
        ("Best poster, regional imaging workshop, 2024",),
    ),
    Applicant(
        "shenyiwei", "沈一苇", "male", "2004-03-16", E, CAMPUS, "classic", "engineer",
        ((TECH, "bachelor", "软件工程", "2022-09", "2026-06"),),
        (("青岚智影科技有限公司", "算法部", "算法实习生", "2025-09", "2026-03"),),
        ("Python", "PyTorch", "目标检测", "Git"),
        None, "共青团员", (), False,
        "2026 届毕业生，毕业设计为胸片质量控制。", ("大学生程序设计竞赛 省级银奖",),
    ),
    Applicant(
        "cuiminglang", "崔明朗", "male", "1991-10-20", E, WECHAT, "docx-table", "engineer",
        ((LAKE, "bachelor", "市场营销", "2009-09", "2013-06"),),
        (("望川优选商贸有限公司", "数据部", "数据分析师", "2015-03", None),),
        ("Python", "SQL", "数据可视化"),
        None, "群众", (), False,
        "自学编程三年，希望转到医疗行业。",
    ),
)

PEOPLE = NURSES + PHYSICIANS + ENGINEERS

DUTIES: dict[str, tuple[str, ...]] = {
    "icu": (
        "管理 3 至 4 名机械通气患者，每小时评估并记录",
        "参与抢救和院内转运，年均 60 余次",
        "落实呼吸机相关肺炎的集束化预防，季度达标率 97%",
        "承担新入职护士带教和床旁考核",
        "负责科室急救设备的点检和交接",
        "参与 CRRT 上机、换液和管路护理",
    ),
    "emergency": (
        "承担预检分诊和抢救室护理，日均接诊 120 人次",
        "配合创伤、卒中和胸痛绿色通道",
        "参与院前出车 300 余次",
        "负责抢救车管理和交接登记",
    ),
    "ward": (
        "完成责任制整体护理和护理文书",
        "配合医师完成操作和检查",
        "负责患者健康宣教和出院随访",
        "参与科室质控和物品管理",
    ),
    "cardiology": (
        "管理床位 10 张，负责收治、查房及病历质量",
        "承担胸痛中心一线值班，完成急诊介入",
        "每周专科门诊 2 次，承担院内会诊",
        "参与住院医师规范化培训带教",
        "参加多中心临床研究，负责入组与随访",
    ),
    "physician": (
        "负责门诊和病房的日常诊疗",
        "参与多学科会诊和病例讨论",
        "承担实习医师带教",
        "负责科室病历质控",
    ),
    "engineer": (
        "负责模型训练、评价和版本管理",
        "与临床科室一起定义标注规范和验收指标",
        "完成推理服务的容器化和监控",
        "整理脱敏数据集，建立数据质量检查",
        "撰写技术文档，支持产品注册检验",
    ),
    "english": (
        "Built and validated CT registration models with three partner hospitals",
        "Shipped inference services in Docker with monitoring and rollback",
        "Wrote the annotation guideline together with radiologists",
    ),
}
