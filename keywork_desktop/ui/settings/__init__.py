"""The parts of the Settings page: policies, regime calendar, priority groups, locations."""
