"""The same jobs without a window, for scripts and scheduled tasks."""
