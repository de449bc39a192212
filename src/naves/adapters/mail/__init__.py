"""Mail: followers hear back at every step of a need."""
