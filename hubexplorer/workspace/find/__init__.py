"""Finding: rows of every hub, queried, searched again, collected."""
