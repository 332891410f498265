"""Excel workbooks and printable pages. No Qt, no database."""

from __future__ import annotations

from shopdesk.infra.light_workbooks import leave_numpy_out

leave_numpy_out()
