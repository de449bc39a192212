"""Pages of imports: each view translates in, makes one call into the domain, translates out."""
