# ruff: noqa: E501 — one vocabulary entry a line is easier to keep than wrapped patterns
"""Labels and their values: "姓名：…", a label cell beside a value cell, a label above a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import fold
from .document import Document, Line, Span
from .lexicon import DESCRIPTION_START
from .sections import heading_kind

# canonical label → the words that mean it, in key form (folded, simplified, lower case)
LABELS: dict[str, str] = {
    "name": "姓名/性别|姓名、性别|姓名及性别|xm|card holder|人员|姓名|名字|候选人姓名|候选人|应聘者姓名|应聘人姓名|应聘者|应聘人|申请人姓名|申请人|本人姓名|考生姓名|报名人|中文名|中文姓名|name|full name|candidate|candidate name|applicant|applicant name|name in full|名",
    "gender": "xb|性别|男/女|gender|sex",
    "birth": "csrq|出生年月日|出生年月|出生日期|出生时间|出生年份|生日|出生|生年月日|生于|date of birth|dob|d.o.b.|d.o.b|birth date|birthday|birthdate|birth|born|year of birth|date/birth",
    "phone": "sj|sjh|lxdh|sjhm|常用手机|手提电话|联络号码|联络电话|手机号码|手机号|手机|本人手机|联系手机|移动电话|联系电话|本人电话|电话号码|电话|联系方式|联系号码|手机/微信|微信/手机|手机(微信同号)|微信同号|手机微信|tel|tel.|telephone|telephone no|phone|phone no|phone no.|phone number|mobile|mobile no|mobile phone|mobile number|cell|cellphone|cell phone|contact number|contact no|contact no.|contact tel|contact|t|m|p",
    "email": "yx|dzyx|yxdz|常用邮件|电子邮址|electronic mail|mailbox|邮件地址|电子邮件地址|电子邮箱|电子信箱|信箱|邮箱地址|邮箱|电子邮件|个人邮箱|电邮|邮件|email|e-mail|mail|email address|e-mail address|e",
    "id": "sfzh|sfzjh|sfzhm|身份证号码|身份证号|身份证|证件号码|证件号|公民身份号码|公民身份证号|居民身份证号码|居民身份证号|居民身份证|身份号码|身份证件号码|身份证件号|有效证件号码|id|id no|id no.|id number|id card|id card no|id card no.|id card number|national id|national id no.|identity card|identity no.|identity number|citizen id|identity card no.|resident id|resident id no.|prc id|chinese id|chinese id no.|id #",
    "degree": "xl|zgxl|award obtained|award|最高学历|学历|文化程度|学历学位|学历/学位|最高学历/学位|最高学历学位|最高学历及学位|学历及学位|学历层次|教育程度|受教育程度|全日制学历|全日制教育|在职教育|第一学历|现有学历|学位|最高学位|学位/学历|培养层次|层次|highest degree|highest education|highest qualification|education level|level of education|title of qualification awarded|title of qualification|qualification awarded|qualification obtained|degree|degree obtained|degree awarded|qualification|academic degree|highest level of education|学历层级|学制/学历|award",
    "political": "zzmm|党团|党派团体|政治面貌|政治面目|政治身份|党派|党团关系|政治状况|面貌|political status|political affiliation|politics|party|political",
    "title": "zc|zyjszc|prof. title|prof title|专业技术职称|专业技术职务|专业技术资格|专业技术职务任职资格|专技职称|卫生专业技术资格|专业职称|技术职称|技术职务|技术资格|现有职称|现任职称|目前职称|职称级别|职称等级|职称名称|职称/资格|职称资格|职称情况|现职称|已获职称|取得职称|最高职称|专业技术等级|职称/执业资格|职称|任职资格|professional title|professional rank|technical title|title|academic title|clinical title|professional/technical title|rank|professional grade|grade|title held|rank held|clinical grade|clinical rank|current title",
    "school": "校名|provider|学校全称|院校全称|学校名称|学校|毕业院校|毕业学校|就读院校|就读学校|院校名称|院校|毕业院校名称|所在院校|所在学校|教育机构|培养单位|学习单位|毕业(肄业)院校|毕业院校及专业|院校及专业|学校及院系|就学院校|school|university|institution|college|school/university|university/college|institute|school name|name of school|name of institution|name of university|name of the institution|organisation providing education|awarding institution",
    "major": "科目|principal subject|principal subjects|main subject|main subjects|专业名称|所学专业|专业|主修专业|主修|学习专业|所修专业|专业方向|研究方向|major|field of study|field|discipline|subject|specialisation|specialization|speciality|specialty|programme|program|course|course of study|study",
    "organisation": "工作单位名称|工作单位|单位名称|单位|公司名称|公司|就职单位|所在单位|任职单位|任职机构|机构名称|机构|用人单位|服务单位|医院名称|医院|就职公司|工作单位及科室|工作单位及部门|单位及科室|单位/科室|实习单位|实习医院|实习机构|实践单位|何单位|在何单位|单位全称|employer|organisation|organization|company|hospital|institution/employer|workplace|place of work|company name|employer name|hospital/company|hospital/employer|work unit|name of employer|name of the employer|name of organisation|name of organization|name of hospital|name of company",
    "department": "type of unit|unit type|所属部门|所属科室|部门|科室|所在部门|所在科室|任职科室|任职部门|工作科室|工作部门|部门/科室|科室/部门|科室名称|部门名称|轮转科室|实习科室|病区|department|dept|dept.|unit|ward|unit/ward|department/unit|ward/unit|section|division|area assigned|area of assignment|department/ward",
    "position": "job name|岗名|任何岗|duty as|duty|担任工作|职位名称|职位|岗位|岗位名称|职务|担任职务|担任岗位|所任职务|任职岗位|任职|工作岗位|从事岗位|职务/岗位|岗位/职务|岗位/职位|职位/岗位|职务名称|职位/职务|职务/职称|岗位职务|职务(岗位)|职务或岗位|实习岗位|身份|角色|从事工作|何职|任何职|position|role|job title|post|post held|position held|designation|position/title|job|job role|appointment|occupation|title/position|role/title|capacity|occupation or position held|occupation or position|occupation/position|occupation and position held|post or position held",
    "period": "employed|from - until|from-until|from - to|inclusive dates|起止时间|起止日期|起止年月|时间|时间段|日期|年月|在校时间|就读时间|学习时间|学习时段|工作时间|在职时间|任职时间|任职时段|任职期间|服务时间|工作起止时间|起始时间|起讫时间|起讫年月|起讫|起止|期间|学习起止时间|就读起止时间|修业年限|修业时间|实习时间|时段|dates|date|period|duration|time|from - to|from-to|from/to|years|time period|dates attended|employment period|when|tenure|timeline|term|自何年月至何年月",
    "begin": "到任|started|起|first month|上岗|到岗|进入|入校|到职|入学|入职|起始|开始|开始时间|入学时间|入职时间|开始日期|起始日期|入学日期|入职日期|入学年月|入职年月|到职日期|start|start date|from|begin|began|joined|enrolled",
    "finish": "离任|卸任|finish|ended|finished|止|last month|离岗|离开|离校|去职|毕业|离职|终止|截止|结束|结束时间|毕业时间|离职时间|截止时间|终止时间|结束日期|毕业日期|离职日期|毕业年月|离职年月|end|end date|to|until|left|graduated|graduation|graduation date|date of graduation",
    "duties": "工作内容|工作职责|主要职责|岗位职责|职责|工作描述|职责描述|主要工作|工作内容及业绩|工作业绩|主要业绩|业绩|内容|描述|主要工作内容|工作简述|从事何种工作|主要课程|主修课程|核心课程|课程|实习内容|实践内容|工作成果|主要成果|成果|主要工作及业绩|duties|responsibilities|key responsibilities|main duties|description|achievements|key achievements|main responsibilities|main activities|main activities and responsibilities|key activities|coursework|relevant coursework|courses|main courses|remarks|details|thesis|dissertation|毕业论文|论文|gpa|绩点|成绩|排名|荣誉|奖励|在校荣誉|在校职务",
    "certificate": "名目|permit|document|证书名称|证书|资格证书名称|资格名称|资格证书|执业证书|资格证|执照名称|证照名称|名称|证书/资格|资质名称|certificate|licence|license|certification|certificate name|licence/certificate|licence name|credential|licence or certificate|qualification name",
    "number": "编码|identifier|register number|号数|serial|serial no|serial no.|证书编号|证书号码|证书号|编号|证号|号码|注册编号|注册号|注册证号|执业证书编号|执业证号|执业证编号|资格证书编号|资格证号|资格证编号|证件编号|管理号|批准文号|发证编号|护士执业证书编号|医师执业证书编号|医师资格证书编号|执业证书号|资格证书号|number|no|no.|certificate no|certificate no.|certificate number|licence no|licence no.|license no|license no.|registration no|registration no.|reg. no.|reg no|reg. no|licence number|license number|registration number|ref|ref.|ref. no.|cert. no.|lic. no.|credential id|pin|pin no.|pin number|registration pin|registration / pin no.|registration/pin no.",
    "issued": "date of grant|grant date|发证日期|发证时间|发证年月|取得时间|取得日期|取得年月|获得时间|获得日期|获证时间|获证日期|获取时间|获取日期|颁发日期|颁发时间|签发日期|签发时间|批准日期|首次注册日期|注册日期|授予时间|考取时间|通过时间|领证日期|领证时间|取证时间|取证日期|发证|颁发|取得|签发|获得|获证|考取|issued|发放|核发|核发日期|issued on|issue date|date issued|date of issue|obtained|awarded|granted|date obtained|issuance date|acquired",
    "expires": "失效|runs out|lapses|lapses on|有效期至|有效期限至|有效期限|有效日期至|有效日期|有效期到|有效期|有效至|到期日期|到期时间|到期日|到期|失效日期|截止日期|有效截止|延续注册至|有效期止|有效止|失效年月|失效时间|到期年月|valid until|valid to|valid till|valid through|valid thru|expires|expires on|expiry|expiry date|expiration|expiration date|expire|exp.|exp|valid|validity|good through|good until|renewal due|date of expiry",
    "authority": "发证机关|发证单位|发证机构|颁发机构|颁发单位|签发机关|注册机关|授予单位|发证部门|issuer|issued by|issuing authority|authority|issuing body|awarding body",
    "scope": "执业范围|执业类别|执业地点|类别|级别|等级|层级|执业机构|注册机构|注册地点|考试成绩|备注|scope|category|level|class|type",
    "other": "民族|籍贯|户籍所在地|户籍地|户籍|户口所在地|户口|婚姻状况|婚姻|婚否|婚育状况|婚育情况|婚姻情况|现住址|现住地址|现居住地|居住地址|居住地|现居地|现居|住址|地址|通讯地址|通信地址|联系地址|家庭住址|家庭地址|常住地址|所在地|所在城市|居住城市|健康状况|健康|健康情况|身高|体重|身高/体重|血型|外语水平|外语语种|外语能力|外语等级|英语水平|英语等级|计算机水平|计算机等级|计算机能力|工作年限|工作经验|从业年限|工龄|参加工作时间|参加工作年月|首次参加工作时间|求职意向|应聘岗位|应聘职位|应聘科室|报考岗位|报考单位|报考职位|岗位代码|意向岗位|期望薪资|期望待遇|期望年薪|期望收入|待遇要求|薪资要求|期望薪酬|期望月薪|期望地点|到岗时间|当前状态|目前状态|求职状态|qq|qq号|微信|微信号|wechat|邮编|邮政编码|国籍|年龄|实足年龄|照片|特长|爱好|兴趣爱好|政治|入党时间|入党日期|填表日期|填表时间|签名|日期|紧急联系人|紧急联系电话|与本人关系|关系|称谓|固定电话|固话|家庭电话|宅电|办公电话|证明人|离职原因|薪资|薪酬|出生地|生源地|学制|学习形式|学习方式|办学形式|教育类别|导师|院系|院系所|学院|系|毕业证书编号|毕业证编号|学位证书编号|学号|主要荣誉|address|location|city|nationality|marital status|ethnicity|ethnic group|hometown|native place|age|linkedin|website|github|homepage|wechat id|height|weight|health|religion|postcode|zip|availability|expected salary|years of experience|experience|language|languages|place of birth|visa status|civil status|emergency contact|relationship|supervisor|referee|reason for leaving|residence|current residence|home address|mailing address|applying for|objective|position applied for|status|执业年限|是否应届|是否服从调剂|英文名|曾用名|政治生日|职业|职业资格",
}
# what no list holds: 卫生技术职称, 证书编码, 注册有效期至, 首次取得日期
COMPOSED: tuple[tuple[str, str], ...] = (
    ("title", r"[一-鿿]{0,6}职称(?:名称|资格|等级)?|[一-鿿]{0,4}专业技术(?:资格|职务)(?:名称|等级|级别)?"),
    ("organisation", r"(?:所在|任职|就职|供职|服务|工作|受聘|聘用)(?:的)?(?:单位|机构|公司|医院)(?:名称|全称)?"),
    ("department", r"(?:所在|任职|就职|供职|所属|工作|具体|受聘)(?:的)?(?:科室|部门|病区|处室|科别)|科别|所在科"),
    ("position", r"(?:所任|所担任|担任|任职|所在|工作|受聘|聘任|具体)(?:的)?(?:职务|岗位|职位|角色)(?:名称)?"),
    ("period", r"(?:在岗|在职|在校|任职|就读|工作|服务|起止|学习|受聘|供职|履职|修业|求学)(?:起止)?(?:时间|时段|期间|年月|日期|区间)|(?:在岗|在职|在校|任职|就读|工作|学习|供职|求学)起止"),
    ("school", r"(?:所在|就读|毕业|求学|培养|学习|所读)(?:的)?(?:学校|院校|高校)(?:名称|全称)?|毕业院校系?[及与和]专业"),
    ("major", r"(?:所学|主修|攻读|修读|就读|所修|研读)(?:的)?(?:专业|方向)?(?:名称)?"),
    ("certificate", r"(?:证件|证照|凭证|资格|证书|执照)(?:的)?名称"),
    ("degree", r"(?:所获|取得|获得|最终|所得|攻读|就读|在读|所读)(?:的)?(?:学历|学位)(?:层次|学位)?"),
    ("number", r"[一-鿿]{0,6}(?:证书?|注册|执照|执业)[一-鿿]{0,2}(?:编号|编码|号码|号)"),
    ("expires", r"何时(?:到期|失效|期满)|[一-鿿]{0,6}有效(?:期限?|日期|时间)?(?:至|到|截止)"),
    (
        "issued",
        r"[一-鿿]{0,4}(?:发证|取得|获得|获取|获证|颁发|签发|考取|批准|领证|取证)[一-鿿]{0,2}(?:时间|日期|年月|年份)|何时(?:发证|取得|获得|颁发|签发|考取)",
    ),
    ("begin", r"何年何?月起|何时(?:起|开始|入学|入职|进入)|(?:起始|开始|入学|入校|入职|到职|到岗)(?:年月|日期|年份|时间)"),
    ("finish", r"何年何?月止|何时(?:止|毕业|离职|结束|离开)|(?:预计|预期|拟|已)?(?:终止|结束|截止|毕业|离职|离校)(?:年月|日期|年份|时间)"),
    ("duties", r"[一-鿿]{0,4}(?:工作|职责|岗位|业绩|实习)(?:内容|描述|职责|业绩|成果)"),
    ("birth", r"出生年月日?(?:\(公历\))?"),
    ("school", r"(?:毕业|就读|所在)(?:院校|学校)(?:院?系所?)?[及与和]?(?:所学)?专业"),
)
_COMPOSED = tuple((label, re.compile(pattern)) for label, pattern in COMPOSED)
_MEANING: dict[str, str] = {}
for _label, _words in LABELS.items():
    for _word in _words.split("|"):
        _MEANING.setdefault(_word, _label)


def _spaced(word: str) -> str:
    if re.fullmatch(r"[一-鿿]{2,4}", word):
        return r" {0,6}".join(map(re.escape, word))
    return re.escape(word)


_SORTED = sorted(_MEANING, key=len, reverse=True)
_CHINESE = "|".join(
    [*(_spaced(word) for word in _SORTED if re.search(r"[一-鿿]", word)), *(pattern for _, pattern in COMPOSED)]
)
_LATIN = "|".join(re.escape(word) for word in _SORTED if not re.search(r"[一-鿿]", word))
_DOUBLE = r"(?: ?/? ?[a-z][a-z .\-/]{1,22})"  # 姓名 Name, 电话/Tel
_NOTE = r"(?: ?\([^()]{0,14}\))"
_LABEL = rf"(?:(?P<label>{_CHINESE}){_NOTE}?{_DOUBLE}?|(?P<latin>{_LATIN}){_NOTE}?)"
_STRONG = "学历|学位|性别|出生年月|出生日期|政治面貌|职称|联系电话|手机号码?|电子邮箱|身份证号码?|发证日期|有效期至|证书编号|担任职务|起止时间|所在科室|工作单位|毕业院校|所学专业"
_COLON = re.compile(rf"(?:(?<=[\s|;,/(\[·。①-⑳])|^|(?=(?:{_STRONG}) ?:)){_LABEL}(?: ?[:=](?!//)| ?\.{{3,}}) ?")
_BRACKETED = re.compile(rf"\[ ?{_LABEL} ?\] ?:? ?")
_WHOLE = re.compile(rf"[\s·*\[①-⑳]*{_LABEL}[ :\]]*")
_ENGLISH_FIRST = re.compile(rf"[a-z][a-z .\-/]{{1,22}}[ /](?P<label>{_CHINESE})[ :]*")
_KIN = re.compile(r"称谓|关系|成员|relationship")
_ABOUT_PERSON = frozenset(("name", "gender", "birth", "phone", "email", "id", "degree", "political", "title", "other"))
_ABOUT_ENTRY = frozenset(("school", "major", "degree", "organisation", "department", "position", "period", "begin", "finish", "scope"))
_TWO = {
    **dict.fromkeys(("自", "since", "起", "入学", "入职", "到岗", "起始", "入学/入职", "年月(起)"), "begin"),
    **dict.fromkeys(("至", "until", "止", "毕业", "离职", "离开", "截止", "终止", "年月(止)", "到"), "finish"),
    **dict.fromkeys(("就学", "求学", "就读", "何校"), "school"),
    **dict.fromkeys(("就业", "从业", "供职", "何单位"), "organisation"),
    **{"证件": "certificate", "证照": "certificate", "凭证": "certificate", "号": "number", "颁发": "issued", "担任": "position"},
}
"""Words that say what a column is of where they head it; elsewhere they are words of the text."""
_OF_SCHOOLS = frozenset(("school", "major", "degree"))
EITHER = "either"
"""The label of a column that holds one thing for schools and another for posts."""
_NOTIONS = frozenset(("organisation", "department", "position", "title"))
# labels that no sentence begins with by chance; what follows is no preposition
_AFTER_BLANK = re.compile(
    r"(?P<label>(?:full )?name|gender|sex|born|date of birth|dob|birth ?date|phone|tel\.?|mobile|cell|contact no\.?|e-?mail|address|nationality"
    r"|marital status|age|(?:technical|professional) (?:title|rank)|political status|id (?:no\.?|number)|dates|period|duration|employer|institution|organi[sz]ation"
    r"|department|unit|position|post|job title|role|designation|degree|qualification|level|subject|major|field of study|main duties|responsibilities|number|issued|valid until|expiry)"
    r" (?!of\b|in\b|for\b|and\b|with\b|to\b|at\b|manager\b|leader\b|head\b|[:|·,\-])(?=[a-z\d+(])"
)
_EMPTY = re.compile(r"[□☐◻▢]")
_BOX = re.compile(r"[□☐◻▢☑☒√✓✔■]")
_AFTER_TICK = re.compile(r"[☑☒√✓✔■] ?(?P<answer>[^\s□☐◻▢☑☒√✓✔■]+)")
_BEFORE_TICK = re.compile(r"(?P<answer>[^\s□☐◻▢☑☒√✓✔■]+) ?[☑☒√✓✔■]")
_TOKEN = re.compile(r"[^\s;,]+")
_NO_LABEL = re.compile(r"[^(]*(?:[@,;。]|\d(?!\d?$))")


WHEN, WHERE = frozenset(("period", "begin")), frozenset(("organisation", "school"))
"""What a table of posts or schools cannot do without."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A canonical label with the offsets of its value; ``label_start`` is where the label begins."""

    label: str
    start: int
    end: int
    label_start: int
    line: int


