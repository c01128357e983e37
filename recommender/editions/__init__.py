"""What an editor does with editions: copy to a draft, compare, judge, publish, CSV in and out.

Everything that changes an edition first locks the one row of `CatalogueStamp`, so that two
editors can never interleave, and happens in one transaction, so that it happens wholly or not.
"""

from .checks import Problem, Warned, problems, warnings
from .difference import Cell, Grid, GridRow, grid
from .drafts import NotADraft, NotReady, Stale, copy_to_draft, publish, shipped_to_draft, sort_rows
from .effects import Effect, Person, effects, people
from .words import row_name

__all__ = [
    "Cell",
    "Effect",
    "Grid",
    "GridRow",
    "NotADraft",
    "NotReady",
    "Person",
    "Problem",
    "Stale",
    "Warned",
    "copy_to_draft",
    "effects",
    "grid",
    "people",
    "problems",
    "publish",
    "row_name",
    "shipped_to_draft",
    "sort_rows",
    "warnings",
]
