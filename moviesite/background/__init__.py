"""Background work: a worker that tries again what failed, and takes over what a dead worker left.

A task runs at least once. One that was cut off half-way runs again, so it is written to be run twice:
in one transaction, or looking first whether its work is already done.
"""
