"""Records of each noun, read and written through a unit of work."""
