"""What the window shows first: the page as it will be, kept as a picture while nothing that it depends on changes."""
