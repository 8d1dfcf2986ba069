"""One function for each thing a user can do. Each returns what changed; window and command line call the same ones."""
