"""What is said: messages in, episodes, transcripts."""
