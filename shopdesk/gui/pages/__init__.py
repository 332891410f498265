"""The five tabs, one folder each."""
