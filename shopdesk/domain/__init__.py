"""Records and rules of the trade: frozen dataclasses and pure functions, standard library only."""
