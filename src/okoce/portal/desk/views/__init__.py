"""Views of the desks. Each asks whether this member is hers to see before it says anything of her: outside the scope is 404."""
