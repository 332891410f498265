"""What couriers take, by province and weight."""
