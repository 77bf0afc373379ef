# ruff: noqa: E501 — one vocabulary entry a line is easier to keep than wrapped patterns
"""Section titles: which part of a resume a line opens. Synonyms are composed, not listed one by one."""

from __future__ import annotations

import re
from functools import lru_cache

from . import fold

_TAIL = r"(?:及|与|和|暨)?(?:主要|相关|简要|全日制|个人|专业|自己|我)?的?"
_STORY = r"(?:背景|经历|经过|经验|履历|简历|历程|情况|概况|信息|记录|阶段|业绩|一览|明细|简况|史|轨迹|足迹|沿革|旅程|里程|片段|回顾|脉络)"
_PRE = r"(?:个人|主要|我的|本人|相关|过往|专业|详细|基本|院内|校内|校外|以往|全部|最近|既往)?"

SECTION_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "history",
        r"(?:个人|主要|本人)?(?:学习|教育|求学)(?:及|与|和|、|/|,|-)?(?:工作|任职|职业)(?:实践)?(?:经历|简历|履历|经验|情况|背景)|(?:个人|主要|本人|人生|成长)(?:简要)?(?:学习工作)?(?:经历|履历)|(?:工作|任职)(?:及|与|和|、|/|,)(?:学习|教育)(?:经历|简历|履历|情况)|education and (?:work|employment|professional)(?: experience| history)?|(?:work|experience) and education",
    ),
    ("references", r"people who (?:know|can speak for) (?:me|my work)|证明人|推荐人(?:信息)?|(?:character |professional |personal )?(?:references?|referees?)|who can (?:speak|vouch) for me"),
    (
        "family",
        r"家庭(?:主要)?(?:成员|关系|情况|信息)(?:及(?:主要)?社会关系)?|(?:主要|重要)?(?:家庭(?:成员)?[与及和])?社会关系(?:情况|成员)?|(?:紧急|应急|备用)(?:情况)?(?:联系|联络)(?:人|方式|电话)?(?:信息)?|(?:有)?急事(?:请)?(?:找|联系)(?:谁|人)?|家里人|(?:我的)?(?:家人|家属|亲属)(?:的?联系方式)?|emergency contacts?|who (?:should|can|to) (?:we )?(?:call|contact|ring)[a-z ]*\??|in case of emergency|family(?: members)?",
    ),
    (
        "internship",
        rf"(?:在|去)?(?:哪里|哪儿|何处)(?:实习|见习)过?|实习轮转|(?:专业|社会|临床|教学|毕业)?(?:实践|轮转)(?:与|及|和|、|/)?(?:实习|见习){_STORY}?|{_PRE}(?:临床|毕业|专业|社会)?(?:实习|见习)(?:(?:及|与|和|、)?(?:社会)?实践)?{_STORY}?|实习(?:与|和|/|、|及)实践{_STORY}?|(?:clinical |student |hospital )?(?:internships?|practical training|practicum|practica|rotations?|placements?|clerkships?)(?: experience)?|where i(?:'ve| have)? (?:trained|interned)",
    ),
    (
        "training",
        rf"{_PRE}(?:国内外?|国外|境外|海外|出国|院外)?(?:进修|研修|培训|继续教育|学术交流|访学)(?:(?:与|及|和|/|、)?(?:培训|进修|学习|继续教育|交流|会议))*{_STORY}?|(?:further |continuing |professional |additional |short[- ]term |in[- ]service |on[- ]the[- ]job )?(?:training|courses|professional development)(?: and (?:courses|development|fellowships?))?|fellowships?|continuing (?:medical )?education|外出进修|学术会议|(?:在|去)?(?:哪里|哪儿|何处)(?:进修|培训|学习)过?",
    ),
    (
        "work",
        rf"上班|(?:在|去)?(?:哪里|哪儿|何处)(?:工作|上班|任职|干活)过?|{_PRE}(?:工作|职业|任职|执业(?!信息|情况|记录|一览|明细)|从业|就业|临床|职场|履职|行医|专业工作|护理工作|临床工作|全职|社会工作)(?:(?:及|与|和|/|、|&)?(?:实习|实践|任职|科研|规培|工作|项目|临床)){{0,2}}{_STORY}|工作单位(?:及|与|和)(?:{_STORY}|岗位|职务|部门|科室)|(?:实习|见习)(?:与|和|/|、|及)工作{_STORY}|(?:我|本人)?的?(?:(?:曾|曾经)?(?:工作|任职|服务|干|待|呆)过的?|(?:我|本人|曾经|历任|历年|以往|先后)的?(?:工作|任职|就职|服务))(?:单位|医院|机构|地方)|(?:住院医师)?(?:规培|规范化培训){_STORY}|工作(?:及|与|和)?履历|履历|职业生涯|工作年限及经历"
        r"|(?:professional |work(?:ing)? |clinical |employment |career |nursing |relevant |job |medical |industry )?(?:and clinical )?(?:experiences?|employment|history|appointments?|positions? held)|work(?:ing)? (?:history|experiences?)|employment (?:history|record)|career(?: (?:history|summary(?: of posts)?|path|record|to date))?|(?:employment|work|job|professional|service) (?:path|record|journey|timeline)|(?:posts|positions|jobs|roles|appointments) (?:i have )?(?:held|so far|to date)|career so far|professional (?:background|history|appointments)|where i(?:'ve| have) worked|experience and employment",
    ),
    (
        "education",
        rf"上学|(?:在|去)?(?:哪里|哪儿|何处)(?:读书|上学|念书|求学|毕业)过?|{_PRE}(?:教育|学习|求学|读书|上学|念书|学历|受教育|就读|院校|学业|教育学历)(?:(?:及|与|和|/|、|&)?(?:培训|学习|学历|学术|进修|教育|学位)){{0,2}}{_STORY}|教育(?:与|及|和)?(?:培训|学历)?(?:{_STORY})?|学历(?:学位|教育)|学历(?:与|及|和)学位|(?:(?:我|本人)的?)?(?:毕业|就读)(?:院校|学校)|(?:我的|本人)?母校|(?:我的?)?(?:大学|读书|学生|求学)时(?:光|代|期)|院校|(?:全日制|在职)(?:学历)?教育|学习(?:及|与)工作{_STORY}"
        r"|academic training|academic (?:study|studies|formation|path)|(?:academic |educational )?(?:education|qualifications?|background|history)(?: and (?:training|qualifications?|degrees|education))?|education(?:al)? (?:background|history|experience|qualifications?|attainments?)|academic (?:record|qualifications|credentials|history)|degrees|studies|schooling|learning|(?:education|study|academic) (?:path|record|journey|timeline|preparation)|qualifications? (?:gained|obtained|earned|attained)(?: at (?:school|university|college))?|at (?:school|university|college)|schools? (?:and universities )?attended|where i(?:'ve| have)? (?:studied|learnt|learned)|alma maters?",
    ),
    (
        "projects",
        rf"(?:我)?(?:参与|参加|做|主持|承担)过的?(?:课题|项目|研究)|(?:课题|项目|科研)参与|(?:studies|research|projects) i (?:took part in|worked on)|{_PRE}(?:科研|课题|项目|研究)(?:(?:与|及|和|/|、)?(?:项目|课题|成果|论文|教学|学术|科研|创新)){{0,3}}{_STORY}?|(?:科研|学术|研究)(?:能力|成果|成就|水平)|教学科研(?:情况)?|(?:selected |key |research )?projects?(?: experience)?|research(?: experience| interests)?",
    ),
    (
        "publications",
        r"(?:发表|代表性?|主要|学术)?(?:过|的)?(?:论文|著作|论著|文章)(?:(?:与|及|和|/|、)?(?:论文|著作|专利|成果|科研|课题|项目))*(?:情况|列表|发表)?|(?:(?:selected|recent|main|published|representative|peer[- ]reviewed|scientific|research|academic) )*(?:publications?|papers|articles)(?: and (?:papers|articles|presentations|posters|books))?|(?:conferences?|presentations|posters)(?: and (?:posters|presentations|talks|papers))?|grants and publications|(?:selected )?writing|patents|专利(?:成果)?",
    ),
    (
        "campus",
        rf"{_PRE}(?:校园|在校|学生工作|学生干部|社团|志愿|社会实践|校园实践|社会活动|志愿服务|公益)(?:活动|实践|工作|服务|者)?(?:及|与|和)?(?:活动|实践|工作|服务|任职|职务|社会实践)?{_STORY}?|实践{_STORY}|(?:professional |community |public )?service|volunteer(?:ing)?(?: work| experience)?|extracurricular(?: activities)?|activities|campus (?:experience|activities)|leadership|memberships?|professional (?:memberships?|affiliations?)|affiliations?|社会兼职|学术兼职|学术任职|社会任职",
    ),
    (
        "languages",
        r"(?:外语|语言|英语)(?:能力|水平|技能|情况|掌握|与计算机|及计算机|/计算机|和计算机)*|languages?(?: skills?| proficiency)?|mother tongue(?:\(s\))?|native language|母语",
    ),
    (
        "licences",
        r"证书名称[及和、]编号|(?:我的?|本人|所持|所获|已取得|持有|取得|相关|主要|专业|职业|个人|所获得的?)?(?:的)?(?:执业|资格|资质|职业|从业|专业技术|技能|技术|上岗|职称|行业|专业)?(?:(?:与|及|和|/|、)?(?:资格|资质|注册|执业|职业|技能|职称))*(?:证书|证照|证件|执照|资格证|执业证|许可|资格|资质|注册信息|执业信息|执业证照|执业注册|上岗证)(?:(?:与|及|和|/|、)?(?:执照|证书|资质|资格|培训|证照|技能|职称|许可|执业注册|注册))*(?:情况|信息|一览|清单|明细|持有|取得|列表|认证|类)?|(?:职业)?资格认证|(?:资格|资质|执业|注册|职业|证书)(?:与|及|和|、|/)?(?:执业|注册|资格|资质)(?:登记|备案)?|认证|持证(?:情况|信息)?|证书(?:一览|情况|持有)|资质(?:认证|证照)?|执业(?:注册)?(?:情况|信息)|职业资格|专业资质"
        r"|(?:professional |medical |nursing |clinical )?(?:licen[cs]es?|licensure|certificat(?:e|ion)s?|credentials?|registrations?|accreditations?)(?:(?: and | & |, | / |/)(?:certificat(?:e|ion)s?|licen[cs]es?|licensure|credentials?|registrations?|qualifications?))*|(?:licen[cs]es|certificates) i hold|professional (?:qualifications?|registration|certifications?)|(?:licen[cs]es?|certificat(?:e|ion)s?|registrations?|credentials?)(?: and (?:licen[cs]es?|certificat(?:e|ion)s?|registrations?))? (?:held|obtained|earned|gained|awarded)|board certifications?",
    ),
    (
        "awards",
        rf"(?:我)?(?:得|拿|获|获得)过的?(?:奖项?|荣誉|奖励)|(?:校园|在校|校级|大学)?{_PRE}(?:所获|获得|曾获|所受|受到)?(?:的)?(?:荣誉|奖励|获奖|奖项|奖惩|表彰|奖学金|荣誉称号|奖罚)(?:(?:与|及|和|/|、)?(?:荣誉|奖励|奖项|奖惩|证书|表彰|称号|处分|成果|成就|获奖|奖学金|惩罚|惩处))*{_STORY}?|成就|honou?rs?(?:(?: and | & )awards?)?|prizes?(?: and awards?)?|awards?(?:(?: and | & |, )(?:honou?rs?|scholarships?|recognition))?|achievements?|recognition|distinctions",
    ),
    (
        "skills",
        r"熟悉专业(?:及|和)?有何(?:专长|特长)|(?:个人|本人|自身|随身|专业|职业|业务|临床|核心|主要|护理|操作|岗位|技术|拿手的?|有何|有无|(?:熟练)?(?:掌握|具备|拥有|熟悉|会)的?|擅长的?|其他|其它|工作|相关|综合|计算机|专科|关键|我的|it|医疗|基本|(?:与|及|和)(?=操作|临床|护理|专业|技术|业务))*(?:专业)?(?:技能|特长|专长|擅长|专业能力|业务能力|能力|技能点|技术专长|擅长领域|技术栈|技术能力|胜任力|操作|专业方向|业务特长|擅长技术|擅长项目|掌握技术)(?:(?:与|及|和|/|、|&)?(?:专长|特长|技能|能力|掌握|操作|兴趣|技术|爱好|工具|优势))*(?:标签|清单|情况|掌握|一览|概览|水平|描述|展示)?"
        r"|技能树|拿手的?(?:技术|本领|项目)|(?:我|本人)(?:会|能|懂|擅长|掌握)(?:做|哪)?(?:些?什么|什么(?:技能|技术)|啥)|(?:会|能|擅长|拿手)做?的|(?:我|本人)(?:都|最)?(?:会|能|懂|擅长|掌握|熟悉|拿手)做?的(?:技能|技术|本领|本事|事情?|东西|操作)?|(?:我|本人)?(?:所|能够?|会|可以?|可)(?:独立|熟练|单独|胜任)?(?:做|完成|开展|操作|承担|胜任)的?(?:护理|临床|技术|业务|工作|检查|诊疗)?(?:项目|操作|技术|工作|内容|事情?)"
        r"|(?:key |core |job[- ]related |additional |clinical |professional |technical |nursing |relevant |main |areas of |medical |computer |practical |special |hard )*(?:skills?|competenc(?:e|ies)|expertise|strengths|proficiencies|abilities|capabilities|tech(?:nology)? stack|specialt(?:y|ies)|technologies|tools)(?:(?: and | & |, | / )(?:skills?|competenc(?:e|ies)|expertise|tools|abilities|interests|procedures|technologies))*(?: set| summary| highlights| profile)?|skillset|toolbox|(?:technical |clinical |professional |my )?tool ?kit|(?:what |things )?(?:i am |i'm )?good at|(?:what|things) i (?:can )?do(?: well| best)?|what i am good at|(?:areas|fields) of (?:strength|expertise|competence)",
    ),
    (
        "summary",
        r"写在最后|(?:我)?(?:还)?想说的(?:几句)?话?|心里话|(?:自我|个人|综合|职业|本人|求职)*(?:评价|总结|鉴定|陈述|简述|介绍|优势|描述|概述|亮点|评述|小结|自述|概况介绍|宣言|说明|特点|自荐|寄语)(?:信)?|关于我|自评|个人简介|自我简介|职业概要|简介|(?:professional |personal |executive |about )?(?:summary|profile|statement|overview|objective statement|about me|about|introduction|bio|highlights)(?: of qualifications)?|in (?:short|brief)|at a glance|self[- ](?:evaluation|assessment|introduction)|personal (?:statement|profile)",
    ),
    (
        "objective",
        r"(?:求职|应聘|职业|就业|期望|报考)(?:的)?(?:意向|目标|岗位|职位|意愿|规划|信息|方向|期望|需求)(?:信息)?|期望(?:工作|职位|薪资)|意向岗位|(?:career |job )?objectives?|position (?:sought|desired|applied for)|job intention",
    ),
    (
        "basics",
        r"(?:个人|基本|本人|我|人员|应聘者|申请人|考生|报名人|候选人)?(?:的)?(?:基本|个人|基础|联系|身份|人员)?(?:信息|资料|情况|概况|档案|概要|联系方式|联系信息)|联系(?:方式|信息|我|我们|资料|途径)|personal|(?:怎么|如何|怎样)(?:能)?(?:联系到?|找到?)我?|找我|联络(?:方式|信息|我)|通讯(?:方式)?|我是谁|(?:how to )?reach me|find me(?: at)?|who i am|基本(?:信息|情况|资料)|个人(?:信息|资料|情况|概况|档案|基本信息)|contacts?(?: details?| information| info| me)?|personal (?:details?|information|data|info|particulars)|(?:basic|general) (?:information|info|details)|get in touch|particulars|details|bio ?data",
    ),
    (
        "other",
        r"附件?:?(?:求职|自荐|应聘)信|(?:业余|课余|闲暇|工作之余|八小时外)(?:生活|时光|时间|爱好|活动)?|outside (?:of )?work|(?:in my )?(?:spare|free|leisure) time|(?:兴趣|个人|业余)?(?:兴趣|爱好|兴趣爱好|特长爱好|爱好特长)|(?:其他|其它|附加|补充|备注|更多)(?:信息|说明|情况|内容|事项)?|interests?|hobbies(?: and interests)?|additional information|others?|miscellaneous|附件|附录|附言|自传|盼复|期待您?的?(?:回复|来信|佳音)|(?:盼复,?|谢谢[,!。]?)?此致[,!]?(?:敬礼)?|敬礼|(?:顺颂|顺祝|敬颂|祝)(?:您|贵院)?(?:商祺|时祺|工作顺利|身体健康|好)[!！]?|(?:with )?(?:(?:kind|best|warm)(?:est)? )*regards|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|best wishes|声明|承诺|(?:盼复|谢谢您?)[,!。]?|declarations?|i (?:hereby )?(?:certify|declare|confirm) that [a-z ]{5,60}|本人(?:郑重)?(?:承诺|声明).{0,40}|招聘单位意见|[一-鿿]{2,8}意见|(?:应聘者|申请人|本人|填表人|报名人)?(?:签名|签字)|资格审查.{0,6}|备注|诚信承诺|签名|签字|应聘岗位|报考岗位|健康状况|体检情况",
    ),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in SECTION_PATTERNS)
