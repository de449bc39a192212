"""The state of the nation's needs as a PDF: a dozen set pages, with the method in an annex."""

from naves.web.monitor.report.building import report_pdf

__all__ = ["report_pdf"]
