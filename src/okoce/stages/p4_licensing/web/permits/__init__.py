"""Pages of permits and applications."""
