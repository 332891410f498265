"""Charts: a sparkline drawn by QPainter, and the trend chart, whose library is imported when the first one is drawn."""
