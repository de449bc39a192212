"""Files that people publish: read by their content, profiled as a whole, and turned into one table."""

from naves.kernel.datafiles.findings import Finding, profile_findings
from naves.kernel.datafiles.profile import ColumnProfile, Personal, Profile
from naves.kernel.datafiles.profiling import profile_file

__all__ = ["ColumnProfile", "Finding", "Personal", "Profile", "profile_file", "profile_findings"]
