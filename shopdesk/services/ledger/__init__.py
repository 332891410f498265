"""Statements of the account, orders held against them, and what they come to."""
