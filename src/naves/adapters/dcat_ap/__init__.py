"""DCAT-AP: records of the catalogue for data.europa.eu and other European catalogues."""
