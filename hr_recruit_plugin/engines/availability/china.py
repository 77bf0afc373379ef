"""Special days of China to start from, as people write them; HR checks and changes them.

2026: as the State Council's office announced them (国办发明电 of November 2025). 2027: the statutory days alone, by the
regulation of 2024 (全国年节及纪念日放假办法); which days are worked for them is announced late in the year before.
"""

from __future__ import annotations

from collections.abc import Mapping

PROPOSALS: Mapping[int, str] = {
    2026: """\
2026-01-01~2026-01-03 休 元旦
2026-01-04 班 周五 元旦调休
2026-02-14 班 周五 春节调休
2026-02-15~2026-02-23 休 春节
2026-02-28 班 周五 春节调休
2026-04-04~2026-04-06 休 清明节
2026-05-01~2026-05-05 休 劳动节
2026-05-09 班 周二 劳动节调休
2026-06-19~2026-06-21 休 端午节
2026-09-20 班 周二 国庆节调休
2026-09-25~2026-09-27 休 中秋节
2026-10-01~2026-10-07 休 国庆节
2026-10-10 班 周三 国庆节调休""",
    2027: """\
2027-01-01 休 元旦
2027-02-05~2027-02-08 休 春节
2027-04-05 休 清明节
2027-05-01~2027-05-02 休 劳动节
2027-06-09 休 端午节
2027-09-15 休 中秋节
2027-10-01~2027-10-03 休 国庆节""",
}
"""Year → lines for ``read_special_days``."""
