"""The one HTTP client, shared by sources and posters: polite to servers, and careful with what they answer."""
