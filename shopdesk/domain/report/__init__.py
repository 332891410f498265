"""What the weekly report holds, as plain records; how it looks is decided elsewhere."""
