"""What ``flask recruit doctor`` looks at in the host: how the plugin is installed, and what it was given."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from .. import migrate
from ..db import transaction
from ..errors import SetupError
from ..i18n import N_, gettext
from ..models import Connection, HookSetting, OutboxMessage
from ..records import HostUser, Port
from ..security.permissions import our_roles
from ..services import keys
from ..settings import Settings
from ..state import EXTENSION, Recruitment
from .findings import Finding, bad, ok, warn

LATE = timedelta(minutes=10)
PORTS = {
    Port.MESSAGING: N_("消息"),
    Port.PAYROLL: N_("薪资"),
    Port.HIS: N_("HIS"),
    Port.OA: N_("OA"),
}
NICE_HOOKS = {
    "recruit_render": N_("页面没有放进 OA 的框架里"),
    "recruit_login_url": N_("没登录的人不会被带到登录页"),
    "recruit_departments": N_("表单里选不到科室"),
    "recruit_find_users": N_("选不到面试官"),
    "recruit_absences": N_("排期不知道谁请了假"),
    "recruit_push_todo": N_("待办不会进入 OA"),
    "recruit_add_colleague": N_("新员工不会进入 OA 通讯录"),
}


def installation(load: Callable[[], Flask]) -> Iterator[Finding]:
    """Look at everything, from the outside in; what can't be looked at any more is left out."""
    try:
        app = load()
    except Exception as problem:
        # A host may fail in any way; whoever runs doctor wants the reason in one line.
        told = f"{type(problem).__name__}: {problem}".strip().splitlines()[0]
        yield bad(N_("OA 启动不了：%(told)s"), N_("请先解决这条错误；招聘的配置项都以 HR_RECRUIT_ 开头"), told=told)
        return
    with app.app_context():
        state: Recruitment | None = app.extensions.get(EXTENSION)
        if state is None:
            yield _not_installed(app)
            return
        yield ok(N_("已装进 OA「%(name)s」，地址 %(prefix)s"), name=app.name, prefix=state.settings.url_prefix)
        yield from _secrets(app)
        yield from _hooks(state)
        yield from _people(state)
        yield from _links(state)
        yield from _database(state)


def _not_installed(app: Flask) -> Finding:
    """Some hosts swallow a plugin's failure and start without it: find the reason again."""
    try:
        Settings.from_config(app.config)
    except SetupError as problem:
        return bad(N_("招聘没有装进这个 OA：%(told)s"), N_("请改正配置后重启"), told=str(problem))
    mend = N_("请在 OA 的代码里加一行 HRRecruit(app)；加过的话，看启动日志里的错误")
    return bad(N_("招聘没有装进这个 OA"), mend)


def _secrets(app: Flask) -> Iterator[Finding]:
    if not app.secret_key:
        yield bad(N_("没有 SECRET_KEY，表单和登录都不安全"), N_("请在 OA 的配置里设置 SECRET_KEY"))
    elif len(str(app.secret_key)) < 16:
        yield warn(N_("SECRET_KEY 太短"), N_("请换成至少 32 个随机字符"))
    else:
        yield ok(N_("SECRET_KEY 已设置"))


def _hooks(state: Recruitment) -> Iterator[Finding]:
    def implemented(name: str) -> bool:
        implementations = getattr(state.plugins.hook, name).get_hookimpls()
        return any(i.plugin_name != "host.flask" for i in implementations)

    if implemented("recruit_current_user"):
        yield ok(N_("OA 能告诉招聘谁在登录"))
    else:
        mend = N_("请实现 recruit_current_user，并用 HR_RECRUIT_HOST 指向它")
        yield bad(N_("OA 没有告诉招聘谁在登录，谁都进不来"), mend)
    for name, consequence in NICE_HOOKS.items():
        if not implemented(name):
            yield warn("%(consequence)s", N_("可以实现 %(name)s"), consequence=gettext(consequence), name=name)


def _people(state: Recruitment) -> Iterator[Finding]:
    """Whether anybody would have the roles without which nothing goes on."""
    try:
        users: list[HostUser] = list(state.plugins.hook.recruit_find_users(query="") or ())
    except Exception as problem:
        yield bad(N_("OA 查人时出错：%(told)s"), N_("请检查 recruit_find_users"), told=type(problem).__name__)
        return
    if not users:
        return
    for role in ("hr", "admin", "interviewer"):
        count = sum(1 for user in users if role in our_roles(user.roles, state.settings.role_map))
        if count:
            yield ok(N_("有 %(count)s 人是 %(role)s"), count=count, role=role)
        else:
            known = "、".join(sorted({r for user in users for r in user.roles})[:12])
            mend = N_("请在 HR_RECRUIT_ROLE_MAP 里把 OA 的角色对应到 %(role)s；OA 现有角色：%(known)s")
            yield warn(N_("没有人是 %(role)s"), mend, role=role, known=known)


