"""The OA in whose process the plugin runs, reached by two calls that the host's glue provides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from hr_recruit_plugin.adapters.base import N_, AdapterError, CheckResult, Delivery, Refused, RetryLater
from hr_recruit_plugin.adapters.oa.port import OaAdapter
from hr_recruit_plugin.records import NewHire, Todo

PushTodo = Callable[[str, Todo], object]
AddColleague = Callable[[NewHire], object]


class HostOa(OaAdapter):
    """Calls into the host; ``connected`` makes the class that an application registers.

    Both calls must bear repetition: a to-do replaces the one of its key, a colleague the one of their staff number.
    """

    name = "host"
    title = N_("所在的 OA")
    description = N_("待办进入 OA 的待办中心，新员工进入 OA 的通讯录。")
    can_find: ClassVar[bool] = False
    repeatable: ClassVar[bool] = True

    def __init__(
        self,
        settings: Mapping[str, Any],
        *,
        push_todo: PushTodo | None = None,
        add_colleague: AddColleague | None = None,
    ) -> None:
        super().__init__(settings)
        self._push_todo = push_todo
        self._add_colleague = add_colleague

    @classmethod
    def connected(cls, *, push_todo: PushTodo | None, add_colleague: AddColleague | None) -> type[HostOa]:
        """A class of the same name whose instances need settings only; None where the host offers no such call."""

        class ConnectedHostOa(cls):  # type: ignore[misc, valid-type]
            def __init__(self, settings: Mapping[str, Any]) -> None:
                super().__init__(settings, push_todo=push_todo, add_colleague=add_colleague)

        return ConnectedHostOa

    def push(self, todo: Todo, *, key: str) -> Delivery:
        if self._push_todo is None:
            raise Refused(N_("所在的 OA 没有接待办中心"))
        _call(partial(self._push_todo, todo.user_id, todo))
        return Delivery.done(todo.key)

    def add_colleague(self, hire: NewHire, *, key: str) -> Delivery:
        if self._add_colleague is None:
            raise Refused(N_("所在的 OA 没有接新员工入口"))
        _call(partial(self._add_colleague, hire))
        return Delivery.done(hire.staff_no)

    def check(self) -> CheckResult:
        if self._push_todo is None:
            return CheckResult(False, N_("所在的 OA 没有接待办中心"))
        if self._add_colleague is None:
            return CheckResult(False, N_("所在的 OA 没有接新员工入口"))
        return CheckResult(True, N_("待办和新员工都已接到所在的 OA"))


def _call(call: Callable[[], object]) -> None:
    """The host's code may fail in any way; only the kind of fault is passed on, its text may hold personal data."""
    try:
        call()
    except AdapterError:
        raise
    except Exception as error:
        raise RetryLater(None, N_("所在的 OA 出错，稍后自动重试"), type(error).__name__) from error