@lru_cache(maxsize=16384)
def whole_label(key: str) -> str | None:
    """The canonical label that a cell consists of, or None."""
    if len(key) > 40 or _NO_LABEL.match(key):
        return None
    squeezed = re.sub(r"(?<=[一-鿿a-z]) ?\d{1,2}$", "", re.sub(r" ?/ ?", "/", key.replace("\n", "")))  # 用人单位 2
    match = _WHOLE.fullmatch(squeezed) or _ENGLISH_FIRST.fullmatch(squeezed)
    if match is None and " " in squeezed and not re.search(r"[a-z]", squeezed):
        match = _WHOLE.fullmatch(squeezed.replace(" ", ""))
    if match is None and re.fullmatch(r"[一-鿿]{2,8}[/及与和、][一-鿿]{2,8}", squeezed):
        match = _WHOLE.fullmatch(re.split(r"[/及与和、]", squeezed)[0])
    if match is None and squeezed.count("/") == 1:  # Hospital / organisation
        halves = {_MEANING.get(half.strip()) for half in squeezed.strip(" :·*").split("/")}
        return halves.pop() if len(halves) == 1 else None
    return _canonical(match) if match else None


@lru_cache(maxsize=16384)
def head_label(key: str) -> str | None:
    """What a cell of a header row says of its column."""
    bare = key.replace(" ", "").strip(":")
    head, *below = bare.split("\n")
    if below and all(part in ("年", "月") for part in below):  # of the row of years and months under it
        bare = key = head
    both = {_TWO.get(part) or whole_label(part) for part in bare.split("\n")} if below else set()
    if len(both) == 1 and None not in both:  # 起 over From
        return both.pop()
    bare = bare.replace("\n", "")
    halves = {_TWO.get(half) or whole_label(half) for half in bare.split("/")}  # 入职/入学
    if None not in halves and bare not in _MEANING and len({part in _OF_SCHOOLS for part in halves}) == 2:
        return EITHER  # 学校/单位, 学历/岗位
    noted = re.fullmatch(r"[一-鿿]{2,6}\(([一-鿿]{2,6})\)", bare)  # 学历教育（学校全称）
    return _TWO.get(bare) or (noted and not whole_label(key) and whole_label(noted[1])) or (halves.pop() if len(halves) == 1 and "/" in bare else None) or whole_label(key)


