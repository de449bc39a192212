"""The Monitor's arithmetic: pure functions on arrays. What each figure means is in docs/guide/method.md."""
