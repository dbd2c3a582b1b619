"""Comparing: one input to several models; facts, votes, history and files around it."""
