"""The audit chain: reading it, proving it, taking it along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask import Response, request

from ...i18n import N_, gettext
from ...security.permissions import Permission
from ...services import audits as service
from ...services.audits import AuditEntry, AuditQuery, Verdict
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import page
from ..spreadsheet import csv_answer
from . import blueprint

OBJECTS: Mapping[str, str] = {
    "application": N_("申请"), "audit": N_("审计"), "busy": N_("占用"), "connection": N_("连接"),
    "delivery": N_("投递记录"), "document": N_("文件"), "hook": N_("自动行为"), "import": N_("导入"),
    "interview": N_("面试"), "interviewer": N_("面试官"), "job": N_("职位"), "key": N_("密钥"), "offer": N_("Offer"),
    "port": N_("接口"), "room": N_("会议室"), "schedule": N_("排期"), "source": N_("来源"),
    "stage_template": N_("阶段模板"), "token": N_("令牌"),
}  # fmt: skip
ACTIONS: Mapping[str, str] = {
    "application.hired": N_("录用"), "application.moved": N_("移动阶段"), "application.received": N_("收到投递"),
    "application.rejected": N_("婉拒"), "application.restored": N_("撤销结束"), "application.sent_again": N_("再次投递"),
    "application.withdrawn": N_("候选人撤回"), "audit.exported": N_("导出审计"), "audit.read": N_("查看审计"),
    "audit.verified": N_("验证审计链"), "busy.cleared": N_("取消占用"), "busy.marked": N_("登记占用"),
    "connection.saved": N_("保存连接"), "connection.switched": N_("启停连接"), "connection.tested": N_("测试连接"),
    "delivery.resent": N_("重发投递"), "delivery.resent_all": N_("重发全部"), "document.read": N_("打开文件"),
    "document.refused": N_("文件没收下"), "dossier.confirmed": N_("核对字段"), "dossier.corrected": N_("更正字段"),
    "dossier.read": N_("查看档案"), "hook.configured": N_("设置自动行为"), "hook.ordered": N_("调整顺序"),
    "hook.parked": N_("自动停用"), "hook.scope_dropped": N_("去掉单独设置"), "hook.switched": N_("启停自动行为"),
    "import.started": N_("开始导入"), "interview.answered": N_("候选人答复面试"), "interview.attendance": N_("登记到场"),
    "interviewer.saved": N_("保存面试官"), "job.changed": N_("修改职位"), "job.opened": N_("新建职位"),
    "job.rescored": N_("重新评分"), "job.stages_changed": N_("修改阶段"), "keys.added": N_("增加密钥"),
    "keys.rotated": N_("轮换密钥"), "offer.declined": N_("谢绝 Offer"), "offer.expired": N_("Offer 过期"),
    "offer.issued": N_("发 Offer"), "offer.signed": N_("签署 Offer"), "offer.withdrawn": N_("撤回 Offer"),
    "review.asked": N_("请求人工复核"), "room.saved": N_("保存会议室"), "schedule.discarded": N_("放弃方案"),
    "schedule.proposed": N_("开始排期"), "schedule.published": N_("发布排期"), "schedule.restarted": N_("重新求解"),
    "schedule.solved": N_("方案算好"), "schedule.stopped": N_("停止求解"), "score.explained": N_("候选人查看评分依据"),
    "scorecard.opened": N_("打开评分表"), "scorecard.reopened": N_("重开评分表"), "scorecard.submitted": N_("交评分表"),
    "source_cost.saved": N_("录入来源成本"), "stage_template.saved": N_("保存阶段模板"),
    "token.issued": N_("发放令牌"), "token.revoked": N_("收回令牌"),
}  # fmt: skip


@blueprint.get("/audit")
@needs(Permission.AUDIT_VIEW)
def audit() -> Response:
    return _screen()


@blueprint.post("/audit/verify")
@needs(Permission.AUDIT_VIEW)
def audit_verify() -> Response:
    with unit_of_work(actor(), write=False) as unit:
        verdict = service.verify(unit)
    return _screen(verdict)


@blueprint.get("/audit.csv")
@needs(Permission.AUDIT_VIEW)
def audit_csv() -> Response:
    with unit_of_work(actor(), write=False) as unit:
        rows = list(_rows(service.export(unit, _query())))
    return csv_answer(rows, gettext(N_("审计记录")))


def _screen(verdict: Verdict | None = None) -> Response:
    query = _query()
    with unit_of_work(actor(), write=False) as unit:
        found = service.read(
            unit, query, before=request.args.get("before", type=int), after=request.args.get("after", type=int)
        )
    return page(
        "admin/audit.html", title=gettext(N_("审计")), found=found, query=query, verdict=verdict, actions=ACTIONS,
        objects=OBJECTS, asked=_asked(query), export_limit=service.EXPORT_LIMIT,
    )  # fmt: skip


def _query() -> AuditQuery:
    """The filters of the URL. A day that is none is left out: the form shows which filters hold."""
    text = {key: request.args.get(key, "").strip()[:64] for key in ("actor", "action", "object_type", "object_id")}
    return AuditQuery(**text, since=_day("since"), until=_day("until"))


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _asked(query: AuditQuery) -> dict[str, Any]:
    return {name: getattr(query, name) for name in query.narrows}


def _rows(entries: Iterator[AuditEntry]) -> Iterator[list[Any]]:
    yield ["id", "at", "actor_id", "actor", "action", "object_type", "object_id", "details", "previous", "hash"]
    for e in entries:
        yield [
            e.id, e.at.isoformat(), e.actor_id, e.actor_name, e.action, e.object_type, e.object_id, e.details,
            e.previous, e.hash,
        ]  # fmt: skip
