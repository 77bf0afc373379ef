"""Characters that look alike become one: a display form that is kept, and a matching key of the same length.

PDF fonts map glyphs to Kangxi radicals (U+2F00) and CJK radicals (U+2E80). NFKC folds the first block only; the second has a
table here, from the Unicode character database's ``EquivalentUnifiedIdeograph``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

_CJK_RADICALS = dict(
    zip(
        "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺱⺲⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乛乚乙亻冂几刀刂卜巳小小兀尣尢尣巳幺彑彐忄心扌攵旡日月歹母民氵氺灬爫爫丬牛犭王疋罒示礻竹糹网罒网羊羊羊羊老耂聿肉臼艹艹艹虎衤覀西见角讠讠贝足车辶辶辶阝钅长长长门隹阝雨青韦页风飞食食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀龟",
        strict=True,
    )
)
_DROPPED = frozenset(
    map(
        chr, (0, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF, 0xAD, 0xFFFE, 0xFFFF)
    )
)
BULLETS = "•▸▹‣⁃❯›・‧∙●⋅▪■◆◇○□►▶➤★☆✦✓✔❖➢※◎▲△♦▍▎▏▌▋▊▉▐◢◣◤◥❚❙➜➲◈❏❐☑"
_PUNCTUATION = {
    **dict.fromkeys("：﹕︰", ":"),
    **dict.fromkeys("，﹐", ","),
    **dict.fromkeys("；﹔", ";"),
    **dict.fromkeys("（", "("),
    **dict.fromkeys("）", ")"),
    **dict.fromkeys("【〔［〖「『", "["),
    **dict.fromkeys("】〕］〗」』", "]"),
    **dict.fromkeys("｜│┃丨∣︱¦┆┊║", "|"),
    **dict.fromkeys("／∕⁄", "/"),
    **dict.fromkeys("．", "."),
    **dict.fromkeys("～〜∼˜﹏", "~"),
    **dict.fromkeys("﹣－–—―−‐‑‒─━⸺ー", "-"),
    **dict.fromkeys("‘’′", "'"),
    **dict.fromkeys("“”″", '"'),
    **dict.fromkeys(BULLETS, "·"),
    "＋": "+", "＃": "#", "＆": "&", "＠": "@", "％": "%", "＊": "*", "＝": "=", "＜": "<", "＞": ">", "＿": "_",
}  # fmt: skip
_TRADITIONAL = dict(
    zip(
        "學歷職稱護醫電話號碼畢業門診實習專技術員師長衛證書發編執資經驗時間聯絡郵現婦幼產兒藥劑檢驗見務處辦際國華東廣義興種績獎勵評價個"
        "簡計術應聘單位後級貫況黨團員眾羣碩職場歲婚語訓練規範進內外腫瘤總長頭體檔數據開報標準養區縣鄉鎮鄰緊關係繫與圖書館結構項目論練"
        "課題責範圍離開準備擔當參與導獲頒領從組織監測試劃動態響應對請讀寫聽說簽訂鑑習舉辦營運銷額錄輔導麻醉復健康臨床腎臟髒風濕過敏專"
        "軟體硬電腦網絡設備維護採購財會審計顧問經濟統計溝協調積極熱愛負責認眞",
        "学历职称护医电话号码毕业门诊实习专技术员师长卫证书发编执资经验时间联络邮现妇幼产儿药剂检验见务处办际国华东广义兴种绩奖励评价个"
        "简计术应聘单位后级贯况党团员众群硕职场岁婚语训练规范进内外肿瘤总长头体档数据开报标准养区县乡镇邻紧关系系与图书馆结构项目论练"
        "课题责范围离开准备担当参与导获颁领从组织监测试划动态响应对请读写听说签订鉴习举办营运销额录辅导麻醉复健康临床肾脏脏风湿过敏专"
        "软体硬电脑网络设备维护采购财会审计顾问经济统计沟协调积极热爱负责认真",
        strict=True,
    )
)


@lru_cache(maxsize=16384)
def display(character: str) -> str:
    """How ``character`` is kept: compatibility forms folded, Chinese punctuation left; may be empty or longer than one."""
    if character < "\x7f":
        return character if character >= " " or character in "\n\t" else ("" if character != "\r" else "\n")
    if character in _DROPPED:
        return ""
    code = ord(character)
    if character.isspace() or 0x2000 <= code <= 0x200A or code in (0xA0, 0x3000):
        return " "
    if 0x2E80 <= code <= 0x2EFF:
        return _CJK_RADICALS.get(character, character)
    if 0xE000 <= code <= 0xF8FF or 0xF0000 <= code <= 0x10FFFD:
        return "•"  # icon fonts and Wingdings bullets live in the private use areas
    if 0xD800 <= code <= 0xDFFF:
        return ""
    if 0x2F00 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0xFB00 <= code <= 0xFB06 or code in (0x2212,):
        return unicodedata.normalize("NFKC", character)
    if 0xFF10 <= code <= 0xFF5A and unicodedata.normalize("NFKC", character).isalnum():
        return unicodedata.normalize("NFKC", character)
    return character


def key(character: str) -> str:
    """The matching form of one displayed character: lower case, ASCII punctuation, simplified; always one character."""
    folded = _PUNCTUATION.get(character) or _TRADITIONAL.get(character) or character.lower()
    return folded if len(folded) == 1 else character


class _Table(dict[int, str]):
    """What ``str.translate`` looks characters up in, filled as they are met."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        self._fold = fold

    def __missing__(self, code: int) -> str:
        folded = self._fold(chr(code))
        self[code] = folded
        return folded


_DISPLAY, _KEY = _Table(display), _Table(key)


def display_text(text: str) -> str:
    """``text`` as it is kept."""
    return text.translate(_DISPLAY)


def key_text(text: str) -> str:
    """The matching key of a displayed text, of the same length."""
    return text.translate(_KEY)
