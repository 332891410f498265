"""How many statements about one store look into parts of other stores, where tables are parted by the store.

    python benchmarks/bench_parts.py [--list]

The sample store is moved to a server whose tables of a store are parted by its hash. Every command that only reads and
every report is run there, and the server says of each statement which parts it would read. ``--list`` prints those that
read more than one: what on many servers would ask all of them.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> int:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--list", action="store_true", help="print the statements that read more than one part")
    wants_list = parser.parse_args().list
    from PySide6.QtWidgets import QApplication
    from sqlalchemy import Engine

    from benchmarks import parted
    from shopdesk.bootstrap import open_app
    from shopdesk.cli.main import run
    from shopdesk.infra.clock import FixedClock
    from shopdesk.storage import places
    from tests import engines, postgres_server
    from tests.gui import sample_store
    from tests.storage.test_one_read import COMMANDS, READS

    application = QApplication([])
    server = postgres_server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            home, out = Path(folder), Path(folder, "data")
            out.mkdir()
            sample_store.home[:] = [home]
            engines.moved(sample_store.kept_sample("en"), server.address(server.make(name="parted")))
            parted.part(server.address("parted"))
            places.keep_address(out / "server.json", server.address("parted"))
            with parted.explained(Engine) as looked:
                app = open_app(out, "en", clock=FixedClock(sample_store.NOW))
                store = app.services.stores.all()[0].id or 0
                person = app.services.people.everyone(store)[0].name
                for work in READS.values():
                    work(app, store, home)
                app.close()
                for words in COMMANDS:
                    told = words.format(out=home, person=person).split()
                    with contextlib.redirect_stdout(io.StringIO()):
                        code = run(["--data-dir", str(out), "--lang", "en", *told])
                    if code:
                        print(f"{words} ended with {code}", file=sys.stderr)
    finally:
        server.stop()
    application.quit()
    print(f"{len(looked.statements)} statements, of which {len(looked.beyond)} read more than one part")
    if wants_list:
        print("\n\n".join(looked.beyond))
    return 0


if __name__ == "__main__":
    sys.exit(main())
