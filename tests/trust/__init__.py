"""What holds for any input whatsoever: readers stay linear, nothing but paraph's own errors comes out."""
