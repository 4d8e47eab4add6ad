"""Reads of registration: receipts, communities' answers, claims."""
