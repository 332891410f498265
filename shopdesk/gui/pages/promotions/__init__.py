"""The promotions tab: the shopping calendar and the store's campaigns on it."""
