"""Nobody gets into a view unseen: who is it, may they, and is the request really theirs."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, Response, current_app, g, redirect, request
from werkzeug.exceptions import HTTPException

from ..errors import Forbidden, RecruitmentError
from ..i18n import N_, gettext
from ..security import csrf
from ..services.unit import Actor, staff
from ..state import recruitment
from . import rendering

log = logging.getLogger(__name__)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., Any])


def staff_blueprint(name: str, module: str) -> Blueprint:
    """A blueprint that only signed-in staff reach. Each view still names its permission with ``needs``."""
    blueprint = Blueprint(f"hr_recruit_{name}", module)
    blueprint.before_request(_sign_in)
    blueprint.before_request(refuse_forgery)
    catch_errors(blueprint, rendering.page)
    return blueprint


def needs(permission: str) -> Callable[[View], View]:
    """The permission that a view asks for; the contract test finds views without one."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            actor().require(permission)
            return view(*args, **kwargs)

        guarded.hr_recruit_permission = str(permission)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def shown_again(show: Callable[..., Response]) -> Callable[[View], View]:
    """What the user can mend comes back on the page it came from: ``show``, given the view's arguments and ``problem``.

    What is not there has no page: it stays a 404.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def shown(**where: Any) -> Any:
            try:
                return view(**where)
            except RecruitmentError as problem:
                if problem.status == 404:
                    raise
                return show(**where, problem=problem)

        return shown  # type: ignore[return-value]

    return decorate


def actor() -> Actor:
    """Who is signed in."""
    held: Actor = g.hr_recruit_actor
    return held


def _sign_in() -> Response | None:
    user = recruitment().plugins.hook.recruit_current_user()
    if user is None:
        login = recruitment().plugins.hook.recruit_login_url(next_url=request.full_path.rstrip("?"))
        if login and request.method in SAFE and not request.headers.get("HX-Request"):
            return redirect(login)  # type: ignore[return-value]
        return Response(gettext(N_("请先登录。")), 401, {"Content-Type": "text/plain; charset=utf-8"})
    g.hr_recruit_actor = staff(user)
    return None


def refuse_forgery() -> None:
    if request.method not in SAFE and not csrf.is_right(request):
        raise Forbidden(N_("页面放得太久，没有保存。刷新页面后再提交一次，填的内容还在本机。"))


class TooLarge(RecruitmentError):
    code = "too-large"
    status = 413


def refuse_flood(megabytes: int) -> None:
    """Raises TooLarge before anything of a body of more than ``megabytes``, or of unknown size, is read."""
    endless = request.content_length is None and bool(request.headers.get("Transfer-Encoding"))
    if endless or (request.content_length or 0) > megabytes << 20:
        raise TooLarge(N_("文件超过 %(limit)s MB。压缩或拆分后再传。"), limit=megabytes)


def catch_errors(blueprint: Blueprint, page: Callable[..., Response], template: str = "error.html") -> None:
    """Every error becomes a sentence for the person in front of the screen."""

    @blueprint.errorhandler(RecruitmentError)
    def _refused(error: RecruitmentError) -> Response:
        return _say(page, template, gettext(error.message, **error.params), error.status, error)

    @blueprint.errorhandler(Exception)
    def _failed(error: Exception) -> Any:
        if isinstance(error, HTTPException):
            return error
        if current_app.debug or current_app.config.get("PROPAGATE_EXCEPTIONS"):
            raise error
        number = secrets.token_hex(2).upper()
        # The place and the kind; the message may quote a person's data.
        place = "".join(traceback.format_tb(error.__traceback__))
        log.error("error %s at %s: %s\n%s", number, request.endpoint, type(error).__name__, place)
        sentence = gettext(N_("这一块没能载入，其余内容不受影响。编号 %(number)s，可报给信息科。"), number=number)
        return _say(page, template, sentence, 500)


def _say(
    page: Callable[..., Response], template: str, sentence: str, status: int, error: RecruitmentError | None = None
) -> Response:
    fields = getattr(error, "fields", {}) or {}
    if request.headers.get("HX-Request") or request.accept_mimetypes.best == "application/json":
        answer = rendering.fragment("parts/note.html", sentence=sentence, fields=fields, status=status)
        answer.headers["HX-Reswap"] = "none"
        return answer
    return page(template, title=gettext(N_("没能完成")), sentence=sentence, fields=fields, code=status, status=status)
