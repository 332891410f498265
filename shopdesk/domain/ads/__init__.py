"""What is to be spent on ads and affiliates, and what was."""
