"""Keeps a dialogue through the service."""
