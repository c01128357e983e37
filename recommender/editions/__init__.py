"""What an editor does with editions: copy to a draft, compare, judge, publish, CSV in and out.

Everything that changes an edition first locks all of them (`Edition.lock`), so that two editors
can never interleave, and happens in one transaction, so that it happens wholly or not.
"""

from ..wording import row_name
from .checks import Problem, Warned, problems, warnings
from .difference import Cell, Difference, GridRow, ListChange, ListChanges, difference
from .publishing import (
    NotADraft,
    NotReady,
    Stale,
    copy_to_draft,
    draft_or_live,
    live_edition,
    publish,
    shipped_to_draft,
    sort_rows,
)
from .sample_people import Effect, Person, effects, people

__all__ = [
    "Cell",
    "Difference",
    "Effect",
    "GridRow",
    "ListChange",
    "ListChanges",
    "NotADraft",
    "NotReady",
    "Person",
    "Problem",
    "Stale",
    "Warned",
    "copy_to_draft",
    "difference",
    "draft_or_live",
    "effects",
    "live_edition",
    "people",
    "problems",
    "publish",
    "row_name",
    "shipped_to_draft",
    "sort_rows",
    "warnings",
]
