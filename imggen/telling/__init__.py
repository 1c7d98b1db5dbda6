"""Facts become sentences, as typed values that any language can say."""
