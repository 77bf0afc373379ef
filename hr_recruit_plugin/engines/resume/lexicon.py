# ruff: noqa: E501 — one vocabulary entry a line is easier to keep than wrapped patterns
"""The words of hospital resumes: degrees, titles, licences, surnames, and the endings of organisations and departments."""

from __future__ import annotations

import re

DEGREES: tuple[tuple[str, str], ...] = (
    (
        "doctor",
        r"博士后|博士研究生|[本硕]博连读|博士|^doctor$|doctor's degree|doctor(?= in )|ph\.? ?d\.?|doctorate|doctoral|doctor of [a-z]+(?: [a-z]+)?|d\.?phil\.?|dr\.? ?med\.?|\bm\.?d\.?\b|dnp|pharm\.? ?d\.?",
    ),
    (
        "master",
        r"硕士研究生|本硕连读|专业硕士|学术硕士|硕士|研究生|master(?:'s)?(?: degree)?(?: of (?:[a-z]+)(?: [a-z]+)?)?|m\.? ?sc\.?|\bm\.?s\.?\b|\bm\.?a\.?\b|\bmba\b|\bmph\b|\bmsn\b|\bm\.?eng\.?|m\.?med\.?|\bmphil\b|postgraduate",
    ),
    (
        "bachelor",
        r"大学本科|全日制本科|普通本科|本科学士|专升本|本科|学士|bachelor(?:'s)?(?: degree)?(?: of (?:[a-z]+)(?: [a-z]+)?)?|b\.? ?sc\.?|\bb\.?s\.?\b|\bb\.?a\.?\b|\bbsn\b|\bb\.?eng\.?|\bmbbs\b|\bb\.?med\.?|\bb\.?pharm\.?|undergraduate|大学(?!\w)",
    ),
    (
        "associate",
        r"大学专科|高等专科|全日制专科|高职高专|大专|专科|高职|associate(?:'s)?(?: degree)?(?: (?:of|in) [a-z]+)?|junior college|higher diploma|(?:junior )?college diploma|(?<!vocational )(?<!secondary )(?<!school )diploma|\ba\.?s\.?n\.?\b",
    ),
    (
        "secondary",
        r"中等专业|中等专科|中专|中技|职高|中职|技校|technical secondary(?: school)?|secondary (?:vocational|technical)(?: school)?(?: diploma| certificate)?|vocational secondary|secondary(?: school)?(?: diploma)?|vocational high school",
    ),
)
DEGREE_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in DEGREES)

TITLES = re.compile(
    r"(?:正|副)?主任(?:中医|中药|药|护|技|检验|医|公卫|口腔|影像|放射|康复)?(?:医师|药师|护师|技师)|主治(?:中)?医师|主管(?:中药|中|药|护|技|检验)?(?:药师|护师|技师|检验师)|住院医师(?!规范)|(?:助理|执业助理)医师"
    r"|(?:初级|中级|高级)?(?:护师|护士(?!长|执业|资格|学校|站)|药师|药士|技师|技士|医士|检验师|检验士|康复治疗师|康复治疗士|中药师|中药士)"
    r"|(?:正高级|教授级高级|高级|助理|中级|初级)?(?:工程师|经济师|会计师|统计师|审计师|政工师|实验师|农艺师|馆员)|(?:副|助理)?研究(?:馆)?员|实习研究员|(?:副)?教授|讲师|助教|技术员|人力资源管理师"
)
# The branches that a rank may name, beside those of TITLES: 康复技师, 主管康复技师, 副主任检验技师
_BRANCH = "检验|康复|放射|影像|超声|病理|心电|输血|口腔|营养|针灸|理疗|药剂|微生物|核医学|放疗"
PROFESSIONAL_TITLES = re.compile(rf"(?:(?:副?主任|主管|初级|中级)?(?:{_BRANCH})(?:医学)?(?:技师|技士|治疗师|治疗士)|(?:副?主任|主管)(?:(?:{_BRANCH})师|治疗师)|{TITLES.pattern})")
EN_RANK = r"(?:(?:associate|deputy|vice|assistant|senior|junior|chief|supervisor|supervising|intermediate|attending|resident|head|primary|principal|lead|co-chief|registered|licensed|professor-level|part-time) ){0,3}"
EN_CALLING = r"(?:(?:nurse(?: practitioner)?|superintendent nurse|physician|pharmacist|technologist|technician|therapist)(?:[- ]in[- ]charge)?|engineer|accountant|economist|statistician|therapist|midwife|librarian|lecturer|researcher)"
EN_TITLES = re.compile(rf"(?<![a-z]){EN_RANK}{EN_CALLING}(?![a-z])")

