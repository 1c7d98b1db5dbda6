"""Campaigns: counts are collected, and the cards that are due are drawn and posted, each once, whoever runs it and however often."""
