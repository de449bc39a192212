"""What makes a pair likely, how that is learned, and how well it does: plain values in and out."""