# As a scan may have them: CORECOMPETENCIES.
_UNSPACED = tuple((name, re.compile(pattern.replace(" ", " ?"))) for name, pattern in SECTION_PATTERNS)
_LEADING = re.compile(
    r"^[\s·\-*#=~+_|>«»<\[\]§|:█▓▒░]*(?:(?:part ?(?:\d{1,2}|[ivx]{1,4})[:.]?|part [a-h][:.]|第[一二三四五六七八九十]{1,2}部分[:、]?|第?[一二三四五六七八九十]{1,2}[、.部:]分?|[壹贰叁肆伍陆柒捌玖拾]{1,2}[、.: ]?|[甲乙丙丁戊己庚辛][、.: ]|[(\[][一二三四五六七八九十\d]{1,2}[)\]]|[①-⑳⑴-⒇]|\d{1,2}\s?[.、)]|[a-z][.)]|[ivx]{1,4}\.|0\d[\s/|-])\s*)?[\s·\-*#/|]*"
)
_TRAILING = re.compile(r"[\s·\-*#=~_|>«»<:\[\].。|,!！█▓▒░]*(?:\((?:[^()]{0,30})\)|\[\d{1,2}\])?[\s·\-*#=~_|:\]>]*$")
_ANSWERED = re.compile(r"\[(?:[一-鿿]{1,4}题|必填|选填|必答|选答)\] *$")  # how a questionnaire wants its answer
_ASKED = re.compile(r"请?(?:您|你)?(?:逐条|逐段|依次|简要|详细|如实)?(?:写出|填写|填报|列出|列明|写明)(?:您|你|本人)?的?(?:每一?段|各段|所有|全部|主要|历次)?的?")
_ONE_OF_SEVERAL = re.compile(r"(?:(?P<work>job|employer|employment|post|position)|(?P<education>school|study|education|degree)|(?P<licences>paper|licen[cs]e|certificate|credential)) ?#? ?\d{1,2}")
_ASKED_FOR = frozenset(("education", "work", "internship", "licences", "skills", "training", "awards", "projects"))
_ANNEX = re.compile(r"附(?:件|录|表)?[一二三四五六七八九十\d]{0,2} ?[:、.]? ?")  # 附一：专业技能
_NUMBERED = re.compile(r"(?<=[一-鿿a-z]) ?# ?\d{1,2}$|(?<=[一-鿿]{2}) ?\d{1,2}$")  # 教育经历 #1
_LAST_RESORT = (
    ("education", re.compile(r"我(?:是?在|上|读)[一-鿿]{0,6}(?:(?:上|读|念)(?:的|过)?(?:书|学)|学校|大学)(?:(?:读|上|念)(?:过|的)?(?:书|学)?)?")),
    ("work", re.compile(r"我(?:都)?(?:做过|干过|从事过)(?:哪些|什么)?(?:工作|岗位|事)|我(?:都)?在哪(?:里|儿|些)?[一-鿿]{0,4}(?:工作|上班|干|任职)(?:或实习)?过?")),
    ("licences", re.compile(r"我(?:有|考过|持有|拿过|考取了?|拿到了?)(?:哪些|什么|啥)?(?:证书?|资格|执照)(?:了)?")),
    ("awards", re.compile(r"[一-鿿]{1,4}(?:荣誉|获奖|奖项)(?:称号|情况|经历|记录)?")),
    (
        "work",
        re.compile(
            r"(?:work|employment|career|professional|clinical|internships?|practice|posts|positions)(?: experience)? (?:and|&) (?:work|employment|internships?|experience|practice|research|career)(?: experience| history)?"
        ),
    ),
    ("internship", re.compile(r"[一-鿿]{0,6}(?:实习|见习)[一-鿿]{0,3}(?:经历|经过|履历|历程|经验|情况)")),
    ("projects", re.compile(r"[一-鿿]{0,6}(?:科研|课题|项目)[一-鿿]{0,4}(?:经历|经过|履历|历程|经验|情况)")),
    (
        "education",
        re.compile(
            r"[一-鿿]{0,6}(?:教育|求学|学历|学习|就读|读书|学业|院校|深造)[一-鿿]{0,4}(?:经历|经过|履历|历程|背景|之路|信息|简历|沿革|旅程|轨迹|足迹|里程|片段|回顾)"
        ),
    ),
    (
        "work",
        re.compile(
            r"[一-鿿]{0,6}(?:工作|职业|从医|从业|从护|行医|执业|任职|供职|履职|就业|临床|任教|职场|服务)[一-鿿]{0,4}(?:经历|经过|履历|历程|生涯|之路|轨迹|简历|经验|沿革|旅程|足迹|里程|片段|回顾)(?:[及与和](?:主要)?(?:业绩|成果|职责|成绩))?"
        ),
    ),
    ("history", re.compile(r"[一-鿿]{0,6}(?:经历|经过|履历|历程|生涯|轨迹|沿革)|(?:我的?)?(?:成长|人生|职业)?(?:时间轴|时间线|大事记)|一路走来|(?:我)?(?:一路)?走过的路")),
    (
        "work",
        re.compile(r"(?!appl)(?:[a-z]+ (?:and )?){1,2}(?<!for )(?:experience|employment|appointments|positions)"),
    ),
    (
        "skills",
        re.compile(
            r"(?:summary of |[a-z]+ (?:and [a-z]+ )?)(?:skills|skill set|competencies)|(?:technical|technology|tech) stack"
        ),
    ),
)
_TOO_PLAIN = frozenset(
    (
        "情况",
        "信息",
        "档案",
        "概要",
        "操作",
        "能力",
        "掌握",
        "描述",
        "介绍",
        "说明",
        "特点",
        "研究",
        "项目",
        "活动",
        "公益",
        "进修",
        "课题",
    )
)
_CJK = re.compile(r"[一-鿿]")
_SPACED_OUT = re.compile(r"(?:(?<![a-z])[a-z&]{1,2} +){3,}[a-z]{1,2}(?![a-z])")  # 工作履历 E X P E R I E N C E
_ONE_PAPER = re.compile(r"[a-z]{2,10}\d? ?(?:认证)?证书?")  # BLS证书
_EXPLAINED = re.compile(r"[一-鿿]{2,6} ?\(([一-鿿]{4,6})\)\s*$")  # 服务单位（工作经历）
_ASIDE = re.compile(r"\([一-鿿]{1,6}\)")  # 工作（实习）经历
# Subjects that are titles only in company: alone on a line they may be a label or a word of the text.
_TOPICS = {
    "教育": "education",
    "学习": "education",
    "求学": "education",
    "读书": "education",
    "上学": "education",
    "上班": "work",
    "证件": "licences",
    "证书": "licences",
    "技能": "skills",
    "工作": "work",
    "职业": "work",
    "实习": "internship",
    "进修": "training",
    "项目": "projects",
    "科研": "projects",
}
_SPLIT = re.compile(r"\s*[/|·:\-&]\s*|\s+")


