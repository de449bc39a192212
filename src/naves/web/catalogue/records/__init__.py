"""Records of datasets, their files, reuses and discussions."""
