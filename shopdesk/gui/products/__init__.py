"""The store's list of products, which several pages open."""
