"""Views of the licence roadmap, by who looks."""
