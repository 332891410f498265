"""The calendar: festivals from rules, the lunar calendar from a shipped table, public holidays from laws and notices."""
