"""The pinned Qt does not lose references: PySide6 6.12.0 aborts Python 3.11 after some 5,000 calls without a result."""

from __future__ import annotations

import subprocess
import sys

CALLS = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel()
for number in range(10_000):
    label.setText("figure")
print("alive")
"""


def test_ten_thousand_calls_do_not_end_the_program():
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "alive", done.stderr
