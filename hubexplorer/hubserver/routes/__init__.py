"""What the hub answers, one module per part of its API."""
