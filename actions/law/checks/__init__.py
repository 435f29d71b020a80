"""Checks before a request is registered, one module each: its rules by kind of case, and a pure function.

A check refuses only what the law itself bars on the facts; all else warns and the request is registered.
Where no rule is known for a kind of case, that is said and nothing is borrowed from another.
"""
