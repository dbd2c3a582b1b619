"""What can be done with a model: one small module for each task; `registry` has them by name."""
