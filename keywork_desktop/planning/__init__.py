"""Who should get whom, and which session goes on which day: proposals computed from facts."""
