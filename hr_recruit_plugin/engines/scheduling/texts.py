"""Every sentence this engine says to staff, as gettext msgids with named parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def N_(message: str) -> str:  # noqa: N802  (gettext's own name for "mark, translate later")
    """Mark ``message`` for extraction."""
    return message


REASONS: Mapping[str, str] = {
    "candidate_never_free": N_("%(candidate)s 在可安排的时间里没有任何一个可开始的时刻有空"),
    "room_never_free": N_("%(candidate)s 有空的时刻里，没有合适的房间空闲"),
    "pool_never_free": N_("%(candidate)s 有空的时刻里，凑不齐考官：%(panel)s"),
    "avoidance": N_("%(candidate)s 有空的时刻里，能来的考官都须回避：%(panel)s"),
    "no_common_time": N_("%(candidate)s、房间和考官没有共同的空闲时间"),
    "earlier_round": N_("前一轮没有排上：%(earlier)s"),
    "competition": N_("%(count)s 场面试争用同样的时间，无论怎样安排都不能全部排上：%(who)s（紧缺：%(what)s）"),
    "not_found": N_("在限定的时间内没有找到位置，但并未证明排不上"),
}
WAY_OUT_ONE = N_("最省的办法：请以下各位各增加半天，即可全部排上：%(asks)s（已证明不能更少）")
WAY_OUT_OPEN = N_("一个办法：请以下各位各增加半天，即可全部排上：%(asks)s（未证明是最少）")
ASK = {
    "interviewer": N_("考官 %(who)s %(when)s"),
    "candidate": N_("考生 %(who)s %(when)s"),
    "room": N_("房间 %(who)s %(when)s"),
}


def named(ids: Sequence[str], names: Mapping[str, str] | None = None, limit: int = 12) -> str:
    """Ids as people know them, in one breath."""
    shown = [(names or {}).get(one, one) for one in ids[:limit]]
    return "、".join(shown) + ("…" if len(ids) > limit else "")
