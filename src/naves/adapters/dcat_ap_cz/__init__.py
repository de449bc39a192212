"""DCAT-AP-CZ: records of the catalogue as the Czech norm wants them, its versions side by side."""
