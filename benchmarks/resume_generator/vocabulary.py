
"""Invented names of people, places, employers, departments, posts and majors in far more variety than :mod:`people` needs.

Names are put together from parts, so that a model trained on them learns how a name is built and not which names there are.
"""

from __future__ import annotations

import random

from .people import COMPOUND, SURNAMES

RARE_SURNAMES = "仇仝佟佘冉冷凌别匡单卞卓卢厉古司喻季宁宗官宫尚屈岑岳巩巫庄应庞康廉成房揭支敖时晏晋景曲曾木束来查柏柯柳柴桂桑梅楚欧游湛滕漆焦牛牟狄甄甘申畅畲盛祁祝窦童符简管米纪练缪翁翟聂胥臧舒艾芦苗苟茅莘莫葛蒙蓝蔺虞蒲袁裘覃訾詹谈谌谷费车迟郁郎郜鄢闫阮阳隋霍靳项顾骆鲁鲍鹿麦"
GIVEN_CHARACTERS = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉红春梅建文辉力宁志海波宏义鑫健俊帆雪荣慧欣怡梓涵轩宇浩然晨曦思远雨桐子墨诗琪佳一诺嘉泽睿博雅琴凤仙秋菊月素珍贞莲环翠玲爱蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝纨仪丹蓓奕旭茂进林有坚和彪诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江浮亮政谦亨奇固之轮翰朗伯言若鸣朋斌梁栋维启克伦翔旭鹏士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕航弘"
MINORITY_FIRST = "古丽 阿依古丽 热依汗 帕提曼 米娜瓦尔 茹仙 祖力皮亚 麦麦提 艾尔肯 吐尔逊 买买提 阿不都 努尔兰 叶尔肯 巴哈尔 卓玛 扎西 次仁 央金 德吉 格桑 白玛 旺堆 乌云 其木格 萨仁 苏日娜 巴特尔 阿古拉 哈斯 娜仁 依力 木拉提 玛依拉 迪丽努尔 阿孜古丽 库尔班 赛买提".split()
MINORITY_LAST = "买买提 艾合买提 吐尔逊 阿布都拉 依明 玉素甫 卡德尔 巴图 达瓦 平措 多吉 旺姆 拉姆 卓嘎 尼玛 顿珠 哈里克 托合提 热合曼 斯迪克 尼亚孜 木沙".split()
PLACE_FIRST = (
    "云清江临石东西南北安平永新长海林古白青金玉龙凤天和兴怀昌宁汉沙武阳盐河洛丹桐梧松柳桃梅兰竹岚霞虹双三九仙明"
)
PLACE_SECOND = "州城江河山川阳阴海湾溪泉岭原陵水港浦口源丰宁安平康华昌远定兴和门桥塘湖台峰林冈关"
ORDINALS = ["第一", "第二", "第三", "第四", "第五", "第六", "第八", "第九", ""]
HOSPITAL_KINDS = "人民医院 中心医院 中医医院 中医院 妇幼保健院 妇女儿童医院 儿童医院 肿瘤医院 口腔医院 眼科医院 骨科医院 传染病医院 胸科医院 精神病医院 康复医院 老年病医院 中西医结合医院 皮肤病医院 心血管病医院 医院 立医院 总医院 红十字会医院 职工医院".split()
SMALL_PLACES = "社区卫生服务中心 社区卫生服务站 中心卫生院 卫生院 急救中心 血液中心 疾病预防控制中心 疾控中心 妇幼保健计划生育服务中心 康养中心 体检中心 护理院 养老服务中心 医疗美容门诊部 口腔诊所 综合门诊部 健康管理中心 医学检验所 透析中心 皮肤病防治所 职业病防治院 卫生监督所 结核病防治所 卫生健康局 医疗保障局 人力资源和社会保障局".split()
BLESSINGS = "仁爱 康宁 同济 博爱 华康 惠民 安康 明德 德馨 瑞慈 和美 爱康 弘济 泰和 广慈 仁济 圣心 百佳 普济 启明 恒康 福泽 康复 长寿 春晖 暖阳".split()
BRANDS = "云图 智联 慧医 数康 医渡 深睿 脉络 星河 海纳 百川 卓越 天启 恒信 众安 万象 瑞禾 佳讯 东方 华瑞 金桥 益康 中科 联影 视界 领航 拓普 博通 鼎新 创远 凌云 思源 致远 润泽 优客 易健 同创 慧眼 知行 青藤 蓝海 飞驰 天和 远望 宏图 晟世 启元 灵犀 未来 极光".split()
TRADES = "科技 信息技术 医疗科技 生物科技 医药 健康管理 人力资源 数据 软件 网络科技 医疗器械 物业管理 教育咨询 会计师事务所 传媒 电子商务 智能科技 药业 生物技术 供应链管理 保险经纪 财务咨询 餐饮管理 物流 食品 置业 建设工程".split()
FORMS = ["有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "集团", "公司", "（集团）有限公司", ""]
UNIVERSITIES = "大学 医科大学 中医药大学 理工大学 师范大学 财经大学 科技大学 交通大学 工业大学 农业大学 医学院 中医学院 学院 医学高等专科学校 卫生职业学院 护理职业学院 卫生职业技术学院 职业技术学院 医药学院 药科大学 卫生学校 卫校 护士学校 高等医学专科学校 开放大学 工程学院 信息工程学院".split()
DEPARTMENTS = {
    "nurse": "重症医学科 ICU 综合ICU 外科ICU 呼吸与危重症医学科 急诊科 急诊抢救室 手术室 麻醉手术中心 新生儿科 NICU PICU 产科 产房 母婴同室 妇科病区 血透室 血液净化室 肿瘤内科 放疗科 化疗病房 骨科二病区 关节外科 脊柱外科 神经内科 脑外科 心内科 CCU 心胸外科 胃肠外科 肝胆外科 泌尿外科 烧伤整形科 内分泌科 风湿科 消化科 老年科 干部病房 康复科 儿科 门诊部 发热门诊 静配中心 供应室 体检科 导医台 护理部 造口门诊 日间病房 普外科三区 内科病区 感染科 导管室 内镜中心".split(),
    "physician": "心血管内科 呼吸内科 消化内科 神经内科 肾内科 血液科 内分泌代谢科 风湿免疫科 感染科 普外科 骨科 创伤骨科 神经外科 胸外科 心脏外科 泌尿外科 肝胆胰外科 甲乳外科 血管外科 妇产科 生殖医学中心 儿科 新生儿科 急诊科 重症医学科 麻醉科 疼痛科 眼科 耳鼻喉科 口腔科 皮肤科 中医科 针灸科 推拿科 康复科 肿瘤科 放疗中心 全科 老年医学科 精神科 心理科 预防保健科 公共卫生科 体检中心 介入科 营养科".split(),
    "technician": "检验科 微生物室 生化室 免疫室 PCR实验室 输血科 病理科 放射科 CT室 MRI室 核磁室 超声科 B超室 心电图室 脑电图室 肺功能室 核医学科 放疗科 康复治疗室 高压氧科 药剂科 中药房 西药房 门诊药房 住院药房 临床药学室 制剂室 静脉用药调配中心 药库 听力中心 视光中心".split(),
    "engineer": "信息科 信息中心 网络中心 数据中心 研发部 研发中心 算法组 人工智能部 影像算法部 产品部 技术部 平台部 测试部 运维部 大数据部 医学工程科 设备科 前端组 后端组 架构部 创新研究院 数字医疗事业部 软件开发部".split(),
    "admin": "人事科 人力资源部 组织人事处 医务科 医务处 护理部 院办 院办公室 党办 财务科 财务部 审计科 医保科 医保办公室 病案室 质控办 科教科 科研处 宣传科 总务科 后勤服务中心 保卫科 采购办 设备科 运营管理部 绩效办 门诊办公室 感控科 工会 纪检监察室 收费处 出入院处 行政部 综合办公室 市场部 客户服务部".split(),
}
POSTS = {
    "nurse": "护士 护师 主管护师 副主任护师 主任护师 护士长 副护士长 科护士长 责任护士 责任组长 护理组长 带教老师 带教护士 总带教 专科护士 总务护士 办公护士 主班护士 夜班护士 助产士 巡回护士 器械护士 洗手护士 门诊护士 导诊护士 社区护士 护理员 质控护士 静疗护士 造口治疗师 病区护士长 护理部干事 急诊护士 血透护士 聘用护士 合同护士".split(),
    "physician": "住院医师 主治医师 副主任医师 主任医师 医师 医生 临床医师 规培医师 住院总 住院总医师 科主任 科室副主任 科室主任 医疗组长 主诊医师 全科医生 全科医师 值班医师 门诊医师 急诊医师 中医师 助理医师 公卫医师 家庭医生 口腔医生 麻醉医师 二线医师 学科带头人 博士后 进修医师 公共卫生医师".split(),
    "technician": "检验师 检验士 检验技师 主管检验师 技师 技士 主管技师 副主任技师 放射技师 影像技师 放疗技师 超声医师 病理技师 药师 药士 主管药师 临床药师 调剂药师 执业药师 中药师 康复治疗师 物理治疗师 言语治疗师 作业治疗师 质量负责人 组长 实验室主管 检验员 化验员 视光师 听力师".split(),
    "engineer": "工程师 软件工程师 算法工程师 高级算法工程师 数据工程师 数据分析师 前端工程师 后端工程师 Java开发工程师 Python开发工程师 测试工程师 运维工程师 系统工程师 网络工程师 网络管理员 架构师 产品经理 项目经理 技术总监 技术经理 实施工程师 嵌入式工程师 数据库管理员 机器学习工程师 信息管理员 研究员 助理研究员 研发主管 全栈开发 算法研究员".split(),
    "admin": "科员 干事 专员 人事专员 人事主管 招聘专员 培训主管 薪酬专员 行政专员 行政助理 行政主管 文员 文秘 秘书 会计 主管会计 出纳 收费员 财务主管 财务经理 审计专员 科长 副科长 处长 副处长 主任 副主任 办公室主任 病案管理员 编码员 医保专员 统计员 采购员 库管员 宣传干事 驾驶员 客服专员 销售代表 医药代表 市场专员 总经理助理 部门经理 区域经理 店长 辅导员 教师 讲师".split(),
}
INTERN_POSTS = "实习生 实习护士 实习医师 实习医生 见习护士 见习生 护理实习生 临床实习生 检验实习生 药学实习生 算法实习生 行政实习生 人事实习 实习".split()
MAJORS = {
    "nurse": "护理学 护理 高级护理 助产 助产学 涉外护理 中医护理 老年护理 社区护理 英语护理 口腔护理 康复护理 护理管理".split(),
    "physician": "临床医学 内科学 外科学 儿科学 妇产科学 神经病学 精神病与精神卫生学 急诊医学 麻醉学 眼科学 耳鼻咽喉科学 肿瘤学 老年医学 中医学 针灸推拿学 中西医临床医学 中医内科学 中医骨伤科学 口腔医学 预防医学 全科医学 心血管病学 呼吸系病 骨外科学 普通外科学 影像医学与核医学 皮肤病与性病学 流行病与卫生统计学".split(),
    "technician": "医学检验 医学检验技术 医学影像学 医学影像技术 放射医学 卫生检验与检疫 药学 临床药学 中药学 药物制剂 药事管理 康复治疗学 康复治疗技术 眼视光学 病理学与病理生理学 生物技术 听力与言语康复学 微生物学 食品卫生与营养学".split(),
    "engineer": "计算机科学与技术 计算机应用技术 软件工程 网络工程 信息安全 电子信息工程 通信工程 自动化 人工智能 数据科学与大数据技术 生物医学工程 统计学 应用数学 信息与计算科学 控制科学与工程 模式识别与智能系统 物联网工程 医学信息工程 信息管理与信息系统 机械设计制造及其自动化".split(),
    "admin": "人力资源管理 行政管理 公共事业管理 工商管理 会计学 会计电算化 财务管理 审计学 汉语言文学 中文秘书 新闻学 法学 经济学 国际经济与贸易 市场营销 劳动与社会保障 社会医学与卫生事业管理 卫生事业管理 健康管理 档案学 英语 思想政治教育 物流管理 电子商务 金融学 公共管理".split(),
}
TRADE_NAMES = tuple(DEPARTMENTS)


def person(rng: random.Random) -> str:
    """A name: mostly two or three characters, sometimes a compound surname or one with a dot."""
    kind = rng.random()
    if kind < 0.07:
        return rng.choice(MINORITY_FIRST) + rng.choice(["·", "·", "•"]) + rng.choice(MINORITY_LAST)
    surname = rng.choice(COMPOUND) if kind < 0.12 else rng.choice(RARE_SURNAMES if kind < 0.35 else SURNAMES)
    given = "".join(rng.choice(GIVEN_CHARACTERS) for _ in range(1 if rng.random() < 0.25 else 2))
    return surname + given


def place(rng: random.Random) -> str:
    return rng.choice(PLACE_FIRST) + rng.choice(PLACE_SECOND)


def hospital(rng: random.Random) -> str:
    where = place(rng)
    kind = rng.random()
    if kind < 0.35:
        return where + rng.choice(["市", "县", "区", "省", ""]) + rng.choice(ORDINALS) + rng.choice(HOSPITAL_KINDS)
    if kind < 0.5:
        return (
            where
            + rng.choice(["医科大学", "大学", "医学院", "中医药大学"])
            + rng.choice(["附属", "附属第一", "附属第二", "第三附属", "附属口腔", "附属儿童"])
            + "医院"
        )
    if kind < 0.7:
        return where + rng.choice(BLESSINGS) + rng.choice(["医院", "医院", "门诊部", *HOSPITAL_KINDS[8:16]])
    if kind < 0.92:
        return where + rng.choice(["市", "县", "区", "镇", "街道", "乡", ""]) + rng.choice(SMALL_PLACES)
    return (
        where
        + rng.choice(["矿务局", "铁路", "钢铁厂", "油田", "电力", "武警", "监狱", "军区"])
        + rng.choice(["总医院", "职工医院", "医院"])
    )


def company(rng: random.Random) -> str:
    """A company; every fifth goes by its brand alone, as people write it."""
    where = place(rng) if rng.random() < 0.7 else ""
    brand = rng.choice(BRANDS)
    if rng.random() < 0.2:
        return where + brand + rng.choice(["", *TRADES[:9]])
    return where + brand + rng.choice(TRADES) + rng.choice(FORMS)


def employer(rng: random.Random, trade: str) -> str:
    return company(rng) if rng.random() < {"engineer": 0.6, "admin": 0.45}.get(trade, 0.12) else hospital(rng)


def school(rng: random.Random) -> str:
    return place(rng) + ("省" if rng.random() < 0.1 else "") + rng.choice(UNIVERSITIES)
