"""What a hostile or broken client sends: nasty texts by name, and generators of everything else."""

import json
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

from hypothesis import strategies as st

NASTY = {
    "blank": "",
    "spaces": " \u3000\t\r\n",
    "nul": "55\x00",
    "lone surrogate": "55\ud800",
    "right-to-left": "\u202e55",
    "zero width": "\u200b55\ufeff",
    "combining": "5" + "\u0301" * 50,
    "5,000 digits": "9" * 5000,
    "5,000 zeros": "0" * 5000,
    "minus zero": "-0",
    "negative": "-1",
    "plus": "+5",
    "huge exponent": "1e999",
    "not a number": "NaN",
    "infinity": "Infinity",
    "hexadecimal": "0x37",
    "underscore": "1_000",
    "arabic digits": "٥٥",
    "superscript": "5²",
    "circled": "⑤",
    "fraction": "½",
    "chinese number": "五十五",
    "roman": "Ⅻ",
    "commas": ",,,",
    "wrong commas": "1,00,0",
    "html": "<script>alert(1)</script>",
    "attribute": '"\' onfocus=alert(1) x="',
    "template": "{{ 7|add:7 }}{% debug %}",
    "format": "%s%(x)s{0.__class__}",
    "sql": "1' OR '1'='1'; --",
    "path": "../../../../etc/passwd",
    "header": "5\r\nSet-Cookie: a=b",
    "python": "__import__('os').abort()",
    "long text": "鈣" * 3000,
    "unit alone": "mg",
    "date": "2026-11-22",
}

texts = (
    st.sampled_from(sorted(NASTY.values()))
    | st.text(st.characters(codec=None), max_size=60)
    | st.integers().map(str)
    | st.floats().map(str)
    | st.from_regex(r"[0-9０-９,，.]{1,12} ?(mg|毫克|µg|IU|歲|分鐘|杯)?", fullmatch=True)
)

Fields = list[tuple[str, str]]


def fields_of(names: list[str]) -> st.SearchStrategy[Fields]:
    """Known fields and unknown ones, missing, once or many times, with anything in them."""
    name = st.sampled_from([*names, "not_sure", "csrfmiddlewaretoken", "x", ""]) | texts
    return st.lists(st.tuples(name, texts), max_size=12)


def urlencoded(fields: Fields) -> bytes:
    """As a browser would, but lone surrogates go out as they are."""
    raw = [(name.encode("utf-8", "surrogatepass"), text.encode("utf-8", "surrogatepass"))
           for name, text in fields]  # fmt: skip
    return urlencode(raw).encode()


BOUNDARY = "b"


def multipart(fields: Fields, files: bool) -> bytes:
    """Not quite as a browser would: quotes and line ends in names are left alone."""
    parts = []
    for name, text in fields:
        head = f'Content-Disposition: form-data; name="{name}"'
        if files:
            head += f'; filename="{name}.csv"\r\nContent-Type: text/csv'
        parts.append(f"--{BOUNDARY}\r\n{head}\r\n\r\n{text}\r\n")
    whole = "".join(parts) + f"--{BOUNDARY}--\r\n"
    return whole.encode("utf-8", "surrogatepass")


FORM = "application/x-www-form-urlencoded"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
CONTENT_TYPES = [
    FORM,
    MULTIPART,
    f"{FORM}; charset=utf-16",
    f"{FORM}; charset=rot13",
    f"{FORM}; charset=nonsense",
    f"{MULTIPART}; charset=rot13",
    f"{MULTIPART}; charset=utf-7",
    f"{MULTIPART}; charset=idna",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    f"multipart/form-data; boundary={'b' * 300}",
    "multipart/form-data; boundary=é",
    "application/json",
    "text/plain",
    "",
    ";",
]


@st.composite
def bodies(draw: Any, names: list[str]) -> tuple[str, bytes]:
    """A content type and a body, which often do not belong together."""
    fields = draw(fields_of(names))
    body = draw(
        st.sampled_from(
            [
                urlencoded(fields),
                multipart(fields, files=False),
                multipart(fields, files=True),
                multipart(fields, files=False)[:-9],
                json.dumps(fields).encode(),
            ]
        )
        | st.binary(max_size=200)
        | st.binary(max_size=60).map(lambda raw: b"age=" + quote_from_bytes(raw).encode())
    )
    usual = MULTIPART if body.startswith(b"--") else FORM
    return draw(st.just(usual) | st.sampled_from(CONTENT_TYPES)), body


cookies = st.text(st.characters(codec="latin-1", exclude_characters=";\r\n"), max_size=80)
"""What stands after `Cookie: answers=`; a server sees bytes as Latin-1."""
