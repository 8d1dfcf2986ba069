"""From a file to proposed facts: read it, recognise the report, find rows and problems, compare with what is known.

Start with `recognised.read_file`, then `reconcile.reconcile`. Pure apart from reading the file: nothing is written.
"""
