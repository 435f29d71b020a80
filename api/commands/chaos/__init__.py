"""`hotline chaos`: what must hold whatever fails, tried against a house of its own on loopback."""
