"""The verbs of needs. Each checks the permission first, writes in one transaction and leaves an audit line."""

from naves.domains.needs.operations.evidence import add_evidence, attach_evidence, detach_evidence
from naves.domains.needs.operations.following import follow, unfollow
from naves.domains.needs.operations.import_evidence import EvidenceRow, import_evidence
from naves.domains.needs.operations.import_needs import NeedRow, import_needs
from naves.domains.needs.operations.import_posts import import_posts
from naves.domains.needs.operations.import_report import ImportReport
from naves.domains.needs.operations.merging import merge_needs, split_need
from naves.domains.needs.operations.steps import answer, publish, reopen, withdraw
from naves.domains.needs.operations.voicing import edit_need, voice_need

__all__ = [
    "EvidenceRow",
    "ImportReport",
    "NeedRow",
    "add_evidence",
    "answer",
    "attach_evidence",
    "detach_evidence",
    "edit_need",
    "follow",
    "import_evidence",
    "import_needs",
    "import_posts",
    "merge_needs",
    "publish",
    "reopen",
    "split_need",
    "unfollow",
    "voice_need",
    "withdraw",
]
