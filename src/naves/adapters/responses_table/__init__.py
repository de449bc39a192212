"""Responses, the links of needs with goals and measures, in a table of ours."""
