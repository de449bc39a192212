"""CKAN: the Action API for reading, so that ckanapi and scripts written for CKAN work with the catalogue."""
