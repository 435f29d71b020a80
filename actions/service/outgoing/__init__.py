"""What leaves by itself: the outbox and its sender."""
