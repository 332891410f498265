"""How a program is started from a window on Windows."""

from __future__ import annotations

import subprocess

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""A console would flash up otherwise; no flag at all elsewhere."""
