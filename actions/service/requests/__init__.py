"""The request engine: matters as data, one submission, one state machine for all of them."""
