"""What if: the business with something changed, beside today's."""
