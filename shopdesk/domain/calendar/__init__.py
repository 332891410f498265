"""The calendar: festivals from rules, the lunar calendar as a table, holidays by law and notice."""
