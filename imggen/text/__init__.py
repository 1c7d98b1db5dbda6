"""Words become outlines once: measured, painted and exported as those."""