def _canonical(match: re.Match[str]) -> str:
    groups = match.groupdict()
    label = groups["label"] or groups["latin"]
    return (
        _MEANING.get(label)
        or _MEANING.get(label.replace(" ", ""))
        or next(name for name, pattern in _COMPOSED if pattern.fullmatch(label))
    )


def line_pairs(document: Document, index: int) -> list[Pair]:
    """All labelled values of one line, a label-only line taking the next line's text."""
    if index not in document.pairs:
        document.pairs[index] = _line_pairs(document, index)
    return document.pairs[index]


def _line_pairs(document: Document, index: int) -> list[Pair]:
    line = document.lines[index]
    if _is_header(document, line) or labels_below(document, index):
        return []
    if index and (labels := labels_below(document, index - 1)):
        return _under_labels(document, index, labels)
    pairs: list[Pair] = []
    skip = -1
    for number, span in enumerate(line.spans):
        if number == skip:
            continue
        key = document.key[span.start : span.end]
        if whole_label(key):
            value = _value_after(document, line, number)
            if value is not None:
                pairs.append(Pair(whole_label(key) or "", value.start, value.end, span.start, index))
                skip = number + 1
            continue
        pairs += _inside(document, span, index, line, number)
    if not pairs and len(line.spans) == 1:
        pairs = list(_below(document, index))
    return [told for pair in pairs if (told := _ticked(document, pair, line)) is not None]


