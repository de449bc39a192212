"""Base layout, components, vendored front-end files and the living style page."""
