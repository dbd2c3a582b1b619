"""Running: what a model is asked, and who answers: the model host or an endpoint."""
