"""Pay data of the people, the service accounts that are theirs, and the rules of law and city."""