def _ticked(document: Document, pair: Pair, line: Line) -> Pair | None:
    """Of boxes to tick, the answer that is ticked; a pair without boxes as it is, none where no box is ticked."""
    if not _EMPTY.search(document.text, pair.start, pair.end):
        return pair
    end = next((s.start - 1 for s in line.spans if s.start >= pair.end and not _BOX.search(s.text)), line.end)
    first = _BOX.search(document.text, pair.start, end)
    leads = first is not None and not document.text[pair.start : first.start()].strip()
    answer = (_AFTER_TICK if leads else _BEFORE_TICK).search(document.text, pair.start, end)
    if answer is None:
        return None
    return Pair(pair.label, answer.start("answer"), answer.end("answer"), pair.label_start, pair.line)


def is_header_row(document: Document, line: Line) -> bool:
    return _is_header(document, line)


def _is_header(document: Document, line: Line) -> bool:
    labels = [head_label(document.key[s.start : s.end]) for s in line.spans]
    known = [label for label in labels if label]
    if any(document.key[s.start : s.end].strip() in ("无", "-", "/", "否", "是") for s in line.spans):
        return False  # an answer
    return len(line.spans) >= 3 and len(known) >= len(line.spans) - 1 and len(set(known)) >= 2


def labels_below(document: Document, index: int) -> list[tuple[str, Span]]:
    """The labels of a row that is nothing else, if their values stand in the row below it."""
    line = document.lines[index]
    if len(line.spans) < 2 or index + 1 >= len(document.lines):
        return []
    keys = [document.key[span.start : span.end] for span in line.spans]
    labels = [whole_label(key) for key in keys]
    following = document.lines[index + 1]
    if not all(labels) or following.page != line.page or any(_KIN.search(key) or key.rstrip().endswith(":") for key in keys):
        return []
    below = [document.key[span.start : span.end] for span in following.spans]
    if len(below) > len(labels) or any(whole_label(key) or _COLON.match(key) for key in below):
        return []
    personal, entry = set(labels) <= _ABOUT_PERSON and set(labels) != {"other"}, len(labels) == 2 and set(labels) <= _ABOUT_ENTRY
    if not (personal or entry) or line.table is not None:
        return []
    return [(label, span) for label, span in zip(labels, line.spans, strict=True) if label]