POLITICAL = (
    (
        "中共预备党员",
        r"(?:中共|中国共产党)?预备党员|probationary (?:party )?member.{0,30}|probationary member of the (?:cpc|communist party).{0,20}",
    ),
    (
        "中共党员",
        r"(?:中共|中国共产党)?(?:正式)?党员(?!活动)|member of the (?:cpc|ccp|communist party).{0,12}|(?:cpc|ccp|communist party)(?: of china)?(?: party)? member|party member|cpc|ccp",
    ),
    (
        "共青团员",
        r"(?:共青|中国共产主义青年团|共青团)?团员|(?:communist )?youth league(?: member)?|league member|cyl member|member of the communist youth league",
    ),
    ("群众", r"群众|普通公民|the masses|masses|non-?party(?: member)?|none affiliated|无党派(?:人士)?"),
)
POLITICAL_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in POLITICAL)

LICENCES = (
    (
        "residency_training",
        r"规范化培训|规培|住培|住院医师培训|residency (?:training|completion|certificate)|standardi[sz]ed (?:residency )?training|resident(?:cy)? standardi[sz]ed",
    ),
    (
        "nurse_practice",
        r"护士(?:执业|注册)|(?<!专科)护士(?:资格)?证|护士执照|护理执业|执业护士|注册护士|护士执业|nurs(?:e|ing)[a-z' ]*(?:practi[cs]|licen[cs]e|registration|certificate)|registered nurse|\brn\b|(?:licen[cs]ed?|practising|practicing) nurse|licen[cs]e to practi[cs]e (?:nursing|as an? (?:registered )?nurse)|执业证书?\(护士\)",
    ),
    (  # before the physicians, whose patterns read "medical … licence"
        "technician",
        r"technologist|(?<!pharmacy )technician|radiograph|sonograph|radiologic|physiotherap|(?:occupational|speech|rehabilitation) therap|laboratory scien|(?:medical|laboratory|imaging|radiation|ultrasound)[a-z ]* technology",
    ),
    (
        "physician_qualification",
        r"医师资格|执业医师资格|医师资格证|执业医师考试|(?:physician|doctor|medical)(?:'s|s)?[a-z ]* qualification|qualification (?:certificate )?(?:of|for) (?:physician|doctor|medical)[a-z ]*|qualified (?:medical )?(?:physician|doctor)|national medical licensing exam.*",
    ),
    (
        "physician_practice",
        r"医师执业|执业医师|医师(?:执照|注册)|医生执业|执业助理医师|(?:physician|doctor|medical)[a-z' ]*(?:practi[cs]|licen[cs]e|registration)|licen[cs]ed (?:physician|doctor)|licen[cs]e to practi[cs]e (?:medicine|as an? (?:physician|doctor))|执业证书?\(医师\)",
    ),
    ("pharmacist", r"药师|药士|药学专业技术|中药学|药学[（(]|药剂|pharmac"),
    (
        "technician",
        r"技师|技士|检验师|检验士|[(（](?:[^()（）]{0,8})?(?:检验|放射|影像|超声|康复|病理|心电|理疗)[^()（）]{0,8}(?:技术|医学|师|士)?[)）]|(?:检验|放射|影像|康复医学治疗|康复治疗|康复医学|病理|超声|医学工程)(?:医学)?(?:技术)?[^、,]{0,4}(?:资格|证书|上岗)|技术[（(](?:士|师|中级|主管)[)）]|(?:医用|大型医用)设备(?:使用|操作|上岗)|卫生专业技术资格",
    ),
)
LICENCE_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in LICENCES)

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦商牟佘佴伯赏墨哈谯笪年爱阳佟覃付肖区仝兰辜揭亓肇代信上覃麦苟植占丘冼"
    "張陳劉楊黃趙吳孫馬鄭謝許鄧馮蔡蔣葉閻餘鐘盧蘇呂賈範韓魯韋龔龍萬賴譚鄒陸顏錢湯喬賀齊關蕭羅"
)
COMPOUND_SURNAMES = frozenset(
    ["欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒", "司空", "端木", "南宫", "独孤", "轩辕", "西门", "东郭", "百里", "呼延", "拓跋", "钟离", "澹台", "申屠", "太史", "闻人", "歐陽", "公冶", "第五", "公羊", "濮阳", "淳于", "单于", "太叔", "仲孙", "鲜于", "闾丘", "亓官", "司寇", "巫马", "公西", "壤驷", "公良", "乐正", "宰父", "谷梁", "段干", "羊舌", "微生", "梁丘", "左丘", "东门", "赫连", "贺兰", "万俟", "宗政", "完颜", "纳兰", "叶赫", "耶律", "哥舒", "达奚", "库狄", "即墨", "漆雕", "颛孙", "子车", "夹谷", "公仲", "公仪", "南荣"]
)
NOT_NAMES = re.compile(
    r"(?:心理|护理|管理|药理|病理|物理|生理|伦理|法医|医|药|科|化)学$|老师|领导|简历|面议|期望|待遇|不限|履历|教育|经历|工作|技能|专业|信息|护士|护师|医师|医生|药师|技师|工程|主管|主任|求职|应聘|岗位|联系|电话|邮箱|医院|大学|学院|本科|硕士|博士|大专|党员|团员|群众|汉族|回族|已婚|未婚|男士|男性|女士|女性|先生"
    r"|证书|荣誉|评价|自我|个人|培训|项目|科研|兴趣|照片|年龄|性别|姓名|地址|住址|公司|科室|中心|部门|管理|高级|中级|初级|研究|临床|护理|方向|时间|日期|登记|报名|年限|语言|英语|资格|执业|毕业|学历|学位|职称|籍贯|民族|健康|良好|应届|在职|离职|随时|到岗|全职|上海|北京|广州|深圳|江苏|浙江|河南|山东|和谐|高效|精准|严谨|安全|温馨|成就|方案|封面|目录|关于|服从|安排|踏实|适应|吃苦|基础|基本|国籍|中国|现居|常住"
)

