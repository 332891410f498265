"""The dialogs that belong to no page."""
