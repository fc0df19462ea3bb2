"""What readers see: one thin file a page, and the few things every page shares."""
