"""The daily page: today's form, problems, templates, looking back."""
