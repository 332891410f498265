"""Photos and files: pasting, dropping, small pictures, and looking at them large."""
