"""The plain form of printed words, for comparing them: never for keeping."""

import re
import unicodedata
from functools import lru_cache

MARKUP = re.compile(r"</?[a-zA-Z]+>|\*\*|^#+\s*")
ORDINAL = re.compile(
    r"^(?:"
    r"[（(][一二三四五六七八九十]+[)）]"  # （一）
    r"|[一二三四五六七八九十]+、"  # 一、
    r"|[0-9]+[、.．](?![0-9])"  # 1、 but not 1.5
    r"|[（(][0-9]+[)）]"  # (1)
    r")"
)
#: Circled numbers as numbers in brackets: narrowed they would be bare digits, which no ordinal is.
CIRCLED = {ord("①") + at: f"({at + 1})" for at in range(20)}
OF_WHICH = re.compile(r"^其中[:：]?")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """``text`` with full-width signs narrowed, markup and all spaces removed.

    >>> plain("### 2023年 预算收支总表（不含上年结转）")
    '2023年预算收支总表(不含上年结转)'
    >>> plain("“三公”经费合计")
    '"三公"经费合计'
    """
    narrow = unicodedata.normalize("NFKC", MARKUP.sub("", text.strip()))
    return re.sub(r"\s+", "", narrow).translate(QUOTES)


QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "〔": "(", "〕": ")", "【": "(", "】": ")"})


@lru_cache(maxsize=65536)
def unnumbered(text: str) -> str:
    """The plain form without its ordinal, without 其中 and without a closing colon.

    >>> unnumbered("八、社会保障和就业支出")
    '社会保障和就业支出'
    >>> unnumbered("    其中：公务用车购置费")
    '公务用车购置费'
    >>> unnumbered("②公务用车运行维护费"), unnumbered("①2023年项目")
    ('公务用车运行维护费', '2023年项目')
    """
    words = plain(text.translate(CIRCLED))
    for _ in range(3):
        shorter = OF_WHICH.sub("", ORDINAL.sub("", words))
        if shorter == words:
            break
        words = shorter
    return words.rstrip(":")