def _links(state: Recruitment) -> Iterator[Finding]:
    settings = state.settings
    if not settings.public_url:
        mend = N_("请设置 HR_RECRUIT_PUBLIC_URL，例如 https://oa.hospital.cn")
        yield warn(N_("没有对外地址，邮件里的链接候选人可能打不开"), mend)
    elif settings.public_url.startswith("http://"):
        yield warn(N_("对外地址没有加密"), N_("请改用 https"))
    if settings.worker == "none":
        yield warn(N_("网页进程不投递"), N_("请让 flask recruit work --loop 作为服务一直运行"))
    else:
        yield ok(N_("网页进程自己投递"))


def _database(state: Recruitment) -> Iterator[Finding]:
    try:
        engine = state.engine
        found = migrate.current(engine)
    except (SQLAlchemyError, SetupError, ImportError) as problem:
        told = str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
        yield bad(N_("数据库连不上：%(told)s"), N_("请检查数据库地址、账号和服务是否在运行"), told=told)
        return
    name = engine.dialect.name
    if name == "sqlite":
        yield warn(N_("数据库是 SQLite，只适合试用"), N_("正式使用请换 PostgreSQL"))
    elif name != "postgresql":
        yield warn(N_("数据库 %(name)s 没有测试过"), N_("请换用 PostgreSQL"), name=name)
    else:
        yield ok(N_("数据库 %(name)s 可用"), name=name)
    if found != migrate.head():
        yield bad(N_("数据表是 %(found)s，最新是 %(head)s"), N_("请运行 flask recruit db upgrade"),
                  found=found or gettext(N_("（还没有）")), head=migrate.head())  # fmt: skip
        return
    if differences := migrate.differences(engine):
        mend = N_("请运行 flask recruit db check 查看，并联系供应方")
        yield bad(N_("数据表有 %(count)s 处和程序不符"), mend, count=len(differences))
        return
    yield ok(N_("数据表是最新版本 %(found)s"), found=found)
    yield from _keys(state)
    yield from _connections(state)
    yield from _deliveries()
    yield from _parked_hooks()


def _keys(state: Recruitment) -> Iterator[Finding]:
    ring = state.keyring
    if lost := keys.usage(ring)[keys.OTHER]:
        mend = N_("请从备份找回那把密钥")
        yield bad(N_("有 %(count)s 个加密的值缺少密钥，读不出来"), mend, count=lost)
    if ring.file is None:
        yield ok(N_("密钥来自配置，共 %(count)s 把"), count=len(ring.key_ids))
        return
    if stat.S_IMODE(ring.file.stat().st_mode) & 0o077:
        yield bad(N_("密钥文件 %(file)s 别人也能读"), N_("请运行 chmod 600 %(file)s"), file=ring.file)
    mend = N_("请把它备份到数据库备份之外的地方；丢了它，加密的数据就读不出来")
    yield warn(N_("密钥在自动生成的文件 %(file)s"), mend, file=ring.file)


def _connections(state: Recruitment) -> Iterator[Finding]:
    with transaction(write=False) as session:
        rows = session.execute(select(Connection.port, Connection.adapter, Connection.enabled)).all()
    stored = {row.port: row for row in rows}
    for port, title in PORTS.items():
        row, name = stored.get(port), gettext(title)
        if row is None and port is Port.OA and state.host_takes_todos:
            yield ok(N_("%(name)s：由所在的 OA 直接接收"), name=name)
        elif row is None:
            yield warn(N_("%(name)s：还没有连接"), N_("请在“设置 → 连接”里设置；在此之前的消息会等着"), name=name)
        elif (port, row.adapter) not in state.adapters:
            yield bad(
                N_("%(name)s：连接程序 %(adapter)s 没有安装"),
                N_("请安装它，或换一个"),
                name=name,
                adapter=row.adapter,
            )
        elif not row.enabled:
            yield warn(N_("%(name)s：已停用"), N_("请在“设置 → 连接”里启用"), name=name)
        else:
            yield ok(N_("%(name)s：%(adapter)s"), name=name, adapter=row.adapter)


def _deliveries() -> Iterator[Finding]:
    row = OutboxMessage
    with transaction(write=False) as session:
        parked = session.scalar(select(func.count()).select_from(row).where(row.state == "parked")) or 0
        due = row.state.in_(("waiting", "unknown")) & (row.next_at < datetime.now(UTC) - LATE)
        late = session.scalar(select(func.count()).select_from(row).where(due)) or 0
    if parked:
        yield warn(N_("%(count)s 条投递要人处理"), N_("请在“设置 → 投递”里查看原因并重发"), count=parked)
    if late:
        mend = N_("没有进程在投递：请打开一次网页，或运行 flask recruit work")
        yield bad(N_("%(count)s 条投递过期 10 分钟还没发出"), mend, count=late)
    if not parked and not late:
        yield ok(N_("没有积压的投递"))


def _parked_hooks() -> Iterator[Finding]:
    with transaction(write=False) as session:
        names = session.scalars(select(HookSetting.implementation).where(HookSetting.parked_at.is_not(None))).all()
    if names:
        mend = N_("请在“设置 → 钩子”里查看错误，修好后重新打开")
        yield warn(N_("多次出错而停下的行为：%(names)s"), mend, names="、".join(names))
