"""How log lines look."""

import logging
import traceback
from types import TracebackType

from django.db import Error as DatabaseError


class ValueFreeFormatter(logging.Formatter):
    """Level, logger and message; of an exception the stack and the type, not its text.

    The text of an exception can quote what a visitor typed (`int("…")` does). Database errors
    keep theirs: no answer ever reaches the database, and operators need the words.
    """

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s %(message)s")

    def formatException(  # noqa: N802 (the name is logging's)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            text = f": {error}" if isinstance(error, DatabaseError) else ""
            stack = traceback.format_tb(error.__traceback__)
            lines = [*stack, f"{type(error).__name__}{text}\n", *lines]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "".join(lines).rstrip()
