"""Getting data back: plans, rehearsals, the exit checklist."""
