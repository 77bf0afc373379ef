"""The invented hospital: departments, roles, staff. Nobody here exists; mail addresses use reserved domains."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from werkzeug.security import generate_password_hash

from .models import Department, Leave, Role, Staff, Todo, db

DEPARTMENTS = {
    "YB": "院办",
    "RL": "人力资源部",
    "HL": "护理部",
    "ZZ": "重症医学科",
    "XN": "心血管内科",
    "JZ": "急诊科",
    "YX": "药学部",
    "XX": "信息科",
}
ROLES = {
    "staff": "职工",
    "personnel": "人事专员",
    "dept_director": "科主任",
    "head_nurse": "护士长",
    "examiner": "面试考官",
    "sysadmin": "系统管理员",
    "audit": "审计员",
}


@dataclass(frozen=True)
class Account:
    staff_no: str
    login: str
    name: str
    department: str
    position: str
    roles: tuple[str, ...]
    title: str | None = None
    since: date = date(2015, 7, 1)

    @property
    def password(self) -> str:
        """Simple on purpose, and printed when the demo starts: this is a hospital of nobody."""
        return f"{self.login}-demo"

    @property
    def email(self) -> str:
        return f"{self.login}@oa.example.cn"


_DIRECTOR = ("dept_director", "examiner")
_HEAD_NURSE = ("head_nurse", "examiner")

ACCOUNTS = (
    Account("1001", "zhoumin", "周敏", "RL", "招聘主管", ("personnel",), "经济师", date(2012, 3, 1)),
    Account("1002", "luyiming", "陆一鸣", "RL", "人事专员", ("personnel",), "助理经济师", date(2021, 7, 5)),
    Account("1101", "shenyuan", "沈远", "YB", "分管副院长", _DIRECTOR, "主任医师", date(2003, 8, 1)),
    Account("1102", "gaoyu", "高屿", "YB", "院办秘书", (), None, date(2019, 9, 2)),
    Account("1201", "qinlan", "秦岚", "HL", "护理部主任", _HEAD_NURSE, "主任护师", date(2001, 7, 2)),
    Account("1202", "fangjing", "方静", "HL", "带教总督导", ("examiner",), "副主任护师", date(2008, 7, 1)),
    Account("1301", "luojianguo", "罗建国", "ZZ", "重症医学科主任", _DIRECTOR, "主任医师", date(1999, 8, 2)),
    Account("1302", "tangwei", "唐薇", "ZZ", "重症医学科护士长", _HEAD_NURSE, "副主任护师", date(2006, 7, 3)),
    Account("1303", "heqing", "何清", "ZZ", "护理组长", ("examiner",), "主管护师", date(2013, 7, 1)),
    Account("1401", "xuwenbin", "徐文斌", "XN", "心血管内科主任", _DIRECTOR, "主任医师", date(2002, 8, 1)),
    Account("1402", "jiangnan", "江楠", "XN", "医疗组长", ("examiner",), "副主任医师", date(2010, 8, 2)),
    Account("1501", "maxiao", "马骁", "JZ", "急诊科副主任", ("examiner",), "副主任医师", date(2009, 8, 3)),
    Account("1601", "yejing", "叶菁", "YX", "药学部主任", ("dept_director",), "主任药师", date(2004, 7, 1)),
    Account("1701", "caichen", "蔡晨", "XX", "信息科科长", _DIRECTOR, "高级工程师", date(2011, 7, 4)),
    Account("1702", "wuke", "吴可", "XX", "算法工程师", ("examiner",), "工程师", date(2020, 7, 6)),
    Account("1703", "dengyi", "邓毅", "XX", "系统管理员", ("sysadmin",), "工程师", date(2016, 5, 3)),
    Account("1103", "shijie", "石洁", "YB", "审计专员", ("audit",), "审计师", date(2014, 4, 1)),
)


def seed(password_method: str) -> None:
    """Fill the empty tables and commit."""
    db.session.add_all(Department(code=code, name=name) for code, name in DEPARTMENTS.items())
    roles = {code: Role(code=code, name=name) for code, name in ROLES.items()}
    db.session.add_all(roles.values())
    db.session.flush()
    db.session.add_all(_staff(account, roles, password_method) for account in ACCOUNTS)
    db.session.flush()
    db.session.add_all(_first_todos())
    db.session.add_all(_leave())
    db.session.commit()


def _staff(account: Account, roles: dict[str, Role], password_method: str) -> Staff:
    return Staff(
        staff_no=account.staff_no,
        login=account.login,
        password_hash=generate_password_hash(account.password, password_method),
        name=account.name,
        department_code=account.department,
        position=account.position,
        title=account.title,
        email=account.email,
        start_date=account.since,
        roles=[roles[code] for code in ("staff", *account.roles)],
    )


def _first_todos() -> list[Todo]:
    """What the OA itself has on its list, so that the to-do centre is not the plugin's alone."""
    now = datetime.now(UTC).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    return [
        Todo(staff_no="1001", key="oa:handbook", title="核对本月在岗人数", url="/staff", due=now + timedelta(days=3)),
        Todo(staff_no="1302", key="oa:roster", title="确认下周排班", url="", due=now + timedelta(days=2)),
        Todo(staff_no="1703", key="oa:accounts", title="季度账号清查", url="/accounts", due=now + timedelta(days=9)),
    ]


def _leave() -> list[Leave]:
    """Two people are away for a while, so that planning has something to heed. Midnight in Shanghai is four in the afternoon."""
    midnight = datetime.now(UTC).replace(tzinfo=None, hour=16, minute=0, second=0, microsecond=0)
    return [
        Leave(staff_no="1501", start=midnight + timedelta(days=1), end=midnight + timedelta(days=4)),
        Leave(staff_no="1402", start=midnight + timedelta(days=6), end=midnight + timedelta(days=7)),
    ]


def sign_ins() -> list[tuple[str, Account]]:
    """One account for each role that recruitment knows, for the terminal: (what they do there, account)."""
    shown = {
        "zhoumin": "人力资源 · 招聘",
        "tangwei": "用人科室 · 重症医学科护士长",
        "jiangnan": "面试官 · 心血管内科",
        "dengyi": "系统管理员 · 设置",
        "shijie": "审计员 · 审计",
    }
    accounts = {account.login: account for account in ACCOUNTS}
    return [(what, accounts[login]) for login, what in shown.items()]
