"""The pure reading of Chinese: case numbers, digits, money, dates, courts, sounds.

Every finder folds its text first (`fold`); spans are offsets into the folded text. Nothing here keeps
state, opens a network connection or decides what a caller wants.
"""
