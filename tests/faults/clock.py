"""The site with a clock that the file named by CLOCK sets ahead or back, in seconds."""

import os
import time
from pathlib import Path

SHIFT = Path(os.environ["CLOCK"])
_true_time = time.time
time.time = lambda: _true_time() + int(SHIFT.read_text())

from bonehealth.wsgi import application  # noqa: E402

__all__ = ["application"]
