"""Pages of the licence roadmap: a visitor's, a member's own, and an officer's at the counter. All three are the same pages."""