def _under_labels(document: Document, index: int, labels: Sequence[tuple[str, Span]]) -> list[Pair]:
    """Each value with the label that it stands under, or that has its number where no places are known."""
    pairs = []
    for number, span in enumerate(document.lines[index].spans):
        label, head = labels[number]
        if span.x1 > span.x0 and head.x1 > head.x0:
            label, _ = min(labels, key=lambda item: abs(item[1].x0 - span.x0))
        pairs.append(Pair(label, span.start, span.end, span.start, index))
    return pairs


def _value_after(document: Document, line: Line, number: int) -> Span | None:
    if number + 1 >= len(line.spans):
        return None
    following = line.spans[number + 1]
    if following.text.strip() in (":", "：") and number + 2 < len(line.spans):
        following = line.spans[number + 2]
    key = document.key[following.start : following.end]
    if document.text[line.spans[number].end - 1] in ":：" and DESCRIPTION_START.match(key):
        return None  # 部门： | 参与处方点评
    return None if whole_label(key) or whole_label(key.split("\n")[0]) or _COLON.match(key) else following


def _inside(document: Document, span: Span, index: int, line: Line, number: int) -> Iterator[Pair]:
    key = document.key
    text = key[span.start : span.end]
    head = text.split("\n")[0]
    if len(head) + 1 < len(text) and (label := whole_label(head)):
        yield Pair(label, span.start + len(head) + 1, span.end, span.start, index)
        return
    matches = list(_COLON.finditer(text)) if ":" in text or "=" in text or "..." in text else []
    matches = [m for m in matches if not _in_a_name(text, m)]
    if not matches and "[" in text:
        matches = list(_BRACKETED.finditer(text))
    if not matches:
        yield from _tokens(document, span, index)
        return
    for position, match in enumerate(matches):
        start = span.start + match.end()
        stop = span.start + matches[position + 1].start() if position + 1 < len(matches) else span.end
        while stop > start and key[stop - 1] in " |;,/·([\n":
            stop -= 1
        if stop == start and position + 1 == len(matches) and number + 1 < len(line.spans):
            value = _value_after(document, line, number)
            if value is not None:
                start, stop = value.start, value.end
        label = _canonical(match)
        stop = before_duties(key, start, stop) if label in _NOTIONS else stop
        if stop > start:
            yield Pair(label, start, stop, span.start + match.start(), index)


