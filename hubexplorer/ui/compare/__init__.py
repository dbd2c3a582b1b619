"""Compare: candidates, inputs, panes, and what stands around a run."""
