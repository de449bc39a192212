"""The business truth of strategies and responses, on plain values. What each rule decides is in README.md."""
