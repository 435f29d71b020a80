"""What callers think: suggestions, complaints, grades."""
