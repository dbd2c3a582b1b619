"""Reading: one model at one commit, what changed since another, how it is used elsewhere."""
