"""Evidence of needs in a table of ours: posts, surveys, petitions, telephone notes and so on."""
