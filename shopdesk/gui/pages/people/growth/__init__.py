"""The growth part of the people page: scorecards, design jobs, training."""
