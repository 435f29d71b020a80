"""What the bot does: dialogue, service, law, store."""
