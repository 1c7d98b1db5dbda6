"""Places: boxes, shapes, scales, ticks, and labels that never collide. No words, no fonts."""
