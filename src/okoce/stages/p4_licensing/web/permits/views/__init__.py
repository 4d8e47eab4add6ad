"""Views of permits and applications."""