ORG_A = r"医院|卫生院|卫生中心|防治中心|保健院|卫生服务中心|服务站|疾病预防控制中心|疾控中心|急救中心|血液中心|中心血站|血站|有限责任公司|有限公司|股份公司|公司|集团|大学|诊所|门诊部|护理院|疗养院|养老院|敬老院|福利院|大药房|药店|事务所|委员会|卫健委|卫生健康局|卫健局|卫生局|人社局|银行|药业|制药厂|制药|研究院|研究所|研究中心|协会|基金会|中学|小学|幼儿园|红十字会|卫生室|卫生所|卫生站|医务室|卫校|医专|附院|总院|妇幼|服务中心|人才中心|康复中心|体检中心有限公司|科学院|医科院|党校|军区|保健所|防治院|防治所|监督所|检验所|医疗中心|医学中心|养护院|养护中心|托养中心|照护中心|分院|俱乐部|酒店|出版社|工作室|医馆|中医馆|事业单位|人民政府|街道办事处|工厂|科技园|口腔"
ORG_B = r"学院|学校|研究院|研究所|中心|实验室|局|处|厅|站|院区|院|所|厂|科技|健康|医疗|生物|智能|信息技术|集团|银行"
ORG_STRONG = re.compile(
    rf"(?:{ORG_A})(?:\([^()]{{1,14}}\))?(?:(?:东|西|南|北|中|新|老|本部|总部|[一-鿿]{{2,4}})(?:院区|分院|本部))?"
)
ORG_WEAK = re.compile(rf"(?:{ORG_B})(?:\([^()]{{1,14}}\))?$")
SCHOOL = re.compile(
    r"大学|学院|学校|医专|卫校|专科学校|研究院|研究生院|党校|医科院|中学|科学院|university|college|school|institute|academy|polytechnic"
)
DEPARTMENT = re.compile(
    r"(?:.*(?:科|室|部|[一-鿿]{2}基地|病区|病房|门诊|药房|中心|办公室|院办|党办|人事处|处|办|实验室|监护|急诊|产房|供应室|检验|药剂|护理部|组|团队|事业部|站|一区|二区|三区|四区|院感|手术|楼|层|[药血仓]库|(?:标本|样本|耗材|物资|器械|设备|病案|试剂)库|库房|病区[a-z\d一二三四五]*)(?:\([^()]{1,14}\))?(?:[一二三四五六七八九\d]{1,2}(?:区|病区|组|部|科)?)?|(?:[a-z]{0,3}icu|ccu|nicu|picu|eicu|sicu|micu|rcu|ivf中心|gcp|pivas|cssd|dsa)(?:室|病房|病区|科|中心)?|.{1,10}(?:icu|ccu)|(?:心|肾|消化|神经|呼吸|血液|内分泌|风湿|肿瘤)内|(?:普|骨|胸|神|泌尿|心|烧伤|整形)外|急诊|检验|药剂|超声|病理|放射|影像|麻醉)"
)
POSITION = re.compile(
    r"(?:.*(?:护士长|护士|护师|护理员|医师|医生|大夫|药师|药士|药剂师|技师|技士|技术员|工程师|主任|副主任|组长|干事|科员|专员|助理|经理|主管|总监|实习生|见习生|负责人|带教老师|老师|带教|文秘|研究员|教师|讲师|教授|助教|顾问|开发|架构师|分析师|设计师|会计|出纳|文员|秘书|科长|处长|部长|院长|所长|站长|队长|班长|店长|主席|书记|委员|代表|培训生|规培生|规培医师|规范化培训|规培|研究生|博士后|工程|程序员|运维|测试|产品经理|科学家|检验师|检验士|检验员|化验员|治疗师|治疗士|营养师|咨询师|咨询员|导诊|导医|协调员|管理员|操作员|录入员|编码员|统计员|质控员|药房组长|司药|护工|助产士|总护士长|教学秘书|学员|进修生|进修医师|总住院|住院总|骨干|职员|员工|技工|会计师|经济师|人力资源|人事|行政|法务|审计|采购|财务|工|员|师|长|岗|生))(?:\([^()]{1,12}\))?"
)
POSITION_STRONG = re.compile(
    r"(?:.*(?:护士长|护士|护师|护理员|医师|医生|药师|药士|药剂师|技师|技士|技术员|工程师|主任|组长|干事|科员|专员|助理|经理|主管|总监|实习生|见习生|负责人|研究员|架构师|分析师|会计|出纳|文员|审核员|收费员|采购员|质控员|编码员|统计员|库管员|宣传员|协调员|咨询员|导诊员|文秘|老师|秘书|科长|处长|部长|院长|医生|大夫|司药|规范化培训|规培生|规培医师|规培学员|科学家|检验师|检验士|检验员|治疗师|助产士|职员|程序员|管理员|顾问|教师|讲师|教授|医士))(?:\([^()]{1,12}\))?"
)

