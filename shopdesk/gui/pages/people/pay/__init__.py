"""The wages of the people: a month's run, its people, and why each amount is what it is."""
