"""Compare what reports say with what is known: new, changed, unchanged, repeated, refused, gone. Nothing is written."""
