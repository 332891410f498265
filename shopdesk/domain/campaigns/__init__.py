"""Campaigns: what a store plans, applies for, runs and reviews on its calendar."""
