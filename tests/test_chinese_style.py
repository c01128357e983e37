"""The house style of docs/decisions/0040-chinese-style.md, as far as a machine can read it."""

import re

import pytest
from babel.messages.pofile import read_po

from tests.support.translations import CATALOGUE

with CATALOGUE.open("rb") as file:
    TEXTS = {
        text
        for message in read_po(file, locale="zh_Hant")
        if message.id
        for text in (message.string if isinstance(message.string, tuple) else [message.string])
    }

HAN = r"[\u4e00-\u9fff]"
FULL = "[，。：；？！、「」（）]"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%s|%%|\{\w*\}|</?b>")

BROKEN = {
    "words of elsewhere or of an error code": (
        "您|欄位|必須|無效|保健品|信息|默認|用戶|數據|軟件|網絡|打印|菜單|絕經|臺灣"
    ),
    "no space between Chinese and Latin letters or digits": rf"{HAN}[A-Za-z0-9]|[A-Za-z0-9%]{HAN}",
    "a space beside full-width punctuation": f" {FULL}|{FULL} ",
    "half-width punctuation after Chinese": rf"{HAN}[,;:?!()\"]|[,;:?!()\"]{HAN}",
    "a hyphen or tilde for a range": r"\d ?[-~～] ?\d",
    "doubled punctuation": "[，。：；、]{2}|（[^）]*（",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_every_message_keeps_the_house_style(broken):
    wrong = [text for text in TEXTS if re.search(broken, PLACEHOLDER.sub("\ue000", text))]

    assert not wrong


def test_an_error_says_what_to_do():
    with CATALOGUE.open("rb") as file:
        errors = [
            message.string
            for message in read_po(file, locale="zh_Hant")
            if str(message.id).startswith(("Enter ", "Choose "))
        ]

    assert errors
    assert not [text for text in errors if not re.search("請|填|選|不能|不可", text)]