@lru_cache(maxsize=8192)
def heading_kind(text: str) -> str | None:
    """The section that ``text`` is a title of, or None. Decorations, numbers and an English double are ignored."""
    if len(text) > 60:
        return None
    bare = undecorated(fold.key_text(text))
    if not bare:
        return None
    aside = _EXPLAINED.search(fold.key_text(text))
    return _kind(bare) or (_kind(aside[1]) if aside else None)


def _kind(bare: str) -> str | None:
    if _CJK.search(bare):
        return None if _ONE_PAPER.fullmatch(bare) else _chinese_kind(bare)
    if len(bare) > 42:
        return None
    if numbered := _ONE_OF_SEVERAL.fullmatch(bare):
        return numbered.lastgroup
    squeezed = re.sub(r"\s+", " ", bare.replace("&", " and "))
    if re.fullmatch(r"(?:[a-z&] )+[a-z&]", squeezed):
        squeezed = squeezed.replace(" ", "")
    halves = [_matched(half.strip()) for half in squeezed.split(":")]  # Qualifications: Education
    found = _matched(squeezed) or (halves[0] if len(halves) == 2 and halves[0] == halves[1] else None)
    if found is None and re.fullmatch(r"[a-z&]{12,}", bare):
        return next((name for name, pattern in _UNSPACED if pattern.fullmatch(bare)), None)
    return found


