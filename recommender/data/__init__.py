"""The first data: figures with their sources, as they were delivered.

A file that is not to the letter what `SHA256SUMS` says is not read: a damaged figure of health
must not become an edition.
"""

import csv
from collections.abc import Callable
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
DATED = "2026-11-26"
"""When the figures were last checked against their sources."""

SOURCE_EN = (
    "The source article’s reference table; it gives no ages for adults and for women after "
    "menopause, 19–64 is set here"
)
SOURCE_ZH_HANT = "原始文章的參考表；原表未寫成年人與停經後婦女的年齡，19–64 歲為本站所定"
ENOUGH_SUN_MINUTES = 15
NOTE = f"Data of {DATED} · {DATED} 的資料"
"""What a draft with these data says of itself, to editors of either language."""

FILES = {
    "ReferenceRow": "reference_table.csv",
    "Authority": "authorities.csv",
    "OfficialValue": "official_values.csv",
    "OfficialNone": "official_none.csv",
    "Food": "foods.csv",
    "QuickCard": "quick.csv",
    "EstimateConstant": "estimate.csv",
}
"""By the model that keeps its lines."""
FIELDS = {("Authority", "edition"): "published_edition"}
"""Headings that a model calls something else."""


class DamagedData(Exception):
    """A file of the first data is not the one that was checked."""


def read(name: str) -> list[dict[str, str]]:
    """The lines of one file, by heading.  Raises DamagedData."""
    content = (FOLDER / name).read_bytes()
    sums = dict(line.split()[::-1] for line in (FOLDER / "SHA256SUMS").read_text().splitlines())
    if sha256(content).hexdigest() != sums.get(name):
        raise DamagedData(name)
    return list(csv.DictReader(StringIO(content.decode("utf-8"), newline="")))


def fill(edition: Any, model: Callable[[str], Any]) -> None:
    """Gives an edition everything that the files hold; `model` finds a model by its name."""
    for name, file in FILES.items():
        found = model(name)
        found.objects.bulk_create(
            found(edition=edition, **{"order": order, **_values(found, line)})
            if name == "ReferenceRow"
            else found(edition=edition, **_values(found, line))
            for order, line in enumerate(read(file), 1)
        )


def _values(model: Any, line: dict[str, str]) -> dict[str, Any]:
    """What a line says, by field of the model, today's or a migration's."""
    named = {FIELDS.get((model.__name__, heading), heading): line[heading] for heading in line}
    fields = {field.name: field for field in model._meta.fields}
    return {name: _value(fields[name], text) for name, text in named.items() if name in fields}


def _value(field: Any, text: str) -> Any:
    if field.get_internal_type() == "BooleanField":
        return text == "yes"
    return field.to_python(text) if text else (None if field.null else "")
