"""What ships beside the program: the migrations of the store, and the demo prison."""
