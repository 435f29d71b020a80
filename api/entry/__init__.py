"""What every door shares: the house, who is asking, and doing a thing once."""
