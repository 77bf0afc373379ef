"""The sentence for each hard rule; the key's part before the dot is the rule's name in the format."""

from __future__ import annotations

from collections.abc import Mapping

from .texts import N_

RULES: Mapping[str, str] = {
    "form": N_("%(interview)s 这一条读不懂，或不在本次安排之内"),
    "once": N_("面试 %(interview)s 应出现一次，实际出现 %(times)s 次"),
    "session": N_("%(interview)s 不在任何一个半天之内"),
    "grid": N_("%(interview)s 的开始时刻不在 %(minutes)s 分钟的格子上"),
    "window.early": N_("%(interview)s 早于最早时间 %(limit)s"),
    "window.late": N_("%(interview)s 晚于截止时间 %(limit)s"),
    "double_booking": N_("%(who)s 同时被安排在 %(first)s 和 %(second)s"),
    "availability": N_("%(who)s 这段时间没有空，却被安排在 %(interview)s"),
    "avoidance": N_("%(who)s 须回避 %(candidate)s"),
    "panel": N_("%(interview)s 的考官组成不对，应为 %(need)s"),
    "room": N_("%(interview)s 需要房间，却没有安排"),
    "room.needless": N_("%(interview)s 不占房间，却安排了 %(room)s"),
    "campus": N_("%(who)s 不在院区 %(campus)s，不能参加 %(interview)s"),
    "one_campus": N_("%(who)s 在同一个半天里要去两个院区：%(campuses)s"),
    "max_per_day": N_("%(who)s 这一天有 %(count)s 场，最多 %(most)s 场"),
    "max_per_week": N_("%(who)s 这一周有 %(count)s 场，最多 %(most)s 场"),
    "sequence": N_("%(then)s 应在 %(first)s 之后，且至少隔 %(days)s 天"),
    "different_interviewers": N_("%(who)s 同时出现在 %(first)s 和 %(then)s 里，两轮须换考官"),
    "reason": N_("%(interview)s 未排上的理由“%(kind)s”不成立"),
    "level": N_("目标 %(level)s 所报的数值或界与实际不符"),
}