def _in_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether a Latin word is the end of a name and no label: Jichuan Medical University: Bachelor of …"""
    word = bool(match["latin"]) and match.start() > 1 and text[match.start() - 1] == " " and text[match.start() - 2].isalpha()
    return word and _canonical(match) in WHERE


def before_duties(key: str, start: int, stop: int) -> int:
    """Where a short value ends in a cell that goes on with what was done in the post."""
    for found in re.finditer("\n", key[start:stop]):
        if DESCRIPTION_START.match(key[start + found.end() : stop]):
            return start + found.start()
    return stop


def _tokens(document: Document, span: Span, index: int) -> Iterator[Pair]:
    """Labels and values held apart by single blanks only."""
    key = document.key
    start = span.start
    for line in key[span.start : span.end].split("\n"):
        yield from _line_tokens(document, start, start + len(line), index)
        start += len(line) + 1


def _line_tokens(document: Document, begin: int, end: int, index: int) -> Iterator[Pair]:
    key = document.key
    english = _AFTER_BLANK.match(key, begin, end)
    if english and _parts_by_blanks(document):
        yield Pair(whole_label(english["label"]) or "", english.end(), end, begin, index)
        return
    first = _TOKEN.search(key, begin, end)
    if first is None or first.end() == end or not whole_label(first[0]):
        return
    tokens = [(m.start() + begin, m.end() + begin, m[0]) for m in _TOKEN.finditer(key[begin:end])]
    if len(tokens) < 2 or len(tokens) > 14 or not whole_label(tokens[0][2]) or key[tokens[0][1]] in ",;":
        return
    if not re.search(r"[一-鿿]", tokens[0][2]):
        return
    labels = [i for i, token in enumerate(tokens) if whole_label(token[2]) and key[token[1] : token[1] + 1] not in ",;"]
    for position, at in enumerate(labels):
        stop = labels[position + 1] if position + 1 < len(labels) else len(tokens)
        if stop > at + 1:
            yield Pair(whole_label(tokens[at][2]) or "", tokens[at + 1][0], tokens[stop - 1][1], tokens[at][0], index)


def _parts_by_blanks(document: Document) -> bool:
    """Whether three labels at least begin text like "Born July 2005" and "Tel. 158 …" in this document."""
    if document.blank_labels is None:
        pairs = [line for line in document.lines if len(line.spans) == 2 and line.spans[0].text.isascii()]
        columns = sum(whole_label(document.key[line.spans[0].start : line.spans[0].end]) is not None for line in pairs)
        found = {m["label"] for span in document.spans() if (m := _AFTER_BLANK.match(document.key, span.start, span.end))}
        document.blank_labels = len(found) >= 3 or columns >= 3
    return document.blank_labels


_PIECE = re.compile(r"[一-鿿\s()（）]{1,7}")


def broken_label(pieces: Sequence[str]) -> bool:
    """工作及 / 实习经历, 工作 / （实习） / 经历: the rows of a narrow cell are one title or label."""
    if len(pieces) < 2 or not all(map(_PIECE.fullmatch, pieces)):
        return False
    whole = "".join(pieces)
    return bool(heading_kind(whole) or whole_label(fold.key_text(whole)))


def _below(document: Document, index: int) -> Iterator[Pair]:
    line = document.lines[index]
    label = whole_label(document.key[line.start : line.end])
    if label is None or index + 1 >= len(document.lines):
        return
    following = document.lines[index + 1]
    key = document.key[following.start : following.end]
    if following.page == line.page and len(following.spans) == 1 and not whole_label(key) and not _COLON.match(key):
        yield Pair(label, following.start, following.end, line.start, index)


def glued_value(document: Document, lines: Iterable[int], labels: str, value: str) -> re.Match[str] | None:
    """A label and a value with nothing between them, as recognised print has it: 性别男, 党派群众."""
    pattern = re.compile(rf"(?:{labels}) ?[:为是]? ?(?P<value>{value})")
    for index in lines:
        line = document.lines[index]
        found = pattern.search(document.key, line.start, line.end)
        if found:
            return found
    return None
