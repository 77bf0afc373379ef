"""Write the list of common words that the features of the resume reader's CRF look at, from the dictionary of jieba.

    pip download --no-deps jieba==0.42.1      # MIT; only for this script, the product does not import it
    python scripts/make_common_words.py dict.txt

``dict.txt`` is ``jieba/dict.txt`` of that package: word, frequency and part of speech a line. Kept are words of two to four
ideographs that are met at least a hundred times there; names of people are left out. The list stands beside the code that
reads it, with jieba's licence on top.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from hr_recruit_plugin.engines.resume.common_words import FILE

LEAST = 100
# Parts of speech that say something of their own here; of the others the first letter is enough.
KEPT = ("ns", "nt", "nz", "vn")
LICENCE = """\
Words and parts of speech from the dictionary of jieba 0.42.1 (https://github.com/fxsjy/jieba), written by
scripts/make_common_words.py.

The MIT License (MIT)

Copyright (c) 2013 Sun Junyi

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of
the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS
FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def chosen(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(word, part of speech) of what is kept."""
    for line in lines:
        word, times, speech = line.split()
        if int(times) >= LEAST and re.fullmatch(r"[一-鿿]{2,4}", word) and not speech.startswith("nr"):
            yield word, speech if speech in KEPT else speech[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionary", type=Path)
    args = parser.parse_args()
    words = sorted(chosen(args.dictionary.read_text(encoding="utf-8").splitlines()))
    head = "".join(f"# {line}".rstrip() + "\n" for line in LICENCE.splitlines())
    FILE.write_text(head + "".join(f"{word} {speech}\n" for word, speech in words), encoding="utf-8")
    print(f"{FILE.name}: {len(words)} words, {FILE.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
