"""Double-click entry: a command runs on the command line, nothing opens the window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, or run the command in ``argv``; the answer is the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--read-table"]:  # as in infra.paths.table_reader
        from shopdesk.importing.reader_process import main as read_table

        return read_table()
    options = _window_options(words)
    if options is None:
        from shopdesk.cli.main import run

        return run(words)
    from shopdesk.gui.app import run_window

    return run_window(options.data_dir, options.lang)


def _window_options(words: list[str]) -> argparse.Namespace | None:
    """The options when there is no command among ``words``; the commands' modules are not imported for that."""
    from pathlib import Path

    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--lang", choices=["zh_CN", "en"])
    try:
        options, rest = parser.parse_known_args(words)
    except argparse.ArgumentError:
        return None
    return None if rest else options


if __name__ == "__main__":
    sys.exit(main())
