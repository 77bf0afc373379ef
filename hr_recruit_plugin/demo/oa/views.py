"""Pages of the OA."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, session, url_for
from sqlalchemy import or_, select
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from . import security
from .locale import LOCALES, oa_t
from .models import Department, Role, Staff, Todo, db

bp = Blueprint("oa", __name__)


@bp.before_request
def _check_csrf() -> None:
    if request.method == "POST" and not security.csrf_is_right(request):
        abort(400, oa_t("页面放得太久，口令已过期。刷新后再试。"))


def hospital_zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["OA_TIMEZONE"])


def today() -> date:
    return datetime.now(hospital_zone()).date()


@bp.app_template_filter("oa_time")
def local_time(moment: datetime | None) -> str:
    """A stored UTC time in the hospital's zone, to the minute."""
    return "" if moment is None else f"{moment.replace(tzinfo=UTC).astimezone(hospital_zone()):%Y-%m-%d %H:%M}"


@bp.app_errorhandler(HTTPException)
def explain(problem: HTTPException) -> tuple[str, int] | HTTPException:
    """Say what went wrong in the OA's words; redirects and answers of plugins pass."""
    if problem.response is not None or problem.code is None or problem.code < 400:
        return problem
    db.session.rollback()
    words = {
        403: oa_t("你的角色不能打开这一页。需要的话，请系统管理员调整角色。"),
        404: oa_t("没有这一页。地址可能写错了，或者内容已经移走。"),
        500: oa_t("系统出错了，内容没有改动。请稍后再试，或报给信息科。"),
    }
    own_words = problem.description != type(problem).description and problem.description
    text = words.get(problem.code) or own_words or oa_t("这个请求不能处理，内容没有改动。")
    return render_template("oa/error.html", code=problem.code, text=text), problem.code


@bp.get("/sign-in")
def sign_in() -> Any:
    if security.current_staff() is not None:
        return redirect(security.safe_next(request.args.get("next")))
    return render_template("oa/sign_in.html", next=request.args.get("next", ""))


@bp.post("/sign-in")
def sign_in_post() -> Any:
    login = request.form.get("login", "").strip()
    staff = security.authenticate(login, request.form.get("password", ""))
    if staff is None:
        problem = oa_t("账号或密码不对。密码区分大小写。")
        page = render_template("oa/sign_in.html", next=request.form.get("next", ""), login=login, problem=problem)
        return page, 401
    security.sign_in(staff)
    return security.back()


@bp.post("/sign-out")
def sign_out() -> Response:
    locale = session.get("oa_locale")
    session.clear()
    if locale:
        session["oa_locale"] = locale
    return redirect(url_for("oa.sign_in"))


@bp.post("/locale")
def switch_locale() -> Response:
    chosen = request.form.get("locale", "")
    if chosen not in LOCALES:
        abort(400, oa_t("没有这种语言。"))
    session["oa_locale"] = chosen
    return security.back()


@bp.get("/")
@security.signed_in
def home() -> str:
    staff = security.current_staff()
    assert staff is not None
    waiting = db.session.scalars(_todos_of(staff, done=False).limit(6)).all()
    newest = db.session.scalars(select(Staff).order_by(Staff.start_date.desc(), Staff.staff_no.desc()).limit(4))
    return render_template("oa/home.html", todos=waiting, newest=newest.all(), today=today())


@bp.get("/todos")
@security.signed_in
def todos() -> str:
    staff = security.current_staff()
    assert staff is not None
    done = request.args.get("state") == "done"
    return render_template("oa/todos.html", todos=db.session.scalars(_todos_of(staff, done=done)).all(), done=done)


@bp.post("/todos/<int:todo_id>")
@security.signed_in
def change_todo(todo_id: int) -> Response:
    """Close or reopen one's own entry."""
    staff = security.current_staff()
    todo = db.session.get(Todo, todo_id)
    if todo is None or staff is None or todo.staff_no != staff.staff_no:
        abort(404)
    closing = request.form.get("action") == "close"
    todo.closed = datetime.now(UTC).replace(tzinfo=None) if closing else None
    db.session.commit()
    flash(oa_t("已办结「{title}」", title=todo.title) if closing else oa_t("已放回待办「{title}」", title=todo.title))
    return security.back()


@bp.get("/staff")
@security.signed_in
def staff() -> str:
    query = request.args.get("q", "").strip()
    department = request.args.get("department", "")
    found = select(Staff).order_by(Staff.start_date.desc(), Staff.staff_no)
    if query:
        found = found.where(or_(Staff.name.contains(query, autoescape=True), Staff.staff_no == query))
    if department:
        found = found.where(Staff.department_code == department)
    return render_template(
        "oa/staff.html",
        people=db.session.scalars(found).all(),
        departments=_departments(),
        query=query,
        department=department,
        today=today(),
    )


@bp.get("/departments")
@security.signed_in
def departments() -> str:
    return render_template("oa/departments.html", departments=_departments())


@bp.get("/accounts")
@security.only_for("sysadmin", "audit")
def accounts() -> str:
    people = db.session.scalars(select(Staff).order_by(Staff.staff_no)).all()
    roles = db.session.scalars(select(Role).order_by(Role.code)).all()
    return render_template("oa/accounts.html", people=people, roles=roles)


def _todos_of(staff: Staff, *, done: bool) -> Any:
    mine = select(Todo).where(Todo.staff_no == staff.staff_no)
    if done:
        return mine.where(Todo.closed.is_not(None)).order_by(Todo.closed.desc())
    return mine.where(Todo.closed.is_(None)).order_by(Todo.due.is_(None), Todo.due, Todo.id)


def _departments() -> Any:
    return db.session.scalars(select(Department).order_by(Department.code)).all()
