"""The handbook: what a store writes down once and needs every day."""
