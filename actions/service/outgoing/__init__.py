"""What leaves by itself: where somebody is reached, and what the sender finds due."""