# Posts whose name begins with a department they need not sit in.
WHOLE_POST = re.compile(
    r"实验室(?:主管|主任)|[一-鿿]{1,6}(?:[科部处室](?:副?(?:科长|处长|部长|主任))|室?(?:质量|教学|技术)主管|实验室负责人|产房护士长)|(?:信息科|ct室|mr室|核磁共振室|仓库|库房|药库|(?:[一-鿿]{2}|ct|mri?|dr|b超)组)(?:[一-鿿]{0,2}工程师|技师|负责人|副?科长|管理员|主管|组长)"
)
# "of Leeds", "of British Columbia", "of New South Wales"
EN_PLACE = r"(?:the )?(?:(?:british|new|north|south|east|west|northern|southern|eastern|western|central|great|hong|los|san|santa|saint|st\.?|nova|prince|queen|cape|costa|puerto|saudi|united) ){0,2}[a-z\-']+"
EN_ORG = re.compile(
    rf"\b(?:hospitals?|clinic|medical cent(?:er|re)|health cent(?:er|re)|cent(?:er|re)|co\.?,? ?ltd\.?|(?:pvt|pte)\.? ltd\.?|ltd\.?|limited|inc\.?|corp(?:oration)?\.?|llc|gmbh|plc|group|company|university|college|institute|academy|school|polytechnic|klinik(?:um)?|krankenhaus|clinique|h[oô]pital|policlinico|charit[eé]|informatics|technolog(?:y|ies)|biotech|pharmaceuticals?|pharma|healthcare|systems|solutions|labs|foundation|bureau|commission|agency|infirmary|sanatorium|hospice|nursing home|care home|services?|cdc|consulting|partners|software|robotics|imaging|diagnostics|medtech|health)\b(?:,? (?:co\.?,? ?ltd\.?|(?:(?:pvt|pte)\.? )?ltd\.?|inc\.?|llc))?(?: of (?:(?:integrated )?traditional (?:chinese )?medicine|(?:chinese|integrated|oriental) medicine)\b)?(?: of {EN_PLACE}(?: (?:university|province|city|medical|normal|and|of|college|technology|sciences?|health|[a-z\-']+ university))*)?"
)
COMPANY_END = re.compile(r"\b(?:gmbh|ltd|inc|llc|plc|corp|limited|company|hospital)\.?$")
EN_DEPARTMENT = re.compile(
    r"(?:department|dept\.?|division|unit|section|office|faculty) of (?:the )?[a-z&\- ]+|.*\b(?:department|dept\.?|unit|room|ward|clinic|laborator(?:y|ies)|lab|cent(?:er|re)|office|division|records|pharmacy|theatres?|theaters?|an(?:a)?esthesia|computing|digital health|infrastructure|suite|team|group|section|bay|service|services|resources|biobank|(?:blood|tissue|sample) bank|registry|core facility|research and development|icu|nicu|picu|ccu|sicu|micu|ed|er|or|finance|administration|informatics|radiology|cardiology|neurology|surgery|p(?:a)?ediatrics|oncology|medicine|obstetrics|gyn(?:a)?ecology|nephrology|dialysis|an(?:a)?esthesiology|emergency|psychiatry|dermatology|orthop(?:a)?edics|urology|pathology|intensive care|endocrinology|gastroenterology|h(?:a)?ematology|rehabilitation|delivery|maternity|dispensary|r&d|engineering|operations|it|platform|[a-z]+ology|[a-z]+therapy|[a-z]+iatrics|[a-z]+surgery|imaging|logistics|procurement|purchasing|affairs|warehouse|stores|audit|security|nutrition|dietetics|physiotherapy|midwifery)(?: [a-z\d]{1,3})?"
)
EN_POSITION = re.compile(
    r"(?:(?:deputy|vice|assistant|associate|acting) )?(?:director|head|chief|manager|supervisor|leader|dean) of [a-z &]+|.*\b(?:nurse|nurses|nursing intern|physician|doctor|surgeon|resident|intern|internship|fellow|registrar|consultant|engineer|developer|scientist|analyst|manager|director|officer|assistant|associate|specialist|coordinator|administrator|pharmacist|technician|technologist|supervisor|head|lead|leader|researcher|architect|clerk|secretary|accountant|trainee|student|midwife|therapist|practitioner|radiographer|sonographer|chief|attending|house officer|educator|instructor|lecturer|professor|representative|executive|matron|sister|charge nurse|programmer|auditor|recruiter|generalist|advisor|adviser|training|residency|clinician|cashier|staff|investigator|postdoc|tutor|teacher|[a-z]+ologist|[a-z]*therapist|[a-z]*dietitian|nutritionist|dentist|paramedic|[a-z]*statistician|dispenser|phlebotomist|apprentice|rotation|placement|an(?:a)?esthetist|radiologist|cardiologist|co-?ordinator|keeper|buyer|inspector|porter|storekeeper|bookkeeper)(?: (?:i{1,3}|iv|v|\d))?"
)
EN_DEPARTMENT_HEAD = re.compile(
    r"(?:department|dept\.?|division|unit|office) of (?:the )?[a-z&\-]+(?: (?:and|&) [a-z\-]+|(?: [a-z\-]+)?(?= (?:attending|resident|staff|chief|associate|head|senior|charge)))?|(?:[a-z&\-']+ ){0,4}?(?:department|unit|room|ward|clinic|laboratory|lab|office|division|pharmacy|theatre|icu|center|centre|resources)\b"
)
DESCRIPTION_START = re.compile(
    r"^(?:与(?=相关|各|科|临床|医|患|其他|同事|上级)|维护(?!工程师|员|组)|整理|更新|沟通|汇总|收集|统计(?![员师科])|录入(?!员)|核对|巡视|负责|参与|承担|独立|完成|协助|管理(?!员)|开展|主持|组织|熟练|熟悉|掌握|从事|配合|执行|指导|撰写|制定|设计|开发|研发|构建|优化|建立|推动|获|发表|作为|能够|能|具备|具有|擅长|通过|对|为|在.{0,12}期间|主要|日常|积极|认真|严格|每|共|累计|带领|带教|支援|参加|轮转|担当|实施|落实|接待|起草|编制|审核|拟定|筹备|策划|处理|监测|使用|运用|利用|完善|提出|提高|提升|降低|引进|搭建|主导|牵头|书写|熟知|精通|服务|保障|做好|根据|按照|协调|定期|多次|曾|年均|期间|实现|编写|基于|针对|围绕|并|同时|工作内容|工作职责|职责|业绩|内容|描述|主修|课程|gpa|成绩|排名|毕业论文|论文|研究方向|导师)"
    r"|^(?:[a-z]+ly )?(?:cared|managed|led|built|taught|reduced|provided|performed|assisted|worked|designed|developed|created|implemented|published|precepted|supervised|completed|participated|conducted|supported|trained|maintained|monitored|administered|coordinated|responsible|achieved|improved|delivered|handled|organi[sz]ed|prepared|assessed|collaborated|established|increased|received|served|deployed|introduced|processed|reviewed|analy[sz]ed|documented|operated|drafted|ensured|planned|rotated|wrote|ran|kept|gained|mentored|oversaw|carried|automated|migrated|integrated|launched|thesis|gpa|coursework|relevant|dissertation|ranked|graduated|award|made|did|set up|saw|gave|held|drew|won|brought|helped)\b"
    r"|^(?!(?:registered|licen[cs]ed|certified|qualified|advanced|enrolled (?:nurse|midwife)|skilled|accredited|chartered|affiliated|united|allied|applied|red|med|ed|retired)\b)[a-z]{3,}(?<!e)ed (?:[a-z\d]+ ){2,}"
)
NOISE = re.compile(
    r"^(?:\(?(?:全职|兼职|在编|编制内?|合同制|正式|劳务派遣|三级甲等|三级乙等|二级甲等|二级乙等|三甲|三乙|二甲|二乙|三级|二级|一级|公立|民营|综合|统招|全日制|非全日制|应届|往届|自考|成人教育|函授|同等学[力历]|在职|脱产|远程教育|网络教育|普通全日制|毕业|就读|预计毕业?|预计|在读|业余|成人|expected|in progress|学制\S{0,4}|\d(?:\.\d)? ?年制?|[一二三四五六七八九十\d.]+ ?(?:年|个月|个 ?月)(?:[零又]?[一二三四五六七八九十\d]+ ?个?月)?|full[- ]?time|part[- ]?time|permanent|contract|on[- ]?site|remote|honou?rs|hons\.?|first class|with distinction|distinction|cum laude|\d+(?:\.\d+)? ?(?:yrs?|years?|mos?|months?)(?:,? ?\d+ ?(?:mos?|months?))?|第[一二三四五六七八九十\d]{1,2}(?:段|条|份)(?:经历|工作|教育|学历)?|国家级|省级|市级|985|211|双一流|第一学历|at|in|as|for|任|职务|岗位|就读于?|就职于|任职于|供职于|学|职|求学|就职|读书|上班|在校|在岗|-|·)\)?)$"
)