def undecorated(text: str) -> str:
    """A title in key form without its numbers, bullets and brackets."""
    text = _ANSWERED.sub("", text)
    return _NUMBERED.sub("", _TRAILING.sub("", _LEADING.sub("", text, count=1), count=1).strip())


def _chinese_kind(bare: str) -> str | None:
    bare = _SPACED_OUT.sub("", bare).strip() or bare
    if (annex := _ANNEX.match(bare)) and len(bare) >= annex.end() + 2 and (kind := _chinese_kind(bare[annex.end() :])):
        return kind
    chinese = re.sub(r"[a-z][a-z &'/.,-]*", " ", bare) if re.search(r"[a-z]{3}", bare) else bare
    squeezed = re.sub(r"[\s]+", "", chinese).strip("/|·:-&()[]~")
    if squeezed[:1] in "你您" and bare[-1] in "?？":
        squeezed = "我" + squeezed[1:].rstrip("?？吗呢")  # a form asks what a letter tells
    if asked := _ASKED.match(squeezed):  # 请写出每段就读经过, but not 填写日期
        told = squeezed[asked.end() :].replace("或", "与")
        return next((kind for kind in (_matched(told), _matched(told + "经历")) if kind in _ASKED_FOR), None)
    if not 2 <= len(squeezed) <= 16 or squeezed in _TOO_PLAIN:
        return None
    return _matched(squeezed) or _matched(_ASIDE.sub("", squeezed)) or _by_topic(squeezed)


def _by_topic(squeezed: str) -> str | None:
    """A motto with its subject: 成长轨迹 · 教育."""
    words = re.split(r"[·|/:-]", squeezed)
    topics = [_TOPICS[word] for word in words if word in _TOPICS]
    if not topics and re.fullmatch(r"[一-鿿]{3,6}·[一-鿿]{4,6}", squeezed):
        return _matched(words[1])  # 一路走来 · 职业轨迹
    return topics[0] if len(words) == 2 and len(topics) == 1 else None


@lru_cache(maxsize=8192)
def _matched(bare: str) -> str | None:
    for name, pattern in _COMPILED:
        if pattern.fullmatch(bare):
            return name
    return next((name for name, pattern in _LAST_RESORT if pattern.fullmatch(bare)), None)
