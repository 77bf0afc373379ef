"""Text that an editor broke at a fixed width."""

from hr_recruit_plugin.engines.resume.wrapping import columns, unwrapped


def test_chinese_characters_take_two_places() -> None:
    assert columns("ICU护士") == 7


def test_lines_cut_at_the_width_are_whole_again() -> None:
    lines = [
        "专业技能",
        "腰椎穿刺、气管插管、急性中毒救治、超声引导穿",
        "刺、胸腔闭式引流、溶栓治疗、骨折手法复位、心",
        "电图判读、清创缝合、深静脉置管、胃肠镜检查、",
        "病历质控",
        "自我评价",
    ]
    assert unwrapped(lines) == ["专业技能", "".join(lines[1:5]), "自我评价"]


def test_a_period_goes_on_on_the_next_line_whatever_the_width() -> None:
    assert unwrapped(["Mercy Clinic | Staff Nurse  Jul 2012 –", "Jun 2017"]) == [
        "Mercy Clinic | Staff Nurse  Jul 2012 – Jun 2017"
    ]


def test_lines_of_different_lengths_stay() -> None:
    lines = ["姓名：王丽", "工作经历", "2019.03-至今", "青川市人民医院"]
    assert unwrapped(lines) == lines


def test_bullets_labels_and_full_stops_begin_anew() -> None:
    full = "* 负责危重患者的病情观察、交接及抢救配合工作"
    lines = [full, full, full, "科室：急诊科一病区二组急诊科一病区二组急诊科"]
    assert unwrapped(lines) == lines


def test_what_stands_further_in_is_told_under_the_line_above() -> None:
    full = "2018.09-2022.05，云海市第一人民医院（手术室），护士"
    lines = [full, "    承担低年资护士的带教与操作考核", full, "    完成责任制整体护理", full, "    参与教学"]
    assert unwrapped(lines) == lines
