"""Reading the store: plain selects of columns into the domain's values. No row leaves this package."""
