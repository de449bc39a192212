"""Records as they go out, made at each write, and streamed without being made again."""
