"""Inspection rounds: walked place by place, with points, notes and problems."""
