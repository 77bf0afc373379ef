"""Every sentence of an adapter can be read in English."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from hr_recruit_plugin.adapters import base
from hr_recruit_plugin.i18n import CATALOGUES

PLACE = re.compile(r"%\(\w+\)s")


def test_every_sentence_has_its_translation_with_the_same_places() -> None:
    with (CATALOGUES / "en" / "LC_MESSAGES" / "adapters.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    folder = str(Path(base.__file__).parent)
    found = {str(message) for _, _, message, _, _ in extract_from_dir(folder, keywords={"N_": None})}
    assert len(found) > 50
    for message in found:
        known = catalogue.get(message)
        assert known is not None, f"not translated: {message}"
        assert known.string, f"empty: {message}"
        assert sorted(PLACE.findall(message)) == sorted(PLACE.findall(str(known.string))), message


def test_nothing_is_translated_that_is_said_no_more() -> None:
    with (CATALOGUES / "en" / "LC_MESSAGES" / "adapters.po").open("rb") as file:
        known = {str(message.id) for message in read_po(file, locale="en") if message.id}
    folder = str(Path(base.__file__).parent)
    assert known <= {str(message) for _, _, message, _, _ in extract_from_dir(folder, keywords={"N_": None})}
