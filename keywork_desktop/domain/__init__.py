"""What the field of key work knows: values and pure functions. Standard library only."""
