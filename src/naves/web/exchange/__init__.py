"""Pages of questions, consultations and notices."""
