"""Item models: what lists, boards and tables show, as values and incremental signals."""
