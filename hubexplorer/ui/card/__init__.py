"""One model read: its card, review, files, results and code."""
