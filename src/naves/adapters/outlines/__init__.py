"""Outlines of strategies, pasted or uploaded as text or Markdown, turned into drafts for a person to correct."""
