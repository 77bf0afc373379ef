"""A small host OA in memory, with invented staff; tests decide who is signed in."""

from __future__ import annotations

from collections.abc import Sequence

from hr_recruit_plugin import hookimpl
from hr_recruit_plugin.records import Department, HostUser, NewHire, Todo
from hr_recruit_plugin.services.unit import Actor, staff

ROLE_MAP = {"人事": "hr", "科主任": "department_head", "考官": "interviewer", "信息科": "admin", "纪检": "auditor"}

DEPARTMENTS = (
    Department("HR", "人力资源部"),
    Department("HL", "护理部"),
    Department("XN", "心内科"),
    Department("XX", "信息科"),
)

USERS = {
    key: HostUser(user_id, name, roles, department, f"{key}@hospital.example")
    for key, user_id, name, roles, department in (
        ("hr", "1001", "何敏", ("人事",), "HR"),
        ("head", "1101", "罗建国", ("科主任", "考官"), "HL"),
        ("other_head", "1201", "沈立", ("科主任", "考官"), "XN"),
        ("interviewer", "1102", "田颖", ("考官",), "HL"),
        ("interviewer2", "1103", "方舟", ("考官",), "HL"),
        ("interviewer3", "1202", "石磊", ("考官",), "XN"),
        ("admin", "1301", "唐维", ("信息科",), "XX"),
        ("auditor", "1401", "严正", ("纪检",), "HR"),
        ("nobody", "1501", "路人", ("后勤",), "HL"),
    )
}


class SmallHost:
    """Host glue for tests. ``current`` is who is signed in; what the plugin hands over is kept in the lists."""

    def __init__(self) -> None:
        self.current: HostUser | None = None
        self.todos: list[tuple[str, Todo]] = []
        self.colleagues: list[NewHire] = []

    def sign_in(self, who: str | None) -> HostUser | None:
        """Sign in one of ``USERS`` by key, or nobody."""
        self.current = USERS[who] if who else None
        return self.current

    @staticmethod
    def actor(who: str) -> Actor:
        """One of ``USERS`` as an actor; needs an application context."""
        return staff(USERS[who])

    @hookimpl
    def recruit_current_user(self) -> HostUser | None:
        return self.current

    @hookimpl
    def recruit_departments(self) -> Sequence[Department]:
        return DEPARTMENTS

    @hookimpl
    def recruit_find_users(self, query: str) -> Sequence[HostUser]:
        return [user for user in USERS.values() if query in user.name or query == user.id]

    @hookimpl
    def recruit_push_todo(self, user_id: str, todo: Todo) -> None:
        self.todos.append((user_id, todo))

    @hookimpl
    def recruit_add_colleague(self, hire: NewHire) -> str:
        self.colleagues.append(hire)
        return hire.staff_no
