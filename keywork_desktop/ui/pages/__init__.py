"""One page behind each button of the rail."""
