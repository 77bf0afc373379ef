"""Look-alike characters."""

from hypothesis import given
from hypothesis import strategies as st

from hr_recruit_plugin.engines.resume import fold


def test_radicals_of_both_blocks_become_characters() -> None:
    assert fold.display_text("⼯作⺠族⻓") == "工作民族长"


def test_the_key_folds_punctuation_and_traditional_characters() -> None:
    assert fold.key_text("學歷：２０１９．０７～至今（護士）") == "学历:２０１９.０７~至今(护士)"


@given(st.text())
def test_the_key_keeps_every_offset(text: str) -> None:
    shown = fold.display_text(text)
    assert len(fold.key_text(shown)) == len(shown)
