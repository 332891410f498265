"""The data file: the only place that knows SQLAlchemy and SQLite."""
