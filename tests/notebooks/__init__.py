"""The notebooks: what holds for each, and the way to run them again and keep what they print."""
