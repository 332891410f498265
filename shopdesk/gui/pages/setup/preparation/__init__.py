"""What has to be ready for the opening."""
