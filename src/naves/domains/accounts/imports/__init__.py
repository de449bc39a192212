"""Uploaded files on their way in: checked, shown, confirmed, imported. What they hold other rooms know."""
