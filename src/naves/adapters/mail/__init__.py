"""Mail: people hear back at every step of a need, and of questions and consultations."""
