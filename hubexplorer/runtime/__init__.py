"""Running models: whether one fits, the host that owns the workers, and the tasks they carry out.

A kernel uses `client.ModelHost`; it never imports torch. `host` is the service behind it, `nursery`
the process that has torch imported and forks one `worker` for each loaded model.
"""
