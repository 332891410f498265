"""The handbook: searched, copied, learned, printed."""
