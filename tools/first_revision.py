"""Write the first revision anew from the tables. Only for as long as no released program has used it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

from shopdesk.infra import atomic
from shopdesk.storage.engine import make_engine
from shopdesk.storage.tables.everything import metadata

HEAD = '''"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
{up}


def downgrade() -> None:
    """Remove every table."""
{down}
'''


def main() -> None:
    """Render the difference between an empty file and the tables."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(Path(folder) / "empty.db")
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"target_metadata": metadata, "user_module_prefix": "sa.", "render_item": render_item}
            )
            script = produce_migrations(context, metadata)
            up = render_python_code(script.upgrade_ops, migration_context=context, render_item=render_item)
            down = render_python_code(script.downgrade_ops, migration_context=context, render_item=render_item)
        engine.dispose()
    target = Path(__file__).resolve().parents[1] / "migrations" / "versions" / "0001_first_schema.py"
    atomic.write_text(target, HEAD.format(up=body(up), down=body(down)))


def body(code: str) -> str:
    """The generated lines without their comments."""
    lines = [line for line in code.splitlines() if line.strip() and not line.strip().startswith("#")]
    return "\n".join(line if line.startswith("    ") else f"    {line}" for line in lines)


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Our own column types as the plain types below them: a migration must not depend on today's code."""
    if kind == "type" and type(item).__module__.startswith("shopdesk."):
        return f"sa.{item.impl!r}"  # type: ignore[attr-defined]
    return False


if __name__ == "__main__":
    main()
