"""Proposals of Decidim come in, answers to them go back."""
