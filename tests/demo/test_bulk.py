"""A load in bulk leaves the rows that the services leave; it can be stopped and go on."""
