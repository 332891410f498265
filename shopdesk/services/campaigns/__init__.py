"""Campaigns: plan, check and review them."""
