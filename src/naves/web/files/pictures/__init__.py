"""Charts and maps as positions for an SVG that the template draws."""
