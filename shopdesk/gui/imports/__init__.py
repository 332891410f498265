"""Importing on screen: dropping files, the preview with its mapping editor, the list of imports."""
