"""What the built program starts with."""

from __future__ import annotations

import sys

from shopdesk.__main__ import main

sys.exit(main())
